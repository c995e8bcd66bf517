"""公示栏: the notice board, written whole into out/board."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from qsq.board.facts import PeriodFacts
from qsq.board.package.contents import WrittenFile, contents
from qsq.board.page import Page
from qsq.board.site import count_pages, site
from qsq.domain.faults import Message, message
from qsq.domain.observed.observation import veto_without_basis
from qsq.uncollected import uncollected
from qsq.year.board.facts import board_facts
from qsq.year.desk.office import Office
from qsq.year.desk.progress import Progress
from qsq.year.desk.writing import folder_written_whole, put_file, same_files

PUBLIC, DRAFT = "board", "board-draft"
"""The folders in out/; a draft has its own, so that nobody takes it for the board."""


@dataclass(frozen=True, slots=True)
class Built:
    """The board as it was written.

    Attributes:
        largest: the size of the largest page in bytes.
        changed: False where the same pages were there already.
        files: paths from the workspace's root.
    """

    draft: bool
    periods: tuple[str, ...]
    years: tuple[str, ...]
    villages: int
    folder: str
    largest: int
    changed: bool
    files: tuple[str, ...]
    warnings: tuple[Message, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs; `years` are those whose list is shown."""
        return {
            "draft": self.draft,
            "periods": list(self.periods),
            "years": list(self.years),
            "villages": self.villages,
            "pages": sum(file.endswith(".html") for file in self.files),
            "largest": self.largest,
            "changed": self.changed,
            "files": list(self.files),
        }


@uncollected()
def build(office: Office, progress: Progress, *, draft: bool) -> Built:
    """Write the board; see `Workspace.board.build`."""
    facts = board_facts(office, progress, draft=draft)
    target = office.root / "out" / (DRAFT if draft else PUBLIC)
    with folder_written_whole(office.root, target) as made:
        with progress("notice board", count_pages(facts)) as step:
            written = {page.path: _write(made, page, step) for page in site(facts)}
        listed = contents(facts, written)
        written[listed.path] = _write(made, listed, step)
        changed = not same_files(made, target)
    shown = [period for year in facts.years for period in year.periods]
    folder = target.relative_to(office.root).as_posix()
    return Built(
        draft=draft,
        periods=tuple(sorted(str(one.period) for one in shown)),
        years=tuple(sorted(str(year.year) for year in facts.years if year.awards)),
        villages=len({code for one in shown for code in one.villages()}),
        folder=folder,
        largest=max(one.size for path, one in written.items() if path.endswith(".html")),
        changed=changed,
        files=tuple(f"{folder}/{path}" for path in sorted(written)),
        warnings=tuple(_warnings(shown)),
    )


def _write(folder: Path, page: Page, step: Callable[[], None]) -> WrittenFile:
    content = page.text.encode()
    put_file(folder / page.path, content)
    step()
    return WrittenFile(len(content), sha256(content).hexdigest(), page.fields)


def _warnings(shown: Sequence[PeriodFacts]) -> Iterator[Message]:
    if not shown:
        yield message(
            "no result is on public notice or final, so the board shows none; first: qsq score notice"
            " PERIOD, or see all with --draft"
        )
    for one in shown:
        if not one.marks:
            yield message(
                "{period}: counting again gives another result than the recorded one; the board does not"
                " explain its marks; see: qsq audit mark VILLAGE {period}",
                period=one.period,
            )
        names = one.villages()
        for veto in one.figures.vetoes:
            if veto.basis is None:
                code = veto.village_code
                yield veto_without_basis(code, names[code].village_name, one.period)
