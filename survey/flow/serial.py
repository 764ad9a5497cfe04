"""A plan as JSON, for a device that asks without network: webapp/static/expressions.js runs its trees."""

from collections.abc import Iterator, Mapping, Sequence

from survey.expressions import Expression
from survey.expressions.calendar_names import WRITES_NAMES, calendar_names
from survey.expressions.tree import as_json, calls
from survey.flow.phrases import Phrases
from survey.flow.plan import Page, Plan, PlanGroup, PlanItem

PlanJson = Mapping[str, "PlanJson"] | Sequence["PlanJson"] | str | float | bool | None

FORMAT = 2
"""Raised when a device that reads the former shape would go wrong."""


def plan_as_json(plan: Plan) -> dict[str, PlanJson]:
    """The plan as JSON values: items in the order of the sheet, pages, expression trees as nested lists,
    `order`, the names of items and groups so that each follows what it depends on, and `calendar`, the short names
    of months and weekdays by language when some expression writes days."""
    return {
        "format": FORMAT,
        "name": plan.name,
        "version": plan.version,
        "title": _phrases(plan.title),
        "languages": list(plan.languages),
        "default_language": plan.default_language,
        "groups": {group.name: _group(group) for group in plan.groups.values()},
        "items": {found.name: _item(found) for found in plan.items.values()},
        "pages": [_page(page) for page in plan.pages.values()],
        "order": [node.name for node in plan.order],
        "calendar": _calendar(plan),
    }


def _calendar(plan: Plan) -> PlanJson:
    written = any(calls(found.tree, name) for found in _expressions(plan) for name in WRITES_NAMES)
    return calendar_names(plan.languages) if written else {}


def _expressions(plan: Plan) -> Iterator[Expression]:
    for node in plan.order:
        found = [node.relevant]
        if isinstance(node, PlanItem):
            found += [node.constraint, node.calculation, node.default, node.choice_filter]
            found += [node.required] if isinstance(node.required, Expression) else []
        yield from (one for one in found if one is not None)


def _group(group: PlanGroup) -> PlanJson:
    return {"group": group.group, "relevant": _tree(group.relevant), "label": _phrases(group.label)}


def _item(found: PlanItem) -> PlanJson:
    return {
        "kind": found.kind.kind,
        "role": found.item.role,
        "group": found.group,
        "page": found.page,
        "default": found.item.default,
        "appearance": list(found.appearance),
        "relevant": _tree(found.relevant),
        "required": found.required if isinstance(found.required, bool) else _tree(found.required),
        "constraint": _tree(found.constraint),
        "calculation": _tree(found.calculation),
        "default_expression": _tree(found.default),
        "choice_filter": _tree(found.choice_filter),
        "bounds": [str(found.item.bounds.least), str(found.item.bounds.most), str(found.item.bounds.step)]
        if found.item.bounds
        else None,
        "read_only": found.item.read_only,
        "label": _phrases(found.label),
        "hint": _phrases(found.hint),
        "guidance": _phrases(found.guidance),
        "required_message": _phrases(found.required_message),
        "constraint_message": _phrases(found.constraint_message),
        "choices": [
            {"name": choice.name, "label": _phrases(choice.label)}
            | ({"pictogram": choice.pictogram} if choice.pictogram else {})
            # Cells are of use to a filter only: a list of places is long enough without them.
            | ({"columns": dict(choice.columns)} if found.choice_filter else {})
            for choice in found.choices
        ],
        "awaits": sorted(found.awaits),
    }


def _page(page: Page) -> PlanJson:
    return {
        "key": page.key,
        "items": [found.name for found in page.items],
        "groups": list(page.groups),
    }


def _tree(found: Expression | None) -> PlanJson:
    return None if found is None else as_json(found.tree)


def _phrases(written: Phrases) -> PlanJson:
    """By language, the parts of the text: text, name of an item, text…"""
    return {code: list(phrase.parts) for code, phrase in written.by_language.items()}
