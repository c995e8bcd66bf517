"""`qsq status`: where the year stands, and whose turn it is."""
