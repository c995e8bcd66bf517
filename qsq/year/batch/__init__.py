"""`qsq batch`: the work that nobody signs or decides, done when it is due."""
