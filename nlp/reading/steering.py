"""What a reply asks of the conversation itself: skip, back, help, restart, stop, a human."""

from functools import cache
from typing import Final

from nlp.reading.heard import Heard, covered, merged
from nlp.reading.lexicon import sections
from nlp.reading.phrases import Phrases
from nlp.reading.tokens import Token
from nlp.reading.values import Command

_ORDER: Final = tuple(str(command) for command in Command)
_MOST_ELSE: Final = 0.15
"""The share of a free text that may be other words than the command's, at most."""
_LONGEST_TAIL: Final = 4
"""Words of a free text, small ones too, that may follow a command."""
_CLOSED_ELSE: Final = 0.5


def whole_command(heard: Heard, *, words: bool = False) -> Command | None:
    """The command that is the whole reply, politeness aside; None when it is something else.

    With `words`, where the question asks for a word, those that are one (`[text keeps]`) are no command.
    """
    tokens = _bare(heard)
    if not tokens or (words and _kept(heard.language).whole(heard.tokens)):
        return None
    phrases = merged(heard.language, _ORDER, "commands")
    found = phrases.whole(tokens)
    if found:
        return Command(found.section)
    return _one_after_the_other(heard.language, phrases, tokens)


def _one_after_the_other(language: str, phrases: Phrases, tokens: tuple[Token, ...]) -> Command | None:
    """The command of a reply that is only commands and politeness ("paso, siguiente"), None of any other."""
    said: dict[str, None] = {}
    place = commands = 0
    while place < len(tokens):
        found = phrases.at(tokens, place)
        if found:
            said[found.section] = None
            commands += found.length
        else:
            found = _politeness(language).at(tokens, place)
        if not found:
            return None
        place = found.end
    return _weightiest(said) if commands > 1 else None


def command_within(heard: Heard, *, text: bool = False) -> Command | None:
    """The command that a sentence holds outright ("je veux parler à quelqu'un"), None when it holds none.

    A free text must begin with the command and hold hardly anything else, so that an answer which uses its words
    stays.
    """
    names = tuple(f"{name} anywhere" for name in _ORDER)
    found = list(merged(heard.language, names, "commands").all(heard.tokens))
    if not found:
        return None
    inside = {place for each in found for place in range(each.start, each.end)}
    bare = merged(heard.language, _ORDER, "commands").all(heard.tokens)
    used = inside | {place for each in bare for place in range(each.start, each.end)}
    used |= covered(heard.marks("instead", "not"))
    polite = _politeness(heard.language).all(heard.tokens)
    used |= {place for each in polite for place in range(each.start, each.end)}
    rest = heard.rest(used)
    share = len(rest) / len(heard.tokens)
    if text and any(min(inside) < mark.start and mark.end < len(heard.tokens) for mark in heard.turns("why")):
        return None
    if text and sum(place not in used for place in range(max(inside), len(heard.tokens))) > _LONGEST_TAIL:
        return None
    if text and (any(place < min(inside) for place in rest) or _goes_on(heard, used)):
        return None
    if share > (_MOST_ELSE if text or heard.foreign else _CLOSED_ELSE):
        return None
    said = dict.fromkeys(each.section.removesuffix(" anywhere") for each in found)
    return _weightiest(said)


def _goes_on(heard: Heard, used: set[int]) -> bool:
    """Whether a clause of its own follows the command ("volver a empezar, eso me dio este barrio")."""
    commas = [place for place, token in enumerate(heard.tokens) if place and token.gap.strip(" '’-")]
    return any(len(set(range(place, len(heard.tokens))) - used) > 3 for place in commas)


def _weightiest(said: dict[str, None]) -> Command:
    """Of several, the one that the others only explain."""
    for command in (Command.HUMAN, Command.RESTART, Command.BACK, Command.STOP, Command.SKIP, Command.HELP):
        if command in said:
            return command
    return Command(next(iter(said)))


@cache
def _kept(language: str) -> Phrases:
    """What is an answer to a question that asks for a word, although it is a command elsewhere."""
    return Phrases((entry.phrase, "") for entry in sections(f"{language}/commands.txt").get("text keeps", ()))


@cache
def _politeness(language: str) -> Phrases:
    return Phrases((entry.phrase, "") for entry in sections(f"{language}/commands.txt").get("polite", ()))


def _bare(heard: Heard) -> tuple[Token, ...]:
    """The reply without politeness at its ends."""
    polite = _politeness(heard.language)
    marks = {found.start: found.end for found in polite.all(heard.tokens)}
    ends = {end: start for start, end in marks.items()}
    start, end = 0, len(heard.tokens)
    while start in marks and marks[start] <= end:
        start = marks[start]
    while end in ends and ends[end] >= start:
        end = ends[end]
    return heard.tokens[start:end] or heard.tokens
