"""`qsq board`: the public notice board."""
