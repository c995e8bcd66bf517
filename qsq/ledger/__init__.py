"""SQLite: append-only events, and snapshots of inputs and results by digest."""
