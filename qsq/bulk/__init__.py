"""Many villages at once, by the column: the engine's own answers in whole numbers; pure."""
