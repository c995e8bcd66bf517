"""`qsq remind`: 一月一提示."""
