"""What comes back from others: files and archives as they come, told by what they hold."""
