"""Forms that came back: which one a file is, whether what was printed is still there, what its rows say."""
