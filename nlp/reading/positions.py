"""Choices by their place in the list: "la 1 et la 3", "le deuxième", "les deux premiers", "la dernière"."""

from collections.abc import Collection

from nlp.reading.heard import Heard, covered
from nlp.reading.mentions import Mention

_SURE = 0.9


def find_positions(heard: Heard, count: int, used: Collection[int]) -> list[Mention] | None:
    """The choices that a reply gives by number or rank, in its order; empty when it gives none.

    `count` is the length of the list, `used` the tokens already understood. None when a number cannot be a place
    in the list: it is too large, or counts something ("3 rue", "4 ans").
    """
    found: list[Mention] = []
    ends = set(used)
    for section, ahead in (("some first", True), ("some last", False)):
        for mark in heard.marks(section):
            if ends.isdisjoint(range(mark.start, mark.end)) and int(mark.value) <= count:
                ends.update(range(mark.start, mark.end))
                first = 0 if ahead else count - int(mark.value)
                found.extend(
                    Mention(first + each, mark.start, mark.end, _SURE) for each in range(int(mark.value))
                )
    for mark in heard.marks("last"):
        if ends.isdisjoint(range(mark.start, mark.end)):
            ends.update(range(mark.start, mark.end))
            place = int(mark.value)
            found.append(Mention(count + place if place < 0 else place - 1, mark.start, mark.end, _SURE))
    numbers = [number for number in heard.figures if ends.isdisjoint(range(number.start, number.end))]
    ranked = {number.end for number in numbers if number.ordinal}
    numbers = [number for number in numbers if number.start not in ranked or number.digits or number.ordinal]
    spread = _spread(heard, [number.value for number in numbers])
    if spread is None:
        return None
    ends |= (
        covered(heard.numbers)
        | heard.places("position", "or", "to")
        | heard.places("instead", "not", "except", "all")
    )
    if (numbers or found) and (heard.rest(ends) or heard.has("year", "month", "week", "day")):
        return None
    if any(not 1 <= number.value <= count or number.group for number in numbers):
        return None
    found.extend(Mention(number.value - 1, number.start, number.end, _SURE) for number in numbers)
    if spread and len(numbers) == 2:
        between = range(numbers[0].value, numbers[1].value - 1)
        found.extend(Mention(place, numbers[1].start, numbers[1].end, _SURE) for place in between)
    return sorted(found, key=lambda each: each.start)


def _spread(heard: Heard, values: list[int]) -> bool | None:
    """Whether two numbers are the ends of a run ("1 à 3"); None when a dash leaves that open ("1-3")."""
    numbers = heard.numbers
    if len(numbers) != 2 or len(values) != 2:
        return False
    between = heard.tokens[numbers[0].end : numbers[1].start]
    gap = heard.tokens[numbers[1].start].gap
    if not between and gap.strip() in ("-", "–", "—"):
        return None
    if len(between) == 1 and heard.cut(numbers[0].end, numbers[1].start).whole("to"):
        return values[0] < values[1]
    return False


def single_letter(heard: Heard, count: int) -> int | None:
    """The place that a lone letter stands for, as on paper forms; None when the reply is something else."""
    text = heard.text.strip(" .):").casefold()
    place = ord(text) - ord("a") if len(text) == 1 else -1
    return place if 0 <= place < min(count, 8) else None
