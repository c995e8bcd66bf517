"""The public notice board: what it shows, what it never shows, and how it reads in a browser."""
