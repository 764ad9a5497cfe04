"""The fields of a simple condition: as they are first shown, as they were entered, and what they may look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from survey.questionnaires import Questionnaire
from survey.questionnaires.editing import ORDERED, AnswerTest, Operator, SimpleCondition
from survey.questionnaires.values import Item

MOST_TESTS = 6
NUMBER = "#"
_NUMBERS = ("integer", "decimal", "range")
_TEXTS_ONLY = (Operator.INCLUDES, Operator.EXCLUDES)
_MOST_DIGITS = 15


class BadCondition(ValueError):
    """A test was entered that means nothing: an order without a number, or a number that is none."""


@dataclass(frozen=True, slots=True)
class EnteredTest:
    """One line of a condition as its fields hold it: ``of`` is ``question=choice``, or ``question#`` for a number."""

    of: str = ""
    operator: str = Operator.IS
    number: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A question that a condition may look at, with its answers as (value of the field, what to call it)."""

    label: str
    answers: tuple[tuple[str, str], ...]


def entered_tests(posted: Mapping[str, str]) -> list[EnteredTest]:
    """Returns the lines of the condition that name something."""
    lines = (
        EnteredTest(*(posted.get(f"if:{place}:{part}", "").strip() for part in ("of", "operator", "number")))
        for place in range(MOST_TESTS)
    )
    return [line for line in lines if line.of]


def as_entered(condition: SimpleCondition | None) -> list[EnteredTest]:
    """Returns the fields of a condition as they are first shown."""
    return [
        EnteredTest(f"{test.question}{NUMBER}", test.operator, test.value)
        if test.number
        else EnteredTest(f"{test.question}={test.value}", test.operator)
        for test in (condition.tests if condition else ())
    ]


def entered_condition(posted: Mapping[str, str], present: SimpleCondition | None) -> SimpleCondition | None:
    """Returns the condition that was entered, the present one when its fields were left alone; None for none.

    Raises BadCondition.
    """
    lines = entered_tests(posted)
    every = posted.get("joined") != "any"
    if present is not None and [_plain(line) for line in lines] == [
        _plain(line) for line in as_entered(present)
    ]:
        return SimpleCondition(present.tests, every if len(lines) > 1 else present.every)
    tests = tuple(_read(line) for line in lines)
    return SimpleCondition(tests, every or len(tests) == 1) if tests else None


def offered(read: Questionnaire, above: int, shown: Iterable[EnteredTest]) -> list[Offered]:
    """Returns what a condition on row ``above`` may look at: the questions before it, and whatever ``shown`` does.

    An answer that has no label is called by its value: ``#`` is a number, ``OK`` a ticked box, "" no answer.
    """
    wanted = sorted({line.of for line in shown if line.of})
    found: list[Offered] = []
    known: set[str] = set()
    for item in read.items:
        if item.row < above and item.turn == 1 and item.kind != "note":
            answers = _answers(item, read.default_language)
            values = {value for value, _ in answers}
            answers += [_bare(of) for of in wanted if _question(of) == item.name and of not in values]
            known |= {value for value, _ in answers}
            label = item.label.text(read.default_language) or item.name
            found.append(Offered(label, tuple(answers)))
    return [*found, *(Offered(_question(of), (_bare(of),)) for of in wanted if of not in known)]


def _answers(item: Item, language: str) -> list[tuple[str, str]]:
    answers = [(f"{item.name}={choice.name}", choice.label.text(language)) for choice in item.choices]
    if item.kind in _NUMBERS:
        answers.append((f"{item.name}{NUMBER}", NUMBER))
    if item.kind == "acknowledge":
        answers.append((f"{item.name}=OK", "OK"))
    return [*answers, (f"{item.name}=", "")]


def _bare(of: str) -> tuple[str, str]:
    return of, NUMBER if _of_number(of) else of.partition("=")[2]


def _of_number(of: str) -> bool:
    return of.endswith(NUMBER) and "=" not in of


def _question(of: str) -> str:
    return of.removesuffix(NUMBER) if _of_number(of) else of.partition("=")[0]


def _plain(line: EnteredTest) -> tuple[str, str, str]:
    """A line without the number of a test that compares with none: the field stands there all the same."""
    return line.of, line.operator, line.number if _of_number(line.of) else ""


def _read(line: EnteredTest) -> AnswerTest:
    if line.operator not in list(Operator):
        raise BadCondition(line.operator)
    operator, name = Operator(line.operator), _question(line.of)
    if not _of_number(line.of):
        if operator in ORDERED:
            raise BadCondition(line.operator)
        return AnswerTest(name, operator, line.of.partition("=")[2])
    number = line.number.replace(",", ".").replace("\u2212", "-")
    digits = number.removeprefix("-").replace(".", "", 1)
    if operator in _TEXTS_ONLY or not (
        digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    ):
        raise BadCondition(line.number)
    return AnswerTest(name, operator, number, number=True)
