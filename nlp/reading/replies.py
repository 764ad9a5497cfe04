"""One reply read against one question."""

from collections.abc import Sequence
from datetime import date

from nlp.cleaning import storable, visible
from nlp.reading.values import Also, Question, QuestionType, Reading


def read_reply(
    question: Question, reply: str, *, language: str, today: date, others: Sequence[Question] = ()
) -> Reading:
    """What the reply says to the question.

    `language` is that of the conversation; the reply may come in another. `today` dates birthdays and
    durations. `others` are questions still open: what the reply states of them outright is in `also`.
    Any string gives a reading, in time linear in its length.
    """
    seen = visible(reply).strip()
    if not seen:
        return Reading()
    if question.type is QuestionType.TEXT:
        return Reading(value=storable(reply), confidence=1.0)
    folded = seen.casefold()
    for place, choice in enumerate(question.choices, start=1):
        if folded in (choice.label.casefold(), str(place)):
            if question.type is QuestionType.SELECT_MULTIPLE:
                return Reading(values=(choice.name,), confidence=1.0)
            named = int(choice.name) if question.type is QuestionType.SCALE else choice.name
            return Reading(value=named, confidence=1.0)
    if question.type is QuestionType.INTEGER and seen.isdecimal():
        return Reading(value=int(seen), confidence=1.0)
    return Reading()


def read_also(questions: Sequence[Question], reply: str, *, language: str, today: date) -> tuple[Also, ...]:
    """What the reply states outright of any of these questions, in their order; empty when of none."""
    readings = (
        Also(each.name, read_reply(each, reply, language=language, today=today))
        for each in questions
        if each.type is not QuestionType.TEXT
    )
    return tuple(found for found in readings if not found.reading.unclear)
