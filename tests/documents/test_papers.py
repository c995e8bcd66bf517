"""Papers of a step: files by folder, and all that no font can show told at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from time import sleep

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from qsq.documents.document import Bundle, Cells, Column, Document, Paragraph, Table
from qsq.domain.faults import Refused
from qsq.year.desk.office import Office
from qsq.year.desk.papers import ENDINGS, FORMATS, write_bundles, write_sent_out, writers

DAY = date(2023, 4, 3)


def office(root: Path) -> Office:
    """A workspace as its clerk uses it."""
    return Office(root, "clerk", lambda: datetime(2023, 4, 3, tzinfo=UTC))


def bundle(name: str, *texts: str) -> Bundle:
    return Bundle(name, tuple(Document(f"{name}通知", (Paragraph(text),)) for text in texts))


@dataclass
class Noted:
    """Writes nothing; notes how many documents each file had, and how many files it wrote at once at the most."""

    ending: str
    sizes: list[int] = field(default_factory=list)
    now: int = 0
    most: int = 0
    lock: Lock = field(default_factory=Lock)

    def write(self, documents: Sequence[Document], created: date) -> bytes:
        with self.lock:
            self.sizes.append(len(documents))
            self.now += 1
            self.most = max(self.most, self.now)
        sleep(0.01)
        with self.lock:
            self.now -= 1
        return f"{len(documents)} {created}".encode()


def test_the_largest_pdf_is_set_first_and_the_largest_of_others_last(tmp_path: Path) -> None:
    """Both take much memory: never at the same time."""
    pdf, word = Noted(".pdf"), Noted(".docx")
    bundles = [bundle(str(size), *"字" * size) for size in (2, 5, 1, 4, 3)]
    write_bundles({tmp_path: bundles}, [pdf, word], DAY, lambda: None)
    assert (sorted(pdf.sizes), pdf.sizes[0], word.sizes[0]) == ([1, 2, 3, 4, 5], 5, 1)
    assert len(list(tmp_path.iterdir())) == 2 * len(bundles)


def test_one_pdf_is_set_at_a_time_where_there_are_others(tmp_path: Path) -> None:
    alone, beside, others = Noted(".pdf"), Noted(".pdf"), [Noted(f".x{number}") for number in range(20)]
    bundles = [bundle(f"{number}号", "字") for number in range(40)]
    write_bundles({tmp_path / "alone": bundles}, [alone], DAY, lambda: None)
    write_bundles({tmp_path / "beside": bundles[:2]}, [beside, *others], DAY, lambda: None)
    assert (alone.most, beside.most) == (2, 1)


def test_each_folder_gets_its_files(tmp_path: Path) -> None:
    write_sent_out(
        office(tmp_path), tmp_path / "out", {"": [bundle("甲", "字")], "乙丙": [bundle("乙", "字")]}, DAY
    )
    files = {
        file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*") if file.suffix in ENDINGS
    }
    assert files == {"out/甲.pdf", "out/甲.docx", "out/乙丙/乙.pdf", "out/乙丙/乙.docx"}


def test_what_no_font_has_is_told_of_all_folders_and_each_once(tmp_path: Path) -> None:
    rare, rarer = "\U0002e9a0", "\U0002e9a1"
    papers = {
        "一": [bundle("甲", rare, "西廻村"), bundle("甲", rare, rarer)],
        "二": [bundle("乙", "字"), bundle("丙", "字", rare)],
    }
    with pytest.raises(Refused) as caught:
        write_sent_out(office(tmp_path), tmp_path / "out", papers, DAY)
    told = [(fault.place.file, dict(fault.message.values)["character"]) for fault in caught.value.faults]
    assert told == [("甲通知", rare), ("甲通知", rarer), ("丙通知", rare)]


def test_a_character_is_told_though_python_shows_it_as_a_number(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        write_sent_out(office(tmp_path), tmp_path / "out", {"": [bundle("甲", "字\u0378")]}, DAY)
    assert [dict(fault.message.values)["code"] for fault in caught.value.faults] == ["U+0378"]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\ud800", "\ufffe"])
@pytest.mark.parametrize("kind", FORMATS)
def test_what_older_records_hold_and_nobody_can_set_is_refused(
    tmp_path: Path, kind: str, character: str
) -> None:
    table = Table((Column("姓名", 8),), ((f"干{character}部",),))
    one = Bundle("甲", (Document("甲通知", (table,)),))
    with pytest.raises(Refused) as caught:
        write_bundles({tmp_path / "out": [one]}, writers(tmp_path, [kind]), DAY, lambda: None)
    assert [(fault.place.file, dict(fault.message.values)["found"]) for fault in caught.value.faults] == [
        ("甲通知", f"U+{ord(character):04X}")
    ]
    assert not (tmp_path / "out").exists()


def test_a_row_in_which_someone_signs_is_tall_enough_for_a_hand(tmp_path: Path) -> None:
    """12 mm, in PDF, Word and Excel; rows of other tables take what their text needs."""
    names = tuple(((f"{number}村"), "") for number in range(20))
    for kind, told in ((Cells.SIGNED, 12), (Cells.TEXT, 0)):
        table = Table((Column("村", 20), Column("签收", 12, kind)), names)
        made = Bundle(str(kind), (Document("发放表", (table,)),))
        write_bundles({tmp_path: [made]}, writers(tmp_path, FORMATS), DAY, lambda: None)
        pages = len(PdfReader(tmp_path / f"{kind}.pdf").pages)
        assert (pages > 1) == bool(told), "20 rows of 12 mm are 240 mm"
        rows = docx.Document(str(tmp_path / f"{kind}.docx")).tables[0].rows
        assert [row.height.mm if row.height else 0 for row in rows][1:] == pytest.approx([told] * 20, abs=0.1)
        sheet = openpyxl.load_workbook(tmp_path / f"{kind}.xlsx").active
        assert sheet is not None
        assert (sheet.row_dimensions[4].height >= 33.5) == bool(told)
