"""What the use cases read from the workspace: rules, register and inputs."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Refused, WrongUse, message
from qsq.domain.folder import Folder
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.periods import Period, PeriodKind
from qsq.intake.observed.period_inputs import Entered, load_period_inputs
from qsq.intake.read_once import read_once
from qsq.intake.register import load_register
from qsq.late import late

if TYPE_CHECKING:
    from qsq.rules import period_file, scheme_file
else:
    period_file, scheme_file = late("qsq.rules", "period_file", "scheme_file")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that a period is evaluated by."""

    scheme: Scheme
    register: Register
    checklist: Checklist


def load_period(folder: Folder, period: Period) -> tuple[Rules, Entered]:
    """A period's rules and all that was entered for it.

    Raises:
        WrongUse: the period is of another kind than the scheme evaluates by.
        Refused: any of it is wrong; all faults are listed.
    """
    faults = Faults()
    rules = load_rules(folder, period, faults)
    entered = load_period_inputs(folder, rules.checklist, rules.register, faults) if rules else None
    if rules is None or entered is None or faults.found:
        raise Refused(faults.found)
    return rules, entered


def load_rules(folder: Folder, period: Period, faults: Faults) -> Rules | None:
    """Scheme, register and checklist of a period; None, with every fault noted, where any is wrong.

    Raises:
        WrongUse: the period is of another kind than the scheme evaluates by.
    """
    return read_once(("rules", period), folder, lambda files: _rules(files, period, faults), faults)


def _rules(folder: Folder, period: Period, faults: Faults) -> Rules | None:
    scheme, register = load_standing(folder, faults)
    if scheme is not None:
        must_be_of_the_scheme(period, scheme)
    checklist = period_file.load_checklist(folder, period, scheme, register, faults)
    if scheme is None or register is None or checklist is None:
        return None
    return Rules(scheme, register, checklist)


def load_standing(folder: Folder, faults: Faults) -> tuple[Scheme | None, Register | None]:
    """What holds for every period: the scheme and the register."""
    scheme = read_once("scheme", folder, lambda files: scheme_file.load_scheme(files, faults), faults)
    return scheme, load_places(folder, faults)


def load_places(folder: Folder, faults: Faults) -> Register | None:
    """The register alone."""
    return read_once("register", folder, lambda files: load_register(files, faults), faults)


def example_period(folder: Folder, today: date) -> Period:
    """A period of the county's own kind: the newest that has rules and has begun, else today's.

    Where the scheme cannot be read, it is a quarter.
    """
    scheme = scheme_file.load_scheme(folder, Faults())
    kind = scheme.period if scheme else PeriodKind.QUARTER
    begun = (one for one in period_file.periods_with_rules(folder, kind) if one.first_day <= today)
    return max(begun, default=Period.of(today, kind))


def must_be_of_the_scheme(period: Period, scheme: Scheme) -> None:
    """Raise where a period is of another kind than the scheme evaluates by.

    Raises:
        WrongUse: it is.
    """
    if period.kind is not scheme.period:
        example = Period.of(period.first_day, scheme.period)
        raise WrongUse(
            message(
                "{period} is no period of this scheme; expected one such as {example}",
                period=period,
                example=example,
            )
        )
