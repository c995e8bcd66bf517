"""What every form has in common: its name, its stamp, whom it goes back to and until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.documents.forms.form import Cover, Form, FormField, digest_of
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.file_names import file_name

TICK = ("√",)
"""What a row is ticked with."""


@dataclass(frozen=True, slots=True)
class FormHead:
    """Which form it is.

    Attributes:
        scheme: whose form it is.
        period: as files write it; empty for a form of none.
        span: the period as people call it: 2023年一季度.
        unit: the code of the town that fills it in; empty for the city's own.
        unit_name: what that is called.
        revision: of what it is made from.
        until: when it is to be back, as people write it; empty where there is no such day.
    """

    scheme: Scheme
    kind: FormKind
    period: str
    span: str
    unit: str
    unit_name: str
    revision: int = 1
    until: str = ""

    @property
    def file(self) -> str:
        """The name of its file."""
        return file_name(*self._called, ending=".xlsx")

    def form(
        self,
        fields: Sequence[FormField],
        rows: Sequence[Sequence[str | None]],
        steps: Sequence[str],
        signers: Sequence[str] = (),
    ) -> Form:
        """The form with these columns and rows.

        Args:
            fields: the columns.
            rows: a text a column; empty where people fill in.
            steps: how it is filled in; the first stands above the table too.
            signers: who signs on its cover.
        """
        stamp = Stamp(
            scheme=self.scheme.city_code,
            form=self.kind,
            period=self.period,
            unit=self.unit,
            revision=self.revision,
            digest=digest_of(fields, rows),
        )
        return Form(
            stamp=stamp,
            title=" ".join(self._called),
            hints=(f"{self.scheme.name}。黄色格子由填表人填写，其余已锁定；{steps[0]}",),
            fields=tuple(fields),
            rows=tuple(tuple(row) for row in rows),
            cover=Cover(self._facts(), (*steps, *_EVER), tuple(signers)),
        )

    @property
    def _called(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.span, self.unit_name, self.kind.chinese)))

    def _facts(self) -> tuple[tuple[str, str], ...]:
        facts = (
            ("评比", self.scheme.name),
            ("填表单位", self.unit_name),
            ("交给", self.scheme.office_short),
            ("期限", self.until),
            ("有疑问问", self.scheme.office.to_ask),
        )
        return tuple((word, said) for word, said in facts if said)


_EVER = (
    "可以排序、筛选；不要增减已印好的行，不要改动白色格子。",
    "填好后存成 .xlsx，原样发回，文件名可以改。",
)
"""How every form is treated."""
