"""The time zone in which a scheme counts its days."""

from zoneinfo import ZoneInfo

from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.scheme.scheme import TIME_ZONE
from qsq.rules.fields import zone_called
from qsq.rules.files import SCHEME_FILE
from qsq.rules.yaml_document import read_document


def time_zone_of(folder: Folder) -> ZoneInfo:
    """The time zone that rules/scheme.yaml names; China's where it names none or cannot be read.

    Whoever loads the scheme is told what is wrong with it; a clock goes on all the same.
    """
    document = read_document(SCHEME_FILE, folder.read(SCHEME_FILE) or b"", Faults())
    named = document.value.get("time_zone") if document and isinstance(document.value, dict) else None
    return zone_called(named) or ZoneInfo(TIME_ZONE)
