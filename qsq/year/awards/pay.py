"""A year's list made final, and its prizes paid."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qsq.domain.county.officials import CITY
from qsq.domain.faults import Fault, OutOfOrder, Place, Waiting, WrongUse, message
from qsq.domain.results.recorded import RecordedHonour
from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.steps.year_state import YearState, YearStep
from qsq.domain.values.money import fen
from qsq.domain.values.numbers import read_number
from qsq.intake.year_inputs import cadres_file
from qsq.ledger.ledger import Ledger
from qsq.year.awards.documents import YEAR_WORDINGS, YearReports
from qsq.year.awards.stand import Done, YearStand, honoured, papers_folder, write_papers
from qsq.year.desk.acting import Acting
from qsq.year.desk.step import no_papers, nothing, step
from qsq.year.desk.wording import keep_wording
from qsq.year.recorded.year_list import RecordedList

_FOLDER = "payment"


def confirm(acting: Acting, reason: str = "") -> Done:
    """Make a year's list final and write its payment list; see `Workspace.awards.confirm`."""
    return step(
        acting.office,
        allowed=acting.allow_end_of_notice,
        checked=nothing,
        recorded=lambda ledger, _nothing: _confirmed(acting, ledger, reason),
        written=lambda ledger, done: _written(acting, ledger, done),
        folder=papers_folder(acting, _FOLDER),
    )


@dataclass(frozen=True, slots=True)
class _Confirmed:
    """A list that is final; `new` is False where it was before."""

    revision: int
    listed: RecordedList
    new: bool


def _confirmed(acting: Acting, ledger: Ledger, reason: str) -> _Confirmed:
    year = YearStand(acting, ledger)
    year.must_allow(YearStep.CONFIRM)
    new, listed, revision = not year.state.confirmed, year.listed(), year.state.revision
    if new:
        _must_pay_somebody(acting, listed.honours, reason)
        wording = keep_wording(ledger, acting.office.folder(), *YEAR_WORDINGS)
        said: dict[str, Any] = {"revision": revision, "reason": reason, "wording": wording}
        ledger.append(acting.event(YearEvent.CONFIRMATION, **said))
    return _Confirmed(revision, listed, new)


def _written(acting: Acting, ledger: Ledger, done: _Confirmed) -> Done:
    listed = done.listed
    reports = YearReports(acting, ledger)
    money = [*reports.prizes(), *reports.uplifts()]
    written = write_papers(acting, _FOLDER, [*reports.decision(), *money], money)
    told = {"honours": len(listed.honours), "totals": asdict(listed.figures.totals)}
    return Done(acting.period, done.revision, told, done.new, *written)


def pay(acting: Acting, villages: Sequence[str], *, every: bool, reason: str = "") -> Done:
    """Mark prizes as paid, all that are named or none; see `Workspace.awards.pay`."""
    codes = [acting.village(one, honoured(acting)) for one in villages]
    return step(
        acting.office,
        allowed=lambda: acting.allow([CITY]),
        checked=nothing,
        recorded=lambda ledger, _nothing: _paid(acting, ledger, None if every else codes, reason),
        written=no_papers,
    )


def _paid(acting: Acting, ledger: Ledger, villages: Sequence[str] | None, reason: str) -> Done:
    """The prizes of these villages paid, else all that are not paid yet."""
    year = YearStand(acting, ledger)
    year.must_allow(YearStep.PAY)
    honours = year.listed().honours
    prizes = {one.village_code: one.prize for one in honours}
    still = [code for code in prizes if code not in year.state.paid]
    named = still if villages is None else list(villages)
    _must_be_payable(named, prizes, year.state)
    own = [one for one in honours if one.village_code in named]
    given = reason or str(year.newest(YearEvent.CONFIRMATION).payload.get("reason", ""))
    if named:
        _must_pay_somebody(acting, own, given)
    for code in named:
        ledger.append(acting.event(YearEvent.PAYMENT, code, prize=prizes[code], reason=reason))
    unpaid = sorted(prizes.keys() - year.state.paid - set(named))
    told = {"paid": named, "unpaid": unpaid}
    return Done(acting.period, year.state.revision, told, bool(named))


def _must_pay_somebody(acting: Acting, honours: Sequence[RecordedHonour], reason: str) -> None:
    """Raise, where no reason is given, for a list without a village and for money that nobody takes.

    Raises:
        Waiting: what is to be mended, or to be given a reason for, is listed.
    """
    if reason.strip():
        return
    year, names = int(acting.period), {one.code: one.name for one in acting.register.villages}
    if not honours:
        what = message(
            "no village takes an honour of {year}; if that is so, say why with --reason TEXT", year=year
        )
        raise Waiting(what)
    lacking = [one for one in honours if not one.members and fen(read_number(one.cadres))]
    if lacking:
        raise Waiting(
            message(
                "{count} honoured villages have no cadre on the list, so nobody takes the cadres' part: add"
                " them to {file} and draw the list up anew with qsq awards year {year}, or say why it is"
                " so with --reason TEXT",
                count=len(lacking),
                file=cadres_file(year),
                year=year,
            ),
            [
                Fault(
                    Place(cadres_file(year), one.village_code),
                    message(
                        "{village} has no cadre; {amount} yuan go to nobody",
                        village=names.get(one.village_code, one.village_code),
                        amount=one.cadres,
                    ),
                )
                for one in lacking
            ],
        )


def _must_be_payable(named: Sequence[str], prizes: Mapping[str, str], state: YearState) -> None:
    for code in named:
        if code not in prizes:
            raise WrongUse(message("{village} has no honour and takes no prize", village=code))
        if code in state.paid or named.count(code) > 1:
            raise OutOfOrder(
                message("the prize of {village} is paid already; it is not paid twice", village=code)
            )
