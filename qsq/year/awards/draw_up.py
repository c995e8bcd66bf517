"""A year's awards drawn up from its recorded periods, as they stand now; nothing is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qsq.awards.annual import AnnualAwards, HonouredVillage, award, without_cadres
from qsq.awards.honours import UNDECIDED, Decision
from qsq.awards.improvement import signed
from qsq.awards.standing import NOTHING_ACHIEVED, Achieved, PeriodStanding, VillageYear
from qsq.domain.county.officials import Official
from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Message, OutOfOrder, Refused, message
from qsq.domain.observed.observation import veto_without_basis
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.steps.year_state import year_state_of
from qsq.domain.values.money import fen, yuan
from qsq.domain.values.numbers import read_number
from qsq.domain.values.periods import Period, PeriodKind, periods_of
from qsq.intake.officials import load_officials
from qsq.intake.year_inputs import YearInputs, cadres_file, load_year_inputs
from qsq.ledger.canonical import canonical
from qsq.ledger.encoding.answers import kept_answer, says_the_same
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.period_file import periods_of_year
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import load_standing
from qsq.year.desk.office import Office
from qsq.year.recorded.basis import RECORD
from qsq.year.recorded.period import RecordedPeriod, stand_of
from qsq.year.recorded.year_basis import YearBasis, keep_year_basis
from qsq.year.recorded.year_list import newest_list_event
from qsq.year.score.answer import short_answer, town_answer
from qsq.year.score.same_marks import must_be_of_one_kind


@dataclass(frozen=True, slots=True)
class YearAwards:
    """A year's awards, the results that they rest on, and the register that names the villages.

    Attributes:
        struck: villages that the standing committee struck off the list, each with the reason.
    """

    year: int
    draft: bool
    awards: AnnualAwards
    register: Register
    periods: tuple[RecordedPeriod, ...]
    struck: Mapping[str, str]
    warnings: tuple[Message, ...]
    basis: YearBasis

    def content(self) -> bytes:
        """The list as the ledger keeps it."""
        return kept_answer([canonical({**self.answer(), "draft": False})])

    def kept(self, ledger: Ledger) -> dict[str, Any]:
        """Keep the list, and what it follows from; what its event says of them."""
        return {"result_sha256": ledger.keep(self.content()), **keep_year_basis(ledger, self.basis)}

    def is_kept(self, ledger: Ledger, event: Event) -> bool:
        """Whether an event recorded these very figures."""
        return says_the_same(ledger.kept(event.payload["result_sha256"]), self.content())

    def follows_from(self, event: Event) -> bool:
        """Whether a list follows from the same; an earlier program did not keep from what."""
        return event.payload.get(RECORD) in (None, self.basis.digests())

    def is_newest(self, ledger: Ledger) -> bool:
        """Whether this is the newest list that the ledger keeps."""
        events = ledger.events(period=str(self.year))
        newest, decided = newest_list_event(events), year_state_of(events).decided
        return newest is not None and self.is_kept(ledger, newest) and (decided or self.follows_from(newest))

    def honour_by_village(self) -> dict[str, str]:
        """The id of the honour that each village takes."""
        return {one.village_code: one.placed.honour.id for one in self.awards.awards}

    def answer(self) -> dict[str, Any]:
        """The answer for programs (CONTRACT.md section 9)."""
        awards, scale = self.awards, self.awards.scheme.marks.scale
        totals = awards.totals
        return {
            "year": str(self.year),
            "draft": self.draft,
            "periods": [
                {"period": str(one.period), "revision": one.revision, "provisional": one.provisional}
                for one in self.periods
            ],
            "honours": [_honour_answer(one, scale.text(one.placed.candidate.mark)) for one in awards.awards],
            "ineligible": [
                {"village_code": one.year.village.code, "reasons": list(one.reasons)}
                for one in awards.ineligible
            ],
            "undecided": [
                {"honour": one.honour.id, "places": one.places, "villages": list(one.villages)}
                for one in awards.undecided
            ],
            "villages": [
                {
                    "village_code": one.village.code,
                    "annual_mark": scale.text(one.mark),
                    "grade": one.grade and one.grade.id,
                    **({} if one.improvement is None else {"improvement": signed(one.improvement, scale)}),
                }
                for one in awards.marked
            ],
            "short": [
                found for one in awards.marked for found in short_answer(one.village.code, one.grade, scale)
            ],
            "towns": town_answer(awards.towns, scale),
            "struck": [
                {"village_code": code, "reason": reason} for code, reason in sorted(self.struck.items())
            ],
            "merit_quota": [
                {"town_code": one.town_code, "cadres": one.cadres, "base": one.base, "quota": one.quota}
                for one in awards.merit_quota
            ],
            "totals": {
                "prizes": yuan(totals.prizes),
                "welfare": yuan(totals.welfare),
                "cadres": yuan(totals.cadres),
                "uplift": yuan(totals.uplift),
                "period_rewards": yuan(totals.period_rewards),
            },
        }


def _honour_answer(award: HonouredVillage, mark: str) -> dict[str, Any]:
    return {
        "village_code": award.village_code,
        "honour": award.placed.honour.id,
        "annual_mark": mark,
        "order": award.placed.order,
        "grade": award.placed.candidate.grade,
        "prize": yuan(award.prize.amount),
        "welfare": yuan(award.prize.welfare),
        "cadres": yuan(award.prize.cadres),
        "members": [
            {"cadre": member.cadre.id, "share": yuan(member.share), "uplift": yuan(member.uplift)}
            for member in award.prize.members
        ],
    }


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """A year as it was entered and marked.

    Attributes:
        asked: its periods that have rules.
        recorded: the newest result of each period that has one.
        years: the villages' years, by code.
    """

    scheme: Scheme
    register: Register
    officials: tuple[Official, ...]
    inputs: YearInputs
    folder: DiskFolder
    asked: tuple[Period, ...]
    recorded: tuple[RecordedPeriod, ...]
    years: tuple[VillageYear, ...]


def year_so_far(office: Office, ledger: Ledger, year: int, *, draft: bool) -> YearSoFar:
    """A year's periods and inputs; raises as `Workspace.awards.year`."""
    folder, faults = office.folder(), Faults()
    scheme, register = load_standing(folder, faults)
    inputs = (
        load_year_inputs(folder, year, scheme, register, faults)
        if scheme is not None and register is not None
        else None
    )
    officials = load_officials(folder, register, faults) if register else ()
    faults.refuse()
    if scheme is None or register is None or inputs is None:
        raise Refused(faults.found)
    must_give_awards(scheme)
    asked = periods_of_year(folder, year, scheme.period)
    recorded = _recorded(ledger, asked, year, scheme.period, draft=draft)
    must_be_of_one_kind(scheme, {one.period: one.figures.out_of for one in recorded})
    years = village_years(register, inputs, recorded, asked)
    return YearSoFar(scheme, register, officials, inputs, folder, asked, recorded, years)


