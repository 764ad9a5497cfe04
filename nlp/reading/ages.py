"""Ages as people give them: a number, a birth year or date, a decade, a class at school, an age to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from nlp.reading.bands import bands_holding, bands_of
from nlp.reading.calendar import Moment, full_year, whole_dates
from nlp.reading.heard import Heard, Mark, covered
from nlp.reading.numbers import Number
from nlp.reading.speakers import own_part
from nlp.reading.values import Question, Reading, Value

OLDEST: Final = 115
_MOST_CANDIDATES: Final = 3


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages that a reply may give, in whole years; `outright` when it says that they are ages."""

    values: frozenset[int]
    outright: bool
    sure: float = 0.9


def read_age_band(question: Question, heard: Heard, *, today: date) -> Reading | None:
    """The band of the age that the reply gives; unclear with candidates when it may be several."""
    bands = bands_of(question.choices)
    heard = own_part(heard)
    ages = ages_in(heard, today=today)
    if ages is None:
        return None
    places = bands_holding(bands, ages.values)
    if len(places) == 1 and not _someone_else(heard):
        return Reading(value=question.choices[places[0]].name, confidence=ages.sure)
    names: list[Value] = [question.choices[place].name for place in places]
    return Reading(candidates=tuple(names[:_MOST_CANDIDATES]))


def read_age(heard: Heard, *, today: date) -> Reading | None:
    """The age in years; unclear with candidates when the reply leaves several open."""
    heard = own_part(heard)
    ages = ages_in(heard, today=today)
    if ages is None:
        return None
    if len(ages.values) == 1 and not _someone_else(heard):
        return Reading(value=next(iter(ages.values)), confidence=ages.sure)
    return Reading(candidates=tuple(sorted(ages.values)[:_MOST_CANDIDATES]))


def ages_in(heard: Heard, *, today: date) -> Ages | None:
    """The ages that a reply may give; None when it gives none."""
    return (
        _by_date(heard, today) or _by_year(heard, today) or _at_school(heard, today) or _by_decade(heard)
        or _by_number(heard, today)
    )  # fmt: skip


def _someone_else(heard: Heard) -> bool:
    relation = heard.marks("relation")
    return bool(relation) and not any(number.start < relation[0].start for number in heard.numbers)


def _possible(values: Iterable[int]) -> frozenset[int]:
    return frozenset(value for value in values if 0 <= value <= OLDEST)


def _by_date(heard: Heard, today: date) -> Ages | None:
    found = [moment for moment in whole_dates(heard, today) if _is_birth(moment, heard, today)]
    values = {age for moment in found for age in moment.years_until(today)}
    return Ages(_possible(values), outright=True, sure=0.95) if values else None


def _is_birth(moment: Moment, heard: Heard, today: date) -> bool:
    return moment.year < today.year or heard.has("born")


def _by_year(heard: Heard, today: date) -> Ages | None:
    """A birth year: of four digits, or of two after a word of birth."""
    born = bool(heard.marks("born"))
    values: set[int] = set()
    for number in heard.numbers:
        year = None
        if number.value > OLDEST:
            year = full_year(number.value, today)
        elif born and not number.ordinal and _after_birth(heard, number):
            year = full_year(number.value, today) if 0 <= number.value < 100 else None
        if year is not None:
            last = 10 if _is_decade(heard, number) else 1
            for each in range(year, year + last):
                values.update(Moment(each, None, None, 0, 0).years_until(today))
    lost = heard.rest(covered(heard.numbers) | heard.places("born", "age words", "year", "since"))
    if not values or len(lost) > (0 if heard.foreign else 5 if born else 1):
        return None
    return Ages(_possible(values), outright=True, sure=0.9 if born else 0.8)


def _is_decade(heard: Heard, number: Number) -> bool:
    """Whether a year stands for its decade ("né dans les années 80")."""
    return number.value % 10 == 0 and any(mark.end == number.start for mark in heard.marks("years of"))


def _after_birth(heard: Heard, number: Number) -> bool:
    two_digits = number.value > 9 or heard.tokens[number.start].text.startswith("0")
    if _has_unit(heard, number) and not any(
        0 <= mark.start - number.end <= 1 for mark in heard.marks("born")
    ):
        return False
    near = any(
        0 <= number.start - mark.end <= 2 or 0 <= mark.start - number.end <= 2 for mark in heard.marks("born")
    )
    return near and (two_digits or number.end - number.start > 1)


def _has_unit(heard: Heard, number: Number, *units: str) -> bool:
    return any(mark.start == number.end for mark in heard.marks(*(units or ("year", "month", "week", "day"))))


def _at_school(heard: Heard, today: date) -> Ages | None:
    """The age of a class: that reached in the calendar year in which it begins."""
    found: set[int] = set()
    for mark in heard.marks("class"):
        word = heard.tokens[mark.start].text
        ranked = any(number.ordinal and number.start <= mark.start < number.end for number in heard.numbers)
        at_school = any(each.end == mark.start for each in heard.marks("at school"))
        if ranked and not at_school:
            continue
        if at_school or not word[0].isdecimal():
            age = int(mark.value)
            settled = today.month >= 11 or today.month <= 2
            found.update({age} if settled else {age - 1, age} if today.month >= 9 else {age, age + 1})
    for mark in heard.marks("age"):
        low, _, high = mark.value.partition("-")
        found.update(range(int(low), int(high or low) + 1))
    return Ages(_possible(found), outright=True, sure=0.75) if found else None


