"""What the ledger holds, typed: what a result follows from, results, lists, and how they are encoded."""
