"""Copies of one form in the inbox: the one saved last is taken (docs/decisions/0021-which-copy-counts.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qsq.domain.faults import Message, message
from qsq.intake.arrivals.arrival import Arrival, later
from qsq.ledger.canonical import digest
from qsq.year.inbox.told import Told


@dataclass(frozen=True, slots=True)
class Sorted:
    """A file that was told, with the digest of its bytes."""

    arrival: Arrival
    told: Told
    sha256: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that another one of the same form goes before.

    Attributes:
        harmless: False where nothing tells which of the two counts, so that neither is taken.
    """

    file: Sorted
    why: Message
    harmless: bool = True


def sorted_file(arrival: Arrival, told: Told) -> Sorted:
    """A file with its digest."""
    return Sorted(arrival, told, digest(arrival.content))


def newest(files: Iterable[Sorted]) -> tuple[list[Sorted], list[PassedOver]]:
    """The files that count, and those that are copies of them, older ones, or cannot be told apart."""
    groups: dict[object, list[Sorted]] = {}
    for one in files:
        groups.setdefault(one.told.copied_as or (one.arrival.name,), []).append(one)
    taken, passed = list[Sorted](), list[PassedOver]()
    for group in groups.values():
        best, others = _of_group(group)
        taken += best
        passed += others
    return taken, passed


def _of_group(group: Sequence[Sorted]) -> tuple[list[Sorted], list[PassedOver]]:
    revision = max(_revision(one) or 0 for one in group)
    older = [one for one in group if (_revision(one) or revision) < revision]
    passed = [PassedOver(one, _older_revision(one, revision), harmless=False) for one in older]
    differing = dict[str, Sorted]()
    for one in group:
        if one not in older and differing.setdefault(one.sha256, one) is not one:
            why = message("the same as {other}, byte for byte", other=differing[one.sha256].arrival.name)
            passed.append(PassedOver(one, why))
    left = tuple(differing.values())
    last = next((one for one in left if _is_last(one, left)), None)
    if last is None:
        return [], passed + [PassedOver(one, _alike(one, left), harmless=False) for one in left]
    why = message("{other} is the same form and was saved later", other=last.arrival.name)
    return [last], passed + [PassedOver(one, why) for one in left if one is not last]


def _is_last(one: Sorted, among: Sequence[Sorted]) -> bool:
    return all(later(one.arrival, other.arrival) is True for other in among if other is not one)


def _revision(one: Sorted) -> int | None:
    return one.told.stamp.revision if one.told.stamp else None


def _older_revision(one: Sorted, newest: int) -> Message:
    return message(
        "the form is of revision {found}; revision {newest} is here too and counts",
        found=_revision(one),
        newest=newest,
    )


def _alike(one: Sorted, group: Sequence[Sorted]) -> Message:
    others = "、".join(other.arrival.name for other in group if other is not one)
    return message(
        "it differs from {others}, and nothing says which was saved last; leave only the right one here",
        others=others,
    )
