"""The library of question blocks: scales and questions of the house, where they come from, and their rows to take out.

What a block is lies in `library.yaml`; its wordings, roles and choices are those of the built-in instruments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from survey.questionnaires.builtin import BUILTIN, load_builtin
from survey.questionnaires.dependencies import REFERENCE
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.texts import Texts, texts
from survey.questionnaires.values import Item, Questionnaire
from survey.questionnaires.workbook import Sheet, Workbook, numbered

DEFAULT_LANGUAGE = "fr"


class Validity(StrEnum):
    """Whether answers may be trusted to measure what they say: no block was validated by a study."""

    ADAPTED = "adapted"
    """The method is published, its adaptation here was not validated."""
    OWN = "own"
    """Written for Croisements, not validated."""


class Licence(StrEnum):
    """Under what terms the wording may be used again."""

    HOUSE = "house"
    """Our own words, on the terms of the software."""


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that belong together. `names` are those of its items by the built-in questionnaire whose rows are
    taken; `sources` the published works that the method comes from, none for what is our own."""

    id: str
    title: Texts
    names: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[str, ...]
    licence: Licence
    validity: Validity


_Row = Mapping[str, str]


@cache
def library() -> tuple[Block, ...]:
    """Every block, in the order of the file; raises ValueError or KeyError when the file is not of its form."""
    source = resources.files("survey.questionnaires").joinpath("library.yaml").read_text(encoding="utf-8")
    return tuple(
        Block(
            id=row["id"],
            title=texts(DEFAULT_LANGUAGE, row["title"].items()),
            names=tuple((name, tuple(items)) for name, items in row["items"].items()),
            sources=tuple(row["sources"]),
            licence=Licence(row["licence"]),
            validity=Validity(row["validity"]),
        )
        for row in yaml.safe_load(source)
    )


def block_of(identifier: str) -> Block:
    """The block of this id; raises KeyError when there is none."""
    return {block.id: block for block in library()}[identifier]


def items_of(block: Block) -> tuple[Item, ...]:
    """The questions of a block, as its instruments ask them; raises KeyError for a name that they do not ask."""
    return tuple(_asked(questionnaire)[name] for questionnaire, names in block.names for name in names)


def used_in(block: Block) -> tuple[Questionnaire, ...]:
    """The built-in questionnaires that ask some question of a block, in the order of BUILTIN."""
    names = {name for _, asked in block.names for name in asked}
    return tuple(_read(name) for name in BUILTIN if names & _asked(name).keys())


def fragment(block: Block) -> Workbook:
    """The rows of a block as the sheets `survey` and `choices`, to be put into another form.

    Groups come along where all they ask belongs to the block, agreements aside; so do the questions that its
    texts and conditions refer to, first. The fragment is a form that can be asked as it stands.
    """
    books = {name: load_builtin(name) for name, _ in block.names}
    everything = {
        row["name"]: row for book in books.values() for row in _rows(book, "survey") if _is_item(row)
    }
    survey = [row for name, names in block.names for row in _kept(_rows(books[name], "survey"), set(names))]
    choices = _choices(books.values(), survey)
    before: set[str] = set()
    while lacking := _lacking(survey, choices):
        before |= lacking
        survey += [everything[name] for name in lacking]
        choices = _choices(books.values(), survey)
    first = [row for name, row in everything.items() if name in before]
    survey = first + [row for row in survey if row["name"] not in before]
    return Workbook(block.id, (_sheet("survey", books, survey), _sheet("choices", books, choices)))


@cache
def _read(name: str) -> Questionnaire:
    return questionnaire_from(load_builtin(name), converter=False)


@cache
def _asked(name: str) -> Mapping[str, Item]:
    return {item.name: item for item in _read(name).items}


def _rows(book: Workbook, sheet: str) -> list[_Row]:
    """The rows of a sheet, each its cells by header, empty ones left out."""
    found = book.sheet(sheet)
    if found is None:
        return []
    return [
        {column: cell for column in found.columns if (cell := found.cell(row, column))} for row in found.rows
    ]


def _is_item(row: _Row) -> bool:
    return not row["type"].startswith(("begin", "end"))


def _kept(rows: Iterable[_Row], names: set[str]) -> list[_Row]:
    """The rows of these names, inside the groups of which nothing else is asked."""
    found: list[_Row] = []
    begun: list[tuple[int, _Row, bool]] = []
    for row in rows:
        if row["type"].startswith("begin"):
            begun.append((len(found), row, True))
        elif row["type"].startswith("end"):
            place, begin, whole = begun.pop()
            if whole and len(found) > place:
                found = [*found[:place], begin, *found[place:], row]
        elif row["name"] in names:
            found.append(row)
        elif row["type"] != "acknowledge":
            begun = [(place, begin, False) for place, begin, _ in begun]
    return found


def _choices(books: Iterable[Workbook], survey: Iterable[_Row]) -> list[_Row]:
    """The rows of the lists that these questions choose from, each list once."""
    wanted = {row["type"].split()[1] for row in survey if " " in row["type"]}
    lists: dict[str, list[_Row]] = {}
    for book in books:
        own: dict[str, list[_Row]] = {}
        for row in _rows(book, "choices"):
            if row["list_name"] in wanted:
                own.setdefault(row["list_name"], []).append(row)
        lists = own | lists
    return [row for name in sorted(lists) for row in lists[name]]


def _lacking(survey: Iterable[_Row], choices: Iterable[_Row]) -> set[str]:
    """The names that some cell refers to and no row carries."""
    cells = [cell for row in (*survey, *choices) for cell in row.values()]
    return {name for cell in cells for name in REFERENCE.findall(cell)} - {row["name"] for row in survey}


def _sheet(name: str, books: Mapping[str, Workbook], rows: list[_Row]) -> Sheet:
    known = dict.fromkeys(
        column for book in books.values() if (sheet := book.sheet(name)) for column in sheet.columns
    )
    columns = tuple(column for column in known if any(column in row for row in rows))
    return Sheet(name, columns, numbered(tuple(row.get(column, "") for column in columns) for row in rows))
