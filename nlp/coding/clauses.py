"""An answer cut into what each stands as a point of its own: sentences, list items, and what follows a "but"."""

import re
from typing import Final

MOST_CLAUSES: Final = 12
"""More than these are not looked at one by one; the whole text still is."""
_FEWEST_LETTERS: Final = 8
_CUT: Final = re.compile(
    r"[.!?;\n•…]+|\s[-–—/+]\s|:\s|"
    r",?\s(?:mais|par contre|en revanche|cependant|pourtant|sauf|malheureusement|dommage|heureusement)\s|"
    r",?\s(?:but|however|pero|aunque|mas|porém|ama|fakat|но|зато|але|проте)\s|\s(?:لكن|ولكن|بصح|غير أن)\s",
    re.IGNORECASE,
)


def clauses(text: str) -> list[str]:
    """The clauses of a readable text, in order; a text of one clause gives itself."""
    found = [part.strip(" ,-–—") for part in _CUT.split(text)]
    found = [part for part in found if len(part) >= _FEWEST_LETTERS]
    return found[:MOST_CLAUSES] if len(found) > 1 else [text]
