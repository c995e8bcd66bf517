"""A period's rules, such as rules/2023/q1.yaml, and the towns' files → `Checklist`."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction

from qsq.domain.county.places import TOWN_DEPARTMENT, Register
from qsq.domain.faults import Faults, Place
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import NOT_APPLICABLE
from qsq.domain.scheme.checklist import Checklist, Combine, Drop, Emphasis, Item, Scope, Task, TownRules
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Method, Ratio, Scaled, YesNo
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.file_names import folder_name
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period, PeriodKind, keys_of, periods_of, read_year
from qsq.rules.older_names import named
from qsq.rules.shapes.checklist import (
    EmphasisShape,
    ForShape,
    ItemShape,
    PeriodShape,
    TaskShape,
    TownShape,
)
from qsq.rules.shapes.methods import (
    AwardShape,
    BandsShape,
    DeductShape,
    GradeShape,
    MethodShape,
    RatioShape,
    ScaleShape,
    YesNoShape,
)
from qsq.rules.shaping import shaped
from qsq.rules.yaml_document import Path, YamlDocument, read_document


def period_file(period: Period) -> str:
    """Where a period's rules stand."""
    return f"rules/{period.year}/{period.key}.yaml"


def towns_folder(period: Period) -> str:
    """Where the towns' folders of a year stand."""
    return f"rules/{period.year}/towns"


def town_file(period: Period, name: str) -> str:
    """Where a town's rules for a period stand, by the name of its folder."""
    return f"{towns_folder(period)}/{name}/{period.key}.yaml"


def has_period(folder: Folder, period: Period) -> bool:
    """Whether there are rules for the period."""
    return f"{period.key}.yaml" in folder.names(f"rules/{period.year}")


def periods_with_rules(folder: Folder, kind: PeriodKind) -> tuple[Period, ...]:
    """All periods of a kind that there are rules for, in order."""
    found = (period for year in _years(folder) for period in periods_of_year(folder, year, kind))
    return tuple(found)


def periods_of_year(folder: Folder, year: int, kind: PeriodKind) -> tuple[Period, ...]:
    """The periods of a kind that a year has rules for, in order."""
    return tuple(period for period in periods_of(year, kind) if has_period(folder, period))


def strange_files(folder: Folder, kind: PeriodKind) -> tuple[str, ...]:
    """Rule files that no period of a kind reads: of another kind, or with a slip in the name."""
    known = {f"{key}.yaml" for key in keys_of(kind)} | {"calendar.yaml"}
    folders = [f"rules/{year}" for year in _years(folder)]
    folders += [f"{one}/towns/{code}" for one in folders for code in folder.folders(f"{one}/towns")]
    named = ((one, name) for one in folders for name in folder.names(one))
    return tuple(f"{one}/{name}" for one, name in named if name.lower().endswith(_YAML) and name not in known)


_YAML = (".yaml", ".yml")


def _years(folder: Folder) -> Iterator[int]:
    for name in folder.folders("rules"):
        with suppress(ValueError):
            yield read_year(name)


def load_checklist(
    folder: Folder, period: Period, scheme: Scheme | None, register: Register | None, faults: Faults
) -> Checklist | None:
    """A period's rules with those of all towns; None, with faults noted, where any is wrong.

    A scheme or register that could not be read itself is None; what depends on it is not checked.
    """
    before = faults.noted
    known = _Known(scheme, register)
    city = _city_rules(folder, period, known, faults)
    towns = [
        _town_rules(folder, period, name, city, known, faults)
        for name in folder.folders(towns_folder(period))
        if f"{period.key}.yaml" in folder.names(f"{towns_folder(period)}/{name}")
    ]
    if city is None or faults.noted > before:
        return None
    return Checklist(
        period=period,
        title=city.title,
        due=city.due,
        emphasis=_emphasis(city.emphasis),
        items=tuple(_item(item) for item in city.items),
        towns=tuple(town for town in towns if town is not None),
        basis=city.basis or "",
    )


