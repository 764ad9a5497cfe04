"""Phone numbers as they are typed or dictated, to the international form; numbers without a prefix are French."""

import re
from typing import Final

from nlp.reading.heard import Heard
from nlp.reading.tokens import fold
from nlp.reading.values import Reading

_RUN: Final = re.compile(r"(?:\+|\b00)? ?\d(?:[\s.\-/()_,\u00a0]{0,3}\d)+")
_HOUR: Final = re.compile(r"\b\d{1,2} ?(?:h|:)(?: ?\d{2})?\b|\b\d{1,2} ?(?:am|pm)\b")
_LETTER_O: Final = re.compile(r"(?<![^\W\d_])o(?=[1-9][\d .-])|(?<=\d)o(?=\d)")
_SPOKEN_ZERO: Final = re.compile(r"\boh?\b", re.IGNORECASE)
_FRENCH: Final = re.compile(r"0[1-9]\d{8}")
_ABROAD: Final = re.compile(r"\+[1-9]\d{7,14}")


def read_phone(heard: Heard) -> Reading | None:
    """The number as +33…, or with the prefix of its country; unclear when digits are missing or too many."""
    folded = _HOUR.sub(" ", _LETTER_O.sub("0", fold(heard.text)))
    runs = [match[0] for match in _RUN.finditer(folded)]
    long = [run for run in runs if sum(map(str.isdecimal, run)) >= 6]
    if not long:
        return _dictated(heard)
    found = list(dict.fromkeys(number for run in long if (number := _international(run)) is not None))
    if len(found) == 1 and len(long) == 1 and not _digits_in_words(heard):
        return Reading(value=found[0], confidence=0.95)
    if len(found) == 1 and len(long) > 1 and all(_international(run) for run in long):
        return Reading(value=found[0], confidence=0.9)
    if len(found) == 2 and len(long) == 2 and heard.has("instead"):
        return Reading(value=found[-1], confidence=0.75)
    if found:
        return Reading(candidates=tuple(found[:3]))
    dictated = _dictated(heard)
    return dictated if dictated and not dictated.unclear else Reading(candidates=_nearly(long))


def _international(written: str) -> str | None:
    """A run of digits as an international number, None when it is none."""
    digits = "".join(filter(str.isdecimal, written))
    written = written.strip()
    if written.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00") if not written.startswith("+") else digits
        if digits.startswith("330") and len(digits) == 12:
            digits = "33" + digits[3:]
        number = f"+{digits}"
        if digits.startswith("33"):
            return number if len(digits) == 11 and digits[2] != "0" else None
        return number if _ABROAD.fullmatch(number) else None
    if _FRENCH.fullmatch(digits):
        return f"+33{digits[1:]}"
    if len(digits) == 11 and digits.startswith("33") and digits[2] in "1234567":
        return f"+{digits}"
    return None


def _nearly(runs: list[str]) -> tuple[str, ...]:
    """What a French number without its first 0 would be."""
    digits = "".join(filter(str.isdecimal, runs[0]))
    return (f"+33{digits}",) if len(runs) == 1 and len(digits) == 9 and digits[0] in "67" else ()


def _digits_in_words(heard: Heard) -> bool:
    return any(not number.digits and not number.ordinal and number.value > 1 for number in heard.numbers)


def _dictated(heard: Heard) -> Reading | None:
    """A number said in words, two figures at a time or one by one."""
    if heard.language == "en":
        heard = Heard.of(_SPOKEN_ZERO.sub("zero", heard.text), "en", asked=heard.asked)
    numbers = [number for number in heard.numbers if not number.ordinal]
    if len(numbers) < 4 or any(number.value > 99 and not number.digits for number in numbers):
        return Reading() if len(numbers) > 2 else None
    written = ""
    for number in numbers:
        written += heard.tokens[number.start].text if number.digits else str(number.value)
    plus = any(mark.end == numbers[0].start for mark in heard.marks("plus"))
    found = _international(f"+{written}" if plus else written)
    return Reading(value=found, confidence=0.8) if found else Reading()
