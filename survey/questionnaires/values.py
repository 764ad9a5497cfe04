"""A questionnaire once read: frozen values derived from the rows of its workbook."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey.problems import Problem
from survey.questionnaires.texts import NO_TEXTS, Texts
from survey.questionnaires.types.register import Bounds
from survey.questionnaires.workbook import Workbook
from survey.roles import PLACES

Answers = Mapping[str, str]
"""Answers by item name, as ODK writes them: "" or absent is no answer, several choices and an order are
joined by a space, an acknowledgement is OK. An entry that was refused is kept as typed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a choice list; `columns` are its cells by lower-case header, for choice filters.

    `pictogram` is a name of `survey.questionnaires.pictograms`, "" for none.
    """

    name: str
    label: Texts
    row: int
    columns: tuple[tuple[str, str], ...] = ()
    pictogram: str = ""


PAGES = frozenset({"field-list", "table-list"})
"""Appearances that make one screen of a group."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of items; `page` when all of it is asked on one screen (appearance field-list or table-list).

    `groups` names those around it, outermost first. A `repeat` is asked again and again, as often as the
    expression `repeat_count` says, or as people say; `turn` is 2 or more in a turn after the first.
    """

    name: str
    row: int
    label: Texts = NO_TEXTS
    relevant: str = ""
    appearance: str = ""
    groups: tuple[str, ...] = ()
    repeat: bool = False
    repeat_count: str = ""
    turn: int = 1

    @property
    def page(self) -> bool:
        return not PAGES.isdisjoint(self.appearance.split())


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the survey sheet that asks, shows, computes or carries a value.

    `kind` is a name of the register of types; conditions are expressions as written, "" when there is none
    (`required` is "true()" when the sheet says yes). `default` is an answer, `default_expression` what
    computes one; at most one of them is given. `guidance` is more help, shown when asked for. A `read_only`
    item shows its value and takes none. `scoring` is "reversed" for opposite poles. `row` is its row in the
    sheet, `groups` names the groups around it, outermost first. `turn` is 1, more in a later turn of a
    repeat, and 0 for what we add to the first one ourselves.
    """

    name: str
    kind: str
    row: int
    role: str = ""
    label: Texts = NO_TEXTS
    hint: Texts = NO_TEXTS
    guidance: Texts = NO_TEXTS
    choice_list: str = ""
    choices: tuple[Choice, ...] = ()
    choice_filter: str = ""
    bounds: Bounds | None = None
    required: str = ""
    required_message: Texts = NO_TEXTS
    relevant: str = ""
    constraint: str = ""
    constraint_message: Texts = NO_TEXTS
    calculation: str = ""
    default: str = ""
    default_expression: str = ""
    read_only: bool = False
    appearance: str = ""
    scoring: str = ""
    groups: tuple[str, ...] = ()
    turn: int = 1

    def worded(self) -> Iterator[Choice]:
        """The choices that are said in words: a name of a place, written in one language only, has none to say."""
        for choice in self.choices:
            if self.role not in PLACES or len(choice.label.languages) > 1:
                yield choice


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """An immutable version of an instrument. `languages` are codes of survey.languages, the default one
    first.

    `warnings` name what was accepted but should be mended (a missing translation).
    """

    name: str
    version: str
    title: Texts
    languages: tuple[str, ...]
    default_language: str
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    workbook: Workbook
    warnings: tuple[Problem, ...] = ()

    @property
    def main_title(self) -> str:
        """The title in the default language."""
        return self.title.text(self.default_language)

    def with_role(self, role: str) -> tuple[Item, ...]:
        """The items that carry `role`, in the order asked; an item of a scale shares its role with others."""
        return tuple(item for item in self.items if item.role == role)


class QuestionnaireRefused(ValueError):
    """The workbook cannot be asked; `problems` names every fault found, never empty."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{fault.place} {fault.code}" for fault in problems))
        self.problems = problems