def _by_decade(heard: Heard) -> Ages | None:
    """ "La trentaine": ten years, or the part of them that the words around name."""
    values: set[int] = set()
    if heard.has("born") and _decades(heard):
        return Ages(frozenset(), outright=True)
    for mark in _decades(heard):
        low, high = int(mark.value), int(mark.value) + 9
        if _beside(heard, mark, "early"):
            high = low + 3
        elif _beside(heard, mark, "late"):
            low = high - 3
        elif _beside(heard, mark, "mid"):
            low, high = low + 3, low + 6
        elif any(each.end <= mark.start for each in heard.marks("soon")):
            low, high = low - 2, low - 1
        values.update(range(low, high + 1))
    return Ages(_possible(values), outright=True, sure=0.8) if values else None


def _decades(heard: Heard) -> list[Mark]:
    found = list(heard.marks("decade"))
    for place, token in enumerate(heard.tokens[:-1]):
        following = heard.tokens[place + 1]
        tens = token.is_number and len(token.text) == 2 and token.text[1] == "0"
        if tens and not following.gap and following.text in ("aine", "aines", "s", "ies", "tas", "لات"):
            found.append(Mark("decade", token.text, place, place + 2))
    return found


def _beside(heard: Heard, mark: Mark, section: str) -> bool:
    return any(
        0 <= mark.start - each.end <= 2 or 0 <= each.start - mark.end <= 1 for each in heard.marks(section)
    )


def _by_number(heard: Heard, today: date) -> Ages | None:
    people = {mark.start for mark in heard.marks("people", "persons", "one person", "two persons")}
    numbers = [number for number in heard.figures if not number.ordinal and not number.group]
    numbers = [number for number in numbers if number.end not in people]
    if heard.has("times"):
        return Ages(frozenset(), outright=False)
    ages = [number for number in numbers if _has_unit(heard, number, "year")]
    ahead = _ahead(heard, numbers)
    ages = [number for number in ages if ahead is None or number != ahead[0]] or [
        number for number in numbers if not _has_unit(heard, number) and (ahead is None or number != ahead[0])
    ]
    outright = any(_has_unit(heard, number, "year") for number in ages) or heard.has("soon")
    if not ages:
        return _of_months(heard, numbers)
    used = covered(numbers) | heard.places(
        "year",
        "month",
        "week",
        "day",
        "soon",
        "in",
        "about",
        "more",
        "less",
        "half",
        "bit more",
        "or",
        "between",
        "to",
    )
    used |= heard.places("born", "unsure", "months", "early", "instead", "since", "age words")
    lost = heard.rest(used)
    if heard.foreign and lost:
        return None
    if len(lost) > (3 if outright else 1) and not (outright and len(ages) == 1):
        return None
    values: set[int] = set()
    for number in ages:
        values |= _around(heard, number, ahead)
    possible = _possible(values)
    if not possible or any(number.value > OLDEST for number in ages):
        return None
    if len(ages) == 2 and _is_range(heard, ages[0], ages[1]):
        possible = _possible(range(min(possible), max(possible) + 1))
    if not outright and 0 in possible:
        return None
    return Ages(possible, outright=outright, sure=0.9 if not lost else 0.75)


def _ahead(heard: Heard, numbers: list[Number]) -> tuple[Number, int] | None:
    """The number that says how far a birthday is ("dans 2 jours"), and the whole years that it is away."""
    for number in numbers:
        after_in = any(0 <= number.start - mark.end <= 1 for mark in heard.marks("in"))
        before_in = heard.language == "tr" and any(mark.section == "in" for mark in heard.marks("in"))
        if not (after_in or before_in):
            continue
        if _has_unit(heard, number, "day", "week", "month"):
            return number, 1
        if _has_unit(heard, number, "year") and len(numbers) > 1:
            return number, number.value
    return None


def _around(heard: Heard, number: Number, ahead: tuple[Number, int] | None) -> set[int]:
    """The ages that one number stands for with the words around it."""
    age = number.value
    if ahead is not None:
        return {age - ahead[1]}
    if heard.has("soon"):
        return {age - 1}
    if _before(heard, number, "less"):
        return set(range(max(age - 10, 0), age))
    if _before(heard, number, "more"):
        return set(range(age, age + 16))
    if age % 10 == 0 and any(0 <= mark.start - number.end <= 1 for mark in heard.marks("bit more")):
        return set(range(age, age + 10))
    if _before(heard, number, "about") or any(
        0 <= mark.start - number.end <= 1 for mark in heard.marks("about")
    ):
        return {age - 2, age - 1, age, age + 1, age + 2}
    return {age}


def _before(heard: Heard, number: Number, section: str) -> bool:
    return any(0 <= number.start - mark.end <= 1 for mark in heard.marks(section))


def _is_range(heard: Heard, one: Number, two: Number) -> bool:
    between = heard.cut(one.end, two.start)
    dash = two.start < len(heard.tokens) and heard.tokens[two.start].gap.strip() in ("-", "–", "—")
    return heard.has("between") or dash or between.has("to")


def _of_months(heard: Heard, numbers: list[Number]) -> Ages | None:
    """A baby's age in months."""
    months = [number for number in numbers if _has_unit(heard, number, "month")]
    if len(months) != 1 or heard.has("in") or heard.rest(covered(months) | heard.places("month")):
        return None
    return Ages(frozenset({months[0].value // 12}), outright=True, sure=0.8)
