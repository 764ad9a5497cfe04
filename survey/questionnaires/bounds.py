"""How large a workbook may be: one refused here costs no more than its file."""

from survey.problems import ProblemCode, cell_place, problem
from survey.questionnaires.values import QuestionnaireRefused

MAX_FILE = 5_000_000
"""Bytes of the file as sent."""
MAX_UNPACKED = 60_000_000
"""Bytes of all its parts once unpacked: a zip bomb is refused before anything is read."""
MAX_ROWS = 10_000
MAX_COLUMNS = 200
MAX_CHARACTERS = 32_767
"""In one cell, as spreadsheets have it."""


def checked_size(content: bytes, limit: int) -> None:
    """Raises QuestionnaireRefused for a file of more than `limit` bytes."""
    if len(content) > limit:
        raise QuestionnaireRefused((problem(ProblemCode.FILE_TOO_LARGE, cell_place(""), limit=limit),))
