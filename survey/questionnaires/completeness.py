"""How much of a questionnaire is written in each of its languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Questionnaire


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of `total` texts that the form shows in some language, `written` stand in this one."""

    language: str
    written: int
    total: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 for a form without any text."""
        return self.written / self.total if self.total else 1.0


def completeness(questionnaire: Questionnaire) -> tuple[Completeness, ...]:
    """One figure a language, in the order of the form: the title, labels, help and messages of questions,
    labels of groups and of choices, each choice of a list counted once, names of places left out."""
    written = [text for text in _texts(questionnaire) if text]
    return tuple(
        Completeness(code, sum(code in text.languages for text in written), len(written))
        for code in questionnaire.languages
    )


def _texts(questionnaire: Questionnaire) -> Iterator[Texts]:
    yield questionnaire.title
    choices: dict[int, Texts] = {}
    for item in (item for item in questionnaire.items if item.turn == 1):
        yield from (item.label, item.hint, item.guidance, item.required_message, item.constraint_message)
        choices.update((choice.row, choice.label) for choice in item.worded())
    yield from (group.label for group in questionnaire.groups if group.turn == 1)
    yield from choices.values()
