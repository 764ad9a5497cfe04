"""What a page carries so that a script may follow its answers: webapp/static/relevance.js."""

import json
from dataclasses import dataclass
from typing import Any

from survey.expressions.tree import Node, as_json
from survey.flow import Plan, Screen, ScreenItem, Step, live_page
from survey.moment import Moment
from survey.questionnaires.values import Answers
from webapp.wording import word_problem


@dataclass(frozen=True, slots=True)
class Following:
    """The items to draw, the names of those that wait for an answer of the page, and the steps as JSON.

    ``live`` is "" where nothing on the page depends on its own answers: then no script is needed.
    """

    items: tuple[ScreenItem, ...]
    waiting: frozenset[str] = frozenset()
    live: str = ""


def following(plan: Plan, answers: Answers, screen: Screen, *, language: str, moment: Moment) -> Following:
    """Returns what the page of a screen draws and carries."""
    found = live_page(plan, answers, screen, language=language, moment=moment)
    if found is None:
        return Following(screen.items)
    shown = {item.name for item in found.items}
    steps = [_step(step, here=step.name in shown) for step in found.steps]
    live = {"now": moment.now.isoformat(), "steps": steps}
    return Following(found.items, found.waiting, json.dumps(live, ensure_ascii=False, separators=(",", ":")))


def _step(step: Step, *, here: bool) -> dict[str, Any]:
    """Only what is there: most of a step is not."""
    written = {
        "name": step.name,
        "kind": step.kind,
        "group": step.group,
        "here": here,
        "relevant": _tree(step.relevant),
        "calculation": _tree(step.calculation),
        "constraint": _tree(step.constraint),
        "message": word_problem(step.problem) if step.problem else "",
        "bounds": [str(step.bounds.least), str(step.bounds.most), str(step.bounds.step)]
        if step.bounds
        else None,
    }
    return {key: value for key, value in written.items() if value}


def _tree(node: Node | None) -> Any:
    return None if node is None else as_json(node)
