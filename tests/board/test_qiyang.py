"""The board of a whole year of 祁阳: small enough for a telephone and for handing on, two sheets for a village."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from qsq.api.workspace import Workspace
from qsq.board.package.verify import wrong_in
from qsq.domain.values.periods import PeriodKind, periods_of
from qsq.year.init.start import copy_year_2023
from tests.look.browser import browser_path

MOST_BYTES = 300_000
MOST_IN_ALL = 60_000_000
SHEETS = 2


@pytest.mark.torture
def test_no_page_of_608_villages_and_four_periods_is_larger_than_300_kb(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    copy_year_2023(tmp_path)
    workspace = Workspace(tmp_path)
    for period in periods_of(2023, PeriodKind.QUARTER):
        workspace.score.period(period)
    built = workspace.board.build(draft=True)
    assert built.villages == 608
    assert built.largest < MOST_BYTES
    pages = [tmp_path / file for file in built.files if file.endswith(".html")]
    assert max(page.stat().st_size for page in pages) == built.largest
    every = [path for path in (tmp_path / built.folder).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in every) < MOST_IN_ALL
    towns = 26
    per_side = 2 + 2 + 608 + 4 * (2 + towns)
    assert len(pages) == 2 * per_side
    board = tmp_path / built.folder
    assert [line for one in board.glob("data/*/rules.json") for line in wrong_in(one.parent)] == []
    if browser_path():
        page = request.getfixturevalue("browser").new_page()
        for path in ("2023", "en/2023"):
            for file in sorted((board / path / "villages").glob("*.html"))[::50]:
                page.goto(file.as_uri())
                assert len(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages) == SHEETS, file
