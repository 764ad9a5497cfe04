"""How long: years in figures and words, since a year or a date, months and weeks, halves."""

from datetime import date
from typing import Final

from nlp.reading.bands import bands_holding, bands_of
from nlp.reading.calendar import full_year, whole_dates
from nlp.reading.heard import Heard, covered
from nlp.reading.numbers import Number
from nlp.reading.settled import settled, vague
from nlp.reading.speakers import own_part
from nlp.reading.values import Question, Reading, Value

_LONGEST: Final = 115
_OLD_YEAR: Final = 50
"""From here on a number of two digits after "since" is a year of the last century, and no duration."""
_MONTHS: Final = {"month": 1.0, "week": 12 / 52, "day": 12 / 365}


def read_duration(heard: Heard, *, today: date) -> Reading | None:
    """The whole years that have passed; unclear with candidates when the reply gives a bound or two numbers."""
    found = _by_age(heard) or _years(settled(own_part(heard)), today)
    if found is None:
        return None
    years, sure = found
    likely = tuple(dict.fromkeys(year for year in years if 0 <= year <= _LONGEST))
    if len(likely) == 1 and sure:
        return Reading(value=likely[0], confidence=sure)
    return Reading(candidates=likely[:3])


def read_duration_band(question: Question, heard: Heard, *, today: date) -> Reading | None:
    """The band of years of a list; None when the reply gives no duration."""
    if heard.has("always") and not heard.numbers:
        return None
    if not heard.has("year", "month", "week", "day", "since", "ago") and not _is_year(heard, today):
        return None
    found = _years(heard, today)
    if found is None:
        return None
    years, sure = found
    if _bounded(heard, "more"):
        years = [year + more for year in years for more in range(3)]
    places = bands_holding(bands_of(question.choices), years)
    if len(places) == 1 and (sure or _bounded(heard, "more")):
        return Reading(value=question.choices[places[0]].name, confidence=sure or 0.6)
    names: list[Value] = [question.choices[place].name for place in places]
    return Reading(candidates=tuple(names[:3]))


def _is_year(heard: Heard, today: date) -> bool:
    return any(number.value > _LONGEST and full_year(number.value, today) for number in heard.numbers)


def _years(heard: Heard, today: date) -> tuple[list[int], float] | None:
    """The years that a reply may mean, and how sure one of them is: 0 when it only gives a bound or a choice."""
    counted = covered(heard.numbers)
    if any(not counted.isdisjoint(range(mark.start, mark.end)) for mark in heard.turns("many")):
        return [], 0.0
    if heard.has("at age") or (heard.has("age stated") and not heard.has("since", "ago", "here")):
        return [], 0.0
    moments = [moment for moment in whole_dates(heard, today) if moment.year <= today.year]
    if moments:
        return list(moments[0].years_until(today)[-1:]), 0.85 if len(moments) == 1 else 0.0
    years = _since_year(heard, today)
    if years is not None:
        return years, 0.9 if len(years) == 1 else 0.0
    if heard.has("always"):
        return [], 0.0
    return _counted(heard)


def _by_age(heard: Heard) -> tuple[list[int], float] | None:
    """The years of somebody who gives an age and came at birth or at another age; None of anybody else."""
    ages = [number for number in heard.numbers if not number.ordinal and not vague(heard, number)]
    came = [
        each for each in ages if any(0 <= each.start - mark.end <= 1 for mark in heard.turns("arrived at"))
    ]
    came += [
        each
        for each in ages
        if any(0 <= mark.start - each.end <= 1 for mark in heard.turns("arrived at age"))
    ]
    if len(ages) == 1 and heard.turns("from birth") and not came and ages[0].value <= _LONGEST:
        stated = heard.has("age stated") or _unit(heard, ages[0]) == "year" or bool(heard.turns("speaker"))
        return ([ages[0].value], 0.8) if stated else None
    if len(ages) == 2 and len(came) == 1 and (heard.has("age stated") or heard.turns("speaker", "now")):
        now = ages[0].value + ages[1].value - came[0].value
        return ([now - came[0].value], 0.7) if 0 < now - came[0].value <= _LONGEST else None
    return None


