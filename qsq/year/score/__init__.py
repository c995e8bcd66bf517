"""`qsq score`: a period evaluated, signed, hung up and made final."""
