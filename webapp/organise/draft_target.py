"""What the page of one question of a draft shows of it: its texts, its choices, when it is asked, where it may go."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.questionnaires import Questionnaire
from survey.questionnaires.editing import LineKind, Slot, editable, lines, simple_condition, slots, slots_of
from survey.questionnaires.texts import Texts
from survey.questionnaires.types import BY_KIND
from survey.questionnaires.values import Group, Item
from webapp.organise.draft_conditions import (
    MOST_TESTS,
    EnteredTest,
    Offered,
    as_entered,
    entered_tests,
    offered,
)
from webapp.organise.draft_fields import LAST
from webapp.organise.draft_lines import targets

ALWAYS_SHOWN = ("label", "hint")
YES = "true()"
"""How a requirement reads that the sheet says plainly."""


def shown_texts(target: Item | Group) -> list[tuple[Slot, Texts]]:
    """Returns the texts that the page of a question offers: its wording, its help, and what else it has."""
    if isinstance(target, Item) and not BY_KIND[target.kind].shown:
        return [(slot, texts) for slot, texts in slots_of(target) if texts]
    return [(slot, texts) for slot, texts in slots_of(target) if texts or slot.column in ALWAYS_SHOWN]


def shown_choices(read: Questionnaire, target: Item | Group) -> list[tuple[Slot, Texts]]:
    """Returns the labels of a question's choices; () when their names do not tell them apart."""
    if not isinstance(target, Item) or not target.choices or not editable(read.workbook, target.choice_list):
        return []
    stand = {slot for slot, _ in slots(read)}
    labels = [(Slot(target.choice_list, "label", choice.name), choice.label) for choice in target.choices]
    return [(slot, texts) for slot, texts in labels if slot in stand]


def sharing(read: Questionnaire, target: Item | Group) -> list[str]:
    """Returns the other questions that take the same list of choices, by their wording."""
    if not isinstance(target, Item) or not target.choice_list:
        return []
    return [
        item.label.text(read.default_language)
        for item in read.items
        if item.choice_list == target.choice_list and item.name != target.name and item.turn == 1
    ]


def places(read: Questionnaire, target: Item | Group) -> list[tuple[str, str]]:
    """Returns what a question or group may be put before, as (name, wording), and ``LAST`` with no wording."""
    inside = {
        node.name
        for node in targets(read).values()
        if isinstance(target, Group) and target.name in node.groups
    }
    sheet = read.workbook.survey
    nodes = targets(read)
    order = [
        line.name
        for line in (lines(sheet) if sheet else ())
        if line.kind is not LineKind.END and line.name in nodes
    ]
    others = [name for name in order if name != target.name and name not in inside]
    named = [(name, nodes[name].label.text(read.default_language) or name) for name in others]
    return [*named, (LAST, "")]


@dataclass(frozen=True, slots=True)
class RequiredView:
    """Whether an answer is required; ``kept`` is an expression that only the spreadsheet changes."""

    on: bool
    kept: str = ""


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition as its fields show it, or ``kept``, an expression that only the spreadsheet changes."""

    kept: str
    tests: tuple[EnteredTest, ...]
    every: bool
    offered: tuple[Offered, ...]


def required_view(target: Item | Group | None, entered: Mapping[str, str]) -> RequiredView | None:
    """Returns whether an answer is required, as it was entered or as it is; None of what is not answered."""
    if not isinstance(target, Item) or not BY_KIND[target.kind].asked or target.read_only:
        return None
    if target.required not in ("", YES):
        return RequiredView(True, target.required)
    return RequiredView("required" in entered if "required:shown" in entered else bool(target.required))


def condition_view(
    read: Questionnaire, target: Item | Group | None, entered: Mapping[str, str]
) -> ConditionView | None:
    """Returns the condition of a question or group as it was entered, else as it is; None for the title."""
    if target is None:
        return None
    present = simple_condition(target.relevant) if target.relevant else None
    if target.relevant and present is None:
        return ConditionView(target.relevant, (), True, ())
    again = "if:shown" in entered
    tests = entered_tests(entered) if again else as_entered(present)
    every = entered.get("joined") != "any" if again else present is None or present.every
    blank = [EnteredTest()] * min(max(1, 2 - len(tests)), MOST_TESTS - len(tests))
    return ConditionView("", (*tests, *blank), every, tuple(offered(read, target.row, tests)))
