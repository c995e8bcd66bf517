"""State machines: where a period or a year stands, and which step may come next."""
