"""How many minutes: in figures and words, in hours, halves and quarters of an hour."""

import re
from typing import Final

from nlp.reading.heard import Heard, covered
from nlp.reading.lexicon import phrases
from nlp.reading.settled import vague
from nlp.reading.tokens import tokenize
from nlp.reading.values import Question, Reading

_HOURS: Final = re.compile(r"([0-9]{1,2}) ?h ?([0-5][0-9])?")


def asks_minutes(question: Question, language: str) -> bool:
    """Whether a question wants minutes."""
    named = "minute" in question.name.casefold()
    return (
        named or phrases(f"{language}/questions.txt", "minutes").first(tokenize(question.label)) is not None
    )


def read_minutes(heard: Heard) -> Reading | None:
    """The minutes that the reply gives; unclear with candidates when it gives a bound or two numbers."""
    clock = _HOURS.fullmatch(heard.text.strip(" .!~").casefold())
    if clock:
        return Reading(value=int(clock[1]) * 60 + int(clock[2] or 0), confidence=0.9)
    parts = heard.marks("part of hour")
    inside = covered(parts)
    numbers = [number for number in heard.numbers if not number.ordinal and number.start not in inside]
    numbers = [number for number in numbers if not vague(heard, number)]
    hours = heard.marks("hour")
    minutes: list[int] = [int(mark.value) for mark in parts]
    of_hours = 0
    for number in numbers:
        if any(mark.start == number.end for mark in hours):
            of_hours += number.value * 60
        else:
            minutes.append(number.value)
    used = (
        inside
        | covered(heard.numbers)
        | heard.places("hour", "minute", "about", "and", "walk", "more", "less", "soon")
    )
    lost = heard.rest(used | heard.places("or", "to", "between", "unsure", "here", "out of"))
    if len(lost) > (0 if heard.foreign else 3) or not (minutes or of_hours):
        return None
    together = of_hours and len(minutes) <= 1
    if together:
        minutes = [of_hours + sum(minutes)]
    if len(minutes) == 1 and not of_hours - minutes[0] > 0 and not heard.has("or", "between", "more", "less"):
        return Reading(value=minutes[0], confidence=0.9 if not lost else 0.7)
    return Reading(candidates=tuple(dict.fromkeys(minutes))[:3])
