"""Forms that a step hands out: written beside its papers, and held against what comes back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qsq.documents.forms.form import Form, locked_cells
from qsq.domain.faults import Faults
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.intake.forms.agreeing import Words
from qsq.intake.forms.printed import HandedOut, PrintedForm
from qsq.intake.forms.village_rows import FormReader
from qsq.late import late
from qsq.year.desk.acting import Acting
from qsq.year.desk.writing import folder_written_whole, same_files

if TYPE_CHECKING:
    from qsq.documents.writers import form as form_writer
else:
    (form_writer,) = late("qsq.documents.writers", "form")


APART = "登记表"
"""The folder of forms that lie beside papers of the same ending, which other programs read by it."""


@dataclass(frozen=True, slots=True)
class NamedForm:
    """A form, the name of its file, and the folder in which that lies, beside its step's papers."""

    file: str
    form: Form
    folder: str = ""

    @property
    def path(self) -> str:
        """Where it lies among the papers."""
        return "/".join(filter(None, (self.folder, self.file)))


def write_forms(made: Path, forms: Iterable[NamedForm], created: date) -> frozenset[str]:
    """Write forms into a folder of papers; where they lie in it."""
    written = set()
    for one in forms:
        path = made / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        form_writer.write_form(path, one.form, created)
        written.add(one.path)
    return frozenset(written)


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """Forms that were written, to be sent to their towns.

    Attributes:
        span: the period or year.
        forms: paths from the workspace's root.
        changed: False where the same forms were there already.
    """

    span: str
    forms: tuple[str, ...]
    changed: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {"period": self.span, "forms": list(self.forms)}


def hand_out(acting: Acting, name: str, forms: Iterable[NamedForm], created: date) -> FormsWritten:
    """Write forms into a folder of their own in out/; nothing is recorded."""
    root = acting.office.root
    target = root / "out" / acting.period / name
    with folder_written_whole(root, target) as made:
        write_forms(made, forms, created)
        changed = not same_files(made, target)
    return FormsWritten(acting.period, acting.office.files_in(target), changed)


def of_town(forms: Iterable[NamedForm], town: str) -> NamedForm | None:
    """The form of a town among those of all; None where it has none."""
    return next((one for one in forms if one.form.stamp.unit == town), None)


def apart(files: Iterable[str], forms: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A step's files without its forms, and the forms alone.

    Args:
        files: paths from the workspace's root.
        forms: where forms lie in the step's folder.
    """
    ends = tuple(f"/{one}" for one in forms)
    every = tuple(files)
    of_forms = tuple(file for file in every if file.endswith(ends))
    return tuple(file for file in every if file not in of_forms), of_forms


Made = Callable[[str], NamedForm | None]
"""The form of a town; None where it has none."""


def form_reader(
    acting: Acting, kind: FormKind, made: Made, words: Words | None = None, earlier: Made | None = None
) -> FormReader:
    """What reads forms of a kind.

    Args:
        acting: whose step it is.
        kind: of form.
        made: the form of a town as it would be handed out now; None where it has none.
        words: behind codes in the form's own lists, besides those of places.
        earlier: the form as it was handed out before it had other columns, which is taken all the same.
    """
    any_of_them = Stamp(acting.scheme.city_code, kind, acting.period, "", 1, "")
    before = (lambda unit: _printed(earlier(unit))) if earlier else None
    handed_out = HandedOut(any_of_them, lambda unit: _printed(made(unit)), before)
    return FormReader(acting.register, acting.today, Faults(), handed_out, words or {})


def _printed(named: NamedForm | None) -> PrintedForm | None:
    if named is None:
        return None
    form = named.form
    asked = tuple(field.name for field in form.fields if field.entry)
    return PrintedForm(form.stamp, *locked_cells(form.fields, form.rows), asked)
