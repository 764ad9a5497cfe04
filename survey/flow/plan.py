"""A questionnaire made ready to be asked: everything that does not depend on answers, computed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from survey.expressions import Expression, expression
from survey.expressions.tree import calls
from survey.flow.phrases import Phrases, phrases
from survey.questionnaires.dependencies import evaluation_order, expression_names, read_condition
from survey.questionnaires.types import BY_KIND, ItemType, Question
from survey.questionnaires.types.unasked import HIDDEN
from survey.questionnaires.values import Group, Item, Questionnaire

ALWAYS = "true()"


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A choice; one whose label refers to answers is offered only when the label is not empty. `columns` are
    what choice filters look at; `pictogram` is "" for none."""

    name: str
    label: Phrases
    columns: Mapping[str, str]
    pictogram: str


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """A group: what decides whether it is asked, and what it is called. `group` is the one around it, or
    ""."""

    name: str
    row: int
    group: str
    relevant: Expression | None
    label: Phrases


@dataclass(frozen=True, slots=True)
class PlanItem:
    """An item with its expressions ready to run.

    `required` is a truth or what decides it. `page` is the key of its page, "" when it stands on none.
    `varies` when the choices offered depend on answers; `question` holds all of them otherwise. `default` is
    computed where the sheet computes it. `awaits` names the items of its own page that decide whether it is
    asked.
    """

    name: str
    item: Item
    kind: ItemType
    asked: bool
    question: Question
    group: str
    page: str
    relevant: Expression | None
    required: Expression | bool
    constraint: Expression | None
    calculation: Expression | None
    default: Expression | None
    choice_filter: Expression | None
    label: Phrases
    hint: Phrases
    guidance: Phrases
    required_message: Phrases
    constraint_message: Phrases
    choices: tuple[PlanChoice, ...]
    varies: bool
    appearance: tuple[str, ...]
    awaits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """Items asked on one screen, in their order. `key` is the name of its group or of its only item.

    `groups` names the groups that hold all of it, outermost first; their labels make the title. `names` are
    those of its items. `repeats` when a text on it may say again what a person answered.
    """

    key: str
    names: tuple[str, ...]
    items: tuple[PlanItem, ...]
    groups: tuple[str, ...]
    repeats: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A questionnaire ready to be asked. Share one between requests: nothing in it changes.

    `items` and `groups` stand by name in the order of the sheet, `pages` by key; `order` holds items and
    groups so that each follows what it depends on; `asked` are the items a person answers and the notes
    between, in order.
    """

    name: str
    version: str
    title: Phrases
    languages: tuple[str, ...]
    default_language: str
    items: Mapping[str, PlanItem] = field(repr=False)
    groups: Mapping[str, PlanGroup] = field(repr=False)
    pages: Mapping[str, Page] = field(repr=False)
    order: tuple[PlanItem | PlanGroup, ...] = field(repr=False)
    labels: Mapping[str, Mapping[str, Phrases]] = field(repr=False)
    roles: Mapping[str, str] = field(repr=False)
    worded: frozenset[str] = field(repr=False)

    def page_of(self, item: str) -> str:
        """The key of the page an item stands on, "" when it stands on none or is unknown."""
        found = self.items.get(item)
        return found.page if found else ""

    def with_role(self, role: str) -> tuple[str, ...]:
        """The names of the items that carry a role, in the order asked."""
        return tuple(name for name, carried in self.roles.items() if carried == role)


def plan_of(questionnaire: Questionnaire) -> Plan:
    """The plan of a questionnaire. Milliseconds: keep it as long as the questionnaire serves."""
    groups = {group.name: group for group in questionnaire.groups}
    keys = {item.name: _page_key(item, groups) for item in questionnaire.items}
    awaited = _awaited(questionnaire, keys)
    items = {item.name: _plan_item(item, keys[item.name], awaited[item.name]) for item in questionnaire.items}
    plan_groups = {group.name: _plan_group(group) for group in questionnaire.groups}
    nodes: dict[str, PlanItem | PlanGroup] = {**plan_groups, **items}
    order = evaluation_order(questionnaire.items, questionnaire.groups)
    return Plan(
        name=questionnaire.name,
        version=questionnaire.version,
        title=phrases(questionnaire.title),
        languages=questionnaire.languages,
        default_language=questionnaire.default_language,
        items=items,
        groups=plan_groups,
        pages=_pages(items, plan_groups, groups),
        order=tuple(nodes[name] for name in order),
        labels={
            name: {choice.name: choice.label for choice in reversed(found.choices)}
            for name, found in items.items()
            if found.choices
        },
        roles={item.name: item.role for item in questionnaire.items if item.role},
        worded=frozenset(name for name, found in items.items() if _says_labels(found.calculation)),
    )


def _page_key(item: Item, groups: Mapping[str, Group]) -> str:
    if not BY_KIND[item.kind].shown:
        return ""
    return next((name for name in item.groups if groups[name].page), item.name)


def _pages(
    items: Mapping[str, PlanItem], labelled: Mapping[str, PlanGroup], groups: Mapping[str, Group]
) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    shown = [found for found in items.values() if found.page]
    for key, members in groupby(shown, key=lambda found: found.page):
        on_page = tuple(members)
        around = (*groups[key].groups, key) if key in groups else on_page[0].item.groups
        titles = [labelled[name].label for name in around]
        texts = [*titles, *(text for found in on_page for text in _texts(found))]
        repeats = any(items[name].kind is not HIDDEN for text in texts for name in text.names)
        pages[key] = Page(key, tuple(found.name for found in on_page), on_page, around, repeats)
    return pages


def _texts(found: PlanItem) -> Iterator[Phrases]:
    """What a page says of an item that nobody has answered yet."""
    yield from (found.label, found.hint, found.guidance)
    yield from (choice.label for choice in found.choices)


def _awaited(questionnaire: Questionnaire, keys: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each item, the items of its own page that its relevance, or that of a group around it, looks at.

    Calculations are looked through: an item may wait for a neighbour by way of one.
    """
    groups = {group.name: group for group in questionnaire.groups}
    items = {item.name: item for item in questionnaire.items}
    found: dict[str, frozenset[str]] = {}
    for item in questionnaire.items:
        waiting = [item.relevant, *(groups[name].relevant for name in item.groups)]
        seen = {name for name in expression_names(item.choice_filter, "choice_filter") if name in items}
        waiting += [items[name].calculation for name in seen]
        while waiting:
            for name in expression_names(waiting.pop()):
                if name in items and name not in seen:
                    seen.add(name)
                    waiting += [items[name].calculation]
        page = keys[item.name]
        found[item.name] = frozenset(name for name in seen if page and keys[name] == page)
    return found


