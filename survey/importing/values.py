"""What an import reads and says: sources, mappings, and the report of what would be stored or refused."""

import collections.abc
from dataclasses import dataclass, field
from enum import StrEnum


class SourceKind(StrEnum):
    """Who made the file; a table is any other one with headers."""

    KOBO = "kobo"
    LIMESURVEY = "limesurvey"
    TABLE = "table"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Record:
    """One row: ``number`` is its line in the file (headers are line 1), values are texts by column."""

    number: int
    values: collections.abc.Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A file once read."""

    kind: SourceKind
    columns: tuple[str, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column answers what.

    ``columns`` are columns by question name or role; ``values`` rename what a column holds, by the same keys.
    ``identifier`` is the column that names a row, so that importing it twice stores it once; without one the row's
    own words name it. ``language`` is a code, or ``language_column`` a column that holds one. ``heading`` is a column
    kept beside, the source's own word for what the row is about.
    """

    columns: collections.abc.Mapping[str, str]
    values: collections.abc.Mapping[str, collections.abc.Mapping[str, str]] = field(default_factory=dict)
    identifier: str = ""
    language: str = "fr"
    language_column: str = ""
    heading: str = ""


class FaultCode(StrEnum):
    """Why a row is not stored, or what of it is left out; ``column`` and ``value`` say where."""

    EMPTY = "empty"  # nothing in the row answers a question
    REPEATED = "repeated"  # the file holds this identifier twice: the first row is taken
    UNKNOWN_LANGUAGE = "unknown_language"  # the language is not one we serve
    UNKNOWN_CHOICE = (
        "unknown_choice"  # the value is none of the question's choices: add it to the mapping's values
    )
    REFUSED_VALUE = "refused_value"  # the question's own rule refuses the value


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a row."""

    code: FaultCode
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that would be stored. ``key`` names it within its source; answers are canonical, by question."""

    number: int
    key: str
    language: str
    answers: collections.abc.Mapping[str, str]
    complete: bool
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that would not be stored, and why."""

    number: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import would do; ``unused`` are columns that answer nothing."""

    accepted: tuple[Accepted, ...]
    refused: tuple[Refused, ...]
    unused: tuple[str, ...]
