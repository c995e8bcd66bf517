"""How fair and how firm a result is, from what was recorded of it; pure and exact."""
