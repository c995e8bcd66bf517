"""The pages of the board: which there are, what each is called and shows, in both languages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from markupsafe import Markup

from qsq.board.facts import BoardFacts, PeriodFacts, YearFacts
from qsq.board.package.contents import data_files, period_folder
from qsq.board.package.in_page import period_data, words_read
from qsq.board.package.tables import PERIOD_TABLES
from qsq.board.page import Page
from qsq.board.pinyin import sounds
from qsq.board.rendering import Renderer, as_data, renderer
from qsq.board.tables import PeriodTables, burden_table
from qsq.board.village_view import ItemView, TaskView, VillageViews
from qsq.board.voices import CHINESE
from qsq.board.words import Language, date_name, period_name, short_period, words_of
from qsq.domain.steps.hanging import Hanging
from qsq.domain.values.periods import Period

INDEX, VILLAGES = "index.html", "villages.html"


@dataclass(frozen=True, slots=True)
class VillageLink:
    """A village in the list of all: its newest name and town, and the path of its newest page."""

    code: str
    name: str
    town_code: str
    town: str
    path: str
    years: tuple[int, ...]


def site(facts: BoardFacts) -> Iterator[Page]:
    """All pages, the Chinese side first, then the data."""
    data = {one.period: period_data(one) for year in facts.years for one in year.periods}
    for language in Language:
        yield from _Side(facts, language, renderer(), data).pages()
    yield from data_files(facts)


def count_pages(facts: BoardFacts) -> int:
    """How many pages `site` makes, its data left aside."""
    per_side = 2
    for year in facts.years:
        per_side += 2 + len(_codes(year))
        per_side += sum(
            2 + len({one.town_code for one in period.figures.villages}) for period in year.periods
        )
    return per_side * len(Language)


def period_path(facts: PeriodFacts) -> str:
    """The page of a period's city ranks."""
    return f"{facts.period.year}/{facts.period.key}/{INDEX}"


def check_path(facts: PeriodFacts) -> str:
    """The page on which a reader counts a period again."""
    return f"{facts.period.year}/{facts.period.key}/check.html"


def town_path(facts: PeriodFacts, town_code: str) -> str:
    """The page of a town's period."""
    return f"{facts.period.year}/{facts.period.key}/{_file(town_code)}.html"


def village_path(year: int, code: str) -> str:
    """The page of a village's year."""
    return f"{year}/villages/{_file(code)}.html"


@cache
def _file(code: str) -> str:
    """A code as part of an address; what is no letter, digit, point or hyphen becomes its number."""
    return "".join(
        one if one.isascii() and (one.isalnum() or one in ".-") else f"_{ord(one):x}" for one in code
    )


def _rows(rows: Iterable[Markup], between: str) -> Markup:
    """Rows one after the other; `Markup.join` would look at each again."""
    return Markup(between.join(rows))  # noqa: S704 - each is markup


def _codes(year: YearFacts) -> list[str]:
    return sorted({code for period in year.periods for code in period.villages()})


