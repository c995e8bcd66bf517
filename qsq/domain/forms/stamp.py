"""What a form says of itself: which one it is, whose, of which period and revision, what was printed in it.

It stands in a visible line, which any program keeps, and in a property of the file, which is exact.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from qsq.domain.values.check_code import LENGTH, check_code, read_check_code
from qsq.domain.values.texts import hidden_in


class FormKind(StrEnum):
    """The forms that go out and come back."""

    SCORES = "scores"
    DISPATCH = "dispatch"
    ACCEPTANCE = "acceptance"
    PROGRESS = "progress"
    REMINDERS = "reminders"
    VISITS = "visits"
    SIGNATURES = "signatures"
    OBJECTION = "objection"
    RECOMMENDATION = "recommendation"
    CADRES = "cadres"
    REGISTER = "register"
    TARGETS = "targets"
    RECHECK = "recheck"

    @property
    def chinese(self) -> str:
        """What people call it."""
        return _CHINESE[self]


_CHINESE = {
    FormKind.SCORES: "评分表",
    FormKind.DISPATCH: "派单表",
    FormKind.ACCEPTANCE: "接单登记表",
    FormKind.PROGRESS: "进度表",
    FormKind.REMINDERS: "提示登记表",
    FormKind.VISITS: "走访登记表",
    FormKind.SIGNATURES: "签字登记表",
    FormKind.OBJECTION: "异议登记表",
    FormKind.RECOMMENDATION: "推荐表",
    FormKind.CADRES: "村干部名册",
    FormKind.REGISTER: "村名册",
    FormKind.TARGETS: "目标表",
    FormKind.RECHECK: "抽查复核表",
}

PROPERTY = "qsq-stamp"
"""The name of the file's property that holds the stamp."""

LONGEST_PROPERTY = 255
"""What a spreadsheet takes of it, in characters."""

_WORD = "表样"
_BETWEEN = " · "
_NOTHING = "—"
_OLDEST = "1"
"""The version of the property's text."""

_BEGIN = re.compile(rf"{_WORD}\s")
_FORM = re.compile(rf"·\s*({'|'.join(_CHINESE.values())})\s*·")
_END = re.compile(r"·\s*第\s*(?P<revision>\d{1,6})\s*版\s*·\s*(?P<code>\w{4}\s*-\s*\w{4})")
"""The beginning of a line, its middle and its end: each looked for by itself, in time linear in the text."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A form's stamp.

    Attributes:
        scheme: the city's code.
        period: as it is written: 2023Q1, 2023-02, 2023; empty for a form of none.
        unit: a department's id, a town's code, or empty for the city's own.
        revision: of what it was made from, from 1.
        digest: the SHA-256, in hexadecimal, of what was printed and locked (`locked_digest`); of a stamp that
            was read from its visible line only the check code of it.
    """

    scheme: str
    form: FormKind
    period: str
    unit: str
    revision: int
    digest: str

    @property
    def code(self) -> str:
        """The check code of what was printed."""
        return self.digest if len(self.digest) == LENGTH else check_code(self.digest)

    @property
    def line(self) -> str:
        """The stamp as people see it."""
        code = f"{self.code[: LENGTH // 2]}-{self.code[LENGTH // 2 :]}"
        parts = (self.period or _NOTHING, self.form.chinese, self.unit or _NOTHING, f"第{self.revision}版")
        return _BETWEEN.join((f"{_WORD} {self.scheme}", *parts, code))

    @classmethod
    def parse(cls, line: str) -> "Stamp":
        """The stamp that a line holds, whatever else stands in it.

        Raises:
            ValueError: it holds none, or one of which the check code was changed.
        """
        end = _END.search(line)
        *before, text = _BEGIN.split(line[: end.start()] if end else line, maxsplit=1)
        middle = _FORM.search(text)
        if end is None or middle is None or not before or hidden_in(text):
            raise ValueError(line)
        scheme, _between, period = map(str.strip, text[: middle.start()].rpartition("·"))
        unit = text[middle.end() :].strip()
        form = next(kind for kind, name in _CHINESE.items() if name == middle[1])
        code = read_check_code("".join(end["code"].split()))
        period, unit = ("" if one == _NOTHING else one for one in (period, unit))
        return cls(scheme, form, period, unit, int(end["revision"]), code)

    @property
    def text(self) -> str:
        """The stamp as the file's property holds it."""
        free = (_kept(text) for text in (self.scheme, self.period, self.unit))
        return "|".join((_OLDEST, self.form, str(self.revision), self.digest, *free))

    @classmethod
    def of_text(cls, text: str) -> "Stamp":
        """The stamp that a property holds.

        Raises:
            ValueError: it holds none that this program knows.
        """
        version, form, revision, digest, *free = text.split("|")
        if version != _OLDEST or not _DIGEST.fullmatch(digest) or hidden_in(text):
            raise ValueError(text)
        scheme, period, unit = map(_meant, free)
        return cls(scheme, FormKind(form), period, unit, int(revision), digest)

    def fits(self, digest: str) -> bool:
        """Whether what is locked, by its digest, is what was printed."""
        return digest == self.digest if len(self.digest) > LENGTH else check_code(digest) == self.digest

    def is_of(self, other: "Stamp") -> bool:
        """Whether both are stamps of one form, whatever its revision and what was printed in it."""
        mine = self.scheme, self.form, self.period, self.unit
        return mine == (other.scheme, other.form, other.period, other.unit)


_DIGEST = re.compile("[0-9a-f]{64}")


def _kept(text: str) -> str:
    """A free text as the property holds it, without the sign that stands between two."""
    return text.replace("%", "%25").replace("|", "%7C")


def _meant(text: str) -> str:
    return text.replace("%7C", "|").replace("%25", "%")
