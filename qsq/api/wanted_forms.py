"""Forms that go out though no step prints them, written by what their own commands write them with."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qsq.domain.forms.stamp import FormKind
from qsq.domain.values.periods import Month, Period
from qsq.year.awards import cadres, recommendation_forms
from qsq.year.checklist import targets, villages
from qsq.year.visits import forms as visits

if TYPE_CHECKING:
    from qsq.year.desk.acting import Acting
    from qsq.year.outbox.wanted import Wanted


def write_wanted(acting: "Acting", wanted: "Wanted") -> None:
    """Write a form for every town, as it is today; one that is there so already stays.

    Raises:
        QsqError: as the form's own command.
    """
    _WRITERS[wanted.kind](replace(acting, period=wanted.period))


_WRITERS: dict[FormKind, Callable[["Acting"], object]] = {
    FormKind.REGISTER: villages.write_village_lists,
    FormKind.TARGETS: lambda acting: targets.write_targets(acting, Period.read(acting.period)),
    FormKind.VISITS: lambda acting: visits.write_visit_forms(acting, Month.read(acting.period)),
    FormKind.CADRES: cadres.write_cadre_lists,
    FormKind.RECOMMENDATION: recommendation_forms.write_recommendation_forms,
}