class _Known:
    """What the rules may refer to; None is not known, so nothing is refused for it."""

    def __init__(self, scheme: Scheme | None, register: Register | None) -> None:
        self.categories = None if scheme is None else {category.id for category in scheme.categories}
        self.departments = None if register is None else {one.id for one in register.departments}
        self.towns = None if register is None else {town.code for town in register.towns}

    def town_called(self, name: str) -> str | None:
        """The code of the town that a folder is called by; None where there is none."""
        if self.towns is None or name in self.towns:
            return name
        return next((code for code in self.towns if folder_name(code) == name), None)

    def names(self, departments: Collection[str] | None = None) -> dict[str, Collection[str] | None]:
        """What `fields.reference` looks up; `departments` in the place of the register's."""
        return {
            "categories": self.categories,
            "departments": departments or self.departments,
            "towns": self.towns,
        }


def _city_rules(folder: Folder, period: Period, known: _Known, faults: Faults) -> PeriodShape | None:
    file = period_file(period)
    content = folder.read(file)
    if content is None:
        faults.add(Place(file), "there is no such file; expected the rules of {period}", period=period)
        return None
    document = read_document(file, named(content), faults)
    shape = shaped(document, PeriodShape, faults, known.names()) if document else None
    if document is None or shape is None:
        return None
    check = _PeriodCheck(document, known, faults)
    if not period.is_written(shape.period):
        check.fault(
            ("period",),
            "found period {found}; expected {period}, as the file's name says",
            found=shape.period,
            period=period,
        )
    check.emphasis(shape.emphasis)
    check.items(("items",), shape.items)
    return shape


def _town_rules(
    folder: Folder, period: Period, name: str, city: PeriodShape | None, known: _Known, faults: Faults
) -> TownRules | None:
    file = town_file(period, name)
    code = known.town_called(name)
    if code is None:
        faults.add(
            Place(file),
            "the folder's name {name} is no town's code in data/towns.csv; expected one of: {names}",
            name=name,
            names=", ".join(sorted(map(folder_name, known.towns or ()))),
        )
        code = name
    document = read_document(file, folder.read(file) or b"", faults, comments_suffice=True)
    shape = shaped(document, TownShape, faults, known.names({TOWN_DEPARTMENT})) if document else None
    if document is None or shape is None:
        return None
    check = _PeriodCheck(document, known, faults)
    check.emphasis(shape.emphasis)
    check.items(("add",), shape.add)
    if city is not None:
        check.town(shape, city)
    return TownRules(
        code,
        tuple(_item(item) for item in shape.add),
        _emphasis(shape.emphasis),
        tuple(Drop(drop.item, drop.reason) for drop in shape.drop),
    )


