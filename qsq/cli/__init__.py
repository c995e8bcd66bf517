"""The commands: each parses, calls one use case and shows its result."""
