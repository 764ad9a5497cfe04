"""What the page of a draft shows: its lines, and how much of it is written in each language."""

from dataclasses import dataclass

from survey.languages import LANGUAGES, Language, language
from survey.questionnaires import Questionnaire, Wording
from survey.questionnaires.completeness import Completeness, completeness
from survey.questionnaires.editing import (
    Direction,
    LineKind,
    can_move,
    lacking,
    lines,
    slots,
)
from survey.questionnaires.values import Group, Item
from webapp.services.questionnaire_drafts import OpenedDraft

GROUP, REPEAT = "group", "repeat"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of a draft. ``kind`` is a type of question, or ``group`` or ``repeat``; ``own`` is the wording in the
    language chosen ("" when it lacks), ``lacks`` tells whether any text of the line does."""

    name: str
    kind: str
    depth: int
    wording: Wording
    own: str
    lacks: bool
    required: bool
    conditioned: bool
    up: bool
    down: bool
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of a draft: how much of it is written, and whether the form has it already."""

    language: Language
    figure: Completeness
    spoken: bool


def draft_lines(draft: OpenedDraft, chosen: str) -> list[DraftLine]:
    """Returns the lines in their order, the ends of groups among them."""
    read = draft.read
    nodes = targets(read)
    without = {(slot.name, bool(slot.choice)) for slot, _ in lacking(read, chosen)}
    sheet = read.workbook.survey
    found = lines(sheet) if sheet else ()
    shown = []
    for line in found:
        node = nodes.get(line.name)
        if node is None:
            continue
        item = node if isinstance(node, Item) else None
        kind = item.kind if item else REPEAT if isinstance(node, Group) and node.repeat else GROUP
        ends = line.kind is LineKind.END
        shown.append(
            DraftLine(
                name=line.name,
                kind=kind,
                depth=min(line.depth, 3),
                wording=node.label.wording(read.default_language),
                own=dict(node.label.by_language).get(chosen, ""),
                lacks=not ends
                and (
                    (line.name, False) in without
                    or (item is not None and (item.choice_list, True) in without)
                ),
                required=item is not None and bool(item.required),
                conditioned=bool(node.relevant),
                up=not ends and can_move(found, line.name, Direction.UP),
                down=not ends and can_move(found, line.name, Direction.DOWN),
                ends=ends,
            )
        )
    return shown


def targets(read: Questionnaire) -> dict[str, Item | Group]:
    """Returns the questions and groups that stand in the sheet, by name; what or_other adds does not."""
    nodes: dict[str, Item | Group] = {group.name: group for group in read.groups if group.turn == 1}
    rows = {group.row for group in nodes.values()}
    for item in read.items:
        if item.turn == 1 and item.row not in rows:
            rows.add(item.row)
            nodes[item.name] = item
    return nodes


def tongues(read: Questionnaire) -> list[Tongue]:
    """Returns every language we serve, those of the form first."""
    figures = {figure.language: figure for figure in completeness(read)}
    total = len(slots(read))
    spoken = [Tongue(language(code), figure, True) for code, figure in figures.items()]
    others = [entry for entry in LANGUAGES if entry.code not in figures]
    return [*spoken, *(Tongue(entry, Completeness(entry.code, 0, total), False) for entry in others)]
