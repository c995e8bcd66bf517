"""`qsq recheck`: a second look at what dice drew of a period."""
