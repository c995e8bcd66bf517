"""What the use cases read from the workspace: rules, register and inputs."""

from dataclasses import dataclass

from qsq.domain.checklist import Checklist
from qsq.domain.faults import Faults, Refused
from qsq.domain.folder import Folder
from qsq.domain.periods import Quarter
from qsq.domain.places import Register
from qsq.domain.scheme import Scheme
from qsq.intake.quarter_inputs import Entered, load_quarter_inputs
from qsq.intake.register import load_register
from qsq.rules.quarter_file import load_checklist
from qsq.rules.scheme_file import load_scheme


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that a quarter is evaluated by."""

    scheme: Scheme
    register: Register
    checklist: Checklist


def load_quarter(folder: Folder, quarter: Quarter) -> tuple[Rules, Entered]:
    """A quarter's rules and all that was entered for it.

    Raises:
        Refused: any of it is wrong; all faults are listed.
    """
    faults = Faults()
    rules = load_rules(folder, quarter, faults)
    entered = load_quarter_inputs(folder, rules.checklist, rules.register, faults) if rules else None
    if rules is None or entered is None or faults.found:
        raise Refused(faults.found)
    return rules, entered


def load_rules(folder: Folder, quarter: Quarter, faults: Faults) -> Rules | None:
    """Scheme, register and checklist of a quarter; None, with every fault noted, where any is wrong."""
    scheme, register = load_standing(folder, faults)
    checklist = load_checklist(folder, quarter, scheme, register, faults)
    if scheme is None or register is None or checklist is None:
        return None
    return Rules(scheme, register, checklist)


def load_standing(folder: Folder, faults: Faults) -> tuple[Scheme | None, Register | None]:
    """What holds for every quarter: the scheme and the register."""
    return load_scheme(folder, faults), load_register(folder, faults)
