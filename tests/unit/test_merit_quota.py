"""个人评优指标: how many cadres of a town may be rated excellent (CONTRACT.md section 8)."""

import pytest

from qsq.awards.merit_quota import MeritQuota, merit_quotas
from qsq.awards.standing import VillageYear
from qsq.domain.scheme.scheme import MeritQuotaRule
from tests.unit.builders import cadre, exact, year


def village_of(code: str, cadres: int, town: str = "T1") -> VillageYear:
    return year(code, town=town, cadres=[cadre(f"{code}-{number}") for number in range(cadres)])


def quota(honoured: set[str], *years: VillageYear, base: str = "15%", increase: str = "10%") -> MeritQuota:
    """The quota of the one town of these villages."""
    (found,) = merit_quotas(years, honoured, MeritQuotaRule(exact(base), exact(increase)))
    return found


@pytest.mark.parametrize(
    ("honoured", "base", "with_honours"),
    [
        (set(), 2, 2),  # 14 × 15 % = 2.1
        ({"A1"}, 2, 2),  # 2.1 + 5 × 10 % = 2.6
        ({"A2"}, 2, 3),  # 2.1 + 9 × 10 % = 3.0 exactly
        ({"A1", "A2"}, 2, 3),  # 14 × 25 % = 3.5
        ({"B1"}, 2, 2),  # another town's
    ],
)
def test_the_quota_is_cut_to_whole_cadres_once_for_the_town(
    honoured: set[str], base: int, with_honours: int
) -> None:
    """Section 8: floor(Σ cadres × (`base` + `increase` where the village is honoured))."""
    found = quota(honoured, village_of("A1", 5), village_of("A2", 9))
    assert found == MeritQuota("T1", cadres=14, base=base, quota=with_honours)


def test_villages_are_added_up_before_anything_is_cut() -> None:
    """Section 8: three times 5 × 15 % = 2.25, though each alone is 0.75."""
    years = [village_of(code, 5) for code in ("A1", "A2", "A3")]
    assert quota(set(), *years) == MeritQuota("T1", cadres=15, base=2, quota=2)


@pytest.mark.parametrize(("cadres", "base"), [(6, 0), (7, 1), (13, 1), (14, 2), (20, 3), (0, 0)])
def test_a_quota_is_never_rounded_up(cadres: int, base: int) -> None:
    """Section 8: 0.9, 1.05, 1.95, 2.1, 3.0 and 0."""
    assert quota(set(), village_of("A1", cadres)) == MeritQuota("T1", cadres, base, base)


def test_a_whole_quota_is_exact() -> None:
    """Section 8: 100 × 29 % is 29, where binary floats make it 28.999… and 28."""
    assert quota(set(), village_of("A1", 100), base="29%").quota == 29


def test_towns_come_in_the_order_of_their_codes() -> None:
    years = village_of("B1", 7, "T2"), village_of("A1", 14, "T1"), village_of("B2", 7, "T2")
    found = merit_quotas(years, {"B2"}, MeritQuotaRule(exact("15%"), exact("20%")))
    assert found == (MeritQuota("T1", 14, 2, 2), MeritQuota("T2", 14, 2, 3))
