"""Forms that came back: which one a file is, and whether what was printed in it is still there."""
