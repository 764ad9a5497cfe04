"""The fields that the pages of a draft post, made into edits: they name what they are about, never a row number."""

from collections.abc import Iterable, Mapping

from survey.questionnaires import Workbook
from survey.questionnaires.editing import (
    Direction,
    Slot,
    TextEdit,
    add_choice,
    move_before,
    move_choice,
    remove_choice,
    set_condition,
    set_required,
    set_texts,
    simple_condition,
)
from survey.questionnaires.texts import Texts
from survey.questionnaires.types.text import storable
from survey.questionnaires.values import Group, Item
from webapp.organise.draft_conditions import entered_condition
from webapp.services.questionnaire_drafts import Edit

LAST = ":end"
"""Asks for a place behind everything else; no question is named so."""


def field_of(slot: Slot, language: str) -> str:
    """Returns the name of the field of a text."""
    return f"t:{slot.name}:{slot.column}:{slot.choice}:{language}"


def clean(text: str) -> str:
    """Returns a text as it is stored: line ends of one kind, nothing around it, nothing that no keyboard types."""
    return storable(text.replace("\r\n", "\n")).strip()


def text_edits(
    posted: Mapping[str, str], slots: Iterable[tuple[Slot, Texts]], languages: Iterable[str]
) -> list[TextEdit]:
    """Returns the texts that were changed, in these languages."""
    found = []
    for slot, texts in slots:
        present = dict(texts.by_language)
        for language in dict.fromkeys(languages):
            entered = posted.get(field_of(slot, language))
            if entered is not None and clean(entered) != clean(present.get(language, "")):
                found.append(TextEdit(slot, language, clean(entered)))
    return found


def page_edit(posted: Mapping[str, str], texts: list[TextEdit], target: Item | Group | None) -> Edit:
    """Returns the edit that the page of a question or group asks for, or that of the title (None): all its fields
    together. Raises BadCondition.
    """
    condition = None
    if target is not None and "if:shown" in posted:
        present = simple_condition(target.relevant) if target.relevant else None
        condition = (entered_condition(posted, present),)

    def edit(workbook: Workbook) -> Workbook:
        if texts:
            workbook = set_texts(workbook, texts)
        if target is None:
            return workbook
        if "required:shown" in posted:
            workbook = set_required(workbook, target.name, "required" in posted)
        if condition is not None:
            workbook = set_condition(workbook, target.name, condition[0])
        if isinstance(target, Item) and "choices:shown" in posted:
            workbook = _with_choices(workbook, target.choice_list, posted)
        before = posted.get("before", "")
        return move_before(workbook, target.name, None if before == LAST else before) if before else workbook

    return edit


def _with_choices(workbook: Workbook, choice_list: str, posted: Mapping[str, str]) -> Workbook:
    entered = {
        name.removeprefix("new:"): clean(text) for name, text in posted.items() if name.startswith("new:")
    }
    labels = {code: text for code, text in entered.items() if text}
    if labels:
        workbook = add_choice(workbook, choice_list, labels)
    verb, _, choice = posted.get("do", "").partition(":")
    if verb == "remove":
        return remove_choice(workbook, choice_list, choice)
    if verb in list(Direction):
        return move_choice(workbook, choice_list, choice, Direction(verb))
    return workbook
