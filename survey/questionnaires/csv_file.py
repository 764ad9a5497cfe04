"""Workbooks as one `.csv`: the first column names the sheets, as pyxform reads it."""

import csv
from collections.abc import Iterator

from survey.problems import ProblemCode, cell_place, problem
from survey.questionnaires.text_tables import Line, workbook_of
from survey.questionnaires.values import QuestionnaireRefused
from survey.questionnaires.workbook import Workbook

_SAMPLE = 2_000


def read_csv(source: str, name: str) -> Workbook:
    """The workbook of a csv text, its cells parted by commas, semicolons or tabs.

    Raises QuestionnaireRefused when it is not of this form.
    """
    return workbook_of(_lines(source), name)


def _lines(source: str) -> Iterator[Line]:
    sample = source[:_SAMPLE]
    delimiter = max(",;\t", key=sample.count)
    reader = csv.reader(source.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as fault:
        place = cell_place("", reader.line_num)
        unreadable = problem(ProblemCode.UNREADABLE_FILE, place, reason=str(fault))
        raise QuestionnaireRefused((unreadable,)) from fault
