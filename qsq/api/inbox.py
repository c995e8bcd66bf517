"""What comes back, taken by the very calls that commands with `--file` make; and forms that go out for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.awards import AwardsApi
from qsq.api.checklist import ChecklistApi
from qsq.api.recheck import RecheckApi
from qsq.api.remind import RemindApi
from qsq.api.score import ScoreApi
from qsq.api.visits import VisitsApi
from qsq.domain.faults import Message, WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.values.periods import Month, Period
from qsq.late import late
from qsq.year.desk.office import Office

if TYPE_CHECKING:
    from qsq.year.awards import cadres, recommendation_forms
    from qsq.year.checklist import targets, villages
    from qsq.year.desk.acting import Acting
    from qsq.year.inbox.told import Told
    from qsq.year.outbox.wanted import Wanted
    from qsq.year.visits import forms as visits
else:
    cadres, recommendation_forms = late("qsq.year.awards", "cadres", "recommendation_forms")
    targets, villages = late("qsq.year.checklist", "targets", "villages")
    (visits,) = late("qsq.year.visits", "forms")


def take(office: Office, told: "Told", file: Path, on: date) -> Message:
    """Take a file by the step that it belongs to, and say in a sentence what was taken.

    Raises:
        QsqError: as the step itself.
    """
    return _STEPS[told.kind](office, told, file, on)


def _observations(office: Office, told: "Told", file: Path, on: date) -> Message:
    if told.unit is None:
        raise WrongUse(message("it does not say which department or town hands it in"))
    done = ScoreApi(office).submit(told.period, file, told.unit, on)
    return message("{count} observations", count=done.observations)


def _acceptances(office: Office, told: "Told", file: Path, on: date) -> Message:
    done = ChecklistApi(office).accept(told.period, file, on)
    return message(
        "accepted by {count} villages, {new} of them new", count=len(done.units), new=done.recorded
    )


def _dispatch(office: Office, told: "Told", file: Path, on: date) -> Message:
    if told.unit is None:
        raise WrongUse(message("it does not say which town dispatches"))
    done = ChecklistApi(office).dispatch(told.period, told.unit.code, on, file=file)
    return message("dispatched, new: {new}", new=done.recorded)


def _progress(office: Office, told: "Told", file: Path, _on: date) -> Message:
    done = RemindApi(office).progress(told.period, file)
    return message("{count} reports of progress, {new} of them new", count=done.rows, new=done.recorded)


def _talks(office: Office, told: "Told", file: Path, on: date) -> Message:
    done = RemindApi(office).record_file(told.period, file, on)
    return message("{count} talks, {new} of them new", count=done.rows, new=done.recorded)


def _visits(office: Office, _told: "Told", file: Path, on: date) -> Message:
    done = VisitsApi(office).import_(file, on)
    return message("{count} visits, {new} of them new", count=done.rows, new=done.recorded)


def _targets(office: Office, told: "Told", file: Path, _on: date) -> Message:
    done = ChecklistApi(office).targets(told.period, file)
    return message("{count} targets, {new} of them new", count=done.rows, new=done.recorded)


def _cadres(office: Office, told: "Told", file: Path, _on: date) -> Message:
    done = AwardsApi(office).cadres(told.period, file)
    return message("{count} cadres, {new} changes", count=done.rows, new=done.recorded)


def _villages(office: Office, _told: "Told", file: Path, _on: date) -> Message:
    done = ChecklistApi(office).villages(file)
    return message("{count} villages, {new} changes", count=done.rows, new=done.recorded)


def _signatures(office: Office, told: "Told", file: Path, on: date) -> Message:
    done = ScoreApi(office).sign(told.period, file, on)
    left = done.towns + done.villages
    return message("{new} new signatures; {left} are missing", new=done.recorded, left=left)


def _objections(office: Office, told: "Told", file: Path, on: date) -> Message:
    if told.period.isdecimal():
        count = len(AwardsApi(office).object_file(told.period, file, on))
    else:
        count = len(ScoreApi(office).object_file(told.period, file, on))
    return message("{count} objections", count=count)


def _recommendations(office: Office, told: "Told", file: Path, on: date) -> Message:
    done = AwardsApi(office).recommend_file(told.period, file, on)
    return message("{count} towns recommend villages", count=len(done))


def _second_looks(office: Office, told: "Told", file: Path, on: date) -> Message:
    done = RecheckApi(office).enter(told.period, file, on)
    return message("second looks; the risk left is at most {risk}", risk=done.left)


_STEPS: dict[FormKind, Callable[[Office, "Told", Path, date], Message]] = {
    FormKind.SCORES: _observations,
    FormKind.TARGETS: _targets,
    FormKind.REGISTER: _villages,
    FormKind.CADRES: _cadres,
    FormKind.DISPATCH: _dispatch,
    FormKind.ACCEPTANCE: _acceptances,
    FormKind.PROGRESS: _progress,
    FormKind.REMINDERS: _talks,
    FormKind.VISITS: _visits,
    FormKind.SIGNATURES: _signatures,
    FormKind.OBJECTION: _objections,
    FormKind.RECHECK: _second_looks,
    FormKind.RECOMMENDATION: _recommendations,
}


def write_wanted(acting: "Acting", wanted: "Wanted") -> None:
    """Write a form that no step prints for every town, as it is today; one that is there so already stays.

    Raises:
        QsqError: as the form's own command.
    """
    of_period = replace(acting, period=wanted.period)
    match wanted.kind:
        case FormKind.REGISTER:
            villages.write_village_lists(of_period)
        case FormKind.TARGETS:
            targets.write_targets(of_period, Period.read(wanted.period))
        case FormKind.VISITS:
            visits.write_visit_forms(of_period, Month.read(wanted.period))
        case FormKind.CADRES:
            cadres.write_cadre_lists(of_period)
        case FormKind.RECOMMENDATION:
            recommendation_forms.write_recommendation_forms(of_period)
        case kind:
            raise ValueError(kind)
