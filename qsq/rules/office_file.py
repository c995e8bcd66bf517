"""data/office.yaml: who acts where a call does not say, in an office with one clerk."""

from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.values.texts import quoted
from qsq.rules.yaml_document import read_document

OFFICE_FILE = "data/office.yaml"


def usual_actor(folder: Folder) -> str:
    """The id or name that stands for `--actor`; empty where there is no such file.

    Raises:
        Refused: the file is not one key `actor` with an official's id or name.
    """
    content, faults = folder.read(OFFICE_FILE), Faults()
    if content is None:
        return ""
    document = read_document(OFFICE_FILE, content, faults)
    found = document.value if document else None
    actor = found.get("actor") if isinstance(found, dict) else None
    if document and not (isinstance(found, dict) and found.keys() == {"actor"} and isinstance(actor, str)):
        faults.add(
            document.place(()),
            "found {found}; expected one line, such as actor: city-1, an id or name of data/officials.csv",
            found=quoted(content.decode("utf-8", "replace").strip()),
        )
    faults.refuse()
    return str(actor)
