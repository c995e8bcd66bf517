"""Check the rules of a workspace as a whole, before anything is made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qsq.documents.installed import is_installed
from qsq.domain.faults import Faults, Message, Place, Refused, message
from qsq.domain.folder import Folder
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.money import yuan
from qsq.domain.values.periods import Period, PeriodKind, keys_of
from qsq.intake.observed.period_inputs import load_targets
from qsq.late import late
from qsq.ledger.ledger import Ledger
from qsq.rules.files import SCHEME_FILE
from qsq.rules.period_file import load_checklist, period_file, periods_with_rules, strange_files
from qsq.scoring.costs import Cost, period_cost
from qsq.year.desk.loading import load_standing, must_be_of_the_scheme
from qsq.year.desk.office import Office
from qsq.year.desk.papers import FONTS_FOLDER
from qsq.year.desk.wording import check_wording
from qsq.year.recorded.issued_list import is_final
from qsq.year.rules.judged import Judge

if TYPE_CHECKING:
    from qsq.documents.writers import typefaces
else:
    (typefaces,) = late("qsq.documents.writers", "typefaces")

_EXAMPLE = 2023
"""The year of a file that a message names as an example."""


@dataclass(frozen=True, slots=True)
class CheckedRules:
    """Rules that are all right, what a period's rewards can cost, and what may still be a slip."""

    scheme: Scheme
    checklists: tuple[Checklist, ...]
    cost: Cost
    warnings: tuple[Message, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "scheme": self.scheme.name,
            "period_rewards": {"least": yuan(self.cost.least), "most": yuan(self.cost.most)},
            "periods": [
                {
                    "period": str(checklist.period),
                    "items": len(checklist.items),
                    "tasks": len(checklist.tasks),
                    "towns": [town.town_code for town in checklist.towns],
                }
                for checklist in self.checklists
            ],
        }


def check_rules(office: Office, period: Period | None) -> CheckedRules:
    """Check one period's rules, or those of all periods; see `Workspace.rules.check`."""
    folder, faults = office.folder(), Faults()
    scheme, register = load_standing(folder, faults)
    periods = _asked_for(office, period, scheme, faults)
    final = _final(office, periods, scheme, faults)
    checklists = [
        load_checklist(folder, one, scheme, None if one in final else register, faults) for one in periods
    ]
    check_wording(folder, faults)
    faults.refuse()
    if scheme is None or register is None:
        raise Refused(faults.found)
    loaded = tuple(checklist for checklist in checklists if checklist is not None)
    judge, standing = Judge(folder, scheme, register), [one for one in loaded if one.period not in final]
    warnings = judge.scheme(loaded, faults)
    for one in standing:
        targets = load_targets(folder, one, register, faults) or {}
        warnings += judge.checklist(one, targets, faults)
    faults.refuse()
    if period is None:
        warnings += _strange(folder, scheme)
        warnings += _unread_fonts(office)
    cost = period_cost(scheme, register.evaluated)
    return CheckedRules(scheme, loaded, cost, tuple(warnings))


def _strange(folder: Folder, scheme: Scheme) -> list[Message]:
    """Rule files that nothing reads."""
    known = ", ".join(f"{key}.yaml" for key in keys_of(scheme.period))
    return [
        message(
            "{file} is of no period of this scheme and is not read; expected {known}", file=file, known=known
        )
        for file in strange_files(folder, scheme.period)
    ]


def _unread_fonts(office: Office) -> list[Message]:
    """The office's fonts that papers cannot be set in; they say nothing of it, since ours stand in."""
    fonts = office.root / FONTS_FOLDER
    if not fonts.is_dir() or not is_installed(".pdf"):
        return []
    return [
        message(
            "{file} is no font that can be read: papers are set without it", file=f"{FONTS_FOLDER}/{name}"
        )
        for name in typefaces.unread(fonts)
    ]


def _final(
    office: Office, periods: Sequence[Period], scheme: Scheme | None, faults: Faults
) -> frozenset[Period]:
    """The periods whose results stand: their rules are not held to what the register has become."""
    with office.ledger_to_read() as ledger:
        _must_stay_kept(scheme, ledger, faults)
        return frozenset(period for period in periods if is_final(ledger, period))


def _must_stay_kept(scheme: Scheme | None, ledger: Ledger, faults: Faults) -> None:
    """Note where the scheme asks for another digest than the ledger is kept by, which never changes."""
    kept_by = ledger.kept_by()
    if scheme is not None and kept_by not in (None, scheme.ledger_digest):
        faults.add(
            Place(SCHEME_FILE),
            "it asks for {asked} in the ledger, which has been kept by {found} since its first entry and"
            " stays so; put {found} back",
            asked=scheme.ledger_digest,
            found=kept_by,
        )


def _asked_for(
    office: Office, period: Period | None, scheme: Scheme | None, faults: Faults
) -> tuple[Period, ...]:
    """The one period that is named, or all that have rules; of any kind where the scheme cannot tell."""
    if period is not None:
        if scheme is not None:
            must_be_of_the_scheme(period, scheme)
        return (period,)
    kinds = (scheme.period,) if scheme else tuple(PeriodKind)
    found = tuple(one for kind in kinds for one in periods_with_rules(office.folder(), kind))
    if not found:
        example = period_file(Period(_EXAMPLE, 1, kinds[0]))
        faults.add(
            Place("rules"), "there are no period's rules; expected a file such as {file}", file=example
        )
    return found
