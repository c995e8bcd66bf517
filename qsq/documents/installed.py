"""Whether the extra that writes PDF, Word and QR codes is installed."""

from importlib.util import find_spec

from qsq.domain.faults import WrongUse, message

_NEEDED = {".pdf": ("typst", "pylopdf_fonts_zh_cn"), ".docx": ("docx",), ".xlsx": ()}


def is_installed(ending: str) -> bool:
    """Whether files of that ending can be written."""
    return all(find_spec(name) for name in _NEEDED[ending])


def has_codes() -> bool:
    """Whether QR codes can be made."""
    return find_spec("segno") is not None


def must_be_installed(ending: str) -> None:
    """Refuse what needs packages that are not there.

    Raises:
        WrongUse: they are not installed.
    """
    if not is_installed(ending):
        raise WrongUse(message("this installation leaves out {ending}: qsq help install", ending=ending))
