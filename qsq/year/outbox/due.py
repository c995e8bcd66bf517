"""Which papers are to be handed out on the day of an outlook, and to whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from qsq.domain.county.officials import Level, Unit
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.steps.machine import hangs
from qsq.domain.values.chinese_dates import chinese_month, chinese_period
from qsq.domain.values.file_names import file_name
from qsq.intake.forms.stamps import read_stamp
from qsq.ledger.canonical import digest
from qsq.ledger.ledger import Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.writing import files_below
from qsq.year.outbox.wanted import Wanted
from qsq.year.status.outlook import Outlook, PeriodOutlook

_ENDINGS = (".xlsx", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class DuePaper:
    """A paper that is to be handed out.

    Attributes:
        path: where it lies, from the workspace's root.
        period: as documents write it.
        until: the day until which it is wanted back, or hangs.
        back: whether it comes back.
        before: the day on which another version of it was handed out.
    """

    path: str
    receiver: Unit
    sha256: str
    period: str
    until: date | None
    back: bool
    before: date | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """A folder of papers that a step wrote.

    Attributes:
        hangs: whether the day is that of the papers themselves, not that until which they come back.
        to_villages: whether a village's paper goes to the village itself, not to its town.
        towns: the codes of the towns whose papers go out; None for all.
    """

    folder: str
    period: str
    until: date | None = None
    hangs: bool = False
    to_villages: bool = False
    towns: frozenset[str] | None = None


def papers_due(outlook: Outlook, forms: Sequence[Wanted]) -> list[DuePaper]:
    """All papers that go out now: wanted forms, and of steps that were taken, not handed out as they are."""
    acting = outlook.acting
    receivers = _Receivers(acting)
    with acting.office.ledger_to_read() as ledger:
        sent = _handed_out(ledger)
    found = []
    for source in _sources(outlook, forms):
        for path in _files(acting, source):
            content = (acting.office.root / path).read_bytes()
            receiver = receivers.of(path, source, content)
            sha256 = digest(content)
            day, before = sent.get((str(receiver), path), (None, ""))
            if receiver is not None and before != sha256 and _goes_out(acting, source, receiver):
                back = _comes_back(path)
                until = source.until if source.hangs or (back and not _is_dispatch(path)) else None
                found.append(DuePaper(path, receiver, sha256, source.period, until, back, day))
    return found


def receivers_due(outlook: Outlook, forms: Sequence[Wanted]) -> frozenset[Unit]:
    """Who is to get something, wanted forms that are not written yet among it."""
    with outlook.acting.office.ledger_to_read() as ledger:
        sent = _handed_out(ledger)
    papers = {one.receiver for one in papers_due(outlook, forms)}
    return frozenset(papers | {unit for form in forms for unit in _never_sent(form, sent)})


def _never_sent(form: Wanted, sent: "_Sent") -> Iterator[Unit]:
    """The towns that a form was never handed out to."""
    got = {
        unit
        for (unit, path), (day, _sha256) in sent.items()
        if day >= form.since and path.startswith(f"out/{form.folder}/")
    }
    towns = (Unit(Level.TOWN, code) for code in form.towns)
    return (town for town in towns if str(town) not in got)


_FILLED_IN = ("签字表", *(kind.chinese for kind in FormKind))
"""How papers are called that people sign or fill in and send back."""


def _comes_back(path: str) -> bool:
    return PurePosixPath(path).stem.endswith(_FILLED_IN) and path.endswith(".xlsx")


def _is_dispatch(path: str) -> bool:
    """Whether it is the form of a town that sends the list on, which comes back long before the marks do."""
    return PurePosixPath(path).stem.endswith(FormKind.DISPATCH.chinese)


def _goes_out(acting: Acting, source: _Source, receiver: Unit) -> bool:
    """Whether a folder's papers are those of a step that stands for this receiver."""
    if source.towns is None:
        return True
    code = receiver.code
    return (code if receiver.level is Level.TOWN else acting.register.town_of()[code]) in source.towns


