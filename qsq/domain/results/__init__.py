"""Results as they were recorded and printed."""
