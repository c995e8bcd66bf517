"""`qsq score bulk`: a wide table of very many villages, scored in parts and written as another."""
