"""Every text stands in every language of the form; one that does not is a warning."""

from collections.abc import Iterable, Iterator

from survey.problems import ProblemCode
from survey.questionnaires.faults import Faults
from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Choice, Group, Item

_TEXTS = ("label", "hint", "guidance", "required_message", "constraint_message")


def check_translations(
    items: Iterable[Item], groups: Iterable[Group], languages: tuple[str, ...], faults: Faults
) -> None:
    """Warns of each text that is written in some language of the form and not in another."""
    choices: dict[int, Choice] = {}
    for item in items:
        for column in _TEXTS:
            _check(getattr(item, column), "survey", item.row, column, languages, faults)
        choices.update((choice.row, choice) for choice in item.worded())
    for group in groups:
        _check(group.label, "survey", group.row, "label", languages, faults)
    for row, choice in sorted(choices.items()):
        _check(choice.label, "choices", row, "label", languages, faults)


def _check(
    written: Texts, sheet: str, row: int, column: str, languages: tuple[str, ...], faults: Faults
) -> None:
    for code in _lacking(written, languages):
        faults.warn(ProblemCode.MISSING_TRANSLATION, f"{sheet}:{row}:{column}::{code}", language=code)


def _lacking(written: Texts, languages: tuple[str, ...]) -> Iterator[str]:
    return (code for code in languages if written and code not in written.languages)
