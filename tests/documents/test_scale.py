"""Pages for a wall are set as large as their sheet allows; pages that differ in names and numbers are asked for once."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from pylopdf_fonts_zh_cn import serif_path
from typst import Compiler

from qsq.documents.document import Cells, Column, Document, Paragraph, Table
from qsq.documents.writers import pdf
from qsq.documents.writers.scale import NARROWEST, WIDEST, Page, Scales

_TASK = "按照季节组织开展河道保洁和水库巡查并且如实填写记录，发现问题当日上报（目标{}亩）"


def _list(village: str, target: str, rows: int = 18) -> Document:
    columns = (Column("任务", 30), Column("分值", 6, Cells.COUNT))
    table = Table(columns, tuple((_TASK.format(target), str(row)) for row in range(rows)))
    return Document(f"{village}任务清单", (Paragraph("说明。"), table), compact=True, signature="某某镇")


class _Asked(Scales):
    """Counts the pages that were asked for."""

    pages = 0

    def _asked(self, pages: Sequence[Page], inputs: Mapping[str, str]) -> list[int]:
        self.pages += len(pages)
        return super()._asked(pages, inputs)


def _steps(documents: list[Document], *, own_fonts: bool) -> tuple[list[int], int]:
    """The steps, and how many pages were asked for to find them."""
    scales = _Asked(lambda file: pdf._compiler(None, file), pdf._LAYOUT, own_fonts=own_fonts)
    inputs = pdf._inputs(documents, pdf.PdfWriter()._faces, scales)
    return [page["step"] for page in json.loads(inputs["documents"])], scales.pages


def test_a_page_is_as_large_as_if_it_were_asked_for_alone() -> None:
    lists = [_list("东村", "111", rows) for rows in (3, 14, 16, 18, 20, 22, 60)]
    alone = [_steps([one], own_fonts=True)[0][0] for one in lists]
    assert _steps(lists, own_fonts=False)[0] == alone
    assert _steps([_list("西岭村", "999", 3), *lists, *lists], own_fonts=False)[0] == [
        alone[0],
        *alone,
        *alone,
    ]
    assert alone[0] == alone[-1] == 0 < max(alone)


def test_names_and_numbers_are_asked_for_once() -> None:
    lists = [_list(name, target) for name, target in (("东村", "120"), ("西岭村", "999"), ("大塘村", "111"))]
    steps, asked = _steps(lists, own_fonts=False)
    assert (len(set(steps)), asked) == (1, 2), "with the narrowest digit and with the widest"
    assert _steps(lists, own_fonts=True) == (steps, 3)


def test_a_page_like_which_none_was_met_is_asked_for_itself() -> None:
    scales = _Asked(lambda file: pdf._compiler(None, file), pdf._LAYOUT, own_fonts=False)
    asked = []
    for name, target in (("东村", "120"), ("西岭村", "999"), ("大塘村", "111")):
        pdf._inputs([_list(name, target)], pdf.PdfWriter()._faces, scales)
        asked.append(scales.pages)
    assert asked == [1, 1 + 2, 1 + 2]


def test_a_character_of_unknown_width_is_asked_for_with_its_page() -> None:
    lists = [_list("东村", "120"), _list("𠮷村", "120"), _list("西村", "110"), _list("𠮷村", "111")]
    assert _steps(lists, own_fonts=False)[1] == 2 + 2


def test_where_numbers_make_a_difference_each_page_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    scales = Scales(lambda file: pdf._compiler(None, file), pdf._LAYOUT, own_fonts=False)
    asked: list[int] = []

    def differs(pages: list[object], _inputs: object) -> list[int]:
        asked.append(len(pages))
        return [2, 3] if len(asked) == 1 else [4 for _page in pages]

    monkeypatch.setattr(scales, "_asked", differs)
    page = pdf._plain(_list("东村", "120"), repeated=False, several=False)
    assert (scales.steps([page, page], {}), scales.steps([page], {})) == ([4, 4], [4])
    assert asked == [2, 2, 0, 1]


@pytest.mark.parametrize("font", ["Noto Serif SC", "Noto Sans SC"])
def test_no_digit_is_narrower_or_wider_and_no_han_character_another(font: str, tmp_path: Path) -> None:
    file = tmp_path / "widths.typ"
    han = "一村镇龙凼"
    file.write_text(
        f'#set text(font: "{font}", size: 100pt)\n#context [#metadata('
        f'"0123456789{han}".clusters().map(one => calc.round(measure(one).width / 1pt, digits: 6)))<widths>]',
        "utf-8",
    )
    compiler = Compiler(str(file), font_paths=[str(serif_path().parent)], ignore_system_fonts=True)
    (found,) = json.loads(compiler.query("<widths>", field="value"))
    digits = dict(zip("0123456789", found, strict=False))
    assert (min(found[:10]), max(found[:10])) == (digits[NARROWEST], digits[WIDEST])
    assert set(found[10:]) == {100}
