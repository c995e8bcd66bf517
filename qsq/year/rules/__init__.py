"""`qsq rules`: rules checked, compared and held to worked examples."""