def _plan_group(group: Group) -> PlanGroup:
    around = group.groups[-1] if group.groups else ""
    return PlanGroup(group.name, group.row, around, _optional(group.relevant), phrases(group.label))


def _plan_item(item: Item, page: str, awaits: frozenset[str]) -> PlanItem:
    choices = tuple(
        PlanChoice(choice.name, phrases(choice.label), dict(choice.columns), choice.pictogram)
        for choice in item.choices
    )
    names = tuple(dict.fromkeys(choice.name for choice in item.choices))
    kind = BY_KIND[item.kind]
    return PlanItem(
        name=item.name,
        item=item,
        kind=kind,
        asked=kind.asked and not item.read_only,
        question=Question(item.name, names, item.bounds),
        group=item.groups[-1] if item.groups else "",
        page=page,
        relevant=_optional(item.relevant),
        required=_required(item.required),
        constraint=_optional(item.constraint),
        calculation=_optional(item.calculation),
        default=_optional(item.default_expression),
        choice_filter=read_condition(item.choice_filter, "choice_filter") if item.choice_filter else None,
        label=phrases(item.label),
        hint=phrases(item.hint),
        guidance=phrases(item.guidance),
        required_message=phrases(item.required_message),
        constraint_message=phrases(item.constraint_message),
        choices=choices,
        varies=bool(item.choice_filter) or any(choice.label.refers for choice in choices),
        appearance=tuple(item.appearance.split()),
        awaits=awaits,
    )


def _says_labels(calculation: Expression | None) -> bool:
    return calculation is not None and calls(calculation.tree, "jr:choice-name")


def _optional(source: str) -> Expression | None:
    return expression(source) if source else None


def _required(source: str) -> Expression | bool:
    return source == ALWAYS if source in ("", ALWAYS) else expression(source)
