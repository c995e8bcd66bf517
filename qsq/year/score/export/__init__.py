"""`qsq score period --export FILE`: a result as a wide table, for people who analyse further."""
