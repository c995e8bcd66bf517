"""Crontab lines and systemd units that run the batch of a workspace every night."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qsq.domain.faults import WrongUse, message

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What to put where."""

    crontab: str
    service: str
    timer: str

    def sections(self) -> dict[str, str]:
        """Each text under the place that it belongs to."""
        return {
            "crontab -e": self.crontab,
            "/etc/systemd/system/qsq-batch.service": self.service,
            "/etc/systemd/system/qsq-batch.timer": self.timer,
        }

    def answer(self) -> dict[str, Any]:
        """The texts for programs."""
        return {"crontab": self.crontab, "service": self.service, "timer": self.timer}


def schedule(python: Path, workspace: Path, at: str, lang: str, user: str) -> Schedule:
    """The texts, with absolute paths.

    Args:
        python: the interpreter that has qsq.
        workspace: the folder that holds rules/scheme.yaml.
        at: the time of day, such as `02:30`.
        user: whose files the workspace is; systemd runs the batch as that user. Empty for none.
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
    )


def owner_of(folder: Path) -> str:
    """The name of the user whose a folder is, or the number of one without a name; empty on Windows."""
    try:
        return folder.owner()
    except KeyError:
        return str(folder.stat().st_uid)
    except NotImplementedError:
        return ""


def _crontab(words: list[str], hour: int, minute: int, lang: str) -> str:
    """Cron reads `%` as a line break; what the batch prints is mailed to MAILTO."""
    command = shlex.join(words).replace("%", r"\%")
    return f"{minute} {hour} * * *  QSQ_LANG={lang} {command}\n"


def _service(words: list[str], lang: str, user: str) -> str:
    """Exit 4 means that people have something to do, which is no failure of the service."""
    as_user = f"User={user}\n" if user else ""
    return f"""[Unit]
Description=qsq batch: the evaluation's work of the day

[Service]
Type=oneshot
{as_user}Environment=QSQ_LANG={lang}
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
