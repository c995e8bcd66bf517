"""Papers of the checklists: lists and forms."""
