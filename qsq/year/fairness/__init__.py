"""`qsq fairness`: how fair and how firm a recorded result is."""
