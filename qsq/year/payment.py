"""A year's list made final, and its prizes paid."""

from collections.abc import Mapping, Sequence

from qsq.documents.award_papers import payment_list
from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.domain.officials import CITY
from qsq.domain.year_state import YearKind, YearState, YearStep
from qsq.year.acting import Acting
from qsq.year.year_reports import YearReports
from qsq.year.year_stand import Done, YearStand, write_papers


def confirm(acting: Acting) -> Done:
    """Make a year's list final and write its payment list; see `Workspace.confirm`."""
    with acting.office.ledger() as ledger:
        acting.allow_end_of_notice(ledger)
        with ledger.transaction():
            year = YearStand(acting, ledger)
            year.must_allow(YearStep.CONFIRM)
            new, listed = not year.state.confirmed, year.listed()
            if new:
                ledger.append(acting.event(YearKind.CONFIRMATION, revision=year.state.revision))
            reports = YearReports(acting, ledger)
            bundles = [*reports.decision(), *reports.prizes(), *reports.uplifts()]
            names = {village.code: village.name for village in acting.register.villages}
            content = payment_list(acting.scheme.name, acting.period, listed.honours, names)
            written = write_papers(acting, "payment", {"奖金分配表": content}, bundles)
    told = {"honours": len(listed.honours), "totals": listed.answer["totals"]}
    return Done(acting.period, year.state.revision, told, new, *written)


def pay(acting: Acting, villages: Sequence[str], *, every: bool) -> Done:
    """Mark prizes as paid, all that are named or none; see `Workspace.pay`."""
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            year = YearStand(acting, ledger)
            year.must_allow(YearStep.PAY)
            prizes = {one["village_code"]: one["prize"] for one in year.listed().honours}
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
