"""Exact values: numbers, money, periods, names of files."""
