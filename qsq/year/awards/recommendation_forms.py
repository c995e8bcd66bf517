"""推荐表: for each town, its villages with their year so far, to be ticked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from qsq.awards.eligibility import Reason, most_recommendations, reasons_against
from qsq.awards.standing import VillageYear, annual_mark
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.recommendation import Conditions, recommendation_form
from qsq.domain.forms.stamp import FormKind
from qsq.domain.values.chinese_dates import short_chinese_period
from qsq.year.awards.draw_up import YearSoFar, year_so_far
from qsq.year.desk.acting import Acting
from qsq.year.registers.handed_out import FormsWritten, NamedForm, hand_out, of_town


def hand_out_recommendations(acting: Acting) -> FormsWritten:
    """Write the towns' forms; see `Workspace.awards.recommend_forms`."""
    acting.allow_city()
    return write_recommendation_forms(acting)


def write_recommendation_forms(acting: Acting) -> FormsWritten:
    """Write the towns' forms, with the year as it stands.

    Raises:
        Refused: the year's inputs are wrong; all faults are listed.
        OutOfOrder: no period is evaluated.
    """
    forms = list(recommendation_forms(_so_far(acting), int(acting.period)))
    return hand_out(acting, "recommendation", forms, date(int(acting.period), 12, 31))


def recommendation_form_of(acting: Acting, town: str) -> NamedForm | None:
    """A town's form as it would be handed out now; None where it has none."""
    return of_town(recommendation_forms(_so_far(acting), int(acting.period)), town)


def _so_far(acting: Acting) -> YearSoFar:
    with acting.office.ledger_to_read() as ledger:
        return year_so_far(acting.office, ledger, int(acting.period), draft=True)


def recommendation_forms(found: YearSoFar, year: int) -> Iterator[NamedForm]:
    """The forms of all towns that have villages that take part."""
    names, quota = found.register.town_names(), found.scheme.annual.eligibility.recommend_quota
    for town in found.register.towns:
        villages = [_conditions(found, one) for one in found.years if one.village.town_code == town.code]
        if villages:
            head = FormHead(
                scheme=found.scheme,
                kind=FormKind.RECOMMENDATION,
                period=str(year),
                span=f"{year}年",
                unit=town.code,
                unit_name=town.name,
            )
            most = most_recommendations(len(villages), quota)
            yield NamedForm(head.file, recommendation_form(head, villages, names, most))


def _conditions(found: YearSoFar, year: VillageYear) -> Conditions:
    """A village's year so far, as if it were recommended."""
    annual, marks = found.scheme.annual, found.scheme.marks
    recommended = replace(year, recommended=True)
    mean = annual_mark(replace(year, review=None), replace(annual, review_share=Fraction(0)), marks)
    against = reasons_against(
        recommended, annual_mark(recommended, annual, marks), annual.eligibility, marks.scale
    )
    return Conditions(
        village=year.village,
        marks=tuple(
            f"{short_chinese_period(one.period)} {marks.scale.text(marks.scale.units(one.city_mark))}"
            for one in year.periods
        ),
        mean="" if mean is None else marks.scale.text(mean),
        cards=year.yellow_cards,
        vetoes=sum(one.vetoed for one in year.periods),
        lacking=tuple(one for one in against if one is not Reason.NOT_RECOMMENDED),
    )
