"""`qsq explain`: how a village's figures came about, and what it would have taken to reach others."""
