"""A clock that shows the time of the scheme, wherever the machine stands."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.late import late
from qsq.year.desk.files import DiskFolder

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from qsq.rules import time_zone
else:
    (time_zone,) = late("qsq.rules", "time_zone")


class SchemeClock:
    """Tells the time in the time zone of a workspace's scheme, which is read when it is first asked.

    Args:
        root: the workspace's folder.
        clock: tells the time in any zone.
    """

    def __init__(self, root: Path, clock: Callable[[], datetime]) -> None:
        self._root = root
        self._clock = clock

    def __call__(self) -> datetime:
        """Now, with the offset of the scheme's time zone."""
        return self._clock().astimezone(self._zone)

    @cached_property
    def _zone(self) -> "ZoneInfo":
        return time_zone.time_zone_of(DiskFolder(self._root))
