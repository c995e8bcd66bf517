"""`make picture`: docs/terminal.svg, the screen with which `qsq demo` ends, from a real run."""

import io
import os
import re
import tempfile
from html import unescape
from pathlib import Path

os.environ["QSQ_LANG"] = "zh"

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI

from qsq.cli.demo import print_year
from qsq.cli.tables.period import print_period
from qsq.year.demo import run_year
from qsq.year.desk.progress import no_progress


def main() -> None:
    """Run the year in a folder of its own and keep what the terminal shows."""
    console = Console(
        record=True, width=80, file=io.StringIO(), force_terminal=True, highlight=False, markup=False
    )
    with tempfile.TemporaryDirectory() as folder:
        year = run_year(Path(folder), no_progress)
        console.print("$ qsq demo", style="bold")
        print_year(console, year, Path("qsq-demo"))
        console.print("\n$ qsq score quarter 2023Q1 --town 长虹街道", style="bold")
        print_period(console, year.scored[0], {"431181002"}, every=False)
    picture = _wide(console.export_svg(title="qsq", theme=MONOKAI, unique_id="qsq"))
    Path(__file__).with_name("terminal.svg").write_text(picture, encoding="utf-8")


def _wide(picture: str) -> str:
    """The picture with the true lengths of its texts: rich counts a Chinese character as one column."""

    def mended(match: re.Match[str]) -> str:
        text = unescape(match["text"])
        length = float(match["length"]) / len(text) * cell_len(text)
        return f'textLength="{length:.1f}"{match["between"]}>{match["text"]}<'

    return re.sub(r'textLength="(?P<length>[\d.]+)"(?P<between>[^>]*)>(?P<text>[^<]+)<', mended, picture)


if __name__ == "__main__":
    main()
