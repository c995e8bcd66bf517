"""The steps from a year's list to its payment, each guarded by the year's state machine."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from qsq.awards.honours import Decision
from qsq.awards.list_changes import list_changes
from qsq.documents.award_papers import awards_notice, payment_list
from qsq.documents.document import Bundle
from qsq.documents.evaluation_papers import Hanging
from qsq.documents.excel import PrintedList, write_lists
from qsq.domain.check_code import check_code
from qsq.domain.faults import Fault, Message, OutOfOrder, Place, Waiting, WrongUse, message
from qsq.domain.officials import CITY
from qsq.domain.steps import notice_of
from qsq.domain.working_days import NoticeDays, notice_days
from qsq.domain.year_state import YearKind, YearMoment, YearState, YearStep, unmet_in_year, year_state_of
from qsq.intake.register import VILLAGES_FILE
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.calendar_file import WorkingDays
from qsq.year.acting import Acting, must_be_met
from qsq.year.awards import YearAwards, decision_of, draw_up
from qsq.year.files import folder_written_whole
from qsq.year.papers import write_sent_out
from qsq.year.year_reports import YearReports

_LISTS = (YearKind.AWARDS, YearKind.DECISION)


@dataclass(frozen=True, slots=True)
class Done:
    """A step of the year that was taken.

    Attributes:
        answer: the answer for programs, less what is below.
        files: paths from the workspace's root.
        documents: what goes out as PDF and Word, from the workspace's root.
        recorded: False where it was taken before and changed nothing.
    """

    year: str
    revision: int
    answer: Mapping[str, Any]
    recorded: bool
    files: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    warnings: tuple[Message, ...] = ()

    def for_programs(self) -> dict[str, Any]:
        """The answer for programs."""
        told = {"year": self.year, "revision": self.revision, "recorded": self.recorded}
        return {**told, **self.answer, "files": list(self.files), "documents": list(self.documents)}


@dataclass(frozen=True, slots=True)
class Ruling:
    """The standing committee's decision as its papers have it.

    Attributes:
        document: its number.
        approval: the reference of the approval from above; empty where there is none.
        order: codes of tied villages, the better first.
        struck: codes of villages that are struck off, each with the reason.
    """

    document: str
    approval: str = ""
    order: tuple[str, ...] = ()
    struck: Mapping[str, str] = field(default_factory=dict)


class _Year:
    """A year's events, where it stands, and its newest list."""

    def __init__(self, acting: Acting, ledger: Ledger) -> None:
        self.acting = acting
        self.ledger = ledger
        self.events: tuple[Event, ...] = ledger.events(period=acting.period)
        self.state: YearState = year_state_of(self.events)

    def must_allow(self, step: YearStep) -> None:
        """Raise where another step comes first or people have something to do."""
        moment = YearMoment(self.acting.period, self.state, self.acting.today)
        must_be_met(unmet_in_year(step, moment))

    def newest(self, *kinds: YearKind) -> Event:
        """The newest event of these kinds; the state machine has seen to it that there is one."""
        return next(event for event in reversed(self.events) if event.kind in kinds)

    def changes_to(self, found: YearAwards) -> list[dict[str, Any]]:
        """What a list changes of the newest one, for programs."""
        before = {one["village_code"]: one["honour"] for one in self.answer()["honours"]}
        after = {one.village_code: one.placed.honour.id for one in found.awards.awards}
        return [asdict(moved) for moved in list_changes(before, after)]

    def answer(self) -> dict[str, Any]:
        """The newest list as it was recorded."""
        answer: dict[str, Any] = json.loads(self.ledger.kept(self.newest(*_LISTS).payload["result_sha256"]))
        return answer


def decide(acting: Acting, ruling: Ruling) -> tuple[Done, YearAwards]:
    """Record the standing committee's decision; see `Workspace.decide`."""
    _check(acting, ruling)
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            year = _Year(acting, ledger)
            year.must_allow(YearStep.DECIDE)
            decision = Decision(ruling.order, ruling.struck)
            found = draw_up(acting.office, ledger, int(acting.period), decision, draft=False)
            _refuse_open_ties(found)
            changes = year.changes_to(found)
            payload: dict[str, Any] = {
                "document": ruling.document,
                "approval": ruling.approval,
                "order": list(ruling.order),
                "struck": dict(ruling.struck),
                "result_sha256": ledger.keep(found.content()),
            }
            new = not _decided_so(year, payload)
            if new:
                payload["revision"] = year.state.revision + 1
                ledger.append(acting.event(YearKind.DECISION, **payload))
    revision = year.state.revision + new
    warnings = () if ruling.approval else (_no_approval(),)
    told = {"document": ruling.document, "changes": changes}
    return Done(acting.period, revision, told, new, warnings=warnings), found


