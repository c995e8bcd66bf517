"""`qsq init`: a new county's workspace, and the next rules of one that runs."""
