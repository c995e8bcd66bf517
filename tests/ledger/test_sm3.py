"""A ledger that is kept by SM3 (国密) because its scheme asks for it: from its first entry on, and never mixed."""

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from qsq.domain.faults import QsqError
from qsq.domain.values.digests import DigestKind, hashed, is_known
from qsq.ledger.ledger import Ledger
from qsq.ledger.merkle import path_of, root_from, root_of
from qsq.ledger.verification import verify
from tests.conftest import Qsq

ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
"""The example of GB/T 32905."""

pytestmark = pytest.mark.skipif(not is_known(DigestKind.SM3), reason="this Python comes without SM3")


def asks_for(root: Path, kind: str) -> None:
    scheme = root / "rules" / "scheme.yaml"
    text = scheme.read_text("utf-8").partition("\nledger:")[0].rstrip("\n")
    scheme.write_text(f"{text}\nledger: {{digest: {kind}}}\n", "utf-8")


def test_it_is_the_digest_of_the_standard() -> None:
    assert hashed(b"abc", DigestKind.SM3).hex() == ABC


def test_a_tree_is_of_the_digest_that_is_asked_for() -> None:
    leaves = [b"a", b"b", b"c"]
    root = root_of(leaves, DigestKind.SM3)
    assert root != root_of(leaves)
    assert root_from(b"b", 1, 3, path_of(leaves, 1, DigestKind.SM3), DigestKind.SM3) == root


def test_a_county_keeps_its_ledger_by_sm3_from_the_first_entry_on(qsq: Qsq, small: Path) -> None:
    asks_for(small, "sm3")
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    asks_for(small, "sha256")
    refused = qsq("rules", "check", "--json", workspace=small)
    assert refused.code == 3
    assert "kept by sm3" in refused.out
    assert qsq("score", "feedback", "2023Q1", workspace=small).code == 0
    asks_for(small, "sm3")
    assert qsq("rules", "check", workspace=small).code == 0
    answer = qsq("ledger", "verify", "--json", workspace=small).answer
    assert (answer["whole"], answer["digest"]) == (True, "sm3")
    with Ledger.open(small / "data" / "qsq.db") as ledger:
        found = ledger.history()
    assert len(found) > 1
    assert [hashed(one.text, DigestKind.SM3).hex() for one in found] == [
        *(one.previous for one in found[1:]),
        answer["head"],
    ]


def test_an_entry_by_another_digest_shows(qsq: Qsq, small: Path) -> None:
    asks_for(small, "sm3")
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    assert qsq("score", "feedback", "2023Q1", workspace=small).code == 0
    with Ledger.open(small / "data" / "qsq.db") as ledger:
        last = ledger.history()[-1]
    database = sqlite3.connect(small / "data" / "qsq.db")
    database.execute("DROP TRIGGER events_update")
    forged = replace(last, payload={key: value for key, value in last.payload.items() if key != "digest"})
    database.execute(
        "UPDATE events SET payload = json_remove(payload, '$.digest'), digest = ? WHERE sequence = ?",
        (forged.digest, last.sequence),
    )
    database.commit()
    database.close()
    with Ledger.open_read_only(small / "data" / "qsq.db") as ledger:
        assert "kept by another digest" in str(verify(ledger).wrong[0])


def test_where_python_knows_no_sm3_it_is_said(qsq: Qsq, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asks_for(small, "sm3")
    scheme = small / "rules" / "scheme.yaml"  # no other test's: what was read of those is not read again
    scheme.write_text(scheme.read_text("utf-8") + "# on an older machine\n", "utf-8")
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    with pytest.raises(QsqError, match="does not know"):
        hashed(b"abc", DigestKind.SM3)
    run = qsq("rules", "check", "--json", workspace=small)
    assert run.code == 3
    assert "does not know sm3" in run.out
