"""Whole numbers: ages, years, people, or whatever else is counted."""

from datetime import date
from typing import Final

from nlp.reading.about import about
from nlp.reading.ages import read_age
from nlp.reading.durations import read_duration
from nlp.reading.echo import echoed
from nlp.reading.heard import Heard, covered
from nlp.reading.household import read_household
from nlp.reading.minutes import asks_minutes, read_minutes
from nlp.reading.settled import denied, settled, vague
from nlp.reading.values import About, Question, Reading

_LARGEST: Final = 1_000_000


def read_integer(question: Question, heard: Heard, *, asked: str, today: date) -> Reading | None:
    """The whole number that the reply gives, read as the question's subject wants it; None when it gives none."""
    if not heard.tokens or _negative(heard):
        return None if not heard.tokens else Reading()
    match about(question, asked):
        case About.AGE:
            return read_age(heard, today=today)
        case About.DURATION:
            return read_duration(heard, today=today)
        case About.HOUSEHOLD:
            return read_household(question, heard, asked=asked)
        case _:
            heard = settled(heard)
            return read_minutes(heard) if asks_minutes(question, asked) else _plain(question, heard)


def _negative(heard: Heard) -> bool:
    """Whether a minus sign stands before the first number."""
    return bool(heard.numbers) and heard.tokens[heard.numbers[0].start].gap.strip() in ("-", "−") and (
        heard.numbers[0].start == 0
    )  # fmt: skip


def _plain(question: Question, heard: Heard) -> Reading | None:
    if heard.turns("per") and not echoed(question, heard) & covered(heard.turns("per")):
        return Reading()
    none = {
        place
        for mark in heard.marks("zero")
        if mark.end - mark.start > 1
        for place in range(mark.start, mark.end)
    }
    numbers = [number for number in heard.numbers if not number.ordinal and not vague(heard, number)]
    numbers = [number for number in numbers if number.start not in none]
    used = covered(numbers) | heard.places(
        "year", "month", "about", "people", "persons", "position", "yes", "times"
    )
    lost = heard.rest(used)
    if (
        none
        and not numbers
        and not heard.has("unsure")
        and len(heard.rest(used | none)) < 2
        and not heard.foreign
    ):
        return Reading(value=0, confidence=0.8)
    counts = heard.turns("count")
    if not numbers and counts and len(heard.rest(used | covered(counts))) < 3 and not heard.foreign:
        values = list(dict.fromkeys(int(mark.value) for mark in counts))
        if len(values) == 1 and not heard.has("more", "less", "or", "unsure"):
            return Reading(value=values[0], confidence=0.8)
        return Reading(candidates=tuple(values[:3]))
    if not numbers:
        if (
            heard.has("zero")
            and not heard.has("unsure")
            and len(heard.rest(heard.places("zero", "not", "no"))) < 2
            and not heard.foreign
        ):
            return Reading(value=0, confidence=0.7)
        return None
    if len(lost) > (0 if heard.foreign else 3):
        return None
    values = list(dict.fromkeys(number.value for number in numbers if number.value <= _LARGEST))
    bounded = heard.has("more", "less", "or", "between", "soon") or denied(heard)
    if len(values) == 1 and len(numbers) == 1 and not bounded:
        return Reading(value=values[0], confidence=0.9 if not lost else 0.7)
    return Reading(candidates=tuple(values[:3]))
