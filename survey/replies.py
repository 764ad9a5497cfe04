"""Between an item of the flow and the reader of replies: what it is asked, what a form would post for its reading."""

from nlp.reading import About, Choice, Question, QuestionType, Reading
from survey.flow import ScreenItem
from survey.questionnaires.types import BY_KIND
from survey.questionnaires.types import Question as KindQuestion

ACKNOWLEDGED = "OK"
WRITTEN = ("decimal", "range", "date", "time")
"""Kinds whose answers are read as a form's field would read them before any word is looked at."""
_TYPES = {
    "contact.email": QuestionType.EMAIL,
    "contact.phone": QuestionType.PHONE,
}


def question_of(item: ScreenItem) -> Question:
    """Returns the question as ``nlp.reading`` knows it: by type, choices and what the item's role is about."""
    choices = tuple(Choice(choice.name, choice.label) for choice in item.choices)
    about = {"profile.age_band": About.AGE, "residence": About.PLACE, "residence.quartier": About.PLACE}
    return Question(_type_of(item), item.name, item.label, choices, about.get(item.role))


def _type_of(item: ScreenItem) -> QuestionType:
    names = [choice.name for choice in item.choices]
    if item.kind == "acknowledge" or set(names) == {"yes", "no"}:
        return QuestionType.YES_NO
    if item.kind == "select_multiple" or item.kind == "rank":
        return QuestionType.SELECT_MULTIPLE
    if item.kind == "select_one":
        return QuestionType.SCALE if all(name.isdecimal() for name in names) else QuestionType.SELECT_ONE
    if item.kind in ("integer", "decimal", "range"):
        return QuestionType.INTEGER
    return _TYPES.get(item.role, QuestionType.TEXT)


def posted_of(item: ScreenItem, reading: Reading, text: str) -> list[str] | None:
    """Returns what a form would post for this reading, None when nothing may be stored on its strength."""
    if item.kind == "rank":
        return _order(item, text)
    if item.kind in WRITTEN and (written := _written(item, text)) is not None:
        return written
    if item.kind in ("date", "time"):
        return None
    if item.kind == "acknowledge":
        return (
            None if reading.value not in ("yes", "no") else [ACKNOWLEDGED] if reading.value == "yes" else [""]
        )
    if reading.values is not None:
        return list(reading.values)
    return None if reading.value is None else [str(reading.value)]


def _written(item: ScreenItem, text: str) -> list[str] | None:
    """Returns a number, a day or a time that is written in figures, None otherwise.

    One outside a range is posted too, for the refusal to say the bounds.
    """
    kind, question = BY_KIND[item.kind], KindQuestion(item.name)
    kept = kind.read(question, [text.strip().rstrip(".")])
    return [kept] if kept and kind.fault(question, kept) is None else None


def _order(item: ScreenItem, text: str) -> list[str] | None:
    """Returns an order that was typed as numbers ("2 1 3") or as labels one after the other, None otherwise."""
    places = [int(word) for word in text.replace(",", " ").split() if word.isdecimal()]
    if sorted(places) == list(range(1, len(item.choices) + 1)):
        return [item.choices[place - 1].name for place in places]
    folded = text.casefold()
    found = sorted(
        (folded.find(choice.label.casefold()), choice.name) for choice in item.choices if choice.label.strip()
    )
    if len(found) == len(item.choices) and all(place >= 0 for place, _ in found):
        return [name for _, name in found]
    return None
