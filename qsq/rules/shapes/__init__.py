"""The shapes of the rule files (CONTRACT.md sections 3, 8 and 11): a module for each part of them."""
