"""Mutated files through the readers, drawn at random: an answer or faults with their places, never another error."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qsq.domain.faults import Faults, Refused
from qsq.intake.arrivals.archive import unpacked
from qsq.intake.sheets.sheet import text_of
from qsq.intake.tables import sheets_of
from qsq.rules.yaml_document import read_document
from tests.conftest import TORTURE, examples
from tests.hostile.books import book, honest, honest_xls, ods, ods_rows, packed, sheet

INPUTS = int(os.environ.get("QSQ_FUZZ", "0")) or examples(100, 400)
"""How many mutated inputs: `make fuzz` tries 20,000."""

SHARE = pytest.mark.torture if TORTURE else pytest.mark.more
"""CI's share of `make torture` takes the many inputs, `make test` the few."""

_SMALL = Path(__file__).parents[1] / "small"
_PIECES = [
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b"'", b",", b"\n", b"\r", b"\t", b"<", b">", b"&", b"]]>", b"--", b"PK\3\4"),
    *(b"&a ", b"*a", b"<<: ", b"!!x ", b"[" * 60, b"{" * 60, b"9" * 5000, b"1e999999999", b"-1", b"../", b"\xd0\xcf\x11\xe0"),
]  # fmt: skip


def _table(name: str) -> Callable[[bytes], Faults]:
    def read(content: bytes) -> Faults:
        faults = Faults()
        for one in sheets_of(name, content, "", faults):
            for row in one.rows:
                for cell in row:
                    text_of(cell)
        return faults

    return read


def _rules(content: bytes) -> Faults:
    faults = Faults()
    read_document("rules/x.yaml", content, faults)
    return faults


def _archive(content: bytes) -> Faults:
    for _one in unpacked("x.zip", content):
        pass
    return Faults()


SEEDS: tuple[tuple[Callable[[bytes], Faults], bytes], ...] = (
    *((_rules, path.read_bytes()) for path in sorted(_SMALL.rglob("*.yaml"))),
    *((_table("x.csv"), path.read_bytes()) for path in sorted(_SMALL.rglob("*.csv"))),
    (_table("x.csv"), (_SMALL / "data" / "villages.csv").read_text("utf-8").encode("gb18030")),
    (_table("x.xlsx"), honest()),
    (_table("x.xlsx"), packed(book({"S": sheet()}), 0)),
    (_table("x.ods"), packed(ods(ods_rows()), 0)),
    (_table("x.xls"), honest_xls()),
    (_archive, packed({"a.csv": "x,y\n1,2\n", "西镇/b.csv": "y"}, 0)),
)
"""What reads a file, and a file that it reads; what is not packed is mutated within."""


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with some pieces cut, doubled, moved or put in."""
    made = bytearray(content)
    for _time in range(chance.randint(1, 6)):
        at, other = sorted(chance.randrange(len(made) + 1) for _end in range(2))
        match chance.randrange(5):
            case 0:
                made[at:at] = chance.choice(_PIECES)
            case 1:
                made[at : at + 1] = chance.randbytes(1)
            case 2:
                del made[at : at + chance.randint(1, 20)]
            case 3:
                made[at:at] = made[at : min(other, at + 200)]
            case _:
                made[at : at + 4] = chance.randbytes(4)
    return bytes(made)


@SHARE
@settings(max_examples=INPUTS, deadline=None)
@given(st.sampled_from(range(len(SEEDS))), st.integers(0, 2**64))
def test_a_mutated_file_is_read_or_refused_with_its_places(which: int, seed: int) -> None:
    read, content = SEEDS[which]
    try:
        faults = read(mutated(content, random.Random(seed))).found
    except Refused as refused:
        faults = list(refused.faults)
    assert all(fault.place.file and str(fault.message) for fault in faults)
