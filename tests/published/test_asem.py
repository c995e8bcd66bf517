"""A table that others published comes out the same: the ranks of 51 countries by 49 indicators."""

import csv
from fractions import Fraction
from math import lcm
from pathlib import Path

import numpy as np
import pytest

from qsq import Workspace
from qsq.fairness.columns import VillageColumns
from qsq.fairness.drivers import left_out
from tests.conftest import Qsq

ASEM = Path(__file__).parent / "asem"
SCHEME = """\
scheme: ASEM Sustainable Connectivity
city: {code: 'asem', name: ASEM}
period: year
marks: {total: 100, decimals: 6, rounding: half_up}
categories: [{id: all, name: all}]
ranking: {pool: [town]}
"""
RULES = "period: 2018\ntitle: ASEM 2018\ndue: 2018-12-31\nitems:\n"
ITEM = (
    "  - {{id: {id}, name: {id}, category: all, department: jrc, weight: {weight}, tasks:"
    " [{{id: value, text: {id}, points: 100, method: {{kind: award}}}}]}}\n"
)


def rows(name: str) -> list[dict[str, str]]:
    with (ASEM / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weights(without: str = "") -> dict[str, int]:
    """The indicators' weights, as whole numbers: a node's part of its parent's, down the tree.

    Without a node, those beside it take its part.
    """
    nodes = {
        row["iCode"]: row for row in rows("asem_meta.csv") if row["Level"] != "NA" and row["iCode"] != without
    }
    beside = {
        code: sum(Fraction(one["Weight"]) for one in nodes.values() if one["Parent"] == nodes[code]["Parent"])
        for code in nodes
    }

    def part(code: str) -> Fraction:
        parent = nodes[code]["Parent"]
        if parent not in nodes:
            return Fraction(1)
        return part(parent) * Fraction(nodes[code]["Weight"]) / beside[code]

    parts = {
        code: part(code) if node["Parent"] != without else Fraction(0)
        for code, node in nodes.items()
        if node["Level"] == "1"
    }
    whole = lcm(*(one.denominator for one in parts.values()))
    return {code: int(one * whole) for code, one in parts.items()}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """The countries as villages, the indicators as items of one task."""
    found = rows("asem_norm.csv")
    indicators = weights()
    files = {
        "rules/scheme.yaml": SCHEME,
        "rules/2018/y.yaml": RULES
        + "".join(ITEM.format(id=key, weight=one) for key, one in indicators.items()),
        "data/towns.csv": "town_code,town_name\nasem,ASEM\n",
        "data/departments.csv": "department,name\njrc,JRC\n",
        "data/villages.csv": "village_code,village_name,town_code,kind\n"
        + "".join(f"{row['uCode']},{row['uCode']},asem,village\n" for row in found),
        "data/2018/y/observations/jrc.csv": ",".join(
            ["village_code", *(f"{key}.value" for key in indicators)]
        )
        + "\n"
        + "".join(",".join([row["uCode"], *(row[key] for key in indicators)]) + "\n" for row in found),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_published_ranks_come_out(county: Path, qsq: Qsq) -> None:
    """51 of 51, and each index to the published hundredth but for what full marks of 6 decimals round off."""
    run = qsq("score", "period", "2018", "--json", workspace=county)
    assert run.code == 0, run.out
    found = {one["village_code"]: one["city_rank"] for one in run.answer["villages"]}
    published = {row["uCode"]: int(row["Rank"]) for row in rows("asem_rank.csv")}
    assert len(published) == 51
    assert found == published
    index = {row["uCode"]: Fraction(row["Index"]) for row in rows("asem_rank.csv")}
    for one in run.answer["villages"]:
        assert abs(Fraction(one["city_mark"]) - index[one["village_code"]]) <= Fraction("0.0051")


PILLARS = ("Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin")


def test_the_published_ranks_without_each_pillar_come_out(county: Path) -> None:
    """All eight rankings, and the mean number of places that countries move in each."""
    columns = VillageColumns(Workspace(county).score.period("2018").evaluation)
    tried = [weights(without=pillar) for pillar in PILLARS]
    factors = np.array([[one[item] for item in columns.items] for one in tried])
    found = columns.ranked(factors, trusted=False, city=True).rank
    published = {row["uCode"]: row for row in rows("asem_loo_ranks.csv")}
    ranks = {code: int(row["Nominal"]) for code, row in published.items()}

    def without(pillar: str) -> dict[str, int]:
        return dict(zip(columns.codes, found[:, PILLARS.index(pillar)].tolist(), strict=True))

    shifts = {}
    for one in left_out(ranks, without, PILLARS):
        assert one.ranks == {code: int(row[one.item]) for code, row in published.items()}, one.item
        shifts[one.item] = float(round(one.shift, 4))
    assert len(shifts) == 8
    assert shifts["Physical"] == 1.5294
    assert max(shifts.values()) == shifts["Social"] == 3.9608
    assert min(shifts.values()) == shifts["Instit"] == 1.1765
