"""The one village of a register that people name."""

from qsq.domain.county.places import Register, Village
from qsq.domain.faults import WrongUse, message


def village_named(register: Register, named: str) -> Village:
    """The one evaluated village with this code or name.

    Raises:
        WrongUse: there is none, or there are several.
    """
    villages = register.evaluated
    found = [one for one in villages if one.code == named] or [one for one in villages if one.name == named]
    if len(found) == 1:
        return found[0]
    if not found:
        raise WrongUse(message("there is no evaluated village {found} in the register", found=named))
    towns = register.town_names()
    raise WrongUse(
        message(
            "{found} is the code or name of {count} villages; expected one: {known}",
            found=named,
            count=len(found),
            known=", ".join(f"{one.code} {towns[one.town_code]}{one.name}" for one in found),
        )
    )
