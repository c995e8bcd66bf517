"""Every command of the program: those that write, in the order of a year, and those that only read."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from qsq.cli.terminal.main import app
from tests.cli.an_inbox import handed_in
from tests.cli.test_forms_handed_out import filled, rows_of
from tests.cli.test_people_steps import UNITS
from tests.cli.test_recheck import first_values, written
from tests.conftest import called, small_workspace

WIDE = Path(__file__).parents[1] / "small-wide.csv"

_RULES = """
visits: {city_leader: {every: month, at_least: 1}, town_officer: {every: week, at_least: 1}}
reminders: {slow: 50%, poor: 60%, far_behind: 50%}
"""


@dataclass(frozen=True)
class Step:
    """A command that writes; `{root}` and `{folder}` stand for the county and the folder around it.

    Attributes:
        words: the command as it is typed.
        actor: who acts, where somebody does.
        aside: the next step begins where this one began.
        kills: how often it is killed; None as often as every other.
    """

    words: str
    actor: str = "clerk"
    aside: bool = False
    kills: int | None = None

    @property
    def name(self) -> str:
        """The command, such as `score sign`."""
        return name_of(self.words)

    def typed(self, folder: Path) -> list[str]:
        """The call in the county that lies in a folder."""
        root = folder / "small"
        words = [word.format(root=root, folder=folder) for word in self.words.split()]
        options = COMMANDS[self.name]
        who = ["--actor", self.actor] if "actor" in options else []
        where = ["--workspace", str(root)] if "workspace" in options and self.name != "init" else []
        return [*words, *who, *where, "--json"]


def name_of(words: str) -> str:
    """A command's name, from a line that calls it."""
    first, *rest = words.split()
    return first if first in COMMANDS else f"{first} {rest[0]}"


def _commands() -> Iterator[tuple[str, Any]]:
    """What the program's own tables say that it can do."""
    group: Any = typer.main.get_command(app)
    context = typer.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        below: list[str] = command.list_commands(context) if hasattr(command, "list_commands") else []
        yield from [(f"{name} {one}", command.get_command(context, one)) for one in below] or [
            (name, command)
        ]


COMMANDS = {name: {str(option.name) for option in command.params} for name, command in _commands()}
"""Every command of the program, with its options."""

STEPS = (
    Step("init {folder}/new --year 2023 --name 东安县 --code 431122", aside=True),
    Step("demo {folder}/demo", aside=True, kills=2),
    Step("batch run --on 2023-01-01", aside=True),
    Step("ledger import {folder}/earlier.jsonl", aside=True),
    Step("checklist villages"),
    Step("checklist targets 2023Q1"),
    Step("checklist issue 2023Q1 --on 2023-01-02"),
    Step("checklist dispatch 2023Q1 --town T1 --on 2023-01-03", "T1-lead"),
    Step("inbox --on 2023-04-02", aside=True),
    Step("checklist accept 2023Q1 --village A1 --on 2023-01-04", "A1-sec"),
    Step("checklist revoke 2023Q1 acceptance --village A1 --reason 误录 --yes --on 2023-01-05", aside=True),
    Step("visits forms 2023-01"),
    Step("visits import {folder}/visits.csv --on 2023-03-01"),
    Step("visits problems --close V5 --how 已办 --on 2023-03-02"),
    Step("visits revoke closing V5 --reason 误录 --yes --on 2023-03-03", aside=True),
    Step("remind progress 2023-03 --file {folder}/progress.xlsx"),
    Step("remind month 2023-03 --on 2023-04-01"),
    Step("remind record 2023-03 --village A2 --who 镇长 --with 村书记 --problem 育秧晚"
         " --method 统一供秧 --until 2023-04-06 --on 2023-04-02"),
    Step("remind revoke 2023-03 talk --village A2 --reason 误录 --yes --on 2023-04-03", aside=True),
    Step("score check 2023Q1 --forms"),
    Step("score submit 2023Q1 {folder}/agriculture.csv --department agriculture --on 2023-04-03", "agri"),
    Step("score bulk " + str(WIDE) + " {folder}/marks.csv", aside=True),
    Step("score period 2023Q1 --on 2023-04-07", aside=True),
    Step("score quarter 2023Q1 --on 2023-04-07 --export {root}/out/marks.xlsx"),
    Step("recheck draw 2023Q1 --dice 31415926535 --draws 3 --on 2023-04-07", "city"),
    Step("recheck enter 2023Q1 {folder}/second.xlsx --on 2023-04-08", "city"),
    Step("score feedback 2023Q1 --on 2023-04-08"),
    Step("score sign 2023Q1 --file {folder}/signed.csv --on 2023-04-09"),
    Step("score notice 2023Q1 --on 2023-04-10"),
    Step("score object 2023Q1 --village A1 --text 会议漏登 --by 东一村 --on 2023-04-11"),
    Step("score resolve 2023Q1 2023Q1-1 --rejected --reason 查无此事 --on 2023-04-12"),
    Step("score revoke 2023Q1 notice --reason 误录 --yes --on 2023-04-12", aside=True),
    Step("score finalise 2023Q1 --on 2023-04-18"),
    Step("report circular 2023Q1 --format docx"),
    Step("board build --draft"),
    Step("proof write A1 2023Q1"),
    Step("audit files 2023Q1 {folder}/kept"),
    Step("outbox --on 2023-04-19"),
    Step("awards cadres 2023"),
    Step("awards recommend 2023 --town T1 --village A1 --on 2024-01-05", "T1-lead"),
    Step("awards year 2023 --on 2024-01-11"),
    Step("awards decide 2023 --document 常委会〔2024〕3号 --approval 市批〔2024〕1号 --on 2024-01-12"),
    Step("awards notice 2023 --on 2024-01-15"),
    Step("awards object 2023 --village A2 --text 名次不符 --by 村民 --on 2024-01-16"),
    Step("awards resolve 2023 2023-1 --rejected --reason 查无此事 --on 2024-01-17"),
    Step("awards confirm 2023 --on 2024-01-24"),
    Step("awards pay 2023 --all --on 2024-01-25"),
    Step("awards revoke 2023 confirmation --reason 误录 --yes --on 2024-01-26", aside=True),
    Step("ledger backup {root}/backups/copy.db"),
    Step("ledger export {folder}/copy.jsonl"),
    Step("ledger restore {folder}/older.db"),
)  # fmt: skip
"""Every command that writes, at the least once."""

