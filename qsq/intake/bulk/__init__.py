"""One wide table of very many villages (Parquet or CSV) → columns of whole numbers and words."""
