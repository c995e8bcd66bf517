"""What else the office knows of its villages, as its folder has it today: no record holds it."""

from qsq.domain.faults import Faults
from qsq.intake.register import load_register
from qsq.intake.tables import table_there
from qsq.intake.traits import TRAITS_FILE, Traits, load_traits
from qsq.year.desk.office import Office


def known_traits(office: Office) -> Traits:
    """What else the office knows of its villages; the register is read only where there is something.

    Raises:
        Refused: that, or the register, is wrong; all faults are listed.
    """
    folder, faults = office.folder(), Faults()
    if table_there(folder, TRAITS_FILE, faults) is None:
        return {}
    register = load_register(folder, faults)
    found = load_traits(folder, register, faults) if register else {}
    faults.refuse()
    return found
