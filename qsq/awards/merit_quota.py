"""个人评优指标: how many cadres of a town may be rated excellent (CONTRACT.md section 8)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import floor

from qsq.awards.standing import VillageYear
from qsq.domain.scheme.scheme import MeritQuotaRule


@dataclass(frozen=True, slots=True)
class MeritQuota:
    """A town's quota, and `base`, what it would be without honours."""

    town_code: str
    cadres: int
    base: int
    quota: int


def merit_quotas(
    years: Iterable[VillageYear], honoured: Collection[str], rule: MeritQuotaRule | None
) -> tuple[MeritQuota, ...]:
    """The quotas of the towns of these villages, by town code, where the scheme has a rule for them.

    Args:
        years: of all villages that take part.
        honoured: village codes.
        rule: None where the scheme has none.
    """
    if rule is None:
        return ()
    by_town: dict[str, list[VillageYear]] = {}
    for year in years:
        by_town.setdefault(year.village.town_code, []).append(year)
    return tuple(_merit_quota(code, by_town[code], honoured, rule) for code in sorted(by_town))


def _merit_quota(
    town_code: str, years: Iterable[VillageYear], honoured: Collection[str], rule: MeritQuotaRule
) -> MeritQuota:
    listed = [(len(year.cadres), year.village.code in honoured) for year in years]
    cadres = sum(count for count, _ in listed)
    of_honoured = sum(count for count, is_honoured in listed if is_honoured)
    base = cadres * rule.base
    return MeritQuota(town_code, cadres, floor(base), floor(base + of_honoured * rule.increase))
