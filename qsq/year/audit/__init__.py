"""`qsq audit`: where a number came from."""
