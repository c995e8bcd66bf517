"""A year's list made final, and its prizes paid."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from qsq.domain.county.officials import CITY
from qsq.domain.faults import Fault, OutOfOrder, Place, Waiting, WrongUse, message
from qsq.domain.results.recorded import RecordedHonour
from qsq.domain.steps.year_state import YearEvent, YearState, YearStep
from qsq.domain.values.money import fen
from qsq.domain.values.numbers import read_number
from qsq.intake.year_inputs import cadres_file
from qsq.year.awards.documents import YEAR_WORDINGS, YearReports
from qsq.year.awards.stand import Done, YearStand, write_papers
from qsq.year.desk.acting import Acting
from qsq.year.desk.wording import keep_wording


def confirm(acting: Acting, reason: str = "") -> Done:
    """Make a year's list final and write its payment list; see `Workspace.confirm`."""
    with acting.office.ledger() as ledger:
        acting.allow_end_of_notice(ledger)
        with ledger.transaction():
            year = YearStand(acting, ledger)
            year.must_allow(YearStep.CONFIRM)
            new, listed = not year.state.confirmed, year.listed()
            if new:
                _must_pay_somebody(acting, listed.honours, reason)
                wording = keep_wording(ledger, acting.office.folder(), *YEAR_WORDINGS)
                said: dict[str, Any] = {"revision": year.state.revision, "reason": reason, "wording": wording}
                ledger.append(acting.event(YearEvent.CONFIRMATION, **said))
            reports = YearReports(acting, ledger)
            money = [*reports.prizes(), *reports.uplifts()]
            written = write_papers(acting, "payment", [*reports.decision(), *money], money)
    told = {"honours": len(listed.honours), "totals": asdict(listed.figures.totals)}
    return Done(acting.period, year.state.revision, told, new, *written)


def pay(acting: Acting, villages: Sequence[str], *, every: bool, reason: str = "") -> Done:
    """Mark prizes as paid, all that are named or none; see `Workspace.pay`."""
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            year = YearStand(acting, ledger)
            year.must_allow(YearStep.PAY)
            honours = year.listed().honours
            prizes = {one.village_code: one.prize for one in honours}
            named = [code for code in prizes if code not in year.state.paid] if every else list(villages)
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
