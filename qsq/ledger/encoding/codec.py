"""Encodings put together from small ones: names on paper of their own, apart from the program's.

A record says what it holds by names that stand here and nowhere else; so a class or field can be renamed, and
a field with a default be added, and no digest changes: what equals its default is not written.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Generic, Protocol, TypeVar

from qsq.domain.faults import Fault, Place, QsqError, message
from qsq.domain.values.numbers import plain
from qsq.ledger.canonical import canonical, digest

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_REQUIRED: Any = object()


class Codec(Protocol[T]):
    """Makes of a value what JSON can write, and reads it back."""

    def encode(self, value: T, /) -> Any:
        """What JSON can write."""

    def decode(self, found: Any, /) -> T:
        """The value that was written."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A codec of two functions; `parts` are the codecs that it is made of."""

    encode: Callable[[T], Any]
    decode: Callable[[Any], T]
    parts: tuple[Any, ...] = ()


def _same(value: Any) -> Any:
    return value


TEXT: Codec[str] = Pair(_same, str)
WHOLE: Codec[int] = Pair(_same, int)
FLAG: Codec[bool] = Pair(_same, bool)
NUMBER: Codec[Fraction] = Pair(plain, Fraction)
DAY: Codec[date] = Pair(date.isoformat, date.fromisoformat)


def word(kind: type[E]) -> Codec[E]:
    """One of a fixed list of words."""
    return Pair(lambda value: value.value, kind)


def optional(codec: Codec[T]) -> Codec[T | None]:
    """A value or none."""
    return Pair(
        lambda value: None if value is None else codec.encode(value),
        lambda found: None if found is None else codec.decode(found),
        (codec,),
    )


def listed(codec: Codec[T]) -> Codec[tuple[T, ...]]:
    """Values in their order."""
    return Pair(
        lambda values: [codec.encode(value) for value in values],
        lambda found: tuple(codec.decode(one) for one in found),
        (codec,),
    )


def paired(first: Codec[Any], second: Codec[Any]) -> Codec[tuple[Any, Any]]:
    """Two values side by side."""
    return Pair(
        lambda pair: [first.encode(pair[0]), second.encode(pair[1])],
        lambda found: (first.decode(found[0]), second.decode(found[1])),
    )


def by_name(codec: Codec[T]) -> Codec[Mapping[str, T]]:
    """Values by a text each."""
    return Pair(
        lambda values: {name: codec.encode(value) for name, value in values.items()},
        lambda found: {name: codec.decode(one) for name, one in found.items()},
        (codec,),
    )


@dataclass(frozen=True, slots=True)
class Field:
    """One value of several that belong together.

    Attributes:
        name: what records call it; never changed.
        codec: how it is written.
        default: what it is where a record does not name it; without one every record names it.
        attribute: what the program calls it, where that is another name.
    """

    name: str
    codec: Codec[Any]
    default: Any = _REQUIRED
    attribute: str = ""

    @property
    def called(self) -> str:
        """What the program calls it."""
        return self.attribute or self.name


class Composite(Generic[T]):
    """Values that belong together, by names; `make` puts them together again."""

    def __init__(self, make: Callable[..., T], *fields: Field) -> None:
        self.make = make
        self.fields = sorted(fields, key=lambda field: field.name)  # as canonical JSON has them

    def encode(self, value: T) -> dict[str, Any]:
        """What is not as its default says, by names."""
        values = ((field, getattr(value, field.called)) for field in self.fields)
        return {field.name: field.codec.encode(one) for field, one in values if one != field.default}

    def decode(self, found: Mapping[str, Any]) -> T:
        """The value; what is not named is as its default says."""
        return self.make(**{field.called: _decoded(field, found) for field in self.fields})


def _decoded(field: Field, found: Mapping[str, Any]) -> Any:
    if field.name not in found and field.default is not _REQUIRED:
        return field.default
    return field.codec.decode(found[field.name])


def one_of(composites: Mapping[str, Composite[Any]], key: str = "kind") -> Codec[Any]:
    """One of several composites, told apart by a word under `key`."""
    words = {composite.make: name for name, composite in composites.items()}

    def encode(value: Any) -> dict[str, Any]:
        name = words[type(value)]
        return {key: name, **composites[name].encode(value)}

    return Pair(encode, lambda found: composites[found[key]].decode(found), tuple(composites.values()))


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """What is kept as a snapshot of its own.

    Attributes:
        name: what an event calls it.
        codec: the newest encoding.
        older: what makes of an older version the next one, by the older version's number.
        write: `written` where the codec sorts its keys itself.
    """

    name: str
    codec: Codec[T]
    older: Sequence[Callable[[dict[str, Any]], dict[str, Any]]] = ()
    write: Callable[[object], bytes] = canonical

    @property
    def version(self) -> int:
        """The newest encoding's number."""
        return len(self.older) + 1

    def content(self, value: T) -> bytes:
        """The snapshot of a value."""
        return self.write({self.name: self.codec.encode(value), "v": self.version})

    def value(self, content: bytes) -> T:
        """What a snapshot of any version holds.

        Raises:
            QsqError: it is of a version that only a newer program knows, or of none.
        """
        with read_from(content):
            return self._value(json.loads(content))

    def _value(self, found: dict[str, Any]) -> T:
        if found["v"] > self.version:
            raise QsqError(
                message(
                    "the ledger keeps {name} in version {found}; this program knows version {known}:"
                    " install the newer program",
                    name=self.name,
                    found=found["v"],
                    known=self.version,
                )
            )
        held = found[self.name]
        for upgrade in self.older[found["v"] - 1 :]:
            held = upgrade(held)
        return self.codec.decode(held)


@contextmanager
def read_from(content: bytes) -> Iterator[None]:
    """Read a snapshot's content within.

    Raises:
        QsqError: it is of no known shape; nobody but a forger records such.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        place = Place("data/qsq.db", f"snapshot {digest(content)}")
        raise QsqError(
            message("the ledger was changed; all that is wrong is told by: qsq ledger verify"),
            [Fault(place, message("its content is nothing that this program records"))],
        ) from error
