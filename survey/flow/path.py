"""The path through a plan as some answers make it: computed each time, never stored."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from survey.expressions import ChoiceLabel, Context, Value, as_boolean, stored
from survey.flow.plan import Page, Plan, PlanChoice, PlanItem
from survey.moment import Moment
from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types import Question
from survey.questionnaires.values import Answers


@dataclass(slots=True)
class Path:
    """What the answers come to.

    `relevant` names the items and groups that are asked, `accepted` the canonical answers on the path with
    the calculations, `faults` what is wrong with the entries that were refused, by item. `entries` are what
    was entered or computed for each item on the path, accepted or not.
    """

    plan: Plan
    answers: Answers
    context: Context
    relevant: set[str] = field(default_factory=set)
    accepted: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Problem] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    _offered: dict[str, tuple[PlanChoice, ...]] = field(default_factory=dict)
    _questions: dict[str, Question] = field(default_factory=dict)

    def missing(self, found: PlanItem) -> bool:
        """Whether an item on the path wants an answer that it does not have."""
        if not found.asked or found.required is False or found.name in self.accepted:
            return False
        return self.requires(found) and not self.entries.get(found.name)

    def requires(self, found: PlanItem) -> bool:
        """Whether an item must be answered."""
        if isinstance(found.required, bool):
            return found.required
        self.context.current = self.values.get(found.name, "")
        return as_boolean(found.required.run(self.context))

    def problem(self, found: PlanItem) -> Problem | None:
        """What keeps an item from being left: its entry was refused, or its answer is missing."""
        if found.name not in self.relevant:
            return None
        fault = self.faults.get(found.name)
        if fault is None and self.missing(found):
            return problem(ProblemCode.REQUIRED, found.name)
        return fault

    def newcomer(self, found: PlanItem) -> bool:
        """Whether an item was never shown though a neighbour on its page has been answered and brought it
        in."""
        return (
            bool(found.awaits)
            and found.asked
            and found.name in self.relevant
            and found.name not in self.answers
            and not found.awaits.isdisjoint(self.answers)
        )

    def told(self, found: PlanItem) -> Problem | None:
        """The problem of an item as people are told it: nothing is missing where nothing was asked yet."""
        return None if self.newcomer(found) else self.problem(found)

    def shows(self, page: Page) -> bool:
        """Whether something of a page is asked or shown."""
        return not self.relevant.isdisjoint(page.names)

    def offered(self, found: PlanItem) -> tuple[PlanChoice, ...]:
        """The choices offered now: those that the filter keeps; one whose label comes out of answers is left
        out while it is empty."""
        if not found.varies:
            return found.choices
        if found.name not in self._offered:
            self._offered[found.name] = tuple(self._filtered(found))
        return self._offered[found.name]

    def question(self, found: PlanItem) -> Question:
        """What the type of an item needs to know, with the choices offered now."""
        if not found.varies:
            return found.question
        if found.name not in self._questions:
            offered = tuple(choice.name for choice in self.offered(found))
            self._questions[found.name] = replace(found.question, offered=offered)
        return self._questions[found.name]

    def _filtered(self, found: PlanItem) -> Iterator[PlanChoice]:
        language = self.plan.default_language
        context = replace(self.context, current="") if found.choice_filter else self.context
        for choice in found.choices:
            if found.choice_filter is not None:
                context.columns = choice.columns
                if not as_boolean(found.choice_filter.run(context)):
                    continue
            if not choice.label.refers or choice.label.in_language(language).said(self.shown).strip():
                yield choice

    def shown(self, name: str, language: str) -> str:
        """An answer as a text shows it: labels for choices, the answer itself otherwise, "" for none.

        A calculation that says labels is computed once more to say them in the language of the text.
        """
        answer = self.accepted.get(name, "")
        if not answer:
            return ""
        if name in self.plan.worded:
            return self._worded(self.plan.items[name], language)
        labels = self.plan.labels.get(name)
        if labels is None:
            return answer
        return ", ".join(
            labels[choice].in_language(language).said(self._stored) for choice in answer.split(" ")
        )

    def _stored(self, name: str, language: str) -> str:
        """An answer as it is stored: a label inside a label inside a label goes no deeper."""
        return self.accepted.get(name, "")

    def _worded(self, found: PlanItem, language: str) -> str:
        if found.calculation is None:
            return self.accepted[found.name]
        context = replace(self.context, current=self.accepted[found.name], language=language)
        return stored(found.calculation.run(context))

    @property
    def values(self) -> Mapping[str, Value]:
        return self.context.values


def walk(plan: Plan, answers: Answers, moment: Moment) -> Path:
    """The path of `answers`: every item and group in the order they depend on one another.

    Conditions and calculations see labels in the default language: the path is the same whatever language it
    is read in.
    """
    values: dict[str, Value] = {}
    context = Context(values, moment, language=plan.default_language)
    path = Path(plan, answers, context)
    context.choice_label = _choice_label(path)
    relevant = path.relevant
    for node in plan.order:
        if node.group and node.group not in relevant:
            continue
        if node.relevant is not None:
            context.current = ""
            if not as_boolean(node.relevant.run(context)):
                continue
        if isinstance(node, PlanItem):
            if node.choice_filter is not None and not path.offered(node):
                # Nothing is left to choose from: there is no question.
                continue
            kept = _entry(node, answers, context)
            if kept:
                path.entries[node.name] = kept
                _accept(path, node, kept, values)
        relevant.add(node.name)
    return path


def revealed(path: Path, items: Iterable[PlanItem]) -> Path:
    """The path as if these items were on it, each with its entry; `path` stays as it is."""
    values = dict(path.values)
    context = replace(path.context, values=values)
    copy = replace(
        path,
        context=context,
        relevant=set(path.relevant),
        accepted=dict(path.accepted),
        faults=dict(path.faults),
        entries=dict(path.entries),
    )
    for found in items:
        copy.relevant.add(found.name)
        kept = _entry(found, path.answers, context)
        if kept:
            copy.entries[found.name] = kept
            _accept(copy, found, kept, values)
    return copy


def _entry(found: PlanItem, answers: Answers, context: Context) -> str:
    """What was entered for an item, its default when nothing ever was, or what it is computed to be."""
    kept = answers.get(found.name, found.item.default)
    if found.name not in answers and found.default is not None:
        context.current = ""
        kept = stored(found.default.run(context))
    if found.calculation is not None:
        context.current = kept
        kept = stored(found.calculation.run(context))
    return kept


def _accept(path: Path, found: PlanItem, kept: str, values: dict[str, Value]) -> None:
    """Takes an entry as the value of its item, or names its fault."""
    if found.kind.calculation or not found.asked:
        # A computed value is read as people's are: a date from dd/mm/yyyy, a number from its text.
        kept = found.kind.read(path.question(found), (kept,)) or kept
    fault = found.kind.fault(path.question(found), kept)
    if fault is not None:
        path.faults[found.name] = fault
        return
    value = found.kind.xpath(kept)
    values[found.name] = value
    if found.constraint is not None:
        path.context.current = value
        if not as_boolean(found.constraint.run(path.context)):
            del values[found.name]
            path.faults[found.name] = problem(ProblemCode.CONSTRAINT, found.name)
            return
    path.accepted[found.name] = kept


def _choice_label(path: Path) -> ChoiceLabel:
    def label(item: str, choice: str, language: str) -> str:
        found = path.plan.labels.get(item, {}).get(choice)
        return found.in_language(language).said(path.shown) if found else ""

    return label