def _files(acting: Acting, source: _Source) -> list[str]:
    root = acting.office.root
    folder = root / "out" / source.folder
    there = files_below(root, folder) if folder.is_dir() else []
    return [path.relative_to(root).as_posix() for path in there if path.suffix in _ENDINGS]


def _sources(outlook: Outlook, forms: Sequence[Wanted]) -> Iterator[_Source]:
    today = outlook.acting.today
    for one in outlook.periods:
        yield from _of_period(one, today)
    for year in outlook.years:
        notice = year.state.notice
        if notice is not None and hangs(notice, today):
            yield _Source(f"{year.year}/notice", f"{year.year}年", notice.last, hangs=True)
    for form in forms:
        yield _Source(form.folder, form.called, form.until, towns=form.towns)


def _of_period(one: PeriodOutlook, today: date) -> Iterator[_Source]:
    """Until the marks are in, lists, forms and chasers; then sheets to sign; then what hangs on the wall."""
    ahead, state, period, name = one.ahead, one.ahead.evaluation, one.period, chinese_period(one.period)
    if ahead.checklist.revision and not ahead.evaluated:
        yield _Source(f"{period}/checklist/departments", name, ahead.deadline)
        yield _Source(f"{period}/checklist/towns", name, ahead.deadline)
        yield _Source(f"{period}/dispatch", name, to_villages=True, towns=ahead.checklist.dispatched)
        yield _Source(f"{period}/chasers", name, ahead.deadline, hangs=True)
    if not state.final:
        for month in period.months:
            yield _Source(f"{month}/reminders", chinese_month(month))
    if state.fed_back and state.notice is None:
        yield _Source(f"{period}/feedback", name)
    if state.notice is not None and hangs(state.notice, today):
        yield _Source(f"{period}/notice", name, state.notice.last, hangs=True)


class _Receivers:
    """Who gets a paper: by the folder that it lies in, by its name, or by its stamp."""

    def __init__(self, acting: Acting) -> None:
        self._register = acting.register

    def of(self, path: str, source: _Source, content: bytes) -> Unit | None:
        """Who gets it; None where it is the city's own."""
        inner = PurePosixPath(path).relative_to(f"out/{source.folder}")
        names = (inner.stem, *reversed(inner.parts[:-1]))
        known = {**self._towns, **self._departments, **(self._villages if source.to_villages else {})}
        named = next((known[name] for name in names if name in known), None)
        return named or self._by_stamp(path, content)

    def _by_stamp(self, path: str, content: bytes) -> Unit | None:
        stamp = read_stamp(path, content) if Path(path).suffix == ".xlsx" else None
        code = stamp.unit if stamp else ""
        if code in {one.id for one in self._register.departments}:
            return Unit(Level.DEPARTMENT, code)
        return Unit(Level.TOWN, code) if code in self._register.town_names() else None

    @cached_property
    def _towns(self) -> Mapping[str, Unit]:
        names = self._register.town_names().items()
        return {file_name(code, name): Unit(Level.TOWN, code) for code, name in names}

    @cached_property
    def _villages(self) -> Mapping[str, Unit]:
        return {
            file_name(one.code, one.name): Unit(Level.VILLAGE, one.code) for one in self._register.villages
        }

    @cached_property
    def _departments(self) -> Mapping[str, Unit]:
        return {file_name(one.id): Unit(Level.DEPARTMENT, one.id) for one in self._register.departments}


_Sent = Mapping[tuple[str, str], tuple[date, str]]
"""By unit and path: the day on which a paper was handed out, and its digest then."""


def _handed_out(ledger: Ledger) -> _Sent:
    """When each paper was handed out to whom the last time, and its digest then."""
    found = {}
    for event in ledger.events(OtherEvent.SENT):
        day = date.fromisoformat(event.payload["on"])
        for path, sha256 in event.payload["papers"].items():
            found[event.subject, str(path)] = day, str(sha256)
    return found
