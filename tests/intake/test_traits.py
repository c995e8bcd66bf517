"""data/traits.csv: numbers of villages that mark nothing, read cell by cell."""

from fractions import Fraction
from pathlib import Path

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults
from qsq.intake.traits import TRAITS_FILE, load_traits
from qsq.year.desk.files import DiskFolder
from tests.unit.builders import village

REGISTER = Register((), (village("A1"), village("A2")), ())


def read(root: Path, text: str) -> tuple[object, list[str]]:
    file, faults = root / TRAITS_FILE, Faults()
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    found = load_traits(DiskFolder(root), REGISTER, faults)
    return found, [f"{one.place.where}: {one.message}" for one in faults.found]


def test_a_row_is_a_villages_number_of_a_trait(tmp_path: Path) -> None:
    text = '村代码,特征,数值\nA1,人口,"3,410"\nA2,人口,820\nA1,离县城,12.5\n'
    expected = {"人口": {"A1": Fraction(3410), "A2": Fraction(820)}, "离县城": {"A1": Fraction(25, 2)}}
    assert read(tmp_path, text) == (expected, [])


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    faults = Faults()
    assert load_traits(DiskFolder(tmp_path), REGISTER, faults) == {}
    assert not faults.found


def test_every_wrong_cell_is_named(tmp_path: Path) -> None:
    _found, faults = read(
        tmp_path, "village_code,trait,value\nA9,人口,1\nA1,,2\nA1,人口,many\nA1,人口,3\nA2,人口,\n"
    )
    assert [one.partition(":")[0] for one in faults] == ["A2", "B3", "C4", "B5", "C6"]
