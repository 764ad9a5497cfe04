"""Who a reply speaks of: the part that is the speaker's own, beside what it says of others."""

from nlp.reading.heard import Heard


def own_part(heard: Heard) -> Heard:
    """The part with the speaker's own number when others have theirs ("mon fils a 8 ans et moi 41"), else all."""
    others = [(mark.start, False) for mark in heard.marks("relation", "one person")]
    selves = [(mark.start, True) for mark in heard.turns("speaker")]
    bounds = sorted({**dict(selves), **dict(others)}.items())
    if not others or len(heard.figures) < 2:
        return heard
    if bounds[0][0] > 0:
        bounds.insert(0, (0, _apart(heard, bounds[0][0])))
    ends = [start for start, _ in bounds[1:]] + [len(heard.tokens)]
    starts = [number.start for number in heard.figures if not number.ordinal]
    own: list[tuple[int, int]] = []
    theirs = 0
    for (start, mine), end in zip(bounds, ends, strict=True):
        if any(start <= number < end for number in starts):
            theirs += not mine
            if mine:
                own.append((start, end))
    return heard.cut(*own[0]) if len(own) == 1 and theirs else heard


def _apart(heard: Heard, place: int) -> bool:
    """Whether a comma or "and" parts what comes before somebody from them."""
    joined = any(mark.end == place for mark in heard.marks("and", "but"))
    return joined or any(sign in heard.tokens[place].gap for sign in ",;.")
