"""A partner's report in words: its pages, each with the questions that were answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_decimal

from nlp.reading import mask
from survey.flow import Plan
from survey.flow.phrases import Shown
from survey.flow.plan import PlanItem
from survey.languages import read_as
from webapp.i18n import chosen_language


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what was answered to it; a text as it was written, personal data masked."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the report."""

    title: str
    lines: tuple[Line, ...]


def report_parts(
    plan: Plan, answers: Mapping[str, str], *, written_in: str, place: str, action: str
) -> list[Part]:
    """Returns the pages that have answers, in their order; ``place`` and ``action`` stand in the questions."""
    names = {"quartier_name": place, "action_name": action}

    def known(name: str, _language: str) -> str:
        return names.get(name, "…")

    language = chosen_language().code
    parts = []
    for key, page in plan.pages.items():
        told = [plan.items[name] for name in page.names if answers.get(name)]
        lines = tuple(
            Line(
                item.label.in_language(language).said(known),
                _in_words(item, answers[item.name], known, written_in),
            )
            for item in told
        )
        title = plan.groups[key].label.in_language(language).said(known) if key in plan.groups else ""
        if lines:
            parts.append(Part(title, lines))
    return parts


def _in_words(item: PlanItem, answer: str, known: Shown, written_in: str) -> str:
    language = chosen_language().code
    if item.choices:
        labels = {choice.name: choice.label.in_language(language).said(known) for choice in item.choices}
        return ", ".join(labels.get(name, name) for name in answer.split())
    if item.kind.kind == "integer":
        return str(format_decimal(int(answer)))
    return mask(answer, language=read_as(written_in)).masked
