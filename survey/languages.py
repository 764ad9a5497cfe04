"""The languages of the product: one entry each."""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """How a script runs, as the HTML attribute `dir` spells it."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Language:
    """A language as people choose it, and the names that each tool gives it.

    `code` is the key in workbooks (`label::fr`) and addresses; `babel_locale` names its catalogue;
    `html_lang` is a valid BCP 47 tag; `nlp` is the language its answers are read in (easy French is read as
    French); `name` is what its speakers call it; `pictograms` is true of a language for people who read little,
    whose choices carry a sign.
    """

    code: str
    name: str
    babel_locale: str
    html_lang: str
    direction: Direction
    nlp: str
    pictograms: bool = False


class UnknownLanguageError(LookupError):
    """No entry has this code; `code` says which was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(f"unknown language {code!r}: add one line to survey/languages.py")
        self.code = code


def _entry(
    code: str, name: str, *, html: str = "", rtl: bool = False, nlp: str = "", pictograms: bool = False
) -> Language:
    direction = Direction.RTL if rtl else Direction.LTR
    return Language(code, name, code, html or code, direction, nlp or code, pictograms)


LANGUAGES: tuple[Language, ...] = (
    _entry("fr", "Français"),
    _entry("fr@simple", "Français facile", html="fr-simple", nlp="fr", pictograms=True),
    _entry("en", "English"),
    _entry("ar", "العربية", rtl=True),
    _entry("tr", "Türkçe"),
    _entry("pt", "Português"),
    _entry("es", "Español"),
    _entry("ru", "Русский"),
    _entry("uk", "Українська"),
)

_BY_CODE = {entry.code: entry for entry in LANGUAGES}


def read_as(code: str) -> str:
    """The language that `nlp` reads answers given in `code` in; an unknown code is passed on as it is."""
    found = _BY_CODE.get(code)
    return found.nlp if found else code


def draws_pictograms(code: str) -> bool:
    """Whether choices carry a sign in this language; not in one that we do not serve."""
    found = _BY_CODE.get(code)
    return found is not None and found.pictograms


def language(code: str) -> Language:
    """The entry of `code`; raises UnknownLanguageError when there is none."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise UnknownLanguageError(code) from None
