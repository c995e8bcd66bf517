"""抽查复核: what is handed out for a second look."""
