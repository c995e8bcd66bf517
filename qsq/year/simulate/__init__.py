"""`qsq simulate`: a recorded period under other rules; nothing is recorded."""
