"""Every form of a town, renamed and sent twice: the inbox tells it by its stamp and takes it once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qsq.domain.forms.stamp import FormKind
from tests.cli.an_inbox import inbox
from tests.cli.test_people_forms import called_in, issued, on_notice, take
from tests.intake.town_forms import OF_OTHERS

EARLY = ("派单表", "接单登记表", "进度表", "目标表", "村名册", "走访登记表", "村干部名册")
LATE = ("提示登记表", "签字登记表", "异议登记表", "推荐表")


def early(county: Path) -> None:
    """What goes out with a period's list and before."""
    issued(county)
    for words in (
        "checklist targets 2023Q1",
        "checklist villages",
        "visits forms 2023-03",
        "awards cadres 2023",
    ):
        assert take(county, words).code == 0, words


def late(county: Path) -> None:
    """What goes out when a period ends."""
    issued(county)
    called_in(county)
    on_notice(county)
    assert take(county, "awards recommend 2023").code == 0


def test_no_form_is_forgotten() -> None:
    assert {*EARLY, *LATE} == {kind.chinese for kind in {*FormKind} - OF_OTHERS}


@pytest.mark.parametrize(
    ("handed_out", "kinds", "on"), [(early, EARLY, "2023-03-31"), (late, LATE, "2023-04-11")]
)
def test_a_form_is_taken_once_whatever_it_is_called(
    handed_out: Callable[[Path], None], kinds: tuple[str, ...], on: str, small: Path
) -> None:
    handed_out(small)
    (small / "inbox").mkdir()
    for number, kind in enumerate(kinds):
        form = next(path for path in sorted((small / "out").rglob(f"*东镇-{kind}.xlsx")))
        for name in (
            f"新建表{number}.xlsx",
            f"新建表{number}(1).xlsx",
            f"微信/{number}/2023年二季度-别的表.xlsx",
        ):
            target = small / "inbox" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(form, target)
    files = inbox(small, on=on).answer["files"]
    found = {kind: sorted(one["outcome"] for one in files if one["form"] == kind) for kind in FormKind}
    once = ["passed_over", "passed_over", "taken"]
    assert found == {kind: once if kind.chinese in kinds else [] for kind in FormKind}
