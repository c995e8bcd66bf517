"""rules/scheme.yaml → `Scheme`."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.money import fen
from qsq.domain.numbers import Scale
from qsq.domain.periods import PeriodKind, keys_of
from qsq.domain.scheme import (
    Annual,
    Caps,
    Category,
    Eligibility,
    Honour,
    Marks,
    MeritQuotaRule,
    NoticeRule,
    PrizeSplit,
    Ranking,
    ReminderRule,
    Rewards,
    Scheme,
    TieBreak,
    TieRule,
    VisitRule,
    Visits,
    YellowCardRule,
)
from qsq.rules.schema import AnnualShape, RemindersShape, SchemeShape, VisitsShape
from qsq.rules.shaping import shaped
from qsq.rules.yaml_document import Document, Path, read_document

SCHEME_FILE = "rules/scheme.yaml"


def load_scheme(folder: Folder, faults: Faults) -> Scheme | None:
    """The standing rules; None, with faults noted, where they are wrong or missing."""
    before = len(faults.found)
    document = _document(folder, faults)
    shape = shaped(document, SchemeShape, faults) if document else None
    if document is None or shape is None:
        return None
    _Check(document, faults).scheme(shape)
    return _scheme(shape) if len(faults.found) == before else None


def _document(folder: Folder, faults: Faults) -> Document | None:
    content = folder.read(SCHEME_FILE)
    return None if content is None else read_document(SCHEME_FILE, content, faults)


class _Check:
    """What the shape alone cannot tell."""

    def __init__(self, document: Document, faults: Faults) -> None:
        self.document = document
        self.faults = faults

    def fault(self, path: Path, template: str, /, **values: object) -> None:
        self.faults.add(self.document.place(path), template, **values)

    def scheme(self, shape: SchemeShape) -> None:
        self.unique(("categories",), [category.id for category in shape.categories])
        self.unique(("ranking", "pool"), shape.ranking.pool)
        self.unique(("annual", "honours"), [honour.id for honour in shape.annual.honours])
        categories = {category.id for category in shape.categories}
        self.tie_break(("ranking", "tie_break"), shape.ranking.tie_break, categories)
        self.tie_break(("annual", "tie_break"), shape.annual.tie_break, categories)
        self.weights(shape.annual.weights, shape.period)

    def unique(self, path: Path, ids: Sequence[str]) -> None:
        for index, name in enumerate(ids):
            if name in ids[:index]:
                self.fault(
                    (*path, index),
                    "{found} stands twice in {key}; expected each once",
                    found=name,
                    key=path[-1],
                )

    def weights(self, weights: Mapping[str, Fraction], kind: PeriodKind) -> None:
        known = keys_of(kind)
        for key in weights:
            if key not in known:
                self.fault(
                    ("annual", "weights", key),
                    "{found} is no period of this scheme; expected one of: {known}",
                    found=key,
                    known=", ".join(known),
                )

    def tie_break(self, path: Path, keys: Sequence[str], categories: set[str]) -> None:
        self.unique(path, keys)
        for index, key in enumerate(keys):
            rule, _, name = key.partition(":")
            if rule == TieRule.CATEGORY and name not in categories:
                self.fault(
                    (*path, index),
                    "the category {found} is not one of the scheme's: {known}",
                    found=name,
                    known=", ".join(sorted(categories)),
                )


def _scheme(shape: SchemeShape) -> Scheme:
    scale = Scale(shape.marks.decimals, shape.marks.rounding)
    caps, cards, notice = shape.adjustments, shape.yellow_card, shape.notice
    return Scheme(
        name=shape.scheme,
        city_code=shape.city.code,
        city_name=shape.city.name,
        period=shape.period,
        marks=Marks(scale.units(shape.marks.total), scale),
        missing=shape.missing,
        caps=Caps(caps.bonus_cap, caps.deduction_cap),
        categories=tuple(Category(category.id, category.name) for category in shape.categories),
        ranking=Ranking(tuple(shape.ranking.pool), _tie_breaks(shape.ranking.tie_break)),
        rewards=Rewards(fen(shape.rewards.pool), tuple(shape.rewards.places)),
        yellow_card=YellowCardRule(cards.last, cards.below, cards.spare_at, cards.smallest_pool),
        notice=NoticeRule(notice.working_days, notice.first_day_counts),
        visits=_visits(shape.visits),
        lead_days=shape.checklist.lead_days if shape.checklist else 0,
        reminders=_reminders(shape.reminders),
        annual=_annual(shape.annual),
    )


def _tie_breaks(keys: Iterable[str]) -> tuple[TieBreak, ...]:
    parts = (key.partition(":") for key in keys)
    return tuple(TieBreak(TieRule(rule), name) for rule, _, name in parts)


def _reminders(shape: RemindersShape | None) -> ReminderRule | None:
    return None if shape is None else ReminderRule(shape.slow, shape.poor, shape.far_behind)


def _visits(shape: VisitsShape | None) -> Visits | None:
    if shape is None:
        return None
    leader, officer = shape.city_leader, shape.town_officer
    return Visits(VisitRule(leader.every, leader.at_least), VisitRule(officer.every, officer.at_least))


def _annual(shape: AnnualShape) -> Annual:
    rule = shape.eligibility
    return Annual(
        weights=dict(shape.weights),
        review_share=shape.review_share or Fraction(0),
        eligibility=Eligibility(
            rule.min_periods, rule.max_yellow_cards, rule.forbid_veto, rule.min_mark, rule.recommend_quota
        ),
        tie_break=_tie_breaks(shape.tie_break),
        honours=tuple(
            Honour(honour.id, honour.name, honour.count, fen(honour.prize), honour.uplift)
            for honour in shape.honours
        ),
        prize_split=PrizeSplit(shape.prize_split.welfare, shape.prize_split.cadres),
        cadre_share=shape.cadre_share,
        merit_quota=MeritQuotaRule(shape.merit_quota.base, shape.merit_quota.increase),
    )
