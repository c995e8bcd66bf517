"""`qsq awards`: a year's list, from the recommendations to the payment."""
