"""An answer as its reader would write it."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from survey.languages import UnknownLanguageError, language


def in_words(kind: str, answer: str, code: str) -> str:
    """A canonical answer of a kind in the language of this code: a day by its month, a number with its comma.

    Every other answer as it is; a language we do not serve reads English.
    """
    if not answer:
        return ""
    try:
        locale = language(code).babel_locale
    except UnknownLanguageError:
        locale = "en"
    match kind:
        case "date":
            return str(format_date(date.fromisoformat(answer), "long", locale))
        case "decimal" | "range":
            return str(format_decimal(Decimal(answer), locale=locale, decimal_quantization=False))
        case _:
            return answer
