"""The entry point: `qsq`, and `python -m qsq`."""

import gc
import os
import sys


def run() -> None:
    """Run the command that was called and end the process."""
    gc.disable()  # the process is short and the system frees all at its end: neither collect nor tidy up
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # to look for some reads every package's metadata
    from qsq.cli.terminal.main import main  # noqa: PLC0415 - when nothing is collected any more

    code = main(sys.argv[1:])
    os._exit(code)


if __name__ == "__main__":
    run()
