"""Numbers that a reply takes back: "4, enfin 5", "not 3, 4", "there were five of us, now four"."""

from itertools import pairwise
from typing import Final

from nlp.reading.heard import Heard, Mark
from nlp.reading.numbers import Number

_REACH: Final = 3
_LEADING: Final = ("total", "about", "position", "but", "and", "home", "here", "not people")


def settled(heard: Heard) -> Heard:
    """The part of the reply from its last number on, when it takes back the ones before; else the whole reply."""
    numbers = counted(heard)
    for one, two in reversed(list(pairwise(numbers))):
        start = _turn(heard, one, two)
        if start is not None:
            return heard.cut(start)
        if _denied_after(heard, one, two):
            return heard.cut(0, one.end)
    return heard


def counted(heard: Heard) -> list[Number]:
    """The numbers of a reply but ranks, and articles that stand before a number ("un 5")."""
    numbers = [number for number in heard.numbers if not number.ordinal]
    starts = {number.start for number in numbers}
    return [number for number in numbers if number.value != 1 or number.digits or number.end not in starts]


def past(heard: Heard) -> bool:
    """Whether the only number of a reply is of the past ("on était 5")."""
    numbers = counted(heard)
    if len(numbers) != 1 or heard.turns("now"):
        return False
    return any(
        0 <= numbers[0].start - mark.end <= 1 and not _comma(heard, numbers[0])
        for mark in heard.turns("were")
    )


def denied(heard: Heard) -> bool:
    """Whether the only number of a reply is refused ("pas 4")."""
    numbers = counted(heard)
    return len(numbers) == 1 and _refused(heard, numbers[0])


def vague(heard: Heard, number: Number) -> bool:
    """Whether a number is only the article of something that is not counted ("une éternité", "uma data de anos")."""
    if number.value != 1 or number.digits or number.ordinal or number.end == len(heard.tokens):
        return False
    units = (
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "times",
        "people",
        "persons",
        "one person",
        "half",
    )
    if any(
        number.end <= mark.start <= number.end + 1 for mark in heard.marks(*units, "half year", "one year")
    ):
        return bool(heard.turns("many"))
    return bool(heard.cut(number.end).rest(())) or bool(heard.turns("many"))


def _turn(heard: Heard, one: Number, two: Number) -> int | None:
    """Where the second of two numbers begins to count alone; None when the first one stays."""
    ends = [
        mark.end
        for mark in heard.turns("takes back")
        if one.end <= mark.start and mark.end <= two.start and _leads(heard, mark, two)
    ]
    if ends:
        return max(ends)
    now = [mark for mark in heard.turns("now") if one.end <= mark.start and 0 <= two.start - mark.end <= 2]
    if now and not heard.cut(one.end, two.start).has("besides"):
        return now[0].end
    now_after = any(mark.start == two.end for mark in heard.turns("now"))
    total = any(one.end <= mark.start and mark.end == two.start for mark in heard.marks("total"))
    if any(0 <= one.start - mark.end <= 1 for mark in heard.turns("were")) and (now_after or total):
        return two.start
    between = heard.cut(one.end, two.start)
    meant = any(
        -_REACH <= mark.start - one.end <= 1 or mark.end <= one.start for mark in heard.turns("would")
    )
    if meant and (between.has("but", "instead") or _comma(heard, two)):
        return two.start
    if _refused(heard, one) and not _refused(heard, two) and not between.rest(between.places("but", "not")):
        return two.start
    return None


def _leads(heard: Heard, mark: Mark, two: Number) -> bool:
    """Whether a word of correction has hardly anything between it and the number, and is no mere "not"."""
    between = heard.cut(mark.end, two.start)
    used = between.places(*_LEADING)
    for section in ("takes back", "now"):
        used |= {place for each in between.turns(section) for place in range(each.start, each.end)}
    if between.rest(used):
        return False
    either = heard.cut(mark.start, mark.end).whole("no or not")
    return not either or mark.end - mark.start > 1 or mark.end < two.start or _comma(heard, two)


def _comma(heard: Heard, number: Number) -> bool:
    return any(sign in heard.tokens[number.start].gap for sign in ",.;!…")


def _refused(heard: Heard, number: Number) -> bool:
    """Whether "not" stands right before a number, or right after it where that is its place."""
    for mark in heard.turns("not this"):
        if mark.end == number.start and not _comma(heard, number):
            return True
    return any(mark.start == number.end for mark in heard.turns("not that"))


def _denied_after(heard: Heard, one: Number, two: Number) -> bool:
    """Whether the second number is the refused one ("5, pas 4")."""
    return _refused(heard, two) and not _refused(heard, one) and two.end == len(heard.tokens)
