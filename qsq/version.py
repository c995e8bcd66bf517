"""The version of the program, as results and audits name it."""

__version__ = "0.2.0"
