"""What the rules say: the scheme, its methods and checklists."""
