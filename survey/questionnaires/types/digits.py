"""Digits of any script, made plain."""

import unicodedata


def plain(typed: str) -> str:
    """ASCII digits for those of any script, plain spaces and a plain minus for their typographic kin."""
    written = []
    for character in typed.strip():
        digit = unicodedata.decimal(character, None)
        if digit is not None:
            written.append(str(digit))
        elif character.isspace():
            written.append(" ")
        elif character == "\N{MINUS SIGN}":
            written.append("-")
        # Arabic keyboards may slip marks of direction around a number: they are no part of it.
        elif unicodedata.category(character) != "Cf":
            written.append(character)
    return "".join(written)
