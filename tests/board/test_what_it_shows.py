"""What the board shows of the small county, what it never shows, and when."""

import json
import re
import shutil
from base64 import b64encode
from fractions import Fraction
from hashlib import sha256
from math import prod
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from python_calamine import CalamineWorkbook

from tests.board.county import PERIOD, hang_up, make_namesakes, make_public, score, show, workspace_of
from tests.board.reading import read, without_codes
from tests.conftest import REPOSITORY, Qsq, copied_once_made, made_once, small_workspace

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small county with its public year, and its board built."""
    made = made_once(
        tmp_path_factory, "public", lambda folder: make_public(small_workspace(folder)).board.build()
    )
    return copied_once_made(made / "small", tmp_path_factory.mktemp("county") / "small")


@pytest.fixture
def board(county: Path) -> Path:
    return county / "out" / "board"


def pages_of(board: Path) -> list[Path]:
    return sorted(board.rglob("*.html"))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("index", "index.html"),
        ("villages", "villages.html"),
        ("year", "2023/index.html"),
        ("burden", "2023/burden.html"),
        ("period", "2023/q1/index.html"),
        ("town", "2023/q1/T2.html"),
        ("village", "2023/villages/B1.html"),
        ("village-en", "en/2023/villages/A1.html"),
    ],
)
def test_a_page_reads_as_it_should(board: Path, name: str, path: str) -> None:
    """The files under golden/ are what people read; a change in them is a change of the board."""
    found = without_codes(read(board / path).text)
    assert found == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_nothing_of_a_cadre_is_on_any_page(county: Path, board: Path) -> None:
    """Neither ids, names, posts, shares and uplifts nor the cadres' part of a prize."""
    awards = workspace_of(county).awards.year(2023, draft=True).answer()
    cadres = (county / "data" / "2023" / "cadres.csv").read_text("utf-8").splitlines()[1:]
    forbidden = {
        value for line in cadres for value in (line.split(",")[0], line.split(",")[2], line.split(",")[4])
    }
    for one in awards["honours"]:
        forbidden |= {one["welfare"], one["cadres"]}
        forbidden |= {member[key] for member in one["members"] for key in ("cadre", "share", "uplift")}
    assert len(awards["honours"]) == 2
    assert len(forbidden) > 20
    for page in pages_of(board):
        text = page.read_text("utf-8")
        assert [word for word in sorted(forbidden) if word in text] == [], page


def test_who_talked_with_whom_and_about_what_is_on_no_page(board: Path) -> None:
    for page in pages_of(board):
        text = page.read_text("utf-8")
        assert [word for word in ("张主任", "李书记", "会议未开", "分片召集") if word in text] == [], page
    assert "已谈话，整改期限2023-04-05" in read(board / "2023/villages/A1.html").text


def test_every_link_leads_to_a_page_and_a_place_on_it(board: Path) -> None:
    readers = {page: read(page) for page in pages_of(board)}
    for page, reader in readers.items():
        for link in reader.links:
            address, place = urldefrag(link)
            target = (page.parent / unquote(address)).resolve() if address else page
            if target.suffix != ".html":
                assert target.is_relative_to(board.resolve()), (page, link)
                assert target.is_file(), (page, link)
                continue
            assert target in readers, (page, link)
            assert not place or place in readers[target].ids, (page, link)


def test_each_page_has_its_counterpart_in_the_other_language(board: Path) -> None:
    paths = {page.relative_to(board).as_posix() for page in pages_of(board)}
    english = {path.removeprefix("en/") for path in paths if path.startswith("en/")}
    assert english == {path for path in paths if not path.startswith("en/")}
    for path in english:
        for page, language in ((board / path, "zh-Hans"), (board / "en" / path, "en")):
            assert f'<html lang="{language}">' in page.read_text("utf-8")


def test_a_page_fetches_nothing_and_says_so_in_its_policy(board: Path) -> None:
    for page in pages_of(board):
        text = page.read_text("utf-8")
        assert set(read(page).fetched) <= {"data:,"} | {
            link for link in read(page).fetched if link.endswith(".html")
        }
        assert "http:" not in text
        assert "https:" not in text
        assert "url(" not in text
        assert "@import" not in text
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy is not None
        assert policy[1].startswith("default-src &#39;none&#39;")
        for inline in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", text, re.DOTALL):
            assert f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}" in policy[1]


def test_what_people_wrote_is_escaped(small: Path) -> None:
    villages = small / "data" / "villages.csv"
    villages.write_text(villages.read_text("utf-8").replace("东一村", "<b>东&一村"), "utf-8")
    show(small)
    for path in ("villages.html", "2023/q1/T1.html", "2023/villages/A1.html"):
        text = (small / "out" / "board" / path).read_text("utf-8")
        assert "&lt;b&gt;东&amp;一村" in text
        assert "<b>东" not in text


