"""Papers of a period: sheets to sign, notices, lists of rewards."""
