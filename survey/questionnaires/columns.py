"""Headers of sheets: the column each one means, and its language."""

import re
from dataclasses import dataclass

from survey.languages import LANGUAGES

_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "constraint_msg": "constraint_message",
    "constraining_message": "constraint_message",
    "required_msg": "required_message",
    "read_only": "readonly",
    "list": "list_name",
    "title": "form_title",
    "id_string": "form_id",
    "guidance": "guidance_hint",
    "requiredmsg": "required_message",
    "bind::relevant": "relevant",
    "bind::constraint": "constraint",
    "bind::required": "required",
    "bind::readonly": "readonly",
    "bind::calculate": "calculation",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "body::appearance": "appearance",
    "control::appearance": "appearance",
    "jr:count": "repeat_count",
}
"""Spellings that other tools write, by the column they mean."""

TRANSLATED = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message", "form_title"}
)
"""Columns that may be followed by a language."""

UNSUPPORTED = frozenset(
    {
        "trigger",
        "image",
        "audio",
        "video",
        "big-image",
    }
)
"""Columns of the standard that would change what is asked, and that we do not follow."""

UNSUPPORTED_PREFIXES = ("media", "bind", "body", "instance", "control", "save_to")

_LANGUAGE_NAMES = {
    "français": "fr",
    "francais": "fr",
    "french": "fr",
    "anglais": "en",
    "english": "en",
    "arabe": "ar",
    "arabic": "ar",
    "العربية": "ar",
    **dict.fromkeys(("turc", "turkish", "türkçe"), "tr"),
    **dict.fromkeys(("portugais", "portuguese", "português"), "pt"),
    **dict.fromkeys(("espagnol", "spanish", "español"), "es"),
    **dict.fromkeys(("russe", "russian", "русский"), "ru"),
    **dict.fromkeys(("ukrainien", "ukrainian", "українська"), "uk"),
}
_TITLE_IN = re.compile(r"form[_ ]title \(([^()]+)\)", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r".*\(\s*([^()]+?)\s*\)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header means. `language` is a code we serve, "" when the header has no language or one we do
    not serve; `written_language` is what it says."""

    column: str
    language: str = ""
    written_language: str = ""


def header(written: str) -> Header:
    """The column and language of a header: `label::fr`, `Label::Français (fr)`, `constraint message`,
    `bind:jr:constraintMsg`."""
    titled = _TITLE_IN.fullmatch(written.strip())
    if titled:
        return Header("form_title", language_code(titled[1]), titled[1].strip())
    base, mark, rest = written.strip().partition("::")
    if not mark:
        base, mark, rest = written.strip().partition(":")
    column = "_".join(base.lower().split())
    column = _ALIASES.get(column, column)
    if not mark:
        return Header(column)
    if column not in TRANSLATED:
        whole = f"{column}::{rest.strip()}"
        return Header(_ALIASES.get(whole.lower(), whole))
    return Header(column, language_code(rest), rest.strip())


def one_title(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Headers of settings with one plain title, as pyxform wants: the other languages go in parentheses."""
    titles = [column for column in columns if header(column).column == "form_title"]
    if not any(header(column).written_language for column in titles):
        return columns
    plain = next((column for column in titles if not header(column).written_language), titles[0])
    return tuple(
        column
        if column not in titles
        else "form_title"
        if column == plain
        else f"form_title ({header(column).written_language})"
        for column in columns
    )


def language_code(written: str) -> str:
    """The code we serve that `fr`, `Français (fr)` or `Français` means, "" when it is none of ours."""
    match = _IN_PARENTHESES.fullmatch(written)
    wanted = (match[1] if match else written).strip().lower()
    codes = {entry.code.lower(): entry.code for entry in LANGUAGES}
    named = _LANGUAGE_NAMES.get(wanted, wanted)
    return codes.get(named, "")


def is_unsupported(column: str) -> bool:
    """Whether cells of this column ask for something we would leave out."""
    base = column.partition("::")[0]
    return base in UNSUPPORTED or base in UNSUPPORTED_PREFIXES