def test_a_period_that_is_merely_scored_is_not_shown(small: Path, qsq: Qsq) -> None:
    score(small)
    run = qsq("board", "build", "--json", workspace=small)
    assert run.code == 0
    assert (run.answer["periods"], run.answer["villages"], run.answer["pages"]) == ([], 0, 4)
    assert "no result is on public notice" in run.answer["warnings"][0]
    pages = pages_of(small / "out" / "board")
    assert not [page for page in pages if "东一村" in page.read_text("utf-8")]
    assert "目前没有公示的评比结果" in read(small / "out" / "board" / "index.html").text


def test_a_draft_shows_all_and_says_so_on_every_page(small: Path, qsq: Qsq) -> None:
    score(small)
    answer = qsq("board", "build", "--draft", "--json", workspace=small).answer
    assert (answer["draft"], answer["periods"], answer["villages"]) == (True, ["2023Q1"], 6)
    assert not (small / "out" / "board").exists()
    for page in pages_of(small / "out" / "board-draft"):
        text = read(page).text
        assert re.match(r"\[(草案|DRAFT)\]", text), page
        assert re.search(r"草案：含有未经公示的内容|Draft: holds what is not on public notice", text), page


def test_no_page_of_the_board_says_draft(board: Path) -> None:
    assert not [page for page in pages_of(board) if re.search("草案|DRAFT", page.read_text("utf-8"))]


def test_a_corrected_result_disappears_until_it_hangs_again(small: Path) -> None:
    workspace = hang_up(small)
    assert workspace.board.build().periods == ("2023Q1",)
    file = small / "data" / "2023" / "q1" / "observations" / "agriculture.csv"
    file.write_text(file.read_text("utf-8").replace("A2,grain.hazards,1", "A2,grain.hazards,0"), "utf-8")
    workspace.score.period(PERIOD, reason="更正", on="2023-04-11")
    built = workspace.board.build()
    assert built.periods == ()
    assert not (small / "out" / "board" / "2023" / "q1").exists()
    assert "一季度 正在更正，重新公示前不公布" in read(small / "out" / "board" / "index.html").text


def test_a_list_of_the_year_waits_for_its_notice(small: Path) -> None:
    workspace = hang_up(small)
    workspace.score.finalise(PERIOD, "2023-04-15")
    workspace.awards.year(2023, on="2024-01-20")
    assert workspace.board.build().years == ()
    assert workspace.board.build(draft=True).years == ("2023",)
    text = read(small / "out" / "board" / "2023" / "villages" / "A1.html").text
    assert "本年度名单尚未公示" in text


def test_a_page_says_as_many_working_days_as_the_paper_that_hangs(small: Path, qsq: Qsq) -> None:
    hang_up(small)
    clerk = ("--actor", "clerk", "--on")
    assert qsq("score", "finalise", "2023Q1", *clerk, "2023-04-15", workspace=small).code == 0
    scheme = small / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("working_days: 5", "working_days: 7"), "utf-8")
    assert qsq("awards", "year", "2023", *clerk, "2024-01-20", workspace=small).code == 0
    decided = ("--document", "县委〔2024〕3号", "--approval", "市批〔2024〕1号", *clerk, "2024-01-20")
    assert qsq("awards", "decide", "2023", *decided, workspace=small).code == 0
    assert qsq("awards", "notice", "2023", *clerk, "2024-01-22", workspace=small).code == 0
    assert qsq("board", "build", workspace=small).code == 0
    file = small / "out" / "2023" / "notice" / "年度拟表彰名单公示.xlsx"
    paper = str(CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python())
    board = small / "out" / "board" / "2023"
    said = "2024年1月22日至2024年1月30日（7个工作日）"
    assert said in paper
    assert said in read(board / "index.html").text
    assert "（5个工作日）" in read(board / "q1" / "index.html").text


def test_built_twice_it_is_the_same_and_says_so(small: Path, qsq: Qsq) -> None:
    hang_up(small)
    first = qsq("board", "build", "--json", workspace=small).answer
    contents = {file: (small / file).read_bytes() for file in first["files"]}
    again = qsq("board", "build", "--json", workspace=small).answer
    assert (first["changed"], again["changed"]) == (True, False)
    assert {file: (small / file).read_bytes() for file in again["files"]} == contents
    pages = [file for file in contents if file.endswith(".html")]
    assert [again["pages"], again["periods"], again["years"]] == [len(pages), ["2023Q1"], []]
    assert "nothing changed" in qsq("board", "build", workspace=small).out


