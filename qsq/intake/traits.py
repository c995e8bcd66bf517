"""data/traits.csv: what else is known of villages, such as how many people they have or how far off they lie.

It marks nothing: `qsq fairness` asks whether marks go with it. A row is a village's number of a trait, whose
name is free.
"""

from collections.abc import Mapping
from fractions import Fraction

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, message
from qsq.domain.folder import Folder
from qsq.intake.cells import code_of, number_of, refuse_empty, unique_rows
from qsq.intake.columns import Columns
from qsq.intake.tables import read_table

TRAITS = Columns(("village_code", "trait", "value"), chinese={"value": "数值"})
TRAITS_FILE = "data/traits.csv"

Traits = Mapping[str, Mapping[str, Fraction]]
"""By the trait's name, the numbers of the villages, by code."""


def load_traits(folder: Folder, register: Register, faults: Faults) -> Traits:
    """What is known of the villages, trait by trait; nothing where there is no file. Faults are noted."""
    table = read_table(folder, TRAITS_FILE, TRAITS, faults)
    villages = {village.code for village in register.villages}
    found: dict[str, dict[str, Fraction]] = {}
    rows = table.rows() if table else iter(())
    for row in unique_rows(rows, lambda row: f"{row['village_code']} {row['trait']}", "trait", faults):
        refuse_empty(row, "trait", message("the name of the trait is missing, such as 人口"), faults)
        code = code_of(row, "village_code", villages, "village_code", faults)
        value = number_of(row, "value", message("a number"), faults, fits=lambda _number: True)
        if code is not None and value is not None:
            found.setdefault(row["trait"], {})[code] = value
    return found