def _decided_so(year: _Year, payload: Mapping[str, Any]) -> bool:
    """Whether the newest list is this very decision's."""
    return year.state.decided and payload.items() <= dict(year.newest(YearKind.DECISION).payload).items()


def _no_approval() -> Message:
    return message(
        "no approval from above is named: commendations by a county may need one; name it with --approval"
    )


def _check(acting: Acting, ruling: Ruling) -> None:
    known = {village.code for village in acting.register.evaluated}
    for code in (*ruling.order, *ruling.struck):
        if code not in known:
            raise WrongUse(message("there is no evaluated village {found} in the register", found=code))
    for code, reason in ruling.struck.items():
        if not reason.strip():
            raise WrongUse(message("{village} is struck with a reason only: CODE=REASON", village=code))


def _refuse_open_ties(found: YearAwards) -> None:
    if found.awards.undecided:
        raise Waiting(
            message("the decision leaves ties open; name the tied villages with --order, the better first"),
            [
                Fault(
                    Place(VILLAGES_FILE, ", ".join(one.villages)),
                    message(
                        "tied over {places} places of {honour}", places=one.places, honour=one.honour.name
                    ),
                )
                for one in found.awards.undecided
            ],
        )


def hang_up(acting: Acting) -> Done:
    """Start the public notice of a year's decided list; see `Workspace.notice_awards`."""
    days = notice_days(acting.today, acting.scheme.notice, WorkingDays(acting.office.folder()))
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            year = _Year(acting, ledger)
            year.must_allow(YearStep.NOTICE)
            new, answer = year.state.notice is None, year.answer()
            event = _begin(acting, year, days) if new else year.newest(YearKind.NOTICE)
            bundles = YearReports(acting, ledger).awards_notice()
    rule, hung = acting.scheme.notice, notice_of(event)
    head, code = check_code(event.digest), check_code(year.newest(*_LISTS).digest)
    hanging = Hanging(hung.first, hung.last, rule.working_days, head)
    content = awards_notice(acting.scheme.name, acting.period, code, hanging, _rows(acting, answer))
    days_told = {"first_day": hung.first.isoformat(), "last_day": hung.last.isoformat()}
    written = _write(acting, "notice", {"公示": content}, bundles)
    return Done(acting.period, year.state.revision, {**days_told, "head": head, "code": code}, new, *written)


def _begin(acting: Acting, year: _Year, days: NoticeDays) -> Event:
    first, last = days.first.isoformat(), days.last.isoformat()
    revision = year.state.revision
    draft = acting.event(YearKind.NOTICE, revision=revision, first_day=first, last_day=last)
    return year.ledger.append(draft)


def _rows(acting: Acting, answer: Mapping[str, Any]) -> list[tuple[str, ...]]:
    honours = {honour.id: honour.name for honour in acting.scheme.annual.honours}
    villages = {village.code: village for village in acting.register.villages}
    towns = acting.register.town_names()
    rows: list[tuple[str, ...]] = []
    for one in answer["honours"]:
        village = villages[one["village_code"]]
        honour = honours.get(one["honour"], one["honour"])
        rows.append((str(one["order"]), honour, towns[village.town_code], village.name, one["annual_mark"]))
    return rows


