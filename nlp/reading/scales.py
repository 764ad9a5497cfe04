"""A step of a scale: by number, by label, or by a word of degree ("bof", "plutôt d'accord")."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from nlp.reading.echo import echoed
from nlp.reading.heard import Heard, Mark, covered, merged
from nlp.reading.lexicon import lexicon
from nlp.reading.mentions import find_mentions
from nlp.reading.numbers import Number
from nlp.reading.settled import denied, settled
from nlp.reading.spelling import nearest
from nlp.reading.tokens import tokenize
from nlp.reading.values import Choice, Question, Reading

_DEGREES: Final = (-2, -1, 0, 1, 2)
_STARS: Final = frozenset("⭐★🌟☆")


def read_scale(question: Question, heard: Heard, *, asked: str) -> Reading | None:
    """The step that the reply says, as an integer; unclear with candidates between two steps."""
    steps = [int(choice.name) for choice in question.choices]
    starred = _by_stars(steps, heard.text)
    if starred is not None:
        return starred
    if denied(heard):
        return Reading()
    heard = settled(heard)
    numbered = _by_number(steps, heard)
    if numbered is not None and numbered.unclear:
        return numbered
    worded = _by_label(question, heard, asked) or _by_degree(question, steps, heard, asked)
    if numbered is None or worded is None:
        return numbered or worded
    if worded.value is None or worded.value == numbered.value:
        return numbered
    return Reading(candidates=tuple(each.value for each in (numbered, worded) if each.value is not None))


def _by_stars(steps: list[int], text: str) -> Reading | None:
    """A reply of nothing but stars: one step each, empty ones not counted."""
    signs = [sign for sign in text if not sign.isspace() and sign != "\ufe0f"]
    if len(signs) < 2 or any(sign not in _STARS for sign in signs):
        return None
    stars = len(signs) - signs.count("☆")
    fits = stars in steps and len(signs) <= len(steps)
    return Reading(value=stars, confidence=0.9) if fits else Reading()


def _by_number(steps: list[int], heard: Heard) -> Reading | None:
    numbers = [number for number in heard.figures if not number.ordinal and not number.group]
    counted = heard.marks("year", "month", "week", "day")
    phrases = [mark for mark in heard.marks("level", "unsure") if mark.end - mark.start > 1]
    numbers = [
        number for number in numbers if number.start not in covered(phrases) and not _percent(heard, number)
    ]
    numbers = [number for number in numbers if not any(mark.start == number.end for mark in counted)]
    if not numbers:
        ranked = [number for number in heard.numbers if number.ordinal and 1 <= number.value <= len(steps)]
        if len(ranked) == 1 and not heard.rest(covered(ranked) | heard.places("position")):
            return Reading(value=steps[ranked[0].value - 1], confidence=0.7)
        return None
    rest = heard.rest(
        covered(numbers) | heard.places("out of", "position", "level", "yes", "about", "or", "between")
    )
    if len(numbers) == 1 and heard.foreign and rest:
        return None
    values = [number.value for number in numbers]
    if len(numbers) == 2 and _out_of(heard, numbers[0].end, numbers[1].start):
        if heard.language == "tr" and "/" not in heard.tokens[numbers[1].start].gap:
            values.reverse()
        fits = values[1] == max(steps) and values[0] in steps
        return Reading(value=values[0], confidence=0.95) if fits else Reading()
    near = [value for value in dict.fromkeys(values) if value in steps]
    decimal = len(numbers) == 2 and heard.tokens[numbers[1].start].gap in (",", ".")
    if decimal or heard.has("half"):
        return Reading(candidates=tuple(step for step in (values[0], values[0] + 1) if step in steps))
    signed = heard.tokens[numbers[0].start].gap.strip() in ("-", "−") and numbers[0].start == 0
    if len(numbers) == 1 and len(near) == 1 and not signed and not heard.has("or", "more", "less"):
        return Reading(value=near[0], confidence=0.95 if len(rest) < 2 else 0.75)
    return Reading(candidates=tuple(near[:3]))


def _percent(heard: Heard, number: Number) -> bool:
    return number.value == 100 and "%" in heard.text


def _out_of(heard: Heard, start: int, end: int) -> bool:
    """Whether two numbers are a mark and its scale: "4/5", "4 sur 5"."""
    gap = heard.tokens[end].gap
    if start == end:
        return "/" in gap
    return end - start <= 2 and heard.cut(start, end).has("out of")


def _by_label(question: Question, heard: Heard, asked: str) -> Reading | None:
    """The step whose label the reply says; None when it says none, or words of several."""
    if _numeric(question.choices) or heard.foreign:
        return None
    labels = [
        mention
        for mention in find_mentions(question.choices, heard, asked=asked)
        if mention.sure > 0.9 and mention.end - mention.start >= 1
    ]
    longer = [mention for mention in labels if not _inside_degree(heard, mention.start, mention.end)]
    steps = list(dict.fromkeys(int(question.choices[mention.choice].name) for mention in longer))
    used = {place for mention in longer for place in range(mention.start, mention.end)}
    lost = heard.rest(used | echoed(question, heard) | heard.places("yes", "no"))
    stronger = _intensified(question, steps, heard, used, asked) if len(steps) == 1 else None
    if stronger is not None:
        return stronger
    if len(steps) == 1 and len(lost) <= 1 and not _denied(heard, longer[0].start) and not heard.has("or"):
        return Reading(value=steps[0], confidence=0.9)
    return Reading(candidates=tuple(steps[:3])) if len(steps) > 1 else None


def _intensified(
    question: Question, steps: list[int], heard: Heard, used: set[int], asked: str
) -> Reading | None:
    """The step of a label with a word of degree beside it ("totally agree"); None where none touches it."""
    beside = [
        int(mark.value)
        for mark in heard.marks("level", "hedge")
        if mark.section == "level"
        and used.isdisjoint(range(mark.start, mark.end))
        and not used.isdisjoint((mark.end, mark.end + 1, mark.start - 1))
    ]
    scale = sorted(int(choice.name) for choice in question.choices)
    degrees = _degrees(question.choices, asked)
    side = (steps[0] - scale[0]) * 2 - (scale[-1] - scale[0])
    if len(beside) != 1 or not degrees or not side or steps[0] in (scale[0], scale[-1]):
        return None
    if side < 0 and len(used) == 1 and heard.cut(min(used), max(used) + 1).whole("level"):
        # "very rarely" is not "never", "totally disagree" is the end of the scale.
        return Reading(candidates=(scale[0], steps[0])) if beside[0] == 2 else None
    degree = beside[0]
    if abs(degree) == 2 and (degree > 0 or side > 0):
        last = scale[-1] if side > 0 and degree > 0 else scale[0]
        return Reading(value=last, confidence=0.7)
    if degree == -1 and side > 0 and -1 in degrees:
        return Reading(value=degrees[-1], confidence=0.65)
    return None


def _inside_degree(heard: Heard, start: int, end: int) -> bool:
    """Whether a label is only part of a longer phrase of degree ("bien" in "pas bien")."""
    return any(
        mark.start <= start and end <= mark.end and mark.end - mark.start > end - start
        for mark in heard.marks("level", "hedge")
    )


def _denied(heard: Heard, start: int) -> bool:
    return any(mark.end == start for mark in heard.marks("level", "not") if mark.section == "not")


def _by_degree(question: Question, steps: list[int], heard: Heard, asked: str) -> Reading | None:
    """The step of a word of degree, where the scale's labels are words too."""
    scale = _degrees(question.choices, asked)
    said = heard.marks("hedge", "level", "not", "or", "yes", "no")
    levels = [mark for mark in said if mark.section == "level"]
    sides = [mark for mark in said if mark.section in ("yes", "no")]
    used = covered(said) | echoed(question, heard) | heard.places("here", "unsure", "feeling")
    lost = heard.rest(used)
    values = _strongest(levels)
    if not levels and any(_percent(heard, number) for number in heard.numbers):
        values, levels, lost = {2}, [Mark("level", "2", 0, 1)], []
    if heard.has("unsure") and not levels:
        return Reading()
    if not levels:
        return _of_side(steps, heard, sides, lost) or _misspelled(scale, heard)
    degree = _one_degree(values)
    contrary = degree is not None and any(
        (mark.section == "yes") != (degree >= 0) for mark in sides if degree
    )
    torn = any(mark.section in ("or", "hedge") for mark in said) or contrary
    denied = any(mark.section == "not" for mark in said)
    if scale is None:
        return Reading(candidates=()) if not heard.foreign else None
    likely = tuple(scale[value] for value in sorted(values) if value in scale)
    if degree is None or torn or denied or len(lost) > (0 if heard.foreign else 1) or degree not in scale:
        return Reading(candidates=likely[:3]) if not heard.foreign else None
    return Reading(value=scale[degree], confidence=0.8 if not lost else 0.65)


