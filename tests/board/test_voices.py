"""On pages in English all Chinese is marked, so that a screen reader reads it in Chinese."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from qsq.board.voices import voiced
from tests.board.county import make_namesakes, make_public
from tests.conftest import small_workspace

HAN = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WITHOUT_END = {"meta", "link", "br", "input", "wbr", "line", "path", "circle"}
IMPLIED = {
    "li": {"li"},
    "option": {"option"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tr": {"td", "th", "tr"},
    "tbody": {"td", "th", "tr", "thead"},
    "tfoot": {"td", "th", "tr", "tbody"},
}
"""Which open elements an element ends that follows them; what holds them ends them too."""


class Listener(HTMLParser):
    """What a screen reader is given: texts with Chinese in the language that their elements name."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.chinese: list[str] = []
        self.unmarked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open and self.open[-1][0] in IMPLIED.get(tag, ()):
            self.open.pop()
        spoken = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
        for _name, value in attrs:
            self._hear(value or "", spoken)
        if tag not in WITHOUT_END:
            self.open.append((tag, spoken))

    def handle_endtag(self, tag: str) -> None:
        while self.open[-1][0] != tag and self.open[-1][0] in IMPLIED.keys() | {"thead"}:
            self.open.pop()
        if tag not in WITHOUT_END:
            assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in {"style", "script"}:
            self._hear(data, self.open[-1][1])

    def _hear(self, text: str, spoken: str) -> None:
        if HAN.search(text):
            (self.chinese if spoken.startswith("zh") else self.unmarked).append(text)


def heard(page: Path) -> Listener:
    listener = Listener()
    listener.feed(page.read_text("utf-8"))
    assert listener.open == []
    return listener


def add_column(file: Path, name: str, value: str) -> None:
    """A table with one more column, the same in every row."""
    head, *rows = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([f"{head},{name}", *(f"{row},{value}" for row in rows), ""]), "utf-8")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county where people wrote Chinese wherever they can."""
    root = small_workspace(tmp_path_factory.mktemp("voices"))
    make_namesakes(root)
    scheme, town = root / "rules" / "scheme.yaml", root / "rules" / "2023" / "towns" / "T2" / "q1.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("pool: [town]", "pool: [town, group]"), "utf-8")
    town.write_text(town.read_text("utf-8") + "drop: [{item: grain, reason: 无耕地}]\n", "utf-8")
    data = root / "data" / "2023" / "q1"
    add_column(root / "data" / "villages.csv", "group", "山区")
    add_column(data / "adjustments.csv", "basis", "永办〔2023〕5号")
    seen = data / "observations" / "agriculture.csv"
    kept = [line for line in seen.read_text("utf-8").splitlines() if not line.startswith("B")]
    text = "\n".join([*kept, ""]).replace("A3,grain.hazards,0,", "A3,grain.hazards,NA,没有农机")
    seen.write_text(text, "utf-8")
    return root / make_public(root).board.build().folder / "en"


def test_all_chinese_on_every_english_page_is_marked(english: Path) -> None:
    pages = sorted(english.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        listener = heard(page)
        assert listener.chinese, page
        assert listener.unmarked == [], page


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("index.html", "小县"),
        ("2023/index.html", "县委〔2024〕3号"),
        ("2023/q1/T1.html", "东镇"),
        ("2023/q1/T1.html", "山区"),
        ("2023/villages/A1.html", "红旗村"),
        ("2023/villages/A1.html", "永办〔2023〕5号"),
        ("2023/villages/B1.html", "无耕地"),
    ],
)
def test_what_stands_within_an_english_sentence_is_a_phrase_of_its_own(
    english: Path, page: str, said: str
) -> None:
    assert said in heard(english / page).chinese


def test_chinese_pages_are_chinese_as_a_whole(english: Path) -> None:
    for page in sorted(set(english.parent.rglob("*.html")) - set(english.rglob("*.html"))):
        assert heard(page).unmarked == []
        assert "<span lang=" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("graded “良”: 3", "graded “‹良›”: 3"),
        ("target 100 亩, done 85.5 亩: 4", "target 100 ‹亩›, done 85.5 ‹亩›: 4"),
        ("Basis: 县委〔2024〕3号", "Basis: ‹县委〔2024〕3号›"),
        ("Not applicable: 没有水田，已改种。", "Not applicable: ‹没有水田，已改种›。"),
        ("东\U0002e9a0镇: results", "‹东\U0002e9a0镇›: results"),
        ("done: all 2 points", "done: all 2 points"),
        ("", ""),
    ],
)
def test_each_run_of_chinese_is_marked(text: str, marked: str) -> None:
    assert voiced(text) == marked.replace("‹", '<span lang="zh-Hans">').replace("›", "</span>")


def test_what_people_wrote_stays_text() -> None:
    assert voiced("<b>东&一") == '&lt;b&gt;<span lang="zh-Hans">东&amp;一</span>'
