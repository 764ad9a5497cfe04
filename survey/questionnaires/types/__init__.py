"""The types of questions we ask. One is added by its file and its name here."""

from difflib import get_close_matches

from survey.questionnaires.types.acknowledge import ACKNOWLEDGE
from survey.questionnaires.types.choices import SELECT_MULTIPLE, SELECT_ONE
from survey.questionnaires.types.integer import INTEGER
from survey.questionnaires.types.rank import RANK
from survey.questionnaires.types.register import ItemType, Question
from survey.questionnaires.types.text import TEXT
from survey.questionnaires.types.unasked import CALCULATE, HIDDEN, NOTE

TYPES: tuple[ItemType, ...] = (
    *(TEXT, INTEGER, SELECT_ONE, SELECT_MULTIPLE, RANK),
    *(ACKNOWLEDGE, NOTE, CALCULATE, HIDDEN),
)

BY_KIND: dict[str, ItemType] = {kind.kind: kind for kind in TYPES}

_BY_NAME: dict[str, ItemType] = {name: kind for kind in TYPES for name in kind.names}


def item_type(written: str) -> tuple[ItemType, str] | None:
    """The type that a cell of the column `type` names, with the rest of the cell: its choice list, "" for
    none.

    None when no type of ours is named.
    """
    words = written.split()
    lowered = [word.lower() for word in words]
    for length in range(len(words), 0, -1):
        kind = _BY_NAME.get(" ".join(lowered[:length]))
        if kind is not None and (kind.choices or length == len(words)):
            return kind, " ".join(words[length:])
    return None


def closest_type(written: str) -> str:
    """The known type nearest in spelling to what a cell says, "" when none is near."""
    near = get_close_matches(written.strip().lower().split(" ")[0], list(_BY_NAME), n=1, cutoff=0.7)
    return _BY_NAME[near[0]].kind if near else ""


__all__ = ["BY_KIND", "TYPES", "ItemType", "Question", "closest_type", "item_type"]
