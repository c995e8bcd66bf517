"""What was observed in villages, read: observations, progress, all that a period is marked from."""
