"""What was observed in villages, read: observations, progress, visits, all that a period is marked from."""
