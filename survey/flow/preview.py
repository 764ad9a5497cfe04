"""Every page of a plan at once, whatever decides that it is asked: for who writes a questionnaire."""

from dataclasses import dataclass

from survey.flow.phrases import Phrases
from survey.flow.plan import Page, Plan, PlanItem
from survey.flow.values import ScreenChoice, ScreenItem

BLANK = "…"
"""Stands in a text for the answer that it would repeat."""


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """An item as it would be drawn without any answer, with the expressions that decide about it."""

    item: ScreenItem
    relevant: str
    constraint: str
    choice_filter: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page; `title_language` is the one its title is really in, `relevant` the conditions of its groups."""

    key: str
    title: str
    title_language: str
    relevant: tuple[str, ...]
    items: tuple[PreviewItem, ...]


def preview(plan: Plan, language: str) -> tuple[PreviewPage, ...]:
    """The pages in their order, each with all its items and all their choices; one turn of each repeat."""
    first = (page for page in plan.pages.values() if any(found.item.turn <= 1 for found in page.items))
    return tuple(_page(plan, page, language) for page in first)


def _page(plan: Plan, page: Page, language: str) -> PreviewPage:
    groups = [plan.groups[name] for name in page.groups]
    titles = [said(group.label, language) for group in reversed(groups)]
    title, title_language = next((found for found in titles if found[0]), ("", language))
    conditions = tuple(group.relevant.source for group in groups if group.relevant)
    items = tuple(preview_item(found, language) for found in page.items if found.item.turn <= 1)
    return PreviewPage(page.key, title, title_language, conditions, items)


def preview_item(found: PlanItem, language: str) -> PreviewItem:
    """The item as it would be drawn without any answer."""
    label, label_language = said(found.label, language)
    hint, hint_language = said(found.hint, language)
    guidance, guidance_language = said(found.guidance, language)
    drawn = ScreenItem(
        name=found.name,
        kind="read_only" if found.item.read_only else found.kind.kind,
        role=found.item.role,
        label=label,
        hint=hint,
        guidance=guidance,
        appearance=found.appearance,
        required=found.asked and found.required is True,
        choices=tuple(ScreenChoice(choice.name, *said(choice.label, language)) for choice in found.choices),
        bounds=found.item.bounds,
        value=found.item.default,
        said="",
        entered=found.item.default,
        problem=None,
        language=label_language,
        hint_language=hint_language,
        guidance_language=guidance_language,
    )
    item = found.item
    return PreviewItem(drawn, item.relevant, item.constraint, item.choice_filter)


def said(written: Phrases, language: str) -> tuple[str, str]:
    """A text with a blank for each answer it repeats, and the language it is really in."""
    phrase = written.in_language(language)
    return phrase.said(lambda name, code: BLANK), phrase.language
