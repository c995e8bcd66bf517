"""A measured process's peak is its own, whatever the one that measures holds."""

import sys

from tests.bench.apart import Launcher


def test_a_peak_is_the_commands_own() -> None:
    held = bytearray(b"x" * (200 << 20))
    launcher = Launcher()
    little, much = (
        launcher.run([sys.executable, "-S", "-c", f"len(b'x' * ({megabytes} << 20))"])
        for megabytes in (1, 100)
    )
    launcher.end()
    assert (little[0], much[0]) == (0, 0)
    assert little[2] << 10 < len(held) / 2 < much[2] << 10
    assert _code_of("raise SystemExit(3)") == 3


def _code_of(program: str) -> int:
    launcher = Launcher()
    code, _seconds, _kilobytes = launcher.run([sys.executable, "-S", "-c", program])
    launcher.end()
    return code
