"""`python -m qsq`."""

from qsq.cli.main import run

run()
