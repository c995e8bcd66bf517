"""What runs the batch of a workspace every night: a crontab line, systemd units, a task of Windows."""

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from qsq.domain.faults import WrongUse, message

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What to put where."""

    crontab: str
    service: str
    timer: str
    schtasks: str

    def sections(self, *, windows: bool) -> dict[str, str]:
        """Each text of a system under the place that it belongs to."""
        if windows:
            return {"cmd": self.schtasks}
        return {
            "crontab -e": self.crontab,
            "/etc/systemd/system/qsq-batch.service": self.service,
            "/etc/systemd/system/qsq-batch.timer": self.timer,
        }

    def answer(self) -> dict[str, Any]:
        """The texts for programs."""
        return {
            "crontab": self.crontab,
            "service": self.service,
            "timer": self.timer,
            "schtasks": self.schtasks,
        }


def schedule(python: PurePath, workspace: PurePath, at: str, lang: str, user: str) -> Schedule:
    """The texts, with absolute paths.

    Args:
        python: the interpreter that has qsq.
        workspace: the folder that holds rules/scheme.yaml.
        at: the time of day, such as `02:30`.
        user: whose files the workspace is, by number; systemd runs the batch as that user.
        lang: the language of what is printed, which cron knows nothing of.

    Raises:
        WrongUse: `at` is no time of day, or a path holds a line break.
    """
    found = _TIME.fullmatch(at)
    if found is None:
        raise WrongUse(message("found {found}; expected a time of day such as 02:30", found=at))
    words = [str(python), "-m", "qsq", "--workspace", str(workspace), "batch", "run"]
    if any("\n" in word for word in words):
        raise WrongUse(message("the workspace's path holds a line break; move it to a plain folder"))
    hour, minute = map(int, found.groups())
    return Schedule(
        crontab=_crontab(words, hour, minute, lang),
        service=_service(words, lang, user),
        timer=_timer(hour, minute),
        schtasks=_schtasks(words, f"qsq {workspace.name}", f"{hour:02}:{minute:02}", lang),
    )


def owner_of(folder: Path) -> str:
    """The number of the user whose a folder is, which every system knows; names not every user has."""
    return str(folder.stat().st_uid)


def _crontab(words: list[str], hour: int, minute: int, lang: str) -> str:
    """Cron reads `%` as a line break; what the batch prints is mailed to MAILTO."""
    command = shlex.join(words).replace("%", r"\%")
    return f"{minute} {hour} * * *  QSQ_LANG={lang} {command}\n"


def _service(words: list[str], lang: str, user: str) -> str:
    """Exit 4 means that people have something to do, which is no failure of the service."""
    return f"""[Unit]
Description=qsq batch: the evaluation's work of the day

[Service]
Type=oneshot
User={user}
Environment=QSQ_LANG={lang}
ExecStart={" ".join(_quoted(word) for word in words)}
SuccessExitStatus=4
"""


def _quoted(word: str) -> str:
    """A word as systemd reads it: its specifiers and variables taken literally."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _timer(hour: int, minute: int) -> str:
    """`Persistent` makes up for a run that the machine slept through."""
    return f"""[Unit]
Description=qsq batch run, every night

[Timer]
OnCalendar=*-*-* {hour:02}:{minute:02}:00
Persistent=true

[Install]
WantedBy=timers.target
"""


def _schtasks(words: list[str], name: str, at: str, lang: str) -> str:
    """A line for Windows' task scheduler, which takes all of the batch's call as one word."""
    python, *rest = words
    call = subprocess.list2cmdline([python, *rest[:2], "--lang", lang, *rest[2:]])
    daily = ["/Create", "/F", "/TN", name, "/SC", "DAILY", "/ST", at, "/TR", call]
    return subprocess.list2cmdline(["schtasks", *daily]) + "\n"
