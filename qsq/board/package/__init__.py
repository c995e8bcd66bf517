"""The board's data: tables beside the pages, and programs that count them again."""
