"""How many people: those of a home, or those whom the question asks for beside the speaker."""

from typing import Final

from nlp.reading.heard import Heard, Mark, covered
from nlp.reading.lexicon import lexicon, phrases
from nlp.reading.numbers import Number
from nlp.reading.settled import past, settled
from nlp.reading.tokens import tokenize
from nlp.reading.values import Question, Reading

_MOST: Final = 30
_CHILDREN: Final = ("child", "kids")
_WITHOUT_SPEAKER: Final = ("companion", "party", *_CHILDREN)
"""Parts of the names of questions that count others only."""


def read_household(question: Question, heard: Heard, *, asked: str) -> Reading | None:
    """The number of people; unclear with candidates when the reply leaves open whether the speaker is counted.

    A question about children, those who come along or those who would help does not count the speaker. `asked` is
    the language of its label.
    """
    alone = past(heard)
    heard = settled(heard)
    counts = [_count(heard, own, question) for own in _speakers(question, asked)]
    found = [count for count in counts if count is not None]
    if not found:
        return None
    values = [
        value for value in dict.fromkeys(value for each in found for value in each[0]) if 0 <= value <= _MOST
    ]
    sure = min(each[1] for each in found)
    if len(values) == 1 and sure and not alone and not heard.has("hesitating"):
        return Reading(value=values[0], confidence=sure)
    return Reading(candidates=tuple(values[:3]))


def _speakers(question: Question, asked: str) -> tuple[int, ...]:
    """1 where the speaker is one of those counted, 0 where not, both where the question does not say."""
    if any(part in question.name for part in _WITHOUT_SPEAKER):
        return (0,)
    if "household" in question.name or "home" in question.name or "family" in question.name:
        return (1,)
    label = tokenize(question.label)
    if phrases(f"{asked}/questions.txt", "others").first(label):
        return (0,)
    known = lexicon(asked)
    at_home = known["home"].first(label) or any(
        found.value in ("live", "home") for found in known["verbs"].all(label)
    )
    return (1,) if at_home or phrases(f"{asked}/questions.txt", "yourselves").first(label) else (1, 0)


def _count(heard: Heard, own: int, question: Question) -> tuple[list[int], float] | None:
    if heard.whole("zero"):
        return ([0], 0.8) if own == 0 else ([1], 0.0)
    if heard.whole("unsure"):
        return [], 0.0
    lonely = heard.whole("alone")
    if own == 0 and lonely and _is_one(heard, lonely) and not _of_children(question):
        return [0, 1], 0.0
    alone = heard.turns("nobody") if own == 0 else ()
    if alone and not heard.rest(covered(alone) | heard.places("no", "alone", "me")):
        return [0], 0.8
    animals = _of_animals(heard)
    numbers = [number for number in heard.numbers if not number.ordinal and number not in animals]
    marks = _members(heard, animals)
    if own == 0 and _nobody(heard, numbers, marks):
        return [0], 0.7
    used = covered(marks) | covered(heard.numbers) | heard.places(
        "total", "besides", "here", "and", "not people", "about", "zero", "home", "yes", "relation", "unsure"
    )  # fmt: skip
    lost = heard.rest(used)
    if len(lost) > (0 if heard.foreign else 3):
        return None
    sure = (0.9 if not lost else 0.7) * (not _unsure(heard))
    if _is_open(heard, numbers):
        return [number.value for number in numbers], 0.0
    said = {place for number in heard.numbers for place in range(number.start, number.end)}
    bounds = [mark for mark in heard.marks("about", "more", "less") if mark.start not in said]
    if bounds and numbers and not marks:
        about = all(mark.section == "about" for mark in bounds)
        return ([numbers[0].value], 0.6) if about else ([], 0.0)
    total = _total(heard, numbers, marks)
    if total is None:
        return _sum(heard, numbers, marks, own, sure)
    if own == 0 and len(numbers) == 1 and (heard.turns("besides me") or _added(heard, numbers[0])):
        return [total], 0.7
    if own == 0 and not _of_children(question) and _with_speaker(heard, marks):
        others = sum(mark.section == "one person" for mark in marks)
        return ([total - 1], 0.7) if others and total == others + 1 else ([total, total - 1], 0.0)
    return [total], sure


def _unsure(heard: Heard) -> bool:
    """Whether the reply doubts, in words that are no number ("los dos")."""
    counted = covered(heard.numbers)
    return any(counted.isdisjoint(range(mark.start, mark.end)) for mark in heard.marks("unsure"))


def _of_children(question: Question) -> bool:
    return any(part in question.name for part in _CHILDREN)


def _nobody(heard: Heard, numbers: list[Number], marks: list[Mark]) -> bool:
    """Whether the reply says that there is nobody ("personne malheureusement"), in a few words and no other person."""
    none = heard.places("zero")
    if not none or any(number.start not in none for number in numbers):
        return False
    others = [mark for mark in marks if mark.section not in ("me", "alone") and mark.start not in none]
    return not others and len(heard.rest(none | covered(marks) | heard.places("not", "no"))) <= 2


def _added(heard: Heard, number: Number) -> bool:
    """Whether a plus sign adds a number to the speaker ("moi + 2")."""
    return "+" in heard.tokens[number.start].gap and any(
        mark.end == number.start for mark in heard.marks("me")
    )


def _with_speaker(heard: Heard, marks: list[Mark]) -> bool:
    """Whether a total may count the speaker ("on est trois", "deux avec moi")."""
    counting = [
        mark
        for mark in heard.marks("total")
        if mark.end - mark.start > 1 or len(heard.tokens[mark.start].text) > 1
    ]
    return bool(counting) or any(mark.section == "me" for mark in marks)


