"""Reports of a year."""