class _Side:
    """One language's pages."""

    def __init__(
        self,
        facts: BoardFacts,
        language: Language,
        renderer: Renderer,
        published: Mapping[Period, Mapping[str, Any]],
    ) -> None:
        self.facts = facts
        self.data = published
        self.language = language
        self.words = words_of(language, facts)
        self.renderer = renderer
        self.english = language is Language.ENGLISH
        self.spoken = {"english": self.english, "zh": CHINESE if self.english else ""}
        self.prefix = "en/" if self.english else ""
        self.rows = rows = renderer.rows({"w": self.words, "facts": facts, **self.spoken})
        self.task_row, self.item_row, self.mark_cell = map(cache, (rows.task, rows.item, rows.mark))

    def pages(self) -> Iterator[Page]:
        yield self._page("index.html", INDEX, self.words.board, towns=self._towns())
        yield self._page(
            "villages.html",
            VILLAGES,
            self.words.find_title,
            script="find.js",
            towns=self._towns(),
            namesakes=self.namesakes,
            sounds=sounds,
        )
        for year in self.facts.years:
            yield from self._year(year)

    def _year(self, year: YearFacts) -> Iterator[Page]:
        words = self.words
        names = {one.code: one for one in self.listed}
        title = words.year_title.format(city=self.facts.city, year=year.year)
        yield self._page("year.html", f"{year.year}/{INDEX}", title, year=year, villages=names)
        lists = {one.period: one for known in self.facts.years for one in known.checklists}
        table = burden_table(year, lists, self.language, words)
        title = words.burden_title.format(year=year.year)
        yield self._page("burden.html", f"{year.year}/burden.html", title, year=year, table=table)
        for period in year.periods:
            yield from self._period(year, period)
        yield from self._villages(year)

    def _period(self, year: YearFacts, facts: PeriodFacts) -> Iterator[Page]:
        words, tables = self.words, PeriodTables(facts, self.words)
        name = period_name(facts.period, self.language)
        shared = {"year": year, "period": facts, "tables": tables}
        title = words.city_ranking.format(city=self.facts.city, period=name)
        yield self._page(
            "period.html", period_path(facts), title, script="find.js", rows=tables.city(), **shared
        )
        yield self._check(facts, shared)
        for code, town, _count in tables.towns():
            title = words.town_ranking.format(town=town, period=name)
            rows, items = tables.town(code), tables.items_of(code)
            path = town_path(facts, code)
            yield self._page(
                "town.html", path, title, rows=rows, items=items, town=town, town_code=code, **shared
            )

    def _check(self, facts: PeriodFacts, shared: Mapping[str, Any]) -> Page:
        words = self.words
        title = words.check_title.format(period=period_name(facts.period, self.language))
        return self._page(
            "check.html",
            check_path(facts),
            title,
            script="check.js",
            folder=period_folder(facts),
            tables_of=PERIOD_TABLES,
            data=as_data({**self.data[facts.period], "words": words_read(words)}),
            **shared,
        )

    def _villages(self, year: YearFacts) -> Iterator[Page]:
        views = VillageViews(year, self.language, self.words)
        listed = {one.code: one for one in self.listed}
        for code in _codes(year):
            view = views.village(code)
            same = [one for one in self.namesakes.get(view.name, ()) if one.code != code]
            title = f"{view.town}{' ' if self.english else ''}{view.name}"
            others = [one for one in listed[code].years if one != year.year]
            path = village_path(year.year, code)
            yield self._page("village.html", path, title, year=year, village=view, same=same, others=others)

    @cached_property
    def listed(self) -> list[VillageLink]:
        """All villages of the board by town, then code, each as its newest page has it."""
        found: dict[str, VillageLink] = {}
        for year in reversed(self.facts.years):
            newest = {code: one for period in year.periods for code, one in period.villages().items()}
            for code, one in newest.items():
                town = one.town_code
                years = (year.year, *(found[code].years if code in found else ()))
                found[code] = VillageLink(
                    code,
                    one.village_name,
                    town,
                    year.towns.get(town, town),
                    village_path(year.year, code),
                    years,
                )
        return sorted(found.values(), key=lambda one: (one.town_code, one.code))

    @cached_property
    def namesakes(self) -> dict[str, list[VillageLink]]:
        """Villages of the same name, by that name, where there are several."""
        by_name: dict[str, list[VillageLink]] = {}
        for one in self.listed:
            by_name.setdefault(one.name, []).append(one)
        return {name: found for name, found in by_name.items() if len(found) > 1}

    def _towns(self) -> list[tuple[str, str, list[VillageLink]]]:
        """Towns with their villages, in the order of their codes."""
        towns: dict[tuple[str, str], list[VillageLink]] = {}
        for one in self.listed:
            towns.setdefault((one.town_code, one.town), []).append(one)
        return [(code, name, villages) for (code, name), villages in towns.items()]

    def _page(self, template: str, path: str, title: str, **values: Any) -> Page:
        """A page of this side; templates name other pages by their path from the side's root."""
        own = self.prefix + path
        up = "../" * path.count("/")
        other = f"{up}../{path}" if self.english else f"{up}en/{path}"
        values = {**self._shared, "title": title, "up": up, "path": path, "other": other, **values}
        return Page(own, self.renderer.page(template, values))

    @cached_property
    def _shared(self) -> Mapping[str, Any]:
        """What all pages know."""
        return {
            "w": self.words,
            "lang": str(self.language),
            **self.spoken,
            "facts": self.facts,
            "day": self._day,
            "short": self._short,
            "period_path": period_path,
            "town_path": town_path,
            "village_path": village_path,
            "anchor": _file,
            "notice_days": self._notice_days,
            "task_rows": self._task_rows,
            "item_rows": self._item_rows,
            "mark_cells": self._mark_cells,
            "summary_head": self.rows.summary_head(),
            "marks_head": self.rows.marks_head(),
            "draft_mark": self.rows.draft_mark(),
            "card": self.rows.card,
            "script": "",
        }

    def _task_rows(self, tasks: Iterable[TaskView]) -> Markup:
        """Tasks of a village; most are told alike in many villages, so each is written once."""
        return _rows(map(self.task_row, tasks), "\n")

    def _item_rows(self, items: Iterable[ItemView]) -> Markup:
        """Items of a village's period; many have the same figures in other villages."""
        return _rows((self.item_row(one.name, one.own, one.counted) for one in items), "\n")

    def _mark_cells(self, items: Iterable[tuple[str, str]], marks: Mapping[str, tuple[str, str]]) -> Markup:
        """A village's marks and full marks in a town's table; most are those of others too."""
        return _rows((self.mark_cell(*marks.get(item, ("", ""))) for item, _name in items), "")

    def _day(self, day: date) -> str:
        return date_name(day, self.language)

    def _short(self, period: Period) -> str:
        return short_period(period, self.language)

    def _notice_days(self, hung: Hanging) -> str:
        first, last = self._day(hung.first), self._day(hung.last)
        return str(self.words.from_to.format(first=first, last=last, days=hung.working_days))