def draw_up(office: Office, ledger: Ledger, year: int, decision: Decision, *, draft: bool) -> YearAwards:
    """A year's awards from its periods, after what was decided; raises as `Workspace.awards.year`."""
    found = year_so_far(office, ledger, year, draft=draft)
    others = _paid_to_others(found.register, found.recorded)
    awarded = award(found.scheme, found.years, others, decision)
    return YearAwards(
        year=year,
        draft=draft,
        awards=awarded,
        register=found.register,
        periods=found.recorded,
        struck=dict(decision.struck),
        warnings=(
            *found.inputs.warnings,
            *_warnings(found.asked, found.recorded),
            *_ungrounded_vetoes(found.recorded),
            *_to_nobody(awarded, year),
        ),
        basis=YearBasis(found.scheme, found.register, found.officials, found.inputs, found.folder),
    )


def decision_of(ledger: Ledger, year: int) -> Decision:
    """The standing committee's decision on a year's newest list; an empty one where that is not decided."""
    events = ledger.events(YearEvent.DECISION, str(year))
    if not year_state_of(ledger.events(period=str(year))).decided:
        return UNDECIDED
    return decision_in(events[-1])


def decision_in(event: Event) -> Decision:
    """The decision that an event of kind `decision` recorded."""
    return Decision(tuple(event.payload["order"]), event.payload["struck"])


def must_give_awards(scheme: Scheme) -> None:
    """Raise where the scheme has no rules for the year.

    Raises:
        OutOfOrder: it has none.
    """
    if not scheme.annual.honours:
        raise OutOfOrder(
            message("the scheme gives no awards: there is no annual in rules/scheme.yaml; write it first")
        )


