"""Forms that go out and come back: which one a file is, and whether it is still as it was printed."""
