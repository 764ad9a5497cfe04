"""`or_other`: one more choice, and a question in words for who takes it, as pyxform makes them."""

from collections.abc import Iterable

from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Choice, Item

NAME = "other"
"""The name of the choice; the question in words is called after its question with this at the end."""

_CHOICE = {
    "fr": "Autre",
    "en": "Other",
    "ar": "غير ذلك",
    "tr": "Diğer",
    "pt": "Outro",
    "es": "Otro",
    "ru": "Другое",
    "uk": "Інше",
}
_WORDS = {
    "fr": "Précisez",
    "en": "Please say which",
    "ar": "حدّد من فضلك",
    "tr": "Lütfen belirtin",
    "pt": "Diga qual",
    "es": "Indique cuál",
    "ru": "Уточните, пожалуйста",
    "uk": "Уточніть, будь ласка",
}


def with_other(choices: tuple[Choice, ...], row: int, languages: Iterable[str]) -> tuple[Choice, ...]:
    """The choices with `other` last, unless the list has it already."""
    if any(choice.name == NAME for choice in choices):
        return choices
    label = _texts(_CHOICE, choices[0].label if choices else None, languages)
    pictogram = NAME if choices and all(choice.pictogram for choice in choices) else ""
    return (*choices, Choice(NAME, label, row, pictogram=pictogram))


def words_for(item: Item, languages: Iterable[str]) -> Item:
    """The question asked of who chose `other` in `item`."""
    return Item(
        name=f"{item.name}_{NAME}",
        kind="text",
        row=item.row,
        label=_texts(_WORDS, item.label, languages),
        relevant=f"selected(${{{item.name}}}, '{NAME}')",
        groups=item.groups,
    )


def _texts(words: dict[str, str], beside: Texts | None, languages: Iterable[str]) -> Texts:
    codes = tuple(languages)
    default = beside.default_language if beside and beside.default_language else next(iter(codes), "en")
    # A language without a word of its own reads English rather than nothing.
    return Texts(default, tuple((code, words.get(code, words["en"])) for code in codes or (default,)))
