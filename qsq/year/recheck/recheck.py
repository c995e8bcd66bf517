"""抽查复核: rounds of dice, second values, and the risk left that the list would be another one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qsq.documents.recheck.published_sample import published_sample
from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.values.numbers import percent
from qsq.domain.values.periods import Period
from qsq.fairness.recheck.risk import Dice, draws_needed
from qsq.intake.forms.second_looks import SecondLook, read_second_looks
from qsq.ledger.ledger import Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.office import Office
from qsq.year.desk.step import no_papers, step
from qsq.year.desk.writing import folder_written_whole, put_file
from qsq.year.recheck.lists import checked_list
from qsq.year.recheck.looked import Looked, looked
from qsq.year.recheck.rechecked import Rechecked
from qsq.year.registers.handed_out import form_reader, write_forms

FEWEST_DIGITS = 10
"""How many digits the dice give at least: fewer could be tried out."""

MOST_DRAWS = 1_000_000
"""How many draws a round may have: whoever needs more had better look at everything again."""


def recheck_status(office: Office, period: Period) -> Rechecked:
    """Where the second look stands; see `Workspace.recheck.status`."""
    with office.ledger_to_read() as ledger:
        return looked(ledger, checked_list(office, ledger, period)).stand()


def draw(acting: Acting, period: Period, digits: str, count: int | None) -> Rechecked:
    """Draw a round; see `Workspace.recheck.draw`."""
    return step(
        acting.office,
        allowed=acting.allow_city,
        checked=lambda: _dice(digits, count),
        recorded=lambda ledger, dice: _drawn(acting, ledger, period, dice),
        written=lambda _ledger, done: _sheet(acting, done),
    )


def _dice(digits: str, count: int | None) -> Dice:
    """A round's dice; no draws stand for as many as are needed.

    Raises:
        WrongUse: they are no digits, or too few, or there is nothing to draw.
    """
    if not re.fullmatch(r"[0-9]+", digits) or len(digits) < FEWEST_DIGITS:
        what = message(
            "found the dice {found}; expected at least {least} digits", found=digits, least=FEWEST_DIGITS
        )
        raise WrongUse(what)
    if count is not None and not 1 <= count <= MOST_DRAWS:
        raise WrongUse(message("found {found} draws; expected 1 to {most}", found=count, most=MOST_DRAWS))
    return Dice(digits, count or 0)


def _drawn(acting: Acting, ledger: Ledger, period: Period, dice: Dice) -> tuple[Looked, bool]:
    """The round as it is recorded; one of the same dice was drawn before.

    Raises:
        OutOfOrder: village-tasks of the round before are not looked at yet, or nothing is to be drawn.
    """
    before = looked(ledger, checked_list(acting.office, ledger, period))
    same = next((one for one in before.rounds if one.digits == dice.digits), None)
    if same is not None and dice.draws in (0, same.draws):
        return before, False
    if same is not None:
        raise WrongUse(
            message(
                "these dice made {draws} draws already; for more draws, roll the dice again",
                draws=same.draws,
            )
        )
    before.must_not_be_before(acting.today)
    stand = before.stand()
    if stand.risk.waiting:
        raise OutOfOrder(
            message(
                "{count} village-tasks of the last round were not looked at yet; first: qsq recheck enter"
                " {period} FILE",
                count=len(stand.risk.waiting),
                period=period,
            )
        )
    if stand.enough and not (dice.draws and before.universe.bounds):
        raise OutOfOrder(
            message(
                "nothing is to be drawn: the risk is at most {risk}, and {limit} is enough",
                risk=stand.left,
                limit=percent(stand.limit),
            )
        )
    few = draws_needed(before.universe, stand.risk.factors, stand.limit)
    needed = dice.draws or min(few or len(before.universe.bounds) or 1, MOST_DRAWS)
    ledger.append(
        acting.event(
            OtherEvent.RECHECK,
            dice.digits,
            revision=before.checked.revision,
            draws=needed,
            on_list=before.checked.contest.listed,
            universe_sha256=stand.digest,
        )
    )
    rounds = (*before.rounds, Dice(dice.digits, needed))
    return replace(before, rounds=rounds, earlier=frozenset(before.texts)), True


def _sheet(acting: Acting, done: tuple[Looked, bool]) -> Rechecked:
    """The round's sheet, without what was seen first, and what lets anyone draw the sample again."""
    found, new = done
    named = found.form()
    target = acting.office.root / "out" / str(found.when) / "recheck"
    with folder_written_whole(acting.office.root, target) as made:
        write_forms(made, [named], found.when.last_day)
        stand = found.stand(f"out/{found.when}/recheck/{named.file}", new=new)
        for name, content in published_sample(stand.universe, stand.draws).items():
            put_file(made / name, content)
    return stand


def enter(acting: Acting, period: Period, file: str) -> Rechecked:
    """Record second values; see `Workspace.recheck.enter`."""
    with acting.office.ledger_to_read() as ledger:
        before = looked(ledger, checked_list(acting.office, ledger, period))
    return step(
        acting.office,
        allowed=acting.allow_city,
        checked=lambda: read_second_looks(
            acting.office.folder(),
            file,
            form_reader(acting, FormKind.RECHECK, lambda _unit: before.form() if before.rounds else None),
            before.tasks_asked(),
            before.recorded_texts(),
        ),
        recorded=lambda ledger, seen: _entered(acting, ledger, period, seen),
        written=no_papers,
    )


def _entered(acting: Acting, ledger: Ledger, period: Period, seen: Sequence[SecondLook]) -> Rechecked:
    before = looked(ledger, checked_list(acting.office, ledger, period))
    before.must_not_be_before(acting.today)
    if not seen:
        raise WrongUse(message("no row of the sheet has a value: nothing was looked at"))
    fresh = [one for one in seen if one.key not in before.texts]
    waiting = before.stand().risk.waiting if not fresh else ()
    if waiting:
        raise WrongUse(
            message(
                "all values of the sheet were recorded before, and {count} village-tasks of the last round"
                " are still to be looked at: fill in its own sheet",
                count=len(waiting),
            )
        )
    if fresh:
        values = [[one.village, one.task, one.text, one.note] for one in fresh]
        ledger.append(acting.event(OtherEvent.SECOND_LOOK, revision=before.checked.revision, values=values))
    texts = {**before.texts, **{one.key: (one.text, one.note) for one in fresh}}
    return replace(before, texts=texts).stand(new=bool(fresh))
