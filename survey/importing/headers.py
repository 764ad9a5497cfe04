"""What the headers of exports say: a question, a question in a group, or one choice of a question split up."""

import re
from collections.abc import Iterable

_CODE_THEN_TEXT = re.compile(r"([^\s.]+)\. .*", re.DOTALL)
_SPLIT_IN_BRACKETS = re.compile(r"([^\[\]]+)\[([^\[\]]*)\](?:\. .*)?", re.DOTALL)


def bare_name(column: str) -> str:
    """Returns a column's question without the group before it (``group/word_1``) or the text after it (``Q1. Age``)."""
    code = _CODE_THEN_TEXT.fullmatch(column)
    return (code[1] if code else column).rsplit("/", 1)[-1].strip()


def split_header(column: str) -> tuple[str, str]:
    """Returns the question and the choice of a column that holds one choice, ("", "") for another one.

    KoboToolbox writes ``group/question/choice``, LimeSurvey ``question[choice]`` with or without a text after it.
    """
    in_brackets = _SPLIT_IN_BRACKETS.fullmatch(column)
    if in_brackets:
        return in_brackets[1], in_brackets[2].strip()
    question, slash, choice = column.rpartition("/")
    return (question, choice.strip()) if slash else ("", "")


def split_columns(columns: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Returns, for each question split up, its columns with their choices, in the order of the file."""
    found: dict[str, list[tuple[str, str]]] = {}
    for column in columns:
        question, choice = split_header(column)
        if question and choice:
            found.setdefault(question, []).append((column, choice))
    return found


def plain(name: str) -> str:
    """Returns a name as makers that allow letters and digits only write it: ``word_1`` as ``word1``."""
    return "".join(sign for sign in name.lower() if sign.isalnum())
