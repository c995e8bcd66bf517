"""提示单 and the lists of them."""
