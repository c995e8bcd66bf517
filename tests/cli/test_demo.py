"""`qsq demo`: the whole year in a fresh folder, and the screen with which it ends."""

from pathlib import Path

import pytest

from tests.conftest import Qsq


@pytest.mark.torture
def test_the_demo_ends_with_the_year_beside_the_known_figures(qsq: Qsq, tmp_path: Path) -> None:
    folder = tmp_path / "year"
    run = qsq("demo", folder)
    assert run.code == 0
    figures = {tuple(line.split()[-2:]) for line in run.out.splitlines() if line}
    assert figures >= {
        ("608", "600"), ("14", "14"), ("16", "16"), ("55", "55"), ("-21.8%", "-21%"), ("-36.4%", "-36%"),
        ("-27.3%", "-27%"), ("10", "10"), ("20", "20"), ("29", "29"), ("1,000,000.00", "1,000,000.00"),
        ("990,000.00", "990,000.00"), ("135,600.00", "135,600.00"),
    }  # fmt: skip
    assert "Where to look next" in run.out
    lists = sorted(path.name for path in (folder / "out/2023Q1/checklist/towns").iterdir())
    assert len(lists) == 26
    assert len(list((folder / "out/2023Q1/checklist/departments").iterdir())) == 14
    assert len(list((folder / "out/2023Q1/checklist/towns").rglob("43*.xlsx"))) == 608
