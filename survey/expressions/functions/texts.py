"""Functions on texts."""

import base64
import binascii
import hashlib
import re

from survey.expressions.context import Context
from survey.expressions.functions.register import Function
from survey.expressions.patterns import pattern
from survey.expressions.values import Value, as_number, as_text

_BLANKS = re.compile(r"[ \t\r\n]+")


def _string(_: Context, arguments: list[Value]) -> Value:
    return as_text(arguments[0])


def _concat(_: Context, arguments: list[Value]) -> Value:
    return "".join(map(as_text, arguments))


def _join(_: Context, arguments: list[Value]) -> Value:
    separator, *parts = map(as_text, arguments)
    return separator.join(parts)


def _substr(_: Context, arguments: list[Value]) -> Value:
    """From a 0-based start to before an end; negative ones count from the end of the text."""
    text = as_text(arguments[0])
    bounds = [_index(value, len(text)) for value in arguments[1:]]
    return text[bounds[0] : bounds[1] if len(bounds) > 1 else len(text)]


def _index(value: Value, length: int) -> int:
    number = as_number(value)
    if number != number:
        return 0
    bounded = int(max(-length, min(length, number)))
    return bounded + length if bounded < 0 else bounded


def _substring_before(_: Context, arguments: list[Value]) -> Value:
    text, mark = map(as_text, arguments)
    return text.partition(mark)[0] if mark and mark in text else ""


def _substring_after(_: Context, arguments: list[Value]) -> Value:
    text, mark = map(as_text, arguments)
    return text.partition(mark)[2] if mark else text


def _translate(_: Context, arguments: list[Value]) -> Value:
    text, wanted, given = map(as_text, arguments)
    table: dict[int, str | None] = {}
    for place, character in enumerate(wanted):
        # XPath 1.0, 4.2: the first occurrence of a character decides.
        table.setdefault(ord(character), given[place] if place < len(given) else None)
    return text.translate(table)


def _string_length(_: Context, arguments: list[Value]) -> Value:
    return float(len(as_text(arguments[0])))


def _normalize_space(context: Context, arguments: list[Value]) -> Value:
    text = as_text(arguments[0] if arguments else context.current)
    return _BLANKS.sub(" ", text).strip(" ")


def _contains(_: Context, arguments: list[Value]) -> Value:
    return as_text(arguments[1]) in as_text(arguments[0])


def _starts_with(_: Context, arguments: list[Value]) -> Value:
    return as_text(arguments[0]).startswith(as_text(arguments[1]))


def _ends_with(_: Context, arguments: list[Value]) -> Value:
    return as_text(arguments[0]).endswith(as_text(arguments[1]))


def _regex(_: Context, arguments: list[Value]) -> Value:
    """Whether the whole text matches (ODK Collect); a pattern that cannot be read matches nothing."""
    compiled = pattern(as_text(arguments[1]))
    return compiled is not None and compiled.matches(as_text(arguments[0]))


_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def _digest(_: Context, arguments: list[Value]) -> Value:
    """The hash of a text by an algorithm, in base64 or hex; "" for an algorithm or a spelling nobody knows."""
    text, algorithm, *spelling = map(as_text, arguments)
    name = _DIGESTS.get(algorithm.upper())
    if name is None:
        return ""
    found = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    match (spelling[0] if spelling else "base64").lower():
        case "hex":
            return found.hex()
        case "base64":
            return base64.b64encode(found).decode()
        case _:
            return ""


def _base64_decode(_: Context, arguments: list[Value]) -> Value:
    """The UTF-8 text behind a base64 one, "" when it is none."""
    try:
        return base64.b64decode(as_text(arguments[0]), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


FUNCTIONS = (
    Function("string", 1, 1, _string),
    Function("concat", 1, None, _concat),
    Function("join", 2, None, _join),
    Function("substr", 2, 3, _substr),
    Function("substring-before", 2, 2, _substring_before),
    Function("substring-after", 2, 2, _substring_after),
    Function("translate", 3, 3, _translate),
    Function("string-length", 1, 1, _string_length),
    Function("normalize-space", 0, 1, _normalize_space),
    Function("contains", 2, 2, _contains),
    Function("starts-with", 2, 2, _starts_with),
    Function("ends-with", 2, 2, _ends_with),
    Function("regex", 2, 2, _regex),
    Function("digest", 2, 3, _digest),
    Function("base64-decode", 1, 1, _base64_decode),
)
