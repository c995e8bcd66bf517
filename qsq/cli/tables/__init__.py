"""Results as tables for people, one module a command; imported only to print them."""
