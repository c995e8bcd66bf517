"""`qsq proof`: one village shows, without the ledger, that its result hung on the wall."""

import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_people_awards import noticed
from tests.cli.test_people_awards import step as year_step
from tests.cli.test_people_steps import Step, on_notice, step
from tests.conftest import Qsq

__all__ = ["step", "year_step"]


@pytest.fixture
def head(step: Step, tmp_path: Path) -> str:
    """A period on notice."""
    return str(on_notice(step, tmp_path).answer["head"])


def test_every_village_proves_its_result_without_the_ledger(
    head: str, qsq: Qsq, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = qsq("score", "quarter", "2023Q1", "--json", workspace=small).answer["villages"]
    file = tmp_path / "proof.txt"
    for one in marked:
        done = qsq("proof", one["village_code"], "2023Q1", "--json", workspace=small).answer
        assert done["head"] == head
        file.write_bytes((small / done["file"]).read_bytes())
        monkeypatch.chdir(tmp_path)
        run = qsq("proof", "check", file, "--head", head[:20], "--json")
        assert (run.code, run.answer["holds"], run.answer["village"]) == (0, True, one)
    out = qsq("proof", "check", file, "--head", head).out
    assert "the proof holds: 2023Q1, revision 1, on notice from 2023-04-10 to 2023-04-14" in out
    assert f"B3 西三村: mark {marked[-1]['town_mark']}, rank {marked[-1]['rank']}" in out


def test_a_proof_is_the_same_every_time_and_small(head: str, qsq: Qsq, small: Path) -> None:
    file = small / qsq("proof", "A1", "2023Q1", "--json", workspace=small).answer["file"]
    before = file.read_bytes()
    assert before.startswith(b"qsq-proof@v1\nvillage {")
    qsq("proof", "write", "A1", "2023Q1", workspace=small)
    assert file.read_bytes() == before
    assert len(before) < 4000
    assert head


CHANGES: dict[str, Callable[[str], str]] = {
    "mark": lambda text: text.replace('"town_mark":"', '"town_mark":"1', 1),
    "place": lambda text: text.replace("index 0", "index 1"),
    "hash": lambda text: text.replace("index 0\n", f"index 0\n{b64encode(bytes(32)).decode()}\n"),
    "root": lambda text: text.replace('"root":"', '"root":"0'),
    "event": lambda text: text.replace('"actor":"clerk"', '"actor":"boss"'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_proof_does_not_hold(
    change: Callable[[str], str], head: str, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    done = qsq("proof", "A1", "2023Q1", "--json", workspace=small).answer
    text = (small / done["file"]).read_text("utf-8")
    assert change(text) != text
    file = tmp_path / "proof.txt"
    file.write_text(change(text), "utf-8", newline="\n")
    run = qsq("proof", "check", file, "--head", head, "--json")
    assert (run.code, run.answer["holds"]) == (1, False)
    assert len(run.answer["warnings"]) == 1


NO_PROOFS: dict[str, Callable[[str], str]] = {
    "empty": lambda text: text[:0],
    "cut": lambda text: text[:-20],
    "no json": lambda text: text.replace("village {", "village {{"),
    "deep": lambda text: text.replace('"rank":', '"x":' + "[" * 100_000 + "]" * 100_000 + ',"rank":'),
    "more": lambda text: text + "\n",
}


@pytest.mark.parametrize("change", NO_PROOFS.values(), ids=NO_PROOFS)
def test_what_is_no_proof_is_refused(
    change: Callable[[str], str], head: str, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    done = qsq("proof", "A1", "2023Q1", "--json", workspace=small).answer
    file = tmp_path / "proof.txt"
    file.write_text(change((small / done["file"]).read_text("utf-8")), "utf-8", newline="\n")
    run = qsq("proof", "check", file, "--head", head, "--json")
    assert run.code == 3
    assert [place[0] for place in run.places] == ["proof.txt"]


def test_another_notices_head_and_a_short_one_do_not_do(head: str, qsq: Qsq, small: Path) -> None:
    file = small / qsq("proof", "A1", "2023Q1", "--json", workspace=small).answer["file"]
    assert qsq("proof", "check", file, "--head", head[:19]).code == 2
    assert qsq("proof", "check", file, "--head", "0" * 64).code == 1
    assert qsq("proof", "check", file, "--head", f"{head[:12].upper()} {head[12:24]}").code == 0


def test_there_is_a_proof_of_what_hung_alone(step: Step, qsq: Qsq, small: Path) -> None:
    step("quarter")
    run = qsq("proof", "A1", "2023Q1", "--json", workspace=small)
    assert run.code == 5
    assert "qsq score notice 2023Q1" in run.answer["error"]["message"]


def test_a_village_that_was_not_marked_has_none(head: str, qsq: Qsq, small: Path) -> None:
    assert qsq("proof", "Z9", "2023Q1", "--json", workspace=small).code == 2
    assert head


def test_verify_takes_the_head_of_a_notice_alone(head: str, qsq: Qsq, small: Path) -> None:
    run = qsq("ledger", "verify", "--head", head[:20], "--json", workspace=small)
    assert (run.code, run.answer["notice"]["kind"], run.answer["notice"]["period"]) == (0, "notice", "2023Q1")
    assert "2023Q1" in qsq("ledger", "verify", "--head", head, workspace=small).out
    assert qsq("ledger", "verify", "--head", head, "--period", "2023Q1", workspace=small).code == 0
    assert qsq("ledger", "verify", "--head", head, "--period", "２０２３q1", workspace=small).code == 0
    assert qsq("ledger", "verify", "--head", head, "--period", "2023Q2", workspace=small).code == 1
    assert qsq("ledger", "verify", "--head", head, "--period", "spring", workspace=small).code == 2
    assert qsq("ledger", "verify", "--head", head[:19], "--json", workspace=small).code == 2
    events = qsq("ledger", "log", "--json", workspace=small).answer["events"]
    others = [one["digest"] for one in events if one["kind"] not in {"notice", "feedback"}]
    run = qsq("ledger", "verify", "--head", others[0], "--json", workspace=small)
    assert run.code == 1
    assert others[0] in json.dumps(run.answer["warnings"])


@pytest.fixture
def year_head(year_step: Step) -> str:
    """A year's decided list on notice."""
    return str(noticed(year_step).answer["head"])


def test_every_village_proves_what_it_takes_of_a_years_list(
    year_head: str, qsq: Qsq, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = qsq("awards", "year", "2023", "--json", workspace=small).answer
    given = {one["village_code"]: one for one in answer["honours"]}
    assert given
    assert len(answer["villages"]) > len(given)
    file = tmp_path / "proof.txt"
    for one in answer["villages"]:
        code = one["village_code"]
        done = qsq("proof", code, "2023", "--json", workspace=small).answer
        assert (done["head"], done["file"]) == (year_head, f"out/2023/proof/{code}.txt")
        file.write_bytes((small / done["file"]).read_bytes())
        monkeypatch.chdir(tmp_path)
        run = qsq("proof", "check", file, "--head", year_head[:20], "--json")
        proved = run.answer["village"]
        assert (run.code, proved["annual_mark"], proved["grade"]) == (0, one["annual_mark"], one["grade"])
        taken = {
            key: given.get(code, {}).get(key) for key in ("honour", "prize", "welfare", "cadres", "order")
        }
        assert {key: proved.get(key) for key in taken} == taken
        assert "members" not in proved, "what a cadre takes is nobody else's business"


def test_a_proof_of_a_year_is_asked_for_by_name_and_tells_what_it_shows(
    year_head: str, qsq: Qsq, small: Path
) -> None:
    answer = qsq("awards", "year", "2023", "--json", workspace=small).answer
    first, names = answer["honours"][0], {"A1": "东一村", "B1": "西一村"}
    name = names[first["village_code"]]
    file = small / qsq("proof", name, "2023", "--json", workspace=small).answer["file"]
    out = qsq("proof", "check", file, "--head", year_head).out
    assert "the proof holds: 2023, revision 2, on notice from 2024-01-15 to 2024-01-19" in out
    mark, honour, prize = first["annual_mark"], first["honour"], first["prize"]
    told = f"{first['village_code']} {name}: annual mark {mark}, honour {honour}, prize {prize} yuan"
    assert told in out
    other = next(one for one in answer["villages"] if one["village_code"] not in {
        each["village_code"] for each in answer["honours"]})  # fmt: skip
    file = small / qsq("proof", other["village_code"], "2023", "--json", workspace=small).answer["file"]
    out = qsq("proof", "check", file, "--head", year_head).out
    assert f"annual mark {other['annual_mark']}, no honour" in out


def test_a_changed_proof_of_a_year_does_not_hold(
    year_head: str, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    honour = qsq("awards", "year", "2023", "--json", workspace=small).answer["honours"][0]
    done = qsq("proof", honour["village_code"], "2023", "--json", workspace=small).answer
    text = (small / done["file"]).read_text("utf-8")
    changed = text.replace(f'"prize":"{honour["prize"]}"', '"prize":"50000.00"', 1)
    assert changed != text
    file = tmp_path / "proof.txt"
    file.write_text(changed, "utf-8", newline="\n")
    assert qsq("proof", "check", file, "--head", year_head).code == 1


def test_a_year_is_proved_when_its_list_hung(year_step: Step, qsq: Qsq, small: Path) -> None:
    year_step("year")
    run = qsq("proof", "A1", "2023", "--json", workspace=small)
    assert run.code == 5
    assert "qsq awards notice 2023" in run.answer["error"]["message"]
