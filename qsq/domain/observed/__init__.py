"""What was seen, asked, reported and visited."""
