"""The types of questions we ask. One is added by its file and its name here."""

from difflib import get_close_matches

from survey.questionnaires.types.acknowledge import ACKNOWLEDGE
from survey.questionnaires.types.choices import SELECT_MULTIPLE, SELECT_ONE
from survey.questionnaires.types.date import DATE
from survey.questionnaires.types.decimal import DECIMAL
from survey.questionnaires.types.integer import INTEGER
from survey.questionnaires.types.metadata import TODAY, UNCOLLECTED
from survey.questionnaires.types.ranges import RANGE
from survey.questionnaires.types.rank import RANK
from survey.questionnaires.types.register import ItemType, Question
from survey.questionnaires.types.text import TEXT
from survey.questionnaires.types.time import TIME
from survey.questionnaires.types.unasked import CALCULATE, HIDDEN, NOTE

TYPES: tuple[ItemType, ...] = (
    *(TEXT, INTEGER, DECIMAL, RANGE, DATE, TIME, SELECT_ONE, SELECT_MULTIPLE, RANK),
    *(ACKNOWLEDGE, NOTE, CALCULATE, HIDDEN, TODAY, UNCOLLECTED),
)

BY_KIND: dict[str, ItemType] = {kind.kind: kind for kind in TYPES}

_BY_NAME: dict[str, ItemType] = {name: kind for kind in TYPES for name in kind.names}


def item_type(written: str) -> tuple[ItemType, str] | None:
    """The type that a cell of the column `type` names, with the rest of the cell: its choice list, "" for
    none.

    None when no type of ours is named: capitals count, as in every other tool of the field.
    """
    words = plain_words(written)
    for length in range(len(words), 0, -1):
        kind = _BY_NAME.get(" ".join(words[:length]))
        if kind is not None and (kind.choices or length == len(words)):
            return kind, " ".join(words[length:])
    return None


def plain_words(written: str) -> list[str]:
    """The words of a type cell without those that older forms put around them: `add text prompt`, `q int`."""
    words = written.split()
    if words and words[0].lower() in ("add", "q") and len(words) > 1:
        return [word for word in words[1:] if word.lower() not in ("prompt", "using")]
    return words


def closest_type(written: str) -> str:
    """The known type nearest in spelling to what a cell says, "" when none is near."""
    words = written.lower().split()
    for spelled in ("_".join(words[:2]), *words[:1]):
        near = get_close_matches(spelled, list(_BY_NAME), n=1, cutoff=0.7)
        if near:
            return _BY_NAME[near[0]].kind
    return ""


__all__ = ["BY_KIND", "TYPES", "ItemType", "Question", "closest_type", "item_type", "plain_words"]
