"""Papers of a year's awards."""