READERS = (
    "status", "village A1", "explain A1 2023Q1", "compare A1 A2 2023Q1", "fairness 2023Q1 --draws 100",
    "simulate 2023Q1 --set items.grain.weight=10", "burden 2023", "recheck status 2023Q1", "rules check", "rules test",
    "rules diff 2023Q1 2023Q1", "rules schema scheme", "checklist status 2023Q1", "remind status 2023-03",
    "visits check 2023-01", "visits year 2023", "score diff 2023Q1", "batch crontab", "audit mark A1 2023Q1",
    "proof check {root}/out/2023Q1/proof/A1.txt --head " + "0" * 64, "ledger log", "ledger verify", "help", "next",
)  # fmt: skip
"""Every command that writes nothing; `next` takes steps on a terminal alone, by their own commands."""


def make_eves(folder: Path) -> None:
    """The county before each of the steps, and after the last, each with what its people bring."""
    _begin(folder / "0")
    for number, step in enumerate(STEPS):
        eve, after = folder / str(number), folder / str(number + 1)
        if step.name in BRINGS:
            BRINGS[step.name](eve)
        shutil.copytree(eve, after, ignore=shutil.ignore_patterns("qsq.db-*"))
        if not step.aside:
            run = called(*step.typed(after))
            assert run.code in {0, 4}, (step, run)


def _begin(folder: Path) -> None:
    root = small_workspace(folder)
    scheme = root / "rules" / "scheme.yaml"
    rules = scheme.read_text("utf-8").replace(
        "[50%, 30%, 20%]", "[60%, 40%]"
    )  # who is paid is worth a second look
    scheme.write_text(rules + _RULES, "utf-8")
    shutil.move(root / "data/2023/q1/observations/agriculture.csv", folder / "agriculture.csv")
    visits = ("2023-01-05,T1-officer,A1,visit,", "2023-02-08,T1-officer,A2,problem,医保缴费卡住")
    _lines(folder / "visits.csv", "date,official,place,purpose,note", *visits)


def _lines(file: Path, *lines: str) -> None:
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _earlier(eve: Path) -> None:
    """The export of a ledger, for a county that has none."""
    other = Path(shutil.copytree(eve, eve.with_name("other"))) / "small"
    assert called("checklist", "issue", "2023Q1", "--on", "2023-01-02", workspace=other).code == 0
    assert called("ledger", "export", eve / "earlier.jsonl", workspace=other).code == 0
    shutil.rmtree(other.parent)


def _handed_in(eve: Path) -> None:
    """An acceptance and a department's form in the inbox."""
    handed_in(eve / "small", "组织部")
    rows = ("东镇,东一村,A1,√,2023/1/5", "东镇,东三村,A3,,")
    _lines(eve / "small/inbox/接单.csv", "接单登记表,,,,", "镇名,村名,村代码,已接单,日期", *rows)


def _seen_before(eve: Path) -> None:
    """What the department handed in before: one file by this name, one with another ending."""
    seen = eve / "small/data/2023/q1/observations"
    text = (eve / "agriculture.csv").read_text("utf-8")
    (seen / "agriculture.csv").write_text(text.replace("A1,grain.hazards,0", "A1,grain.hazards,3"), "utf-8")
    (seen / "agriculture.xls").write_bytes(b"of an older program")


def _progress(eve: Path) -> None:
    """The first town's form of progress: one village has done little."""
    (form,) = (eve / "small/out").rglob("2023年3月-东镇-进度表.xlsx")
    asked = [heading for heading in rows_of(form)[0] if "." in heading]
    done = {code: dict.fromkeys(asked, "20%" if code == "A2" else "是") for code in ("A1", "A2", "A3")}
    filled(form, "村代码", done).rename(eve / "progress.xlsx")


def _second_look(eve: Path) -> None:
    root = eve / "small"
    (sheet,) = (root / "out").rglob("*抽查*.xlsx")
    written(root, str(sheet), first_values(called, root)).rename(eve / "second.xlsx")


def _signatures(eve: Path) -> None:
    """The file of signatures, with the codes that stand on the sheets."""
    sheets = called("score", "feedback", "2023Q1", "--on", "2023-04-08", "--json", workspace=eve / "small")
    codes = {sheet["unit"]: sheet["code"] for sheet in sheets.answer["sheets"]}
    signed = [f"{unit},{signer},{codes[unit]}" for unit, signer in UNITS.items()]
    _lines(eve / "signed.csv", "office,signer,code", *signed)


def _older(eve: Path) -> None:
    """A backup that lacks what the year will add."""
    assert called("ledger", "backup", eve / "older.db", workspace=eve / "small").code == 0


BRINGS: dict[str, Callable[[Path], None]] = {
    "ledger import": _earlier,
    "inbox": _handed_in,
    "remind progress": _progress,
    "recheck enter": _second_look,
    "score submit": _seen_before,
    "score sign": _signatures,
    "awards year": _older,
}
"""What people bring before a step."""
