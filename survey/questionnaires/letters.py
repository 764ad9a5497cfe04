"""Bytes of a text file made into letters, never by guessing."""

from survey.problems import ProblemCode, cell_place, problem
from survey.questionnaires.values import QuestionnaireRefused

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(content: bytes) -> str:
    """The text of a UTF-8 file, or of a UTF-16 one that says so.

    Raises QuestionnaireRefused naming the line of the first letter that is neither: a wrong guess would
    spoil every accent of the questionnaire.
    """
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
        if "\0" not in text:
            return text
        line = text.count("\n", 0, text.index("\0")) + 1
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
    raise QuestionnaireRefused((problem(ProblemCode.UNREADABLE_LETTERS, cell_place("", line), line=line),))
