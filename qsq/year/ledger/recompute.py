"""Every recorded result counted again: where figures differ, programs do, or somebody meddled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qsq.domain.faults import Message, QsqError, message
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Event, Ledger
from qsq.version import __version__
from qsq.year.desk.office import Office
from qsq.year.recorded.basis import program_of
from qsq.year.score.recount import recount


@dataclass(frozen=True, slots=True)
class Difference:
    """A recorded result that this program counts otherwise; what was recorded stands.

    Attributes:
        program: the version that recorded it.
        villages: codes of the villages whose figures differ.
        problem: why it cannot be counted again; None where it can.
    """

    event: int
    period: Period
    revision: int
    program: str
    villages: tuple[str, ...]
    problem: Message | None = None

    @property
    def is_of_programs(self) -> bool:
        """Whether another program recorded it, which explains the difference."""
        return self.program != __version__

    @property
    def told(self) -> Message:
        """The difference for people."""
        if self.problem is not None:
            return message(
                "{period} revision {revision}, recorded by program {then}, cannot be counted again by {now}:"
                " {problem}",
                period=self.period,
                revision=self.revision,
                then=self.program,
                now=__version__,
                problem=self.problem,
            )
        if self.is_of_programs:
            return message(
                "{period} revision {revision}: program {now} counts {count} villages otherwise than {then},"
                " which recorded it; what was recorded stands",
                period=self.period,
                revision=self.revision,
                then=self.program,
                now=__version__,
                count=len(self.villages),
            )
        return message(
            "{period} revision {revision}: the same program {now} counts {count} villages otherwise; the"
            " program or the ledger was changed",
            period=self.period,
            revision=self.revision,
            now=__version__,
            count=len(self.villages),
        )

    def answer(self) -> dict[str, Any]:
        """The difference for programs."""
        return {
            "event": self.event,
            "period": str(self.period),
            "revision": self.revision,
            "program": self.program,
            "now": __version__,
            "of_programs": self.is_of_programs,
            "villages": list(self.villages),
            "problem": self.problem and str(self.problem),
        }


def recomputed(office: Office) -> tuple[Difference, ...]:
    """The results of all revisions that this program counts otherwise, oldest first."""
    with office.ledger_to_read() as ledger:
        return tuple(_differences(ledger))


def _differences(ledger: Ledger) -> Iterator[Difference]:
    for event in ledger.history(PeriodEvent.EVALUATION):
        try:
            again = recount(ledger, event)
        except QsqError as error:
            yield _difference(event, (), error.what)
            continue
        if not again.same:
            yield _difference(event, again.others)


def _difference(event: Event, villages: tuple[str, ...], problem: Message | None = None) -> Difference:
    period, revision = Period.read(event.period), int(event.payload["revision"])
    return Difference(event.sequence, period, revision, program_of(event), villages, problem)
