"""Short names of months and weekdays in the languages of survey.languages."""

from collections.abc import Iterable
from functools import cache

from babel.dates import get_day_names, get_month_names

from survey.languages import UnknownLanguageError, language

Calendar = dict[str, dict[str, list[str]]]


WRITES_NAMES = ("format-date", "format-date-time")
"""The functions that write names of months and weekdays."""


@cache
def month_name(month: int, code: str) -> str:
    """The short name of month 1 to 12 in the language of this code, in English when we do not serve it."""
    return str(get_month_names("abbreviated", context="format", locale=_locale(code))[month])


@cache
def weekday_name(weekday: int, code: str) -> str:
    """The short name of weekday 0 (Monday) to 6, likewise."""
    return str(get_day_names("abbreviated", context="format", locale=_locale(code))[weekday])


def calendar_names(codes: Iterable[str]) -> Calendar:
    """By code, the names of `months` from January and of `weekdays` from Monday, for a device."""
    return {
        code: {
            "months": [month_name(month, code) for month in range(1, 13)],
            "weekdays": [weekday_name(weekday, code) for weekday in range(7)],
        }
        for code in codes
    }


def _locale(code: str) -> str:
    try:
        # Easy French has its own catalogue; its calendar is that of the language it is read in.
        return language(code).nlp
    except UnknownLanguageError:
        return "en"