class _PeriodCheck:
    """What the shape alone cannot tell."""

    def __init__(self, document: YamlDocument, known: _Known, faults: Faults) -> None:
        self.document = document
        self.known = known
        self.faults = faults

    def fault(self, path: Path, template: str, /, **values: object) -> None:
        self.faults.add(self.document.place(path), template, **values)

    def unique(self, path: Path, names: Sequence[str], key: str) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                self.fault(
                    (*path, index, key),
                    "the {key} {found} stands twice; expected each once",
                    key=key,
                    found=name,
                )

    def emphasis(self, emphasis: Sequence[EmphasisShape]) -> None:
        self.unique(("emphasis",), [stress.theme for stress in emphasis], "theme")

    def items(self, path: Path, items: Sequence[ItemShape]) -> None:
        self.unique(path, [item.id for item in items], "id")
        for index, item in enumerate(items):
            at = (*path, index)
            self.unique((*at, "tasks"), [task.id for task in item.tasks], "id")
            for number, task in enumerate(item.tasks):
                self.method((*at, "tasks", number, "method"), task)

    def refers(self, path: Path, found: str, known: Collection[str] | None) -> None:
        if known is not None and found not in known:
            self.fault(
                path,
                "{key}: found {found}; expected one of: {known}",
                key=path[-1],
                found=found,
                known=", ".join(sorted(known)),
            )

    def method(self, path: Path, task: TaskShape) -> None:
        match task.method:
            case DeductShape(floor=floor) if floor is not None and floor > task.points:
                self.fault(
                    (*path, "floor"),
                    "floor {found} is more than the task's {points} points",
                    found=plain(floor),
                    points=plain(task.points),
                )
            case GradeShape(grades=grades) if NOT_APPLICABLE in grades:
                self.fault((*path, "grades", NOT_APPLICABLE), "NA is no grade: it means not applicable")
            case BandsShape(bands=bands):
                self.bands((*path, "bands"), bands, task.points)
            case ScaleShape():
                self.scale(path, task.method, task.points)

    def scale(self, path: Path, method: ScaleShape, points: Fraction) -> None:
        if method.zero == method.full:
            self.fault(
                (*path, "full"),
                "zero and full are both {found}; expected two numbers",
                found=plain(method.full),
            )
        least, most = method.least or Fraction(0), points if method.most is None else method.most
        if least >= most:
            self.fault(
                (*path, "least" if method.least is not None else "most"),
                "at least {least} and at most {most} points; expected least below most",
                least=plain(least),
                most=plain(most),
            )

    def bands(self, path: Path, bands: Sequence, points: Fraction) -> None:  # type: ignore[type-arg]
        self.unique(path, [plain(band.start) for band in bands], "from")
        for index, band in enumerate(bands):
            if band.points > points:
                self.fault(
                    (*path, index, "points"),
                    "a band of {found} points is more than the task's {points}",
                    found=plain(band.points),
                    points=plain(points),
                )

    def town(self, shape: TownShape, city: PeriodShape) -> None:
        items = {item.id for item in city.items}
        for index, item in enumerate(shape.add):
            if item.id in items:
                self.fault(
                    ("add", index, "id"), "the id {found} is used by the city; choose another", found=item.id
                )
        self.unique(("drop",), [drop.item for drop in shape.drop], "item")
        for index, drop in enumerate(shape.drop):
            self.refers(("drop", index, "item"), drop.item, items)


def _emphasis(shapes: Sequence[EmphasisShape]) -> tuple[Emphasis, ...]:
    return tuple(Emphasis(shape.theme, shape.name, shape.multiplier) for shape in shapes)


def _item(shape: ItemShape) -> Item:
    return Item(
        id=shape.id,
        name=shape.name,
        category=shape.category,
        department=shape.department,
        weight=shape.weight,
        tasks=tuple(_task(shape.id, task) for task in shape.tasks),
        themes=tuple(shape.themes),
        scope=None if shape.scope is None else _scope(shape.scope),
    )


def _scope(shape: ForShape) -> Scope:
    return Scope(tuple(shape.kind or ()), tuple(shape.group or ()), tuple(shape.town or ()))


def _task(item: str, shape: TaskShape) -> Task:
    combine = shape.combine
    return Task(
        id=f"{item}.{shape.id}",
        text=shape.text,
        points=shape.points,
        method=_method(shape.method),
        due=shape.due,
        evidence=shape.evidence or "",
        basis=shape.basis or "",
        combine=None if combine is None else Combine(combine.rounds, combine.how),
    )


def _method(shape: MethodShape) -> Method:
    match shape:
        case AwardShape():
            return Award(shape.unit or "")
        case DeductShape():
            return Deduct(shape.each, shape.floor or Fraction(0), shape.unit or "")
        case RatioShape():
            return Ratio(shape.target, shape.unit or "")
        case GradeShape():
            return Grade(tuple((name.strip(), share) for name, share in shape.grades.items()))
        case YesNoShape():
            return YesNo()
        case ScaleShape():
            return Scaled(shape.zero, shape.full, shape.least or Fraction(0), shape.most, shape.unit or "")
        case BandsShape():
            falling = sorted(shape.bands, key=lambda band: band.start, reverse=True)
            return Bands(tuple((band.start, band.points) for band in falling), shape.unit or "")
