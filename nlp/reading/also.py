"""What a reply states outright of a question that was not asked yet: an age with its unit, a quartier by its name."""

from datetime import date
from typing import Final

from nlp.reading.about import about
from nlp.reading.ages import ages_in
from nlp.reading.bands import bands_holding, bands_of
from nlp.reading.emails import read_email
from nlp.reading.heard import Heard
from nlp.reading.mentions import find_mentions, other_choice
from nlp.reading.phones import read_phone
from nlp.reading.qualified import qualify
from nlp.reading.values import About, Question, QuestionType, Reading

_OUTRIGHT: Final = 0.9


def stated(question: Question, heard: Heard, *, asked: str, today: date) -> Reading | None:
    """The reading of what is said outright, None when the reply says nothing of this question that surely."""
    if question.type is QuestionType.EMAIL and "@" in heard.text:
        return _sure(read_email(heard))
    if question.type is QuestionType.PHONE:
        return _sure(read_phone(heard))
    if question.type is not QuestionType.SELECT_ONE or heard.has("relation"):
        return None
    if bands_of(question.choices):
        return _age(question, heard, today) if about(question, asked) is About.AGE else None
    return _named(question, heard, asked)


def _sure(reading: Reading | None) -> Reading | None:
    return reading if reading is not None and not reading.unclear else None


def _age(question: Question, heard: Heard, today: date) -> Reading | None:
    ages = ages_in(heard, today=today)
    if ages is None or not ages.outright or (heard.has("since", "ago") and not heard.has("born")):
        return None
    places = bands_holding(bands_of(question.choices), ages.values)
    return Reading(value=question.choices[places[0]].name, confidence=0.8) if len(places) == 1 else None


def _named(question: Question, heard: Heard, asked: str) -> Reading | None:
    place = about(question, asked) is About.PLACE
    said = qualify(
        find_mentions(question.choices, heard, asked=asked, about=about(question, asked)), heard, place=place
    )
    named = {mention.choice for mention in said.meant}
    if len(named) != 1 or said.torn or said.doubtful or said.denied:
        return None
    if said.meant[0].sure < _OUTRIGHT or said.meant[0].choice == other_choice(question.choices, asked):
        return None
    return Reading(value=question.choices[said.meant[0].choice].name, confidence=0.8)
