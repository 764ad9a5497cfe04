"""Free text, kept to the letter."""

import re
from collections.abc import Sequence

from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types.register import ItemType, Question

MAX_CHARACTERS = 5_000
"""Longer texts are refused, and shown back whole so that the person can shorten them."""

# Neither can be stored in a database or sent as UTF-8, and no keyboard types them.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(typed: str) -> str:
    """The entry without what can be neither stored nor typed."""
    return _UNSTORABLE.sub("", typed)


def read(question: Question, posted: Sequence[str]) -> str:
    """The text to the letter, line ends as \\n; spaces alone are no answer."""
    typed = posted[0] if posted else ""
    kept = storable(typed).replace("\r\n", "\n").replace("\r", "\n")
    return kept if kept.strip() else ""


def fault(question: Question, kept: str) -> Problem | None:
    if len(kept) > MAX_CHARACTERS:
        return problem(ProblemCode.TEXT_TOO_LONG, question.name, length=len(kept), limit=MAX_CHARACTERS)
    return None


TEXT = ItemType(
    ("text", "string", "phone number"),
    read,
    fault,
    appearances=frozenset({"multiline", "numbers", "email", "tel"}),
)