def test_marks_that_cannot_be_counted_again_are_shown_without_explanation(
    small: Path, qsq: Qsq, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer program may count otherwise; what was recorded stands."""
    hang_up(small)
    shown = read_figures(small, qsq)
    monkeypatch.setattr("qsq.year.score.recount.says_the_same", lambda _recorded, _again: False)
    run = qsq("board", "build", "--json", workspace=small)
    assert ["counting again gives another result" in text for text in run.answer["warnings"]] == [True]
    page = read(small / "out" / "board" / "2023" / "villages" / "A1.html").text
    assert "得分由来无法重现" in page
    assert "权重之和" not in page
    assert read_figures(small, qsq, build=False) == shown


def read_figures(small: Path, qsq: Qsq, *, build: bool = True) -> list[str]:
    if build:
        qsq("board", "build", workspace=small)
    text = read(small / "out" / "board" / "2023" / "villages" / "A1.html").text
    return re.findall(r"\d+\.\d\d", text.split("各项满分和得分")[1].split("合计得分")[1].split("\n")[0])


def test_a_veto_without_basis_is_warned_about_wherever_it_stands(small: Path, qsq: Qsq) -> None:
    adjustments = small / "data" / "2023" / "q1" / "adjustments.csv"
    adjustments.write_text(adjustments.read_text("utf-8") + "A3,veto,,重大安全事故,agriculture\n", "utf-8")
    hang_up(small)
    run = qsq("board", "build", "--json", workspace=small)
    assert "the veto against A3 东三村 names no basis" in run.answer["warnings"][0]
    text = read(small / "out" / "board" / "2023" / "villages" / "A3.html").text
    assert "一票否决 重大安全事故（农业农村局） 没有列明依据" in text


def test_namesakes_are_told_apart_by_their_towns(small: Path) -> None:
    make_namesakes(small)
    show(small)
    villages = read(small / "out" / "board" / "villages.html").text
    assert "东一村（东镇） A1" in villages
    assert "东一村（西镇） B1" in villages
    one = read(small / "out" / "board" / "2023" / "villages" / "A1.html")
    assert "另有同名的村(社区)，请核对镇(街道)：西镇东一村" in one.text
    assert "../../2023/villages/B1.html" in one.links


def test_the_boards_figures_are_the_recorded_ones(small: Path, qsq: Qsq) -> None:
    show(small)
    recorded = json.loads(qsq("score", "quarter", "2023Q1", "--json", workspace=small).out)
    for village in recorded["villages"]:
        page = read(small / "out" / "board" / "2023" / "villages" / f"{village['village_code']}.html").text
        for item in village["items"]:
            cells = [item[key] or "—" for key in ("full", "mark", "city_full", "city_mark")]
            assert " | ".join(cells) in page
        assert f"合计得分 | | | | {village['town_mark']} | | {village['city_mark']}" in page


def test_a_calculator_confirms_every_mark_of_a_villages_table(board: Path) -> None:
    """Full mark × earned ÷ points, and 100 × weight ÷ all weights to within the unit that is shared out last."""
    for file in sorted((board / "2023" / "villages").glob("*.html")):
        text = read(file).text
        sums = re.search(r"权重之和（镇级(\S+?)，全市(\S+?)）", text)
        assert sums
        found = re.findall(r"\| ([\d.×]+) \| ([\d.]+)/([\d.]+)((?: \| (?:[\d.]+|—)){4})", text)
        assert len(found) > 1
        for weight, earned, points, figures in found:
            exact = prod(map(Fraction, weight.split("×")))
            numbers = figures.removeprefix(" | ").split(" | ")
            for full, mark, of_all in zip(numbers[::2], numbers[1::2], sums.groups(), strict=True):
                if full != "—":
                    assert abs(Fraction(full) - 100 * exact / Fraction(of_all)) < Fraction("0.01")
                    share = Fraction(full) * Fraction(earned) / Fraction(points)
                    assert abs(Fraction(mark) - share) <= Fraction("0.005")


def test_codes_of_an_offices_own_become_safe_addresses(small: Path) -> None:
    for path in ("villages.csv", "towns.csv"):
        file = small / "data" / path
        file.write_text(file.read_text("utf-8").replace("T1", "东/1"), "utf-8")
    officials = small / "data" / "officials.csv"
    officials.write_text(officials.read_text("utf-8").replace(",T1,", ",东/1,"), "utf-8")
    workspace = score(small)
    built = workspace.board.build(draft=True)
    assert "out/board-draft/2023/q1/_4e1c_2f1.html" in built.files


def test_pools_within_a_town_stand_apart(small: Path) -> None:
    scheme = small / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("pool: [town]", "pool: [town, kind]"), "utf-8")
    villages = small / "data" / "villages.csv"
    villages.write_text(
        villages.read_text("utf-8").replace("A3,东三村,T1,village", "A3,东三社区,T1,community"), "utf-8"
    )
    show(small)
    text = read(small / "out" / "board" / "2023" / "q1" / "T1.html").text
    assert "| 村 | 2 | 东二村 |" in text
    assert "| 社区 | 1 | 东三社区 |" in text
    assert "名次在同一镇(街道)、同一类别的村(社区)之间排定" in text
    page = read(small / "out" / "board" / "2023" / "villages" / "A2.html").text
    assert "一季度：东镇同一类别的2个村(社区)中第2名；全市6个中第" in page


def test_an_item_that_the_town_drops_says_why(small: Path) -> None:
    rules = small / "rules" / "2023" / "towns" / "T2" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8") + "drop: [{item: grain, reason: 无耕地}]\n", "utf-8")
    observations = small / "data" / "2023" / "q1" / "observations" / "agriculture.csv"
    kept = [line for line in observations.read_text("utf-8").splitlines() if not line.startswith("B")]
    observations.write_text("\n".join(kept) + "\n", "utf-8")
    show(small)
    text = read(small / "out" / "board" / "2023" / "villages" / "B1.html").text
    assert "| 粮食生产 | — | — | — | —" in text
    assert "本镇(街道)不适用这一项：无耕地" in text


def test_years_stand_newest_first_and_a_villages_years_are_linked(small: Path) -> None:
    hang_up(small)
    for path in ("rules/2023/q1.yaml", "rules/2023/towns/T2/q1.yaml"):
        target = small / path.replace("2023", "2024")
        target.parent.mkdir(parents=True)
        target.write_text((small / path).read_text("utf-8").replace("2023", "2024"), "utf-8")
    shutil.copytree(small / "data" / "2023", small / "data" / "2024")
    workspace = workspace_of(small)
    workspace.score.period("2024Q1", on="2024-03-08")
    assert workspace.board.build().periods == ("2023Q1",)
    built = workspace.board.build(draft=True)
    assert built.periods == ("2023Q1", "2024Q1")
    folder = small / built.folder
    index = read(folder / "index.html").text
    assert index.index("2024年") < index.index("2023年")
    newest = read(folder / "2024" / "villages" / "A1.html")
    assert "其他年度：2023" in newest.text
    assert "../../2023/villages/A1.html" in newest.links
    assert "2024/villages/A1.html" in read(folder / "villages.html").links


def test_an_issued_list_counts_as_load_before_any_result(small: Path, qsq: Qsq) -> None:
    qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", workspace=small)
    built = workspace_of(small).board.build()
    assert built.periods == ()
    text = read(small / "out" / "board" / "2023" / "burden.html").text
    assert "| 一季度 | 2 | 4 | — | 0.0%" in text
    assert "| 农业农村局 | 1项2条" in text
    assert "年度表彰 尚未公示" in read(small / "out" / "board" / "index.html").text


def test_a_wrong_register_is_refused_and_the_board_stays(small: Path, qsq: Qsq) -> None:
    show(small)
    before = {page: page.read_bytes() for page in pages_of(small / "out" / "board")}
    with (small / "data" / "villages.csv").open("a", encoding="utf-8") as file:
        file.write("A1,东一村,T1,village\n")
    run = qsq("board", "build", "--json", workspace=small)
    assert run.code == 3
    assert {page: page.read_bytes() for page in pages_of(small / "out" / "board")} == before


def test_a_page_begins_with_the_newest_ranks_and_how_they_changed(qsq: Qsq, tmp_path: Path) -> None:
    """As the page's own table has them."""
    county = tmp_path / "months"
    shutil.copytree(REPOSITORY / "tests" / "examples" / "months", county)
    for one in sorted((county / "expected").glob("score-*.json")):
        period = json.loads(one.read_text("utf-8"))["period"]
        assert qsq("score", "period", period, workspace=county).code == 0
    assert qsq("board", "build", "--draft", workspace=county).code == 0
    changes = set()
    for file in sorted((county / "out" / "board-draft").glob("2*/villages/*.html")):
        text = read(file).text
        ranks = re.findall(r"^\| (\d+月) \| \S+ \| (\d+) \| (\S+) \| \S+ \| (\d+) \|", text, re.MULTILINE)
        (_month, before, *_), (name, rank, mark, city) = ranks[-2:]
        told = re.search(
            rf"年{name}：\S+?中第{rank}名，(\S+?)；全\S中?\S*?第{city}名，全\S得分{mark}。", text
        )
        assert told, text
        up = int(before) - int(rank)
        assert told[1] == (f"比上月{'升' if up > 0 else '降'}{abs(up)}名" if up else "名次和上月相同")
        changes.add(up)
    assert min(changes) < 0 < max(changes)
