"""What ties a paper to its ledger, in full: its digest and the ledger's head, in small type and as a QR code.

Any telephone reads the code as plain text. Where segno is not installed, papers carry the text alone.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qsq.documents.installed import has_codes
from qsq.domain.values.check_code import check_code
from qsq.late import library

if TYPE_CHECKING:
    import segno
else:
    segno = library("segno")


_BORDER = 2
_PIXELS = 3


@dataclass(frozen=True)
class Seal:
    """What a paper says of itself and of the ledger.

    Attributes:
        unit: whose paper it is.
        period: of the result, or the year of a list.
        revision: the result's or the list's.
        digest: the SHA-256 of which the paper's check code is made.
        head: the ledger's when the paper was made.
        coded: whether the check code stands with it, for a paper that shows it nowhere else.
    """

    unit: str
    period: str
    revision: int
    digest: str
    head: str
    coded: bool = False

    @property
    def lines(self) -> tuple[str, str]:
        """What stands beside the code in small type."""
        code = f"校验码 {check_code(self.digest)} " if self.coded else ""
        return f"{code}SHA-256 {self.digest}", f"台账校验码 {self.head}"

    @property
    def text(self) -> str:
        """What the code says."""
        return "\n".join((f"{self.unit} {self.period} 第{self.revision}版", *self.lines))

    @cached_property
    def png(self) -> bytes:
        """The code as a picture, the same bytes every time; empty where segno is not installed."""
        return b"".join(self._saved("png", scale=_PIXELS))

    @cached_property
    def svg(self) -> bytes:
        """The code as a drawing; as `png`."""
        return b"".join(self._saved("svg", xmldecl=False))

    def _saved(self, kind: str, **settings: Any) -> Iterator[bytes]:
        if has_codes():
            made, content = segno.make(self.text, micro=False, encoding="utf-8", mask=3), io.BytesIO()
            made.save(content, kind=kind, border=_BORDER, **settings)
            yield content.getvalue()