def _write(
    acting: Acting, name: str, contents: Mapping[str, PrintedList], bundles: Sequence[Bundle]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write a step's workbooks and documents; the paths of each."""
    office, created = acting.office, date(int(acting.period), 12, 31)
    target = office.root / "out" / acting.period / name
    with folder_written_whole(target) as made:
        for title, content in contents.items():
            write_lists(made / f"{title}.xlsx", {title: content}, created)
        write_sent_out(office.root, made, {"": bundles}, created)
    return office.files_in(target), office.files_in(target, (".pdf", ".docx"))


def object_to(acting: Acting, village: str, by: str, text: str) -> Done:
    """Record an objection to the year's list; see `Workspace.object_to_awards`."""
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [acting.evaluated_village(village)])
        with ledger.transaction():
            year = _Year(acting, ledger)
            year.must_allow(YearStep.OBJECT)
            said = {"revision": year.state.revision, "village_code": village, "by": by, "text": text}
            objections = [event for event in year.events if event.kind == YearKind.OBJECTION]
            same = [event.subject for event in objections if said.items() <= dict(event.payload).items()]
            name = same[0] if same else f"{acting.period}-{year.state.objections + 1}"
            if not same:
                ledger.append(acting.event(YearKind.OBJECTION, name, **said))
    return Done(acting.period, year.state.revision, {"objection": name}, not same)


def resolve(acting: Acting, objection: str, reason: str, *, upheld: bool) -> Done:
    """End an objection; upheld, the list goes back for a new decision. See `Workspace.resolve_awards`."""
    if not reason.strip():
        raise WrongUse(message("an objection is resolved with a reason: --reason TEXT"))
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            year = _Year(acting, ledger)
            year.must_allow(YearStep.RESOLVE)
            if objection not in year.state.open_objections:
                known = ", ".join(year.state.open_objections)
                raise OutOfOrder(
                    message(
                        "there is no open objection {found}; open are: {known}", found=objection, known=known
                    )
                )
            payload = {"upheld": upheld, "reason": reason, "revision": year.state.revision}
            ledger.append(acting.event(YearKind.RESOLUTION, objection, **payload))
            changes = _corrected(acting, ledger, year) if upheld else []
    told = {"objection": objection, "upheld": upheld, "changes": changes}
    return Done(acting.period, year.state.revision, told, recorded=True)


def _corrected(acting: Acting, ledger: Ledger, year: _Year) -> list[dict[str, Any]]:
    """What the inputs, as they are corrected by now, change of the list that was objected to."""
    decision = decision_of(ledger, int(acting.period))
    return year.changes_to(draw_up(acting.office, ledger, int(acting.period), decision, draft=False))


def confirm(acting: Acting) -> Done:
    """Make a year's list final and write its payment list; see `Workspace.confirm`."""
    with acting.office.ledger() as ledger:
        acting.allow_end_of_notice(ledger)
        with ledger.transaction():
            year = _Year(acting, ledger)
            year.must_allow(YearStep.CONFIRM)
            new, answer = not year.state.confirmed, year.answer()
            if new:
                ledger.append(acting.event(YearKind.CONFIRMATION, revision=year.state.revision))
            reports = YearReports(acting, ledger)
            bundles = [*reports.decision(), *reports.prizes(), *reports.uplifts()]
    names = {village.code: village.name for village in acting.register.villages}
    content = payment_list(acting.scheme.name, acting.period, answer["honours"], names)
    written = _write(acting, "payment", {"奖金分配表": content}, bundles)
    told = {"honours": len(answer["honours"]), "totals": answer["totals"]}
    return Done(acting.period, year.state.revision, told, new, *written)


def pay(acting: Acting, villages: Sequence[str], *, every: bool) -> Done:
    """Mark prizes as paid, all that are named or none; see `Workspace.pay`."""
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            year = _Year(acting, ledger)
            year.must_allow(YearStep.PAY)
            prizes = {one["village_code"]: one["prize"] for one in year.answer()["honours"]}
            named = [code for code in prizes if code not in year.state.paid] if every else list(villages)
            _must_be_payable(named, prizes, year.state)
            for code in named:
                ledger.append(acting.event(YearKind.PAYMENT, code, prize=prizes[code]))
    unpaid = sorted(prizes.keys() - year.state.paid - set(named))
    told = {"paid": named, "unpaid": unpaid}
    return Done(acting.period, year.state.revision, told, bool(named))


def _must_be_payable(named: Sequence[str], prizes: Mapping[str, str], state: YearState) -> None:
    for code in named:
        if code not in prizes:
            raise WrongUse(message("{village} has no honour and takes no prize", village=code))
        if code in state.paid or named.count(code) > 1:
            raise OutOfOrder(
                message("the prize of {village} is paid already; it is not paid twice", village=code)
            )
