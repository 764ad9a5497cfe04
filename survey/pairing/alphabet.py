"""The 32 signs of codes that people type: no I, L, O or U, so that nothing reads as something else or as a word.

It is Crockford's base 32 (https://www.crockford.com/base32.html); reading forgives what people type instead.
"""

import unicodedata

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_BETWEEN = {" ", "-", "_", ".", "\u00a0", "\u202f", "\u2010", "\u2011", "\u2012", "\u2013"}


def tidy(typed: str) -> str:
    """Returns what was typed as signs where that is possible: capitals, digits of any script, no separators."""
    kept = []
    for sign in unicodedata.normalize("NFKC", typed).upper():
        if sign in _BETWEEN or unicodedata.category(sign) in ("Cf", "Cc", "Zs"):
            continue
        digit = unicodedata.decimal(sign, None)
        kept.append(sign if digit is None else str(digit))
    return "".join(kept).translate(_FORGIVEN)
