"""The inbox: whatever came back is told by what it holds and taken in by its own step."""
