"""The entry point: `qsq`, and `python -m qsq`."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from qsq.late import late

if TYPE_CHECKING:
    from qsq.cli.terminal import main
else:
    (main,) = late("qsq.cli.terminal", "main")


def run() -> None:
    """Run the command that was called and end the process."""
    gc.disable()  # the process is short and the system frees all at its end: neither collect nor tidy up
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # to look for some reads every package's metadata
    os._exit(main.main(sys.argv[1:]))  # imported here: when nothing is collected any more


if __name__ == "__main__":
    run()
