"""What the chat says for each question of a plan, whatever decides that it is asked: for who writes a
questionnaire."""

from dataclasses import dataclass

from survey.flow.plan import Plan, PlanItem
from survey.flow.preview import PreviewItem, preview_item, said
from survey.flow.values import Introduction


@dataclass(frozen=True, slots=True)
class ChatPreview:
    """One question as the chat asks it: what is said before it, and the conditions of the groups around it.
    `question` is None for what is said after the last one."""

    introductions: tuple[Introduction, ...]
    question: PreviewItem | None
    relevant: tuple[str, ...] = ()


def chat_preview(plan: Plan, language: str) -> tuple[ChatPreview, ...]:
    """The questions in their order, one turn of each repeat, each with the notes and groups' labels that the
    chat says since the one before."""
    turns: list[ChatPreview] = []
    said_since: list[Introduction] = []
    entered: set[str] = set()
    for found in plan.items.values():
        if not found.kind.shown or found.item.turn > 1:
            continue
        for group in found.item.groups:
            if group not in entered:
                entered.add(group)
                said_since += _introduced(*said(plan.groups[group].label, language))
        if found.asked:
            conditions = tuple(_relevance(plan, found))
            turns.append(ChatPreview(tuple(said_since), preview_item(found, language), conditions))
            said_since, entered = [], set(found.item.groups)
        else:
            said_since += _introduced(*said(found.label, language))
    if said_since:
        turns.append(ChatPreview(tuple(said_since), None))
    return tuple(turns)


def _relevance(plan: Plan, found: PlanItem) -> list[str]:
    groups = (plan.groups[name].relevant for name in found.item.groups)
    return [relevant.source for relevant in groups if relevant is not None]


def _introduced(text: str, language: str) -> list[Introduction]:
    return [Introduction(text, language)] if text else []