def _of_animals(heard: Heard) -> list[Number]:
    beasts = [mark for mark in heard.marks("not people") if not heard.tokens[mark.start].text.startswith("و")]
    return [number for number in heard.numbers if any(mark.start == number.end for mark in beasts)]


def _members(heard: Heard, animals: list[Number]) -> list[Mark]:
    names = ("alone", "couple", "two persons", "persons", "adults", "me", "one person", "people")
    beasts = heard.places("not people")
    people = {mark.start for mark in heard.marks("people", "one person")}
    found = [mark for mark in heard.marks(*names) if mark.start not in beasts]
    # "los dos niños": what is a couple alone is only a number before the people that it counts.
    found = [mark for mark in found if mark.section != "couple" or mark.end not in people]
    # "один мальчик": what is "alone" by itself is a number before the people that it counts.
    return [
        mark
        for mark in found
        if mark.section != "alone" or mark.end not in people or not _is_one(heard, mark)
    ]


def _is_one(heard: Heard, mark: Mark) -> bool:
    return any(number.start == mark.start and number.end == mark.end for number in heard.numbers)


def _is_open(heard: Heard, numbers: list[Number]) -> bool:
    if len(numbers) < 2:
        return False
    gap = heard.tokens[numbers[1].start].gap.strip()
    touching = numbers[1].start - numbers[0].end <= 1
    return touching and (
        heard.has("or") or (gap in ("-", "–", ",", ".") and not heard.has("people", "one person"))
    )


def _is_partner(heard: Heard, mark: Mark) -> bool:
    """Whether somebody is the other half of a couple, who counts once ("en couple avec ma copine")."""
    return any(mark.start <= each.start < mark.end for each in heard.turns("partner"))


def _total(heard: Heard, numbers: list[Number], marks: list[Mark]) -> int | None:
    """A number said of the whole home ("on est 5", "5 personnes", "5 dont 3 enfants"); None when there is none."""
    if not numbers:
        return None
    first = numbers[0]
    besides = any(first.end <= mark.start for mark in heard.marks("besides"))
    counted = [number for number in numbers if any(mark.start == number.end for mark in marks)]
    if any(mark.end == first.start or mark.start == first.end for mark in heard.marks("total")) and (
        len(numbers) == 1 or besides or not counted
    ):
        return first.value
    if len(numbers) == 1 and any(mark.start == first.end and mark.section == "persons" for mark in marks):
        return (
            first.value if not any(mark.section in ("one person", "two persons") for mark in marks) else None
        )
    if len(numbers) == 1 and not counted and _too_vague(heard, first):
        return None
    others = [
        mark for mark in marks if mark.section in ("one person", "two persons", "couple", "adults", "people")
    ]
    if len(numbers) == 1 and not others and not heard.has("plus"):
        return first.value
    bare = [number for number in numbers if number not in counted]
    open_plural = any(
        mark.section == "people" and all(number.end != mark.start for number in numbers) for mark in marks
    )
    if (
        len(bare) == 1
        and not (open_plural and heard.language == "ar")
        and others
        and not heard.has("plus")
        and bare[0].value > len(others)
        and not any(mark.end == bare[0].start for mark in heard.marks("and"))
        and bare[0].value > 1
    ):
        return bare[0].value
    if len(numbers) > 1 and besides and len(counted) < len(numbers):
        return first.value
    return None


def _too_vague(heard: Heard, number: Number) -> bool:
    """Whether a number is only an article: "une famille nombreuse"."""
    used = set(range(number.start, number.end)) | heard.places("yes", "zero", "about")
    return number.value == 1 and not number.digits and bool(heard.rest(used))


def _sum(
    heard: Heard, numbers: list[Number], marks: list[Mark], own: int, sure: float
) -> tuple[list[int], float] | None:
    """The members added up; both readings when nothing says whether the speaker is among them."""
    count, others = 0, 0
    partner = None
    used: list[Number] = []
    me = alone = adults = open_plural = False
    for mark in marks:
        number = next((each for each in numbers if each.end == mark.start), None)
        if number is None and heard.language == "ar" and mark.section in ("people", "persons"):
            number = next((each for each in numbers if each.start == mark.end), None)
        if mark.section == "me":
            me = True
        elif mark.section == "alone":
            alone = True
        elif mark.section == "couple" or (number is None and _is_partner(heard, mark)):
            me = me or mark.section == "couple"
            others += partner in (None, mark.section) and (partner is None or mark.section != "couple")
            partner = mark.section
        elif number is not None:
            used.append(number)
            others += number.value * (2 if mark.section == "two persons" else 1)
            adults = adults or mark.section in ("adults", "persons")
        elif mark.section == "two persons":
            others += 2
        elif mark.section == "one person" or heard.cut(mark.start, mark.end).whole("one person"):
            others += 1
        else:
            open_plural = True
    left = [
        number
        for number in numbers
        if number not in used and not any(mark.start <= number.start < mark.end for mark in marks)
    ]
    if open_plural or (left and any(number.value > 1 for number in left)):
        return [], 0.0
    count = others
    if not marks or (not others and not me and not alone):
        zero = heard.has("zero") and not heard.rest(heard.places("zero"))
        return ([0], 0.8) if zero and not own else ([1] if zero else [], 0.0) if zero else None
    if own == 0:
        return ([count], sure) if others or alone or len(marks) == len(heard.tokens) else None
    if me and not (others or alone) and sure < 0.9:
        return None
    if alone or me:
        return [count + 1], sure
    return ([count], sure) if adults else ([count + 1, count], 0.0)
