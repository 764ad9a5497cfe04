"""Hostile text made harmless at the boundary, before anything reads or stores it.

Every function is linear in the length of its argument and never raises on a string, whatever it holds.
"""

import re
from typing import Final

LIMIT: Final = 100_000
"""The most characters that anything in `nlp` accepts of one text; what comes after is dropped."""

# C0 and C1 controls except tab and line ends, and the halves of a broken surrogate pair: no store keeps them.
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Zero-width spaces and joiners, soft hyphen, byte-order mark, invisible operators, bidirectional controls,
# variation selectors and the tag block: seen by no reader, and able to split a word from itself.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def storable(text: str, *, limit: int = LIMIT) -> str:
    """The text to the letter, less what no database or JSON document can hold, cut to `limit` characters.

    Joiners and direction marks stay: Persian, Arabic and emoji need them.
    """
    return _UNSTORABLE.sub("", text[:limit])


def visible(text: str, *, limit: int = LIMIT) -> str:
    """The storable text less its invisible characters: what a reader sees, for rules and models to read."""
    return _INVISIBLE.sub("", storable(text, limit=limit))
