"""公示栏: the public notice board as static pages, from recorded results; Chinese, and English beside it."""