def _since_year(heard: Heard, today: date) -> list[int] | None:
    """The distance to the years that a reply names, whole calendar years as people count them."""
    found: list[int] = []
    for number in heard.numbers:
        if number.value < 100 and _is_short_year(heard, number, today):
            found.append((today.year - number.value) % 100)
            continue
        if number.ordinal or (number.value <= _LONGEST and _unit(heard, number)):
            continue
        year = full_year(number.value, today) if number.value > _LONGEST else None
        after_since = any(0 <= number.start - mark.end <= 2 for mark in heard.marks("since"))
        if year is None and after_since and _OLD_YEAR <= number.value < 100 and number.digits:
            year = full_year(number.value, today)
        if year is not None:
            found.append(today.year - year)
    if (
        not found
        or len(heard.rest(covered(heard.numbers) | heard.places("since", "here", "ago", "born"))) > 4
    ):
        return None
    return list(dict.fromkeys(found))


def _is_short_year(heard: Heard, number: Number, today: date) -> bool:
    """Whether two digits are a year of this century ("с 22 года", "arrivé en 19")."""
    if not number.digits or not 10 <= number.value <= today.year % 100:
        return False
    since = any(mark.end == number.start for mark in heard.turns("since year"))
    of_year = any(mark.start == number.end for mark in heard.turns("of year"))
    return since and (of_year or not (heard.turns("of year only") or _unit(heard, number)))


def _unit(heard: Heard, number: Number) -> str | None:
    for mark in heard.marks("half year", "year", "month", "week", "day", "half"):
        follows = mark.start == number.end or (mark.start == number.end + 1 and mark.section == "year")
        if follows and mark.section != "half":
            return mark.section
    return None


def _counted(heard: Heard) -> tuple[list[int], float] | None:
    used = covered(heard.numbers) | heard.places(
        "year", "month", "week", "day", "since", "ago", "about", "more", "less", "half", "bit more", "here", "soon",
        "or", "between", "to", "in",
    )  # fmt: skip
    used |= heard.places("half year", "one and a half", "two years", "one year", "unsure", "and", "yes")
    lost = heard.rest(used)
    if len(lost) > (0 if heard.foreign else 3):
        return None
    months = _in_months(heard)
    if months is None:
        return None
    years = [int(each // 12) for each in months]
    if _bounded(heard, "less"):
        return ([0], 0.8) if years == [1] else ([year - 1 for year in years], 0.0)
    doubtful = _bounded(heard, "more") or heard.has("soon") or len(set(years)) > 1 or len(lost) > 2
    return (years, 0.0) if doubtful else (years, 0.9 if not lost else 0.7)


def _bounded(heard: Heard, section: str) -> bool:
    """Whether a number stands after "more than" or "less than"."""
    counted = [(each.start, each.end) for each in heard.numbers]
    counted += [(each.start, each.end) for each in heard.marks("one year")]
    return any(
        0 <= start - mark.end <= 1 or (heard.language == "tr" and mark.start >= end)
        for mark in heard.marks(section)
        for start, end in counted
    )


def _in_months(heard: Heard) -> list[float] | None:
    """The durations of a reply in months, a second smaller unit added to the first; None when it has none."""
    whole = heard.marks("half year", "one and a half", "two years", "one year")
    numbers = [number for number in heard.numbers if not number.ordinal and not vague(heard, number)]
    fixed = {"half year": 6.0, "one and a half": 18.0, "two years": 24.0, "one year": 12.0}
    if not numbers:
        return [fixed[mark.section] for mark in whole] or None
    found: list[float] = []
    for number in numbers:
        unit = _unit(heard, number)
        worth = number.value * (12.0 if unit in (None, "year") else _MONTHS.get(unit or "", 12.0))
        smaller = found and unit not in (None, "year") and heard.cut(0, number.start).has("year")
        if smaller:
            found[-1] += worth
        else:
            found.append(worth)
    decimal = len(numbers) == 2 and heard.tokens[numbers[1].start].gap in (",", ".") and numbers[1].digits
    if decimal:
        return [found[0]]
    return found