def _recorded(
    ledger: Ledger, asked: Sequence[Period], year: int, kind: PeriodKind, *, draft: bool
) -> tuple[RecordedPeriod, ...]:
    """The newest result of each period that has one.

    Args:
        ledger: the workspace's.
        asked: the year's periods that have rules.
        year: the year.
        kind: of its periods.
        draft: whether results count that are not final.

    Raises:
        OutOfOrder: a period is not final and no draft is asked for, or no period is evaluated at all.
    """
    stands = [stand_of(ledger, period) for period in periods_of(year, kind)]
    found = tuple(stand.result for stand in stands if stand.result is not None)
    if not found:
        raise OutOfOrder(
            message(
                "no period of {year} is evaluated; first: qsq score period {period}",
                year=year,
                period=min(asked, default=Period(year, 1, kind)),
            )
        )
    for stand in stands:
        counts = stand.result is not None or stand.period in asked
        if not draft and counts and not stand.state.final:
            raise OutOfOrder(
                message(
                    "{period} is not final; first: qsq score finalise {period}, or take the newest"
                    " results with --draft",
                    period=stand.period,
                )
            )
    return found


def village_years(
    register: Register,
    inputs: YearInputs,
    recorded: Sequence[RecordedPeriod],
    with_rules: tuple[Period, ...],
) -> tuple[VillageYear, ...]:
    """The years of all villages that take part, from their periods' results.

    Args:
        register: who takes part.
        inputs: the year's.
        recorded: the results, in order.
        with_rules: the year's periods that have rules.
    """
    standings: dict[str, list[PeriodStanding]] = {}
    for period in recorded:
        categories = {item.item: item.category for item in period.figures.checklist}
        for village in period.figures.villages:
            standing = _standing(period.period, village, categories)
            standings.setdefault(village.village_code, []).append(standing)
    return tuple(
        VillageYear(
            village=village,
            periods=tuple(standings.get(village.code, ())),
            recommended=village.code in inputs.recommended,
            review=inputs.review.get(village.code),
            cadres=inputs.cadres.get(village.code, ()),
            with_rules=with_rules,
        )
        for village in register.evaluated
    )


def _paid_to_others(register: Register, recorded: Sequence[RecordedPeriod]) -> int:
    """What was paid, in fen, to villages that are no longer evaluated: it was paid all the same."""
    there = {village.code for village in register.evaluated}
    return sum(
        fen(read_number(village.reward))
        for period in recorded
        for village in period.figures.villages
        if village.village_code not in there
    )


def _standing(period: Period, village: RecordedVillage, categories: dict[str, str]) -> PeriodStanding:
    by_category: dict[str, Achieved] = {}
    by_item: dict[str, Achieved] = {}
    for item in village.items:
        if item.city_mark and item.city_full:
            category = categories[item.item]
            achieved = Achieved(read_number(item.city_mark), read_number(item.city_full))
            by_category[category] = by_category.get(category, NOTHING_ACHIEVED) + achieved
            by_item[item.item] = achieved
    return PeriodStanding(
        period=period,
        city_mark=read_number(village.city_mark),
        yellow_card=village.yellow_card is not None,
        vetoed=village.vetoed,
        reward=fen(read_number(village.reward)),
        categories=by_category,
        items=by_item,
        grade=village.grade,
    )


def _warnings(asked: Sequence[Period], recorded: Sequence[RecordedPeriod]) -> list[Message]:
    there = {one.period for one in recorded}
    lacking = [
        message("{period} is not evaluated and does not count", period=period)
        for period in asked
        if period not in there
    ]
    provisional = [
        message(
            "{period} is provisional: missing observations were read otherwise than the scheme says",
            period=one.period,
        )
        for one in recorded
        if one.provisional
    ]
    return lacking + provisional


def _to_nobody(awarded: AnnualAwards, year: int) -> list[Message]:
    """A list without a village, and parts of prizes that nobody takes."""
    if not awarded.awards:
        return [message("no village takes an honour of {year}: see who is not eligible, and why", year=year)]
    lacking = without_cadres(awarded.awards)
    if not lacking:
        return []
    return [
        message(
            "{count} honoured villages have no cadre in {file}, so nobody takes {amount} yuan of their"
            " prizes: {villages}",
            count=len(lacking),
            file=cadres_file(year),
            amount=yuan(sum(one.prize.cadres for one in lacking)),
            villages=", ".join(one.village_code for one in lacking),
        )
    ]


def _ungrounded_vetoes(recorded: Sequence[RecordedPeriod]) -> list[Message]:
    found = []
    for one in recorded:
        names = {village.village_code: village.village_name for village in one.figures.villages}
        found += [
            veto_without_basis(veto.village_code, names[veto.village_code], one.period)
            for veto in one.figures.vetoes
            if veto.basis is None
        ]
    return found
