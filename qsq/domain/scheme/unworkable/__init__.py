"""Rules that are well written and cannot work, or work as nobody meant: pure, values in, problems out."""
