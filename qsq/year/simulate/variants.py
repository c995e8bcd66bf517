"""Other rules for a recorded period: files put in the place of its own, or single values of them set."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from qsq.domain.faults import Fault, Faults, Place, Refused, WrongUse, message
from qsq.domain.folder import Folder
from qsq.domain.values.periods import Period
from qsq.rules.files import SCHEME_FILE
from qsq.rules.period_file import period_file, town_file
from qsq.rules.set_values import with_value
from qsq.rules.yaml_document import read_document
from qsq.year.desk.files import read_outside
from qsq.year.desk.loading import Rules, load_rules

_MOST = 10_000_000
"""The largest rule file that is read, in bytes."""


class Instead:
    """A folder some of whose files are others."""

    def __init__(self, folder: Folder, files: Mapping[str, bytes]) -> None:
        self._folder, self._files = folder, files

    def read(self, path: str) -> bytes | None:
        """A file's content; None where there is none."""
        return self._files[path] if path in self._files else self._folder.read(path)

    def names(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder, sorted."""
        own = {rest[0] for rest in self._below(path) if len(rest) == 1}
        return tuple(sorted(own | set(self._folder.names(path))))

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders in a folder, sorted."""
        own = {rest[0] for rest in self._below(path) if len(rest) > 1}
        return tuple(sorted(own | set(self._folder.folders(path))))

    def _below(self, path: str) -> list[list[str]]:
        prefix = f"{path}/"
        return [one.removeprefix(prefix).split("/") for one in self._files if one.startswith(prefix)]


def rules_with_file(folder: Folder, period: Period, file: Path) -> Rules:
    """The period's rules with a file in the place of its scheme, its list or a town's rules.

    Whose it is tells the file itself: a scheme has `scheme`, a list `items`; a town's stands in the town's
    folder. A list may be another year's.

    Raises:
        WrongUse: it is none of them.
        Refused: it is wrong; all faults are listed.
        QsqError: it cannot be read.
    """
    content = read_outside(file, _MOST)
    keys = _keys(file.name, content)
    path = _path_of(keys, period, file)
    if path == period_file(period):
        content = with_value(file.name, content.decode("utf-8-sig"), ["period"], str(period)).encode()

    def in_the_file(fault: Fault) -> Fault:
        return fault.moved(path, lambda place: replace(place, file=file.name))

    return _rules(folder, period, {path: content}, in_the_file)


def _path_of(keys: set[str], period: Period, file: Path) -> str:
    """What a file stands for, by its keys.

    Raises:
        WrongUse: it is no rule file.
    """
    if "scheme" in keys:
        return SCHEME_FILE
    if "items" in keys:
        return period_file(period)
    if keys & {"add", "drop", "emphasis"}:
        return town_file(period, file.resolve().parent.name)
    raise WrongUse(
        message(
            "{file} is no rule file: expected the scheme, a period's list or a town's rules", file=file.name
        )
    )


def _keys(name: str, content: bytes) -> set[str]:
    """The keys of a YAML mapping; none of what is none.

    Raises:
        Refused: it cannot be read; where and why is told.
    """
    faults = Faults()
    document = read_document(name, content, faults)
    faults.refuse()
    return set(document.value) if document and isinstance(document.value, dict) else set()


def rules_with_values(folder: Folder, period: Period, values: str) -> Rules:
    """The period's rules with values set: `items.grain.weight=10, scheme.yellow_card.below=55`.

    Raises:
        WrongUse: it is not written so, or there is no such value.
        Refused: what is set does not fit; all faults are listed.
    """
    files: dict[str, bytes] = {}
    names: set[str] = set()
    for one in _parts(values.replace("，", ",")):
        name, equals, value = (part.strip() for part in one.partition("="))
        if not (equals and value and all(name.split("."))):
            raise WrongUse(
                message("found {found}; expected such as items.grain.weight=10", found=one.strip() or values)
            )
        if name in names:
            raise WrongUse(message("{name} is set twice in {found}", name=name, found=values))
        names.add(name)
        path, keys = _named(name, period)
        content = files.get(path) or folder.read(path)
        if content is None:
            raise WrongUse(message("{name}: no {file} was kept with the result", name=name, file=path))
        files[path] = with_value(path, content.decode("utf-8-sig"), keys, value).encode()

    def in_the_values(fault: Fault) -> Fault:
        for path in files:
            fault = fault.moved(path, lambda _place: Place(f"--set {values}"))
        return fault

    return _rules(folder, period, files, in_the_values)


def _parts(values: str) -> Iterator[str]:
    """The values between commas; a comma within brackets or quotation marks parts nothing."""
    part, quote, depth = "", "", 0
    for character in values:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "," and depth <= 0:
            yield part
            part = ""
            continue
        else:
            depth += (character in "[{") - (character in "]}")
        part += character
    yield part


def _named(name: str, period: Period) -> tuple[str, list[str]]:
    """The file that a name is of, and the keys within."""
    keys = name.split(".")
    if keys[0] == "scheme":
        return SCHEME_FILE, keys[1:]
    if keys[0] == "towns" and len(keys) > 1:
        return town_file(period, keys[1]), keys[2:]
    return period_file(period), keys


def _rules(
    folder: Folder, period: Period, files: Mapping[str, bytes], named: Callable[[Fault], Fault]
) -> Rules:
    faults = Faults()
    rules = load_rules(Instead(folder, files), period, faults)
    if rules is None:
        raise Refused([named(fault) for fault in faults.found])
    return rules
