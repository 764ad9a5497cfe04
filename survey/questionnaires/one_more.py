"""The question between two turns of a repeat: one more?"""

from collections.abc import Mapping, Sequence

from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Choice, Group, Item

_AGAIN = {
    "fr": "{} : en ajouter encore ?",
    "en": "{}: add another one?",
    "ar": "{}: هل تريد إضافة المزيد؟",
    "tr": "{}: bir tane daha eklensin mi?",
    "pt": "{}: acrescentar mais?",
    "es": "{}: ¿añadir otro?",
    "ru": "{}: добавить ещё?",
    "uk": "{}: додати ще?",
}
_YES = {
    "fr": "Oui",
    "en": "Yes",
    "ar": "نعم",
    "tr": "Evet",
    "pt": "Sim",
    "es": "Sí",
    "ru": "Да",
    "uk": "Так",
}
_NO = {
    "fr": "Non",
    "en": "No",
    "ar": "لا",
    "tr": "Hayır",
    "pt": "Não",
    "es": "No",
    "ru": "Нет",
    "uk": "Ні",
}


def one_more(repeat: Group, name: str, turn: int, *, relevant: str, languages: Sequence[str]) -> Item:
    """The question called `name`, yes or no, asked after a turn and under its condition."""
    called = {code: repeat.label.text(code) or repeat.name for code in languages}
    words = tuple((code, _AGAIN.get(code, _AGAIN["en"]).format(called[code])) for code in languages)
    choices = (_choice("yes", _YES, languages), _choice("no", _NO, languages))
    return Item(
        name=name,
        kind="select_one",
        row=repeat.row,
        label=Texts(languages[0], words),
        choices=choices,
        relevant=relevant,
        groups=repeat.groups,
        turn=0 if turn == 1 else turn,
    )


def _choice(name: str, words: Mapping[str, str], languages: Sequence[str]) -> Choice:
    # A language without a word of its own reads English rather than nothing.
    label = Texts(languages[0], tuple((code, words.get(code, words["en"])) for code in languages))
    return Choice(name, label, 0, pictogram=name)
