"""Mentions weighed by the words around them: denied, near, before, corrected, or torn between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.reading import places
from nlp.reading.heard import Heard, Mark
from nlp.reading.mentions import Mention

_REACH: Final = 4
_POSTPOSED: Final = frozenset({"tr"})
"""Languages whose "except", "near" and "not" stand after the name."""
_WEIGHED: Final = (
    "bare no", "no or not", "near", "yes weak", "hedge", "unsure", "other", "none", "except", "but", "not", "instead",
    "before",
)  # fmt: skip
_DENYING: Final = frozenset({"not", "except", "no or not", "bare no"})


@dataclass(frozen=True, slots=True)
class Qualified:
    """What a reply does with the choices it names.

    `meant` are affirmed, `denied` are refused, `doubtful` are only near, past, or the name of a street; `torn`
    is true when it is open which is meant, `all_but` when everything is meant except what is denied.
    """

    meant: tuple[Mention, ...]
    denied: tuple[Mention, ...] = ()
    doubtful: tuple[Mention, ...] = ()
    torn: bool = False
    all_but: bool = False


def qualify(mentions: Sequence[Mention], heard: Heard, *, place: bool, several: bool = False) -> Qualified:
    """The mentions of a reply by what the words around them make of them.

    `place` when they are places; `several` when any number of them may be meant, so that "or" lists them.
    """
    inside = {token for mention in mentions for token in range(mention.start, mention.end)}
    marks = [mark for mark in heard.marks(*_WEIGHED) if inside.isdisjoint(range(mark.start, mark.end))]
    all_but = any(mark.section == "except" for mark in marks) and everything(heard)
    if not all_but and _nothing_but(marks, heard):
        kept = tuple(mention for mention in mentions if _excepted(mention, marks, heard))
        return Qualified(kept, torn=len(kept) != len(mentions) or not kept)
    meant: list[Mention] = []
    denied: list[Mention] = []
    doubtful: list[Mention] = []
    for mention in mentions:
        if (all_but and _excepted(mention, marks, heard)) or _denied(mention, marks, heard, inside):
            denied.append(mention)
        elif _before(mention, marks, heard) or (place and _beside(mention, marks, heard)):
            doubtful.append(mention)
        else:
            meant.append(mention)
    open_end = _open_no(marks, mentions, heard) or (several and _wavers(mentions, marks, heard))
    if any(_shared(one, two, heard) for one in denied for two in meant) or open_end:
        return Qualified(tuple(meant), tuple(denied), tuple(doubtful), torn=True)
    if len({mention.choice for mention in meant}) > 1 and not several:
        last = _corrected(meant, marks)
        if last is not None:
            return Qualified((last,), tuple(denied), tuple(doubtful))
    torn = heard.has("unsure") and _torn(meant, heard) if several else _torn(meant, heard)
    return Qualified(tuple(meant), tuple(denied), tuple(doubtful), torn=torn, all_but=all_but)


def _between(heard: Heard, start: int, end: int, *, most: int = _REACH) -> bool:
    """Whether only a few words stand between two places, and nothing that ends a clause."""
    if not 0 <= end - start <= most:
        return False
    turning = heard.places("but", "instead", "yes")
    clause = range(start, end + 1)
    stops = any("," in heard.tokens[place].gap or "." in heard.tokens[place].gap for place in clause[:-1])
    return not stops and turning.isdisjoint(range(start, end)) and not _comma_before(heard, end)


def _comma_before(heard: Heard, place: int) -> bool:
    return place < len(heard.tokens) and any(sign in heard.tokens[place].gap for sign in ",.;!?")


def _denied(mention: Mention, marks: Sequence[Mark], heard: Heard, inside: set[int]) -> bool:
    """Whether a negation stands before the mention, or after it in languages and phrases that put it there."""
    postposed = heard.language in _POSTPOSED
    for mark in marks:
        if not _denies(mark, heard) or (mark.section == "bare no" and _follows(mark, inside)):
            continue
        if mark.start - 1 in inside and _ends_clause(mark, heard):
            continue
        if postposed and mark.section == "not" and heard.cut(mark.start, mark.end).whole("not after"):
            continue
        if not (postposed and mark.section == "except") and _between(heard, mark.end, mention.start):
            return True
        if postposed and mark.section == "except" and _between(heard, mention.end, mark.start, most=2):
            return True
    return (
        any(
            _between(heard, mention.end, mark.start, most=1)
            and (postposed or _ends_clause(mark, heard) or inside.isdisjoint(range(mark.end, mark.end + 3)))
            for mark in heard.marks("unsure", "bare no", "not after")
            if mark.section != "unsure" and inside.isdisjoint(range(mark.start, mark.end))
        )
        or _refused_after(mention, heard)
        or _well_enough(mention, heard)
    )


def _denies(mark: Mark, heard: Heard) -> bool:
    """Whether a mark denies what follows: "neither" does, although it is also an answer; "but" alone does not."""
    said = heard.cut(mark.start, mark.end)
    if mark.section == "except":
        return not said.whole("but")
    return mark.section in _DENYING or (
        mark.section in ("none", "unsure", "other") and bool(said.whole("not"))
    )


def _nothing_but(marks: Sequence[Mark], heard: Heard) -> bool:
    """Whether the reply is "nothing except …"."""
    excepts = [mark.start for mark in marks if mark.section == "except"]
    first = marks[0] if excepts else None
    return (
        first is not None
        and first.end <= excepts[0]
        and bool(heard.cut(first.start, first.end).whole("none"))
    )


def _refused_after(mention: Mention, heard: Heard) -> bool:
    """Whether a word of no closes the clause right after the mention ("le matin jamais, le soir oui")."""
    return any(
        mark.section != "unsure" and mark.start == mention.end and _ends_clause(mark, heard)
        for mark in heard.marks("unsure", "no", "none", "not")
    )


def _ends_clause(mark: Mark, heard: Heard) -> bool:
    """Whether a comma or the end of the reply follows."""
    return mark.end == len(heard.tokens) or "," in heard.tokens[mark.end].gap


def _well_enough(mention: Mention, heard: Heard) -> bool:
    """Whether the mention is let pass before the ones that count: "le bruit ça va mais les poubelles"."""
    followed = [mark for mark in heard.marks("unsure", "hedge") if 0 <= mark.start - mention.end <= 1]
    return bool(followed) and any(
        0 <= mark.start - followed[0].end <= 1 for mark in heard.marks("except", "but")
    )


def everything(heard: Heard) -> bool:
    """Whether the reply says "all", as no part of another phrase ("pas du tout")."""
    return any(mark.section == "all" for mark in heard.marks("none", "no", "unsure", "all"))


def _follows(mark: Mark, inside: set[int]) -> bool:
    """Whether something was named before this word."""
    return any(token < mark.start for token in inside)


def _excepted(mention: Mention, marks: Sequence[Mark], heard: Heard) -> bool:
    if heard.language in _POSTPOSED:
        return any(mark.section == "except" and mention.end <= mark.start for mark in marks)
    return any(mark.section == "except" and mark.end <= mention.start for mark in marks)


def _beside(mention: Mention, marks: Sequence[Mark], heard: Heard) -> bool:
    """Whether a place is only near what is meant, or the name of a street, a stop or a building."""
    return _near(mention, marks, heard) or places.on_a_street(heard.tokens, mention.start, mention.end)


def _near(mention: Mention, marks: Sequence[Mark], heard: Heard) -> bool:
    for mark in marks:
        if mark.section != "near":
            continue
        between = range(mark.end, mention.start)
        if (
            mark.end <= mention.start
            and len(between) < 4
            and all(heard.tokens[place].text in places.small_words() for place in between)
        ):
            return True
        suffixed = mark.start == mention.end + 1 and heard.tokens[mention.end].gap in ("'", "")
        if heard.language in _POSTPOSED and (mark.start == mention.end or suffixed):
            return True
    return False


def _before(mention: Mention, marks: Sequence[Mark], heard: Heard) -> bool:
    """Whether the mention is of the past: "avant" before it, and no "maintenant" between."""
    past = [mark for mark in marks if mark.section == "before" and mark.end <= mention.start]
    if not past:
        after = [mark for mark in marks if mark.section == "before" and mark.start == mention.end]
        return bool(after)
    since = [
        mark for mark in marks if mark.section == "instead" and past[-1].end <= mark.start < mention.start
    ]
    return not since and mention.start - past[-1].end <= 5


def _shared(denied: Mention, meant: Mention, heard: Heard) -> bool:
    """Whether a negation may reach the next choice too ("pas le sport et la cuisine")."""
    if not denied.end < meant.start <= denied.end + 3:
        return False
    between = heard.cut(denied.end, meant.start)
    return (
        between.has("and") and not between.has("but", "instead") and "," not in heard.tokens[denied.end].gap
    )


def _corrected(meant: Sequence[Mention], marks: Sequence[Mark]) -> Mention | None:
    """The last of two choices when the words between take the first one back; None when they do not."""
    first, last = meant[-2], meant[-1]
    taken_back = any(
        mark.section in ("instead", "bare no") and first.end <= mark.start and mark.end <= last.start
        for mark in marks
    )
    return last if taken_back and len({mention.choice for mention in meant}) == 2 else None


def _torn(meant: Sequence[Mention], heard: Heard) -> bool:
    """Whether "or" stands between two different choices."""
    for mark in heard.marks("or"):
        before = {mention.choice for mention in meant if mention.end <= mark.start}
        after = {mention.choice for mention in meant if mention.start >= mark.end}
        if before and after and before != after:
            return True
    return False


def _wavers(mentions: Sequence[Mention], marks: Sequence[Mark], heard: Heard) -> bool:
    """Whether somebody hesitates between choices, of a list of which several may be meant."""
    if heard.has("hesitating"):
        return True
    if len({mention.choice for mention in mentions}) < 2:
        return False
    starts = {mention.end for mention in mentions}
    for mark in marks:
        if mark.section in ("unsure", "hedge") and mark.start in starts and _ends_clause(mark, heard):
            return True
        if mark.section == "bare no" and min(starts) <= mark.start and not _ends_clause(mark, heard):
            return any(mention.start >= mark.end for mention in mentions)
    return heard.has("between")


def _open_no(marks: Sequence[Mark], mentions: Sequence[Mention], heard: Heard) -> bool:
    """Whether a word that is both "no" and "not" stands between two mentions, to correct one or deny the other."""
    return any(
        mark.section == "no or not"
        and not (_ends_clause(mark, heard) and any(mention.end == mark.start for mention in mentions))
        and any(mention.end <= mark.start for mention in mentions)
        and any(mention.start >= mark.end for mention in mentions)
        for mark in marks
    )
