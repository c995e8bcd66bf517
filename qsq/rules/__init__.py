"""YAML rule files to domain values, with the line of everything that is wrong."""
