"""A ledger that was copied while somebody wrote to it, and clocks that jump: what was acknowledged is a whole chain."""

import shutil
from pathlib import Path

import pytest

from qsq.domain.steps.event_kinds import OtherEvent
from qsq.ledger.ledger import Draft, Ledger
from qsq.ledger.verification import verify

NOON, A_YEAR_ON, EARLIER = (f"20{year}-03-01T12:00:00+08:00" for year in ("23", "24", "22"))


def refusal(time: str, step: str) -> Draft:
    return Draft(time, "clerk", OtherEvent.REFUSED, "2023Q1", {"program": "x", "step": step, "reason": "x"})


def record(ledger: Ledger, time: str, step: str) -> None:
    with ledger.transaction():
        ledger.append(refusal(time, step))


@pytest.mark.parametrize(
    "part", [0.5, *(pytest.param(part, marks=pytest.mark.torture) for part in (0, 0.2, 0.8, 0.99, 1))]
)
def test_a_copy_with_part_of_its_log_is_a_ledger_of_the_first_events(part: float, tmp_path: Path) -> None:
    path, copy = tmp_path / "qsq.db", tmp_path / "copy" / "qsq.db"
    copy.parent.mkdir()
    with Ledger.open(path) as ledger:
        for number in range(20):
            record(ledger, NOON, f"step {number}")
        written = [event.digest for event in ledger.history()]
        shutil.copyfile(path, copy)
        log = Path(f"{path}-wal").read_bytes()
        Path(f"{copy}-wal").write_bytes(log[: int(len(log) * part)])
    for opened in (Ledger.open_read_only, Ledger.open):
        with opened(copy) as found:
            kept = [event.digest for event in found.history()]
            assert verify(found).whole
        assert kept == written[: len(kept)]
        assert len(kept) == 20 or part < 1
    with Ledger.open(copy) as found:
        record(found, NOON, "the next step")
        assert verify(found).whole


def test_a_clock_that_jumps_forwards_and_back_is_told_and_the_chain_holds(tmp_path: Path) -> None:
    told = list[str]()
    with Ledger.open(tmp_path / "qsq.db", lambda what: told.append(str(what))) as ledger:
        for time in (NOON, A_YEAR_ON, NOON, EARLIER, A_YEAR_ON):
            record(ledger, time, "x")
        assert [event.kind for event in ledger.history()] == [
            *(OtherEvent.REFUSED, OtherEvent.REFUSED),
            *(OtherEvent.CLOCK_BACK, OtherEvent.REFUSED),
            *(OtherEvent.CLOCK_BACK, OtherEvent.REFUSED),
            OtherEvent.REFUSED,
        ]
        assert verify(ledger).whole
    assert len(told) == 2


def test_a_clock_that_goes_back_within_a_step_is_told_once(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "qsq.db") as ledger, ledger.transaction():
        for time in (A_YEAR_ON, NOON, NOON):
            ledger.append(refusal(time, "x"))
        assert [event.kind for event in ledger.history()].count(OtherEvent.CLOCK_BACK) == 1
        assert verify(ledger).whole
