"""A spinner on a terminal for whatever takes longer than a second and shows no progress of its own."""

import sys
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from qsq.cli.terminal.language import _
from qsq.late import late

if TYPE_CHECKING:
    from rich import console as rich_console
else:
    (rich_console,) = late("rich", "console")


AFTER_SECONDS = 1.0


class Patience:
    """Turns from a second after its start until it is stopped; nothing without a terminal."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._timer: Timer | None = None
        self._sign: Any = None

    def start(self) -> None:
        """Begin to wait."""
        if sys.stderr.isatty():
            self._timer = Timer(AFTER_SECONDS, self._show)
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        """Take the sign away; called before anything is printed."""
        with self._lock:
            timer, self._timer = self._timer, None
            if timer is not None:
                timer.cancel()
            if self._sign is not None:
                self._sign.stop()
                self._sign = None

    def _show(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._sign = rich_console.Console(stderr=True).status(_("working …"))
                self._sign.start()
