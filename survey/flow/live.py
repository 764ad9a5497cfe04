"""What a page needs to follow its own answers while they are given; the server judges them all the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from survey.expressions import Expression
from survey.expressions.folding import Moving, folded, truth
from survey.expressions.shared import outside_the_device
from survey.expressions.tree import Node, Text, calls, references
from survey.flow.path import Path, revealed, walk
from survey.flow.phrases import Phrases
from survey.flow.plan import Page, Plan, PlanGroup, PlanItem
from survey.flow.screens import constraint_problem, screen_item
from survey.flow.values import Screen, ScreenItem
from survey.moment import Moment
from survey.problems import Problem
from survey.questionnaires.types.register import Bounds
from survey.questionnaires.values import Answers

_WANTS_THE_PLAN = ("jr:choice-name", "format-date", "format-date-time")
"""Functions that want labels or names of days, which a page does not carry."""


@dataclass(frozen=True, slots=True)
class Step:
    """An item or a group in the order of dependency, what does not move in its expressions computed already.

    `group` is the moving group around it, or "". `relevant`, `calculation` and `constraint` are None when there is
    none or when it holds whatever the page answers; `problem` is what breaking the constraint comes to. `bounds` are
    those of a range.
    """

    name: str
    kind: str
    group: str
    relevant: Node | None
    calculation: Node | None
    constraint: Node | None
    problem: Problem | None
    bounds: Bounds | None


@dataclass(frozen=True, slots=True)
class LivePage:
    """A screen with the items that its own answers may bring in: `items` in their order, the names in `waiting` off
    the path as it is now. `steps` decide, from the first to the last."""

    items: tuple[ScreenItem, ...]
    waiting: frozenset[str]
    steps: tuple[Step, ...]


class _NotAlone(Exception):
    """The page cannot follow its answers without the server."""


def live_page(
    plan: Plan, answers: Answers, screen: Screen, *, language: str, moment: Moment
) -> LivePage | None:
    """What lets a page follow its answers, None when nothing on it depends on them or the server is needed to tell.

    The server is needed when choices or texts of the page depend on its answers too, or an expression calls for
    labels, names of days or what devices do not compute.
    """
    page = plan.pages.get(screen.page)
    if page is None or not any(found.awaits or _crosses(found, page) for found in page.items):
        return None
    path = walk(plan, answers, moment)
    try:
        return _Follower(path, page).live_page(screen, language)
    except _NotAlone:
        return None


def _crosses(found: PlanItem, page: Page) -> bool:
    """Whether the rule of an answer looks at another answer of its page."""
    if found.constraint is None:
        return False
    return any(
        name.name in page.names and name.name != found.name for name in references(found.constraint.tree)
    )


class _Follower:
    def __init__(self, path: Path, page: Page) -> None:
        self._path = path
        self._page = page
        self._moving = {found.name for found in page.items if found.asked}
        self._off: set[str] = set()
        self._elsewhere: set[str] = set()
        self._steps: list[Step] = []

    def live_page(self, screen: Screen, language: str) -> LivePage | None:
        for node in self._path.plan.order:
            self._read(node, language)
        self._prune()
        if not any(step.relevant or step.group for step in self._steps) and not self._judges():
            return None
        kept = {step.name for step in self._steps}
        brought = [
            found
            for found in self._page.items
            if found.name in kept and found.name not in self._path.relevant
        ]
        for found in brought:
            self._refuse_moving_texts(found)
        known = {item.name: item for item in screen.items}
        later = revealed(self._path, brought)
        for found in brought:
            known[found.name] = screen_item(later, found, language, checked=False)
        return LivePage(
            tuple(known[name] for name in self._page.names if name in known),
            frozenset(found.name for found in brought),
            tuple(self._steps),
        )

    def _read(self, node: PlanItem | PlanGroup, language: str) -> None:
        here = node.name in self._page.names
        if self._is_elsewhere(node, here):
            self._elsewhere.add(node.name)
            return
        if isinstance(node, PlanItem) and node.page and not here:
            return
        if node.group in self._off:
            self._drop(node.name)
            return
        relevant = self._fold(node.relevant)
        holds = None if relevant is None else truth(relevant, Moving(self._moving))
        if holds is False or (here and isinstance(node, PlanItem) and self._without_choices(node)):
            self._drop(node.name)
            return
        relevant = None if holds else relevant
        group = node.group if node.group in self._moving else ""
        if isinstance(node, PlanGroup):
            if relevant is not None or group:
                self._moving.add(node.name)
                self._steps.append(Step(node.name, "", group, relevant, None, None, None, None))
            return
        calculation = self._computed(node)
        moves = calculation is not None and Moving(self._moving).moves(calculation)
        if not here and not (relevant is not None or group or moves):
            return
        if moves or relevant is not None or group:
            self._moving.add(node.name)
        constraint, problem = self._rule(node, language)
        kind = node.kind.kind if node.asked or calculation is not None else ""
        self._steps.append(
            Step(node.name, kind, group, relevant, calculation, constraint, problem, node.item.bounds)
        )

    def _is_elsewhere(self, node: PlanItem | PlanGroup, here: bool) -> bool:
        """Whether the page moves something on another page, or what comes of it: steps do not follow it there.

        Raises _NotAlone when the page itself looks at such a thing.
        """
        found = [node.relevant]
        if isinstance(node, PlanItem):
            found += [node.calculation, node.constraint, node.choice_filter, node.default]
        names = {name.name for one in found if one is not None for name in references(one.tree)} | {
            node.group
        }
        comes_of_it = not names.isdisjoint(self._elsewhere)
        if here and comes_of_it:
            raise _NotAlone
        away = isinstance(node, PlanItem) and bool(node.page) and not here
        return comes_of_it or (away and not names.isdisjoint(self._moving))

    def _drop(self, name: str) -> None:
        """What is off the path whatever the page answers has no value there."""
        self._off.add(name)
        self._moving.discard(name)

    def _fold(self, found: Expression | None, *, current: str = "", itself: bool = False) -> Node | None:
        if found is None:
            return None
        moving = Moving(self._moving, itself=itself)
        tree = folded(found.tree, replace(self._path.context, current=current), moving)
        if moving.moves(tree) and (
            outside_the_device(tree) or any(calls(tree, one) for one in _WANTS_THE_PLAN)
        ):
            raise _NotAlone
        return tree

    def _computed(self, node: PlanItem) -> Node | None:
        """What an item is computed to be; a value that nobody can change is its own expression."""
        kept = self._path.answers.get(node.name, node.item.default)
        if node.calculation is not None or node.asked:
            return self._fold(node.calculation, current=kept)
        if node.default is not None and node.name not in self._path.answers:
            return self._fold(node.default)
        return Text(kept) if kept else None

    def _rule(self, node: PlanItem, language: str) -> tuple[Node | None, Problem | None]:
        if node.constraint is None or not node.asked:
            return None, None
        tree = self._fold(node.constraint, itself=True)
        if self._mentions(node.constraint_message):
            raise _NotAlone
        return tree, constraint_problem(self._path, node, language)

    def _without_choices(self, node: PlanItem) -> bool:
        """Whether a filter leaves an item nothing to choose from, whatever the page answers."""
        if not node.varies:
            return False
        filter_moves = node.choice_filter is not None and Moving(self._moving).moves(node.choice_filter.tree)
        if filter_moves or any(self._mentions(choice.label) for choice in node.choices):
            raise _NotAlone
        return node.choice_filter is not None and not self._path.offered(node)

    def _refuse_moving_texts(self, found: PlanItem) -> None:
        texts = (found.label, found.hint, found.guidance)
        required = not isinstance(found.required, bool) and Moving(self._moving, itself=True).moves(
            found.required.tree
        )
        if required or any(map(self._mentions, texts)):
            raise _NotAlone

    def _mentions(self, written: Phrases) -> bool:
        return any(
            name in self._moving for phrase in written.by_language.values() for name in phrase.parts[1::2]
        )

    def _judges(self) -> bool:
        return any(
            step.constraint is not None and Moving(self._moving - {step.name}).moves(step.constraint)
            for step in self._steps
        )

    def _prune(self) -> None:
        """Leaves out what neither moves on the page, nor is judged, nor is looked at by what does."""
        needed: set[str] = set()
        kept: list[Step] = []
        for step in reversed(self._steps):
            matters = step.relevant is not None or bool(step.group) or step.constraint is not None
            if step.name in needed or (matters and step.name in self._page.names):
                kept.append(step)
                needed |= {step.group, *_names(step)}
        self._steps = kept[::-1]


def _names(step: Step) -> Iterator[str]:
    for tree in (step.relevant, step.calculation, step.constraint):
        for found in references(tree) if tree is not None else ():
            yield found.name
