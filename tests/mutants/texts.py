"""What `tests/cli/test_language.py` finds by reading the program: a text that the Chinese catalogue lacks.

It cannot read a fault that a copy holds beside the truth, so what is told is looked up as it is told.
"""

from gettext import GNUTranslations, NullTranslations

from qsq.cli.terminal import language


class _Unknown(NullTranslations):
    """Whatever the catalogue lacks comes here."""

    def gettext(self, text: str) -> str:
        """Nothing."""
        raise AssertionError(f"told, and not in the catalogue: {text}")


class _Known(NullTranslations):
    """English, as long as the catalogue has it."""

    def __init__(self) -> None:
        super().__init__()
        with (language.CATALOGUES / language.CHINESE / "LC_MESSAGES" / "qsq.mo").open("rb") as file:
            self._chinese = GNUTranslations(file)
        self._chinese.add_fallback(_Unknown())

    def gettext(self, text: str) -> str:
        """The text itself."""
        self._chinese.gettext(text)
        return text


def told_as_known() -> None:
    """Whatever commands tell in this process has to be in the catalogue, word for word."""
    known = _Known()
    language._catalogue = lambda: known  # type: ignore[assignment]
