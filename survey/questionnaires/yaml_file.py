"""Workbooks written as YAML: the same rows, in a form whose changes read well."""

from collections.abc import Iterable, Mapping

import yaml

from survey.problems import ProblemCode, cell_place, problem
from survey.questionnaires.values import QuestionnaireRefused
from survey.questionnaires.workbook import HEADER_ROW, Row, Sheet, Workbook


def read_yaml(source: str, name: str) -> Workbook:
    """The workbook of a YAML text: a mapping of sheets, each a list of rows, `settings` one row.

    A row is numbered as its line in the spreadsheet that export writes: the first one is 2. Every value
    stays the text that stands in the file ("yes", "001"). Raises QuestionnaireRefused when it is not of this
    form.
    """
    try:
        # BaseLoader makes nothing but texts, lists and mappings: no date, no truth, no object.
        loaded = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader is safe)
    except (yaml.YAMLError, RecursionError) as fault:
        raise _refused(" ".join(str(fault).split())) from fault
    if not isinstance(loaded, dict):
        raise _refused("the file is not a mapping of sheets")
    return Workbook(name, tuple(_sheet(str(sheet), rows) for sheet, rows in loaded.items()))


def _sheet(name: str, written: object) -> Sheet:
    rows = [written] if isinstance(written, dict) else written
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _refused(f"{name} is not a list of rows")
    columns = tuple(dict.fromkeys(str(column) for row in rows for column in row))
    return Sheet(name, columns, tuple(_rows(columns, rows)))


def _rows(columns: tuple[str, ...], rows: list[Mapping[str, object]]) -> Iterable[Row]:
    for number, row in enumerate(rows, HEADER_ROW + 1):
        if not all(isinstance(cell, str) for cell in row.values()):
            raise _refused(f"row {number} holds something that is not a text")
        yield Row(number, tuple(str(row.get(column, "")) for column in columns))


def _refused(reason: str) -> QuestionnaireRefused:
    return QuestionnaireRefused((problem(ProblemCode.UNREADABLE_FILE, cell_place(""), reason=reason),))
