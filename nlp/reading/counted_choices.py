"""Choices that are counts by their labels: "1 ou 2 personnes", "3 à 5", "plus de 5"."""

from functools import lru_cache

from nlp.reading.bands import NO_END, Band, bands_holding
from nlp.reading.heard import Heard, covered
from nlp.reading.lexicon import lexicon
from nlp.reading.numbers import numbers
from nlp.reading.settled import denied, settled
from nlp.reading.tokens import tokenize
from nlp.reading.values import Choice, Question, Reading, Value


def read_counted(question: Question, heard: Heard, *, asked: str) -> Reading | None:
    """The choice that holds the count which the reply gives; None where the list or the reply counts nothing."""
    bands = counted(question.choices, asked)
    said = settled(heard)
    found = [number for number in said.numbers if not number.ordinal]
    if not bands or not found or _announced(said) or _quoted(question, heard, asked):
        return None
    lost = said.rest(
        covered(found) | said.places("people", "persons", "times", "about", "or", "to", "yes", "between")
    )
    if len(lost) > (0 if heard.foreign else 2):
        return None
    if said.has("week", "month", "year") or said.turns("per"):
        return None
    values = [number.value for number in found]
    if len(values) == 2 and said.has("to", "between"):
        values = list(range(min(values), max(values) + 1))[:20]
    places = bands_holding(bands, values)
    bounded = denied(said) or said.has("more", "less", "unsure")
    if len(places) == 1 and not bounded and all(any(b.low <= v <= b.high for b in bands) for v in values):
        return Reading(value=question.choices[places[0]].name, confidence=0.85 if not lost else 0.7)
    names: list[Value] = [question.choices[place].name for place in places]
    return Reading(candidates=tuple(names[:3]))


@lru_cache(maxsize=256)
def counted(choices: tuple[Choice, ...], language: str) -> tuple[Band, ...]:
    """The choices whose labels give a count in figures, with what they hold; empty when none does."""
    found: list[Band] = []
    known = lexicon(language)
    for place, choice in enumerate(choices):
        tokens = tokenize(choice.label)
        figures = [
            number.value for number in numbers(tokens, language) if number.digits and not number.ordinal
        ]
        if len(figures) == 2 and figures[0] < figures[1]:
            found.append(Band(place, figures[0], figures[1]))
        elif len(figures) == 1 and known["more"].first(tokens) and len(tokens) > 1:
            found.append(Band(place, figures[0] + 1, NO_END))
    return tuple(found)


def _announced(heard: Heard) -> bool:
    """Whether the reply says that its number is a place in the list."""
    starts = {number.start for number in heard.numbers}
    return any(
        mark.end in starts and len(heard.tokens[mark.start].text) > 2 for mark in heard.marks("position")
    )


def _quoted(question: Question, heard: Heard, asked: str) -> bool:
    """Whether the reply is a label of the list with little else, which its words name as well."""
    said = {token.text for token in heard.tokens}
    return any({token.text for token in tokenize(choice.label)} <= said for choice in question.choices)
