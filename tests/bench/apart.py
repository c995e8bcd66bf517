"""Runs commands from a process that holds little: a process's peak begins with what the one that starts it holds.

Reads a command a line, as JSON; answers each with its exit code, seconds, and kilobytes at the peak.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


class Launcher:
    """Such a process."""

    def __init__(self) -> None:
        program = [sys.executable, "-S", str(Path(__file__))]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, command: list[str]) -> tuple[int, float, int]:
        """Exit code, seconds and kilobytes of a command, run to its end without output."""
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        code, seconds, kilobytes = json.loads(self._process.stdout.readline())
        return code, seconds, kilobytes

    def end(self) -> None:
        """End it."""
        self._process.communicate()


def main() -> None:
    """Run what is asked for."""
    for line in sys.stdin:
        start = time.perf_counter()
        process = subprocess.Popen(
            json.loads(line), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        sys.stdout.write(json.dumps([process.returncode, seconds, usage.ru_maxrss]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
