"""Files as sheets of cells: CSV, .xlsx, .ods, .xls."""