def _strongest(levels: Sequence[Mark]) -> set[int]:
    """The degrees of a reply; of two words of one side that touch, the stronger ("super bien")."""
    found: list[tuple[int, int]] = []
    for mark in levels:
        degree = int(mark.value)
        if found and found[-1][1] == mark.start and found[-1][0] * degree > 0:
            degree = max(found.pop()[0], degree, key=abs)
        found.append((degree, mark.end))
    return {degree for degree, _ in found}


def _one_degree(values: set[int]) -> int | None:
    """The degree that several words of it say together: a plain and a stronger word of one side are the stronger."""
    return next(iter(values)) if len(values) == 1 else None


def _of_side(steps: list[int], heard: Heard, sides: Sequence[Mark], lost: list[int]) -> Reading | None:
    """A bare yes or no says only the half of the scale."""
    said = {mark.section for mark in sides}
    if len(said) != 1 or len(lost) > 2 or heard.foreign:
        return None
    middle = len(steps) // 2
    return Reading(candidates=tuple(steps[-middle:] if "yes" in said else steps[:middle])[:3])


def _misspelled(scale: dict[int, int] | None, heard: Heard) -> Reading | None:
    if scale is None or heard.foreign or not heard.tokens:
        return None
    word = " ".join(token.text for token in heard.tokens)
    if not 5 <= len(word) <= 24:
        return None
    words = lexicon(heard.language).words("level")
    close = nearest(word, [each for each in words if len(each) > 4], limit=1 if len(word) < 9 else 2)
    if close is None:
        return None
    found = merged(heard.language, ("level",)).whole(tokenize(close))
    degree = int(found.value) if found else None
    return Reading(value=scale[degree], confidence=0.6) if degree in scale else None


def _numeric(choices: tuple[Choice, ...]) -> bool:
    return all(not choice.label.strip() or choice.label.strip().isdecimal() for choice in choices)


@lru_cache(maxsize=256)
def _degrees(choices: tuple[Choice, ...], language: str) -> dict[int, int] | None:
    """Degree to step: from the labels that are words of degree themselves, the others by their place.

    None when the labels are figures, or when they do not rise from first to last.
    """
    if _numeric(choices):
        return None
    phrases = merged(language, ("level",))
    read: dict[int, int] = {}
    for choice in choices:
        found = phrases.whole(tokenize(choice.label))
        if found:
            read.setdefault(int(found.value), int(choice.name))
    rising = [read[degree] for degree in sorted(read)]
    if rising != sorted(rising):
        return read if len(read) > 2 and rising == sorted(rising, reverse=True) else None
    steps = sorted(int(choice.name) for choice in choices)
    placed = dict(zip(_DEGREES, steps, strict=True)) if len(steps) == 5 else {-2: steps[0], 2: steps[-1]}
    if len(steps) == 4:
        placed = {-2: steps[0], -1: steps[1], 1: steps[2], 2: steps[3]}
    return placed | read
