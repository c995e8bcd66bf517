"""`Workspace.awards`, the Python API of `qsq awards`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.api.named import read_day, read_year
from qsq.late import late

if TYPE_CHECKING:
    from qsq.domain.observed import objections as objection
    from qsq.intake.forms import village_rows
    from qsq.year.awards import cadres, decide, notice, objections, pay, recommend, recommendation_forms
    from qsq.year.awards import year as lists
    from qsq.year.awards.decide import Ruling
    from qsq.year.awards.draw_up import YearAwards
    from qsq.year.awards.recommend import Recommended
    from qsq.year.awards.stand import Done
    from qsq.year.recorded import change
    from qsq.year.registers import given_back
    from qsq.year.registers.handed_out import FormsWritten
    from qsq.year.registers.laid import RowsLaid
else:
    (given_back,) = late("qsq.year.registers", "given_back")
    (objection,) = late("qsq.domain.observed", "objections")
    (village_rows,) = late("qsq.intake.forms", "village_rows")
    cadres, decide, notice, objections, pay, recommend, recommendation_forms, lists = late(
        "qsq.year.awards",
        "cadres",
        "decide",
        "notice",
        "objections",
        "pay",
        "recommend",
        "recommendation_forms",
        "year",
    )
    (change,) = late("qsq.year.recorded", "change")


class AwardsApi(Group):
    """年终一总评: a year's awards from their list to their payment (`qsq awards`).

    >>> county = Workspace(folder)
    >>> result = county.score.period("2023Q1", on="2023-04-02")
    >>> draft = county.awards.year(2023, draft=True)
    >>> draft.honour_by_village()
    {'A1': 'red-flag', 'B2': 'model'}
    """

    def year(
        self, year: str | int, *, draft: bool = False, on: str | date | None = None, reason: str = ""
    ) -> "YearAwards":
        """A year's awards from its recorded periods (`qsq awards year`).

        Args:
            year: such as `2023`.
            draft: take the newest result of each period, whether it is final or not.
            on: the day on which it happened, where that is not today.
            reason: why the list changes; asked for when the one before is decided.

        Raises:
            WrongUse: the year cannot be read.
            Refused: inputs are wrong; all faults are listed.
            OutOfOrder: periods are not final, the list before is decided and no reason is given, or with
                `draft` no period is evaluated.
        """
        return lists.awards(
            self._as_official(), read_year(year), change.Change(read_day(on), reason), draft=draft
        )

    def recommend(
        self, year: str | int, town: str, villages: Sequence[str], on: str | date | None = None
    ) -> "Recommended":
        """Put a town's recommended villages in the place of those before (`qsq awards recommend`).

        Raises:
            WrongUse: the year or day cannot be read, a village is not the town's, the quota is passed, or
                nobody acts.
            Refused: the year's inputs are wrong; all faults are listed.
            OutOfOrder: the year is confirmed, or the actor acts for others only.
        """
        acting = self._acting("awards recommend", read_year(year), on)
        return recommend.recommend(acting, town, villages)

    def recommend_file(
        self, year: str | int, file: str | Path, on: str | date | None = None
    ) -> "tuple[Recommended, ...]":
        """Put what a form's towns recommend in the place of before (`qsq awards recommend --file`).

        Raises:
            WrongUse: the year or day cannot be read, or nobody acts.
            Refused: the file, or the year's inputs, are wrong, or a quota is passed; all faults are listed.
            OutOfOrder: the year is confirmed, or the actor acts for others only.
        """
        acting = self._acting("awards recommend", read_year(year), on)
        with given_back.given_back(acting, file):
            return recommend.recommend_form(acting, str(Path(file).resolve()))

    def recommend_forms(self, year: str | int) -> "FormsWritten":
        """Write a form for each town to recommend with (`qsq awards recommend`, no town named).

        Raises:
            WrongUse: the year cannot be read.
            Refused: the year's inputs are wrong; all faults are listed.
            OutOfOrder: no period is evaluated, or the actor is not of the city's office.
        """
        acting = self._acting("awards recommend", read_year(year))
        return recommendation_forms.hand_out_recommendations(acting)

    def cadre_forms(self, year: str | int) -> "FormsWritten":
        """Write a list of cadres for each town to correct (`qsq awards cadres`).

        Raises:
            WrongUse: the year cannot be read.
            OutOfOrder: the actor is not of the city's office.
        """
        return cadres.hand_out_cadres(self._acting("awards cadres", read_year(year)))

    def cadres(self, year: str | int, file: str | Path) -> "RowsLaid":
        """Put a form's cadres in the place of its towns' in cadres.csv (`qsq awards cadres --file`).

        Raises:
            WrongUse: the year cannot be read, or nobody acts.
            Refused: the file or the table are wrong; all faults are listed.
            OutOfOrder: the actor acts for others only.
        """
        acting = self._acting("awards cadres", read_year(year))
        with given_back.given_back(acting, file):
            return cadres.lay_cadres(acting, str(Path(file).resolve()))

    def decide(
        self, year: str | int, ruling: "Ruling", on: str | date | None = None
    ) -> "tuple[Done, YearAwards]":
        """Record the standing committee's decision on a year's awards (`qsq awards decide`).

        Raises:
            WrongUse: the year or day cannot be read, nobody acts, or a village is not in the register.
            Waiting: the decision leaves ties open, or an objection is open.
            OutOfOrder: another step comes first, or the actor acts for others only.
        """
        return decide.decide(self._acting("awards decide", read_year(year), on), ruling)

    def notice(self, year: str | int, on: str | date | None = None) -> "Done":
        """Start the public notice of a decided list (`qsq awards notice`); raises as `notice`."""
        return notice.hang_up(self._acting("awards notice", read_year(year), on))

    def object_to(
        self, year: str | int, village: str, by: str, text: str, on: str | date | None = None
    ) -> "Done":
        """Record an objection to a year's list (`qsq awards object`); raises as `object_to`."""
        acting, said = self._acting("awards object", read_year(year), on), objection.Objection(by, text)
        return objections.object_to(acting, [village_rows.VillageRow(village, said)])[0]

    def object_file(
        self, year: str | int, file: str | Path, on: str | date | None = None
    ) -> "tuple[Done, ...]":
        """Record a form's objections, all or none (`qsq awards object --file`); raises as `object_file`."""
        acting = self._acting("awards object", read_year(year), on)
        with given_back.given_back(acting, file):
            return objections.object_form(acting, str(Path(file).resolve()))

    def resolve(
        self, year: str | int, objection: str, reason: str, *, upheld: bool, on: str | date | None = None
    ) -> "Done":
        """End an objection to a year's list (`qsq awards resolve`); upheld, it is to be decided anew.

        Raises:
            WrongUse: the year or day cannot be read, the reason is empty, or nobody acts.
            OutOfOrder: no such objection is open, or the actor acts for others only.
        """
        acting = self._acting("awards resolve", read_year(year), on)
        return objections.resolve(acting, objection, reason, upheld=upheld)

    def confirm(self, year: str | int, on: str | date | None = None, reason: str = "") -> "Done":
        """Make a year's list final after its notice (`qsq awards confirm`).

        Args:
            year: such as `2023`.
            on: the day on which it happened, where that is not today.
            reason: why it holds though nobody is honoured, or a village's cadres' part goes to nobody.

        Raises:
            WrongUse: the year or day cannot be read, or nobody acts.
            Waiting: the notice runs, an objection is open, or a reason is wanted.
            OutOfOrder: another step comes first, or the actor acts for others only.
        """
        return pay.confirm(self._acting("awards confirm", read_year(year), on), reason)

    def pay(
        self,
        year: str | int,
        villages: Sequence[str] = (),
        *,
        every: bool = False,
        on: str | date | None = None,
        reason: str = "",
    ) -> "Done":
        """Mark prizes as paid, all that are named or none (`qsq awards pay`).

        Args:
            year: such as `2023`.
            villages: codes of the villages whose prizes were paid.
            every: all prizes that are not paid yet.
            on: the day on which it happened, where that is not today.
            reason: why a prize is paid whose cadres' part nobody takes, where the confirmation does not say.

        Raises:
            WrongUse: the year or day cannot be read, nobody acts, or a village takes no prize.
            Waiting: a village has no cadres and no reason was given.
            OutOfOrder: the list is not confirmed, a prize is paid already, or the actor acts for others only.
        """
        acting = self._acting("awards pay", read_year(year), on)
        return pay.pay(acting, villages, every=every, reason=reason)
