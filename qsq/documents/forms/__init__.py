"""Forms that offices fill in, as data; `qsq.documents.writers.form` writes them."""
