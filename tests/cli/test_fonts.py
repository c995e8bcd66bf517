"""An office's own fonts: what lies in fonts/ and is none is told before anything is printed without it."""

from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path

from tests.conftest import Qsq


def test_a_file_that_is_no_font_is_told_when_rules_are_checked(qsq: Qsq, small: Path) -> None:
    fonts = small / "fonts"
    fonts.mkdir()
    (fonts / "仿宋.TTF").write_bytes(Path(sans_path()).read_bytes())
    (fonts / "小标宋.ttf").write_text("not a font", "utf-8")
    (fonts / "宋体.otf").mkdir()
    (fonts / "说明.txt").write_text("字体从哪里来", "utf-8")
    warnings = qsq("rules", "check", "--json", workspace=small).answer["warnings"]
    assert [one.split(" is ")[0] for one in warnings if "font" in one] == [
        "fonts/宋体.otf",
        "fonts/小标宋.ttf",
    ]
