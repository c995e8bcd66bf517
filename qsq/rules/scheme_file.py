"""rules/scheme.yaml → `Scheme`."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.scheme.scheme import (
    Annual,
    BurdenRule,
    Caps,
    Category,
    CityOffice,
    Eligibility,
    GradeRule,
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
from qsq.domain.values.digests import DigestKind, is_known
from qsq.domain.values.money import fen
from qsq.domain.values.numbers import Scale
from qsq.domain.values.periods import PeriodKind, keys_of
from qsq.rules.files import SCHEME_FILE
from qsq.rules.older_names import named
from qsq.rules.shapes.annual import AnnualShape, HonourShape
from qsq.rules.shapes.ranking import AnnualGradeRuleShape, GradeRuleShape, RewardsShape, YellowCardShape
from qsq.rules.shapes.scheme import OfficeShape, RemindersShape, SchemeShape, VisitsShape
from qsq.rules.shaping import shaped
from qsq.rules.yaml_document import Path, YamlDocument, read_document


def load_scheme(folder: Folder, faults: Faults) -> Scheme | None:
    """The standing rules; None, with faults noted, where they are wrong or missing."""
    before = faults.noted
    document = _document(folder, faults)
    shape = shaped(document, SchemeShape, faults) if document else None
    if document is None or shape is None:
        return None
    _SchemeCheck(document, faults).scheme(shape)
    return _scheme(shape) if faults.noted == before else None


def _document(folder: Folder, faults: Faults) -> YamlDocument | None:
    content = folder.read(SCHEME_FILE)
    return None if content is None else read_document(SCHEME_FILE, named(content), faults)


class _SchemeCheck:
    """What the shape alone cannot tell."""

    def __init__(self, document: YamlDocument, faults: Faults) -> None:
        self.document = document
        self.faults = faults

    def fault(self, path: Path, template: str, /, **values: object) -> None:
        self.faults.add(self.document.place(path), template, **values)

    def scheme(self, shape: SchemeShape) -> None:
        if shape.ledger and not is_known(shape.ledger.digest):
            self.fault(
                ("ledger", "digest"),
                "this Python does not know {digest}; take one with OpenSSL 3, or leave the line out",
                digest=shape.ledger.digest,
            )
        self.unique(("categories",), [category.id for category in shape.categories])
        self.unique(("ranking", "pool"), shape.ranking.pool)
        categories = {category.id for category in shape.categories}
        self.tie_break(("ranking", "tie_break"), shape.ranking.tie_break, categories)
        grades = [grade.id for grade in shape.grades or ()]
        self.grades(("grades",), shape.grades or ())
        for grade in shape.rewards.by_grade if shape.rewards else ():
            self.grade(("rewards", "by_grade", grade), grade, grades)
        if shape.annual is not None:
            self.annual(shape.annual, shape.period, categories, grades)

    def annual(
        self, shape: AnnualShape, kind: PeriodKind, categories: set[str], period_grades: Sequence[str]
    ) -> None:
        self.tie_break(("annual", "tie_break"), shape.tie_break, categories)
        self.weights(shape.weights, kind)
        self.grades(("annual", "grades"), shape.grades or ())
        for index, grade in enumerate(shape.grades or ()):
            if grade.every_period is not None:
                path = ("annual", "grades", index, "every_period")
                self.grade(path, grade.every_period, period_grades)
        self.unique(("annual", "honours"), [honour.id for honour in shape.honours])
        self.honours(shape.honours, [grade.id for grade in shape.grades or ()])

    def grades(self, path: Path, grades: Sequence[GradeRuleShape]) -> None:
        """The last grade takes whoever is left; a better one without conditions would leave nobody."""
        self.unique(path, [grade.id for grade in grades])
        self.unique(path, [grade.name for grade in grades])
        for index, grade in enumerate(grades):
            asks = bool(grade.model_fields_set - {"id", "name"})
            if index + 1 == len(grades) and asks:
                self.fault((*path, index), "the last grade asks for something; expected id and name alone")
            elif index + 1 < len(grades) and not asks:
                self.fault(
                    (*path, index),
                    "the grade {found} asks for nothing, so that nobody takes those after it; expected a"
                    " condition, or this grade last",
                    found=grade.id,
                )

    def grade(self, path: Path, found: str, known: Sequence[str]) -> None:
        if found not in known:
            self.fault(
                path,
                "there is no grade {found}; expected one of: {known}",
                found=found,
                known=", ".join(known) or "–",
            )

    def honours(self, honours: Sequence[HonourShape], grades: Sequence[str]) -> None:
        """Honours are filled in file order, so none may ask for a better grade than one before it."""
        self.improved_last(honours)
        asked = -1
        for index, honour in enumerate(honours):
            path = ("annual", "honours", index, "grade")
            if honour.grade is not None and honour.grade not in grades:
                self.grade(path, honour.grade, grades)
                continue
            rank = len(grades) if honour.grade is None else grades.index(honour.grade)
            if rank < asked:
                self.fault(
                    path,
                    "the honour {found} asks for a better grade than one before it; put it before that one",
                    found=honour.id,
                )
            asked = max(asked, rank)

    def improved_last(self, honours: Sequence[HonourShape]) -> None:
        """Those by improvement are filled from whom the others leave."""
        for index, honour in enumerate(honours):
            if honour.by is not None and any(one.by is None for one in honours[index:]):
                self.fault(
                    ("annual", "honours", index, "by"),
                    "the honour {found} goes by improvement; put it after those that go by the annual mark",
                    found=honour.id,
                )

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
    caps, notice = shape.adjustments, shape.notice
    return Scheme(
        name=shape.scheme,
        city_code=shape.city.code,
        city_name=shape.city.name,
        city_level=shape.city.level,
        office=_office(shape.office),
        period=shape.period,
        marks=Marks(scale.units(shape.marks.total), scale),
        missing=shape.missing,
        time_zone=shape.time_zone,
        caps=Caps(caps.bonus_cap, caps.deduction_cap),
        categories=tuple(Category(category.id, category.name) for category in shape.categories),
        ranking=Ranking(
            tuple(shape.ranking.pool), _tie_breaks(shape.ranking.tie_break), shape.ranking.towns is not None
        ),
        grades=tuple(_grade(grade) for grade in shape.grades or ()),
        rewards=_rewards(shape.rewards),
        yellow_card=_yellow_card(shape.yellow_card),
        notice=NoticeRule(notice.working_days, notice.first_day_counts, notice.margins)
        if notice
        else NoticeRule(),
        visits=_visits(shape.visits),
        recheck_limit=shape.recheck.limit if shape.recheck else Fraction(1, 10),
        burden=BurdenRule(shape.burden.most_tasks, shape.burden.when_more) if shape.burden else None,
        ledger_digest=shape.ledger.digest if shape.ledger else DigestKind.SHA256,
        lead_days=shape.checklist.lead_days if shape.checklist else 0,
        reminders=_reminders(shape.reminders),
        annual=Annual() if shape.annual is None else _annual(shape.annual),
    )


def _grade(shape: GradeRuleShape) -> GradeRule:
    every_period = shape.every_period if isinstance(shape, AnnualGradeRuleShape) else None
    return GradeRule(
        shape.id,
        shape.name,
        shape.start,
        shape.each_category,
        shape.each_item,
        shape.at_most,
        every_period or "",
    )


def _rewards(shape: RewardsShape | None) -> Rewards:
    if shape is None:
        return Rewards()
    return Rewards(
        pool=fen(shape.pool or Fraction(0)),
        places=tuple(shape.places or ()),
        amounts=tuple(fen(amount) for amount in shape.amounts or ()),
        base=fen(shape.base or Fraction(0)),
        by_grade={grade: fen(amount) for grade, amount in shape.by_grade.items()},
        least=shape.start or Fraction(0),
    )


def _yellow_card(shape: YellowCardShape | None) -> YellowCardRule | None:
    if shape is None:
        return None
    return YellowCardRule(shape.last, shape.below, shape.spare_at, shape.smallest_pool)


def _office(shape: OfficeShape | None) -> CityOffice:
    if shape is None:
        return CityOffice()
    rest = (shape.short, shape.contact, shape.phone, shape.address)
    return CityOffice(shape.name, *(one or "" for one in rest))


def _honour(shape: HonourShape) -> Honour:
    return Honour(
        shape.id,
        shape.name,
        shape.count,
        fen(shape.prize),
        shape.uplift,
        shape.grade or "",
        by_improvement=shape.by is not None,
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
    rule, quota = shape.eligibility, shape.merit_quota
    return Annual(
        weights=dict(shape.weights),
        review_share=shape.review_share or Fraction(0),
        eligibility=Eligibility(
            rule.min_periods, rule.max_yellow_cards, rule.forbid_veto, rule.min_mark, rule.recommend_quota
        ),
        tie_break=_tie_breaks(shape.tie_break),
        honours=tuple(_honour(honour) for honour in shape.honours),
        prize_split=PrizeSplit(shape.prize_split.welfare, shape.prize_split.cadres),
        cadre_share=shape.cadre_share,
        merit_quota=None if quota is None else MeritQuotaRule(quota.base, quota.increase),
        grades=tuple(_grade(grade) for grade in shape.grades or ()),
    )
