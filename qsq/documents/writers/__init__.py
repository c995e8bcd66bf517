"""Documents as files: PDF, Word and Excel."""
