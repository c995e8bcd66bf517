"""交接说明: the covering note of what is handed out, as a text that a messenger takes too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qsq.documents.wording.standing_facts import standing_facts
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.chinese_dates import chinese_date


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper that is enclosed.

    Attributes:
        name: of its file.
        period: that it is of, as documents write it.
        until: the day until which it is wanted back, or hangs; None where none is set.
        back: whether it is filled in, or signed, and comes back.
        before: the day on which another version of it was handed out; None where none was.
    """

    name: str
    period: str
    until: date | None
    back: bool
    before: date | None = None


def covering_note(scheme: Scheme, receiver: str, enclosed: Sequence[Enclosed], today: date) -> str:
    """What is enclosed, until when it is wanted back and by whom, and which paper replaces an older one."""
    lines = [f"{receiver}：", "", f"现发去下列材料，共{len(enclosed)}件，请查收：", ""]
    lines += [f"{number}. {_listed(one)}" for number, one in enumerate(enclosed, start=1)]
    said = [*_asked(scheme, enclosed), *_replaced(enclosed)]
    lines += ["", *said] if said else []
    return "\n".join([*lines, "", scheme.office_name, chinese_date(today), ""])


def _listed(one: Enclosed) -> str:
    until = f"{chinese_date(one.until)}前" if one.until else ""
    return f"{one.name}（{one.period}，{until}填好交回）" if one.back else f"{one.name}（{one.period}）"


def _asked(scheme: Scheme, enclosed: Iterable[Enclosed]) -> list[str]:
    if not any(one.back for one in enclosed):
        return []
    reach = str(standing_facts(scheme)["reach"])
    whom = f"（{reach}）" if reach else ""
    return [f"需填写、签字的，办好后把原文件交回{scheme.office_short}{whom}；文件可以改名，不要改锁定的格。"]


def _replaced(enclosed: Sequence[Enclosed]) -> list[str]:
    again = [(number, one.before) for number, one in enumerate(enclosed, start=1) if one.before]
    return [
        f"第{number}件是更正后的，以这次为准，{chinese_date(before)}发的作废。" for number, before in again
    ]
