"""One choice of a list, or several."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from nlp.reading.about import about
from nlp.reading.ages import read_age_band
from nlp.reading.bands import bands_of
from nlp.reading.counted_choices import read_counted
from nlp.reading.durations import read_duration_band
from nlp.reading.heard import Heard, covered
from nlp.reading.lexicon import phrases
from nlp.reading.mentions import Mention, find_mentions, none_choice, other_choice
from nlp.reading.positions import find_positions, single_letter
from nlp.reading.qualified import Qualified, everything, qualify
from nlp.reading.tokens import tokenize
from nlp.reading.values import About, Question, Reading, Value

_MOST_CANDIDATES: Final = 3


def read_select_one(question: Question, heard: Heard, *, asked: str, today: date) -> Reading | None:
    """The one choice that the reply is; None when it names none."""
    subject = about(question, asked)
    if bands_of(question.choices) and not _counted_out(heard):
        read = read_age_band if subject is About.AGE else read_duration_band
        found = read(question, heard, today=today)
        if found is not None:
            return found
    if not bands_of(question.choices):
        counted = read_counted(question, heard, asked=asked)
        if counted is not None:
            return counted
    none = none_choice(question.choices, asked)
    if none is not None and heard.whole("none", "zero"):
        return Reading(value=question.choices[none].name, confidence=0.75)
    mentions = find_mentions(question.choices, heard, asked=asked, about=subject)
    if not mentions and (subject is not About.AGE or _ranked(heard) or _counted_out(heard)):
        return _by_position(question, heard)
    said = qualify(mentions, heard, place=subject is About.PLACE)
    return _one(question, heard, said, asked)


def read_select_multiple(question: Question, heard: Heard, *, asked: str) -> Reading | None:
    """The choices that the reply names, in the order of the question; None when it names none."""
    subject = about(question, asked)
    none = none_choice(question.choices, asked)
    mentions = find_mentions(question.choices, heard, asked=asked, about=subject)
    if heard.has("except"):
        mentions = [mention for mention in mentions if mention.choice != none]
    positions = find_positions(heard, len(question.choices), _covered(mentions))
    if positions is None and not mentions:
        return Reading() if heard.numbers and not heard.rest(_all_numbers(heard)) else None
    said = qualify([*mentions, *(positions or ())], heard, place=False, several=True)
    said = _improved(question, heard, said, none, asked)
    named = sorted({mention.choice for mention in said.meant})
    if said.denied and heard.turns("the rest") and not named:
        return _all_but(question, heard, replace(said, all_but=True), none, asked)
    if said.torn:
        return _unclear(question, [mention.choice for mention in [*said.meant, *said.denied]])
    if said.all_but or (everything(heard) and not named):
        return _all_but(question, heard, said, none, asked)
    if named and none in named and (len(named) > 1 or said.denied):
        return _unclear(question, [place for place in named if place != none])
    if heard.foreign and heard.rest(_covered([*mentions, *(positions or ())]) | heard.places("and", "yes")):
        return None
    if named and _item_lost(heard, [*mentions, *(positions or ())]):
        return _unclear(question, named)
    if named:
        sure = min(mention.sure for mention in said.meant)
        return Reading(values=tuple(question.choices[place].name for place in named), confidence=sure)
    if said.denied:
        return _unclear(question, [])
    if none is not None and (heard.whole("none", "no") or _nothing_else(heard, "none")):
        if heard.foreign and len(heard.tokens) > 3:
            return None
        return Reading(values=(question.choices[none].name,), confidence=0.9)
    letter = single_letter(heard, len(question.choices))
    if letter is not None:
        return Reading(values=(question.choices[letter].name,), confidence=0.6)
    return None


def _improved(question: Question, heard: Heard, said: Qualified, none: int | None, asked: str) -> Qualified:
    """The mentions without those that are fine as they are, where the question asks for what should change."""
    if not phrases(f"{asked}/questions.txt", "to improve").first(tokenize(question.label)):
        return said
    fine = heard.turns("fine")
    if not fine or any(mention.choice == none for mention in said.meant):
        return said
    cuts = [0, *sorted(_after_commas(heard) | {mark.start for mark in heard.marks("but")}), len(heard.tokens)]
    clause = {place: number for number, (one, two) in enumerate(pairwise(cuts)) for place in range(one, two)}
    good = {clause[mark.start] for mark in fine}
    kept = tuple(mention for mention in said.meant if clause[mention.start] not in good)
    dropped = tuple(mention for mention in said.meant if clause[mention.start] in good)
    well = any(clause[mention.start] in good for mention in said.denied)
    torn = said.torn and not (kept and (dropped or well))
    return replace(said, meant=kept, denied=(*said.denied, *dropped), torn=torn)


def _item_lost(heard: Heard, mentions: list[Mention]) -> bool:
    """Whether a list holds an item that was not understood ("footie and cooking")."""
    cuts = sorted({mark.start for mark in heard.marks("and")} | _after_commas(heard))
    bounds = [0, *cuts, len(heard.tokens)]
    if len(bounds) == 2:
        return False
    used = _covered(mentions)
    lost = set(
        heard.rest(
            used | heard.places("and", "or", "yes", "no", "not", "but", "unsure", "hedge", "instead", "none")
        )
    )
    for start, end in pairwise(bounds):
        item = set(range(start, end))
        if item & lost and not item & used and len(item - heard.places("and")) <= 4:
            return True
    return False


def _after_commas(heard: Heard) -> set[int]:
    return {place for place, token in enumerate(heard.tokens) if any(sign in token.gap for sign in ",;+/&\n")}


def _all_but(question: Question, heard: Heard, said: Qualified, none: int | None, asked: str) -> Reading:
    left_out = {none, other_choice(question.choices, asked), *(mention.choice for mention in said.denied)}
    names = tuple(choice.name for place, choice in enumerate(question.choices) if place not in left_out)
    used = _covered([*said.denied, *said.meant]) | covered(heard.turns("the rest"))
    used |= heard.places("all", "except", "but", "not", "not after", "no", "none", "yes", "and")
    lost = heard.rest(used)
    if said.all_but and not said.denied:
        return Reading()
    if not names or len(lost) > (0 if said.all_but else 1):
        return Reading()
    return Reading(values=names, confidence=0.85 if not lost else 0.7)


def _one(question: Question, heard: Heard, said: Qualified, asked: str) -> Reading | None:
    named = list(dict.fromkeys(mention.choice for mention in said.meant))
    other = other_choice(question.choices, asked)
    if said.denied and len(named) == 2 and other in named:
        # "not the Sanitas, the other one, Maryse Bastié": the other one has a name.
        named.remove(other)
    doubtful = list(dict.fromkeys(mention.choice for mention in said.doubtful))
    if said.torn or len(named) > 1:
        return _unclear(question, [*named, *doubtful])
    if len(named) == 1:
        place = named[0]
        if said.doubtful and place == other and any(each != other for each in doubtful):
            return _unclear(question, [*doubtful, place])
        if heard.has("between") or _hesitates(heard):
            return _unclear(question, named)
        if heard.foreign and len(heard.rest(_covered(said.meant))) > 1:
            return _unclear(question, named)
        return Reading(value=question.choices[place].name, confidence=max(each.sure for each in said.meant))
    if doubtful or said.denied:
        return _unclear(question, [*doubtful, *([other] if other is not None and doubtful else [])])
    return None


def _hesitates(heard: Heard) -> bool:
    """Whether the reply begins by not knowing, or takes its answer back as uncertain."""
    unsure = heard.marks("unsure")
    return heard.has("hesitating") or any(mark.start == 0 and mark.end - mark.start > 1 for mark in unsure)


def _by_position(question: Question, heard: Heard) -> Reading | None:
    if heard.whole("unsure"):
        return Reading()
    found = find_positions(heard, len(question.choices), ())
    if found is None:
        return Reading() if heard.numbers and not heard.rest(_all_numbers(heard)) else None
    if not found:
        letter = single_letter(heard, len(question.choices))
        return None if letter is None else Reading(value=question.choices[letter].name, confidence=0.6)
    said = qualify(found, heard, place=False)
    named = list(dict.fromkeys(mention.choice for mention in said.meant))
    if len(named) == 1 and not said.torn and not heard.has("or", "between"):
        return Reading(value=question.choices[named[0]].name, confidence=0.9)
    return _unclear(question, named)


def _counted_out(heard: Heard) -> bool:
    """Whether a word such as "réponse" or "choix" stands before the only number, which is then a place."""
    numbers = heard.figures
    announced = {mark.end for mark in heard.marks("position") if len(heard.tokens[mark.start].text) > 3}
    return len(numbers) == 1 and numbers[0].start in announced and not heard.has("year")


def _ranked(heard: Heard) -> bool:
    """Whether the reply gives a rank and no other number, which would be an age."""
    return heard.has("last") or (bool(heard.numbers) and all(number.ordinal for number in heard.numbers))


def _nothing_else(heard: Heard, section: str) -> bool:
    return heard.has(section) and not heard.rest(heard.places(section, "not", "no"))


def _all_numbers(heard: Heard) -> set[int]:
    return {place for number in heard.numbers for place in range(number.start, number.end)}


def _covered(mentions: Iterable[Mention]) -> set[int]:
    return {place for mention in mentions for place in range(mention.start, mention.end)}


def _unclear(question: Question, likely: list[int]) -> Reading:
    names: list[Value] = [question.choices[place].name for place in dict.fromkeys(likely)]
    return Reading(candidates=tuple(names[:_MOST_CANDIDATES]))
