"""`qsq next`: what can be done now, by whom, each with its command."""
