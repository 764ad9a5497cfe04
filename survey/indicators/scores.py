"""A person's score on a scale of several items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.flow import Plan
from survey.questionnaires.comparability import counted_together
from survey.roles import NO_ANSWER


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """One item: its question's name, its answers from the lowest to the highest, and whether its poles are turned
    round."""

    name: str
    order: tuple[str, ...]
    reversed: bool = False

    def value(self, answer: str) -> float | None:
        """Returns the answer between 0 (worst) and 1 (best), None when it is none of the item's."""
        if answer not in self.order or len(self.order) < 2:
            return None
        share = self.order.index(answer) / (len(self.order) - 1)
        return 1 - share if self.reversed else share


def scale_items(plans: Sequence[Plan], scale: str) -> tuple[ScaleItem, ...]:
    """Returns the items of a scale (``use`` for the role ``scale:use``) that every one of ``plans`` asks alike.

    An item whose answers, their words' order or poles differ between versions measures something else and is left out:
    see `survey.questionnaires.comparability.counted_together`.
    """
    found = [_items_of(plan, scale) for plan in plans]
    if not found:
        return ()
    first, *others = found
    return tuple(
        item for item in first if all(item in other for other in others) and asked_alike(plans, item.name)
    )


def asked_alike(plans: Sequence[Plan], question: str) -> bool:
    """Returns whether the answers to a question may be counted together over those of ``plans`` that ask it."""
    asked = [plan.items[question].item for plan in plans if question in plan.items]
    return all(counted_together(asked[0], item) for item in asked[1:])


def score(items: Sequence[ScaleItem], answers: Mapping[str, str]) -> float | None:
    """Returns the mean of a person's answered items between 0 and 1, None when fewer than half are answered.

    The half rule for missing items is that of the RAND health surveys (Hays 1993).
    """
    values = [value for item in items if (value := item.value(answers.get(item.name, ""))) is not None]
    if not items or 2 * len(values) < len(items):
        return None
    return sum(values) / len(values)


def _items_of(plan: Plan, scale: str) -> list[ScaleItem]:
    return [
        ScaleItem(
            name,
            tuple(choice.name for choice in plan.items[name].choices if choice.name != NO_ANSWER),
            reversed=plan.items[name].item.scoring == "reversed",
        )
        for name in plan.with_role(f"scale:{scale}")
        if plan.items[name].kind.kind == "select_one"
    ]
