"""What the scheme speaks of: pure values, exact numbers, no file, clock or environment."""
