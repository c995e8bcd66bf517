"""How many pages the papers of 祁阳's largest and smallest towns have: what goes on a wall or to a village stays short."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from qsq.api.workspace import Workspace
from qsq.year.init.start import copy_year_2023

pytestmark = [pytest.mark.torture, pytest.mark.papers]
LARGEST, SMALLEST = "431181107", "431181203"
VILLAGES = {LARGEST: 46, SMALLEST: 9}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The first period, marked."""
    root = tmp_path_factory.mktemp("pages")
    copy_year_2023(root)
    workspace = Workspace(root)
    workspace.score.period("2023Q1")
    return workspace


def pages(workspace: Workspace, kind: str, town: str) -> Iterator[int]:
    """How many pages each PDF of a kind for a town has."""
    done = workspace.report(kind, "2023Q1", town=town, formats=["pdf"])
    for file in (workspace.office.root / Path(one) for one in done.files):
        yield len(PdfReader(file).pages)


@pytest.mark.parametrize(("town", "annex"), [(LARGEST, 2), (SMALLEST, 1)])
def test_a_notice_is_one_page_and_its_annex(workspace: Workspace, town: str, annex: int) -> None:
    assert list(pages(workspace, "notice", town)) == [1 + annex]


@pytest.mark.parametrize(("town", "own"), [(LARGEST, 4), (SMALLEST, 4)])
def test_each_village_has_its_list_on_two_pages(workspace: Workspace, town: str, own: int) -> None:
    """Behind the town's own."""
    assert list(pages(workspace, "checklist", town)) == [own + 2 * VILLAGES[town]]


@pytest.mark.parametrize("town", [LARGEST, SMALLEST])
def test_letters_to_villages_are_one_page_each(workspace: Workspace, town: str) -> None:
    """Three are rewarded and one is warned in each town."""
    assert list(pages(workspace, "rewards", town)) == [3]
    assert list(pages(workspace, "yellow-cards", town)) == [1]
