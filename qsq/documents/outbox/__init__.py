"""What goes with papers that are handed out."""
