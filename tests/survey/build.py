"""Small questionnaires for tests: rows in, workbook, questionnaire or plan out."""

from datetime import datetime

from survey.flow import Plan, plan_of
from survey.moment import Moment
from survey.questionnaires import Questionnaire, Row, Sheet, Workbook, questionnaire_from

Cells = dict[str, str]

MOMENT = Moment(datetime.fromisoformat("2026-11-23T08:30:00+01:00"))

YES_NO = (
    {"list_name": "yn", "name": "yes", "label::fr": "Oui", "label::en": "Yes", "label::ar": "نعم"},
    {"list_name": "yn", "name": "no", "label::fr": "Non", "label::en": "No", "label::ar": "لا"},
)


def item(kind: str, name: str, label: str = "", **cells: str) -> Cells:
    """A row of the sheet survey with a French label, its own name when none is given."""
    return {"type": kind, "name": name, "label::fr": label or name, **cells}


def group(name: str, *rows: Cells, label: str = "", **cells: str) -> list[Cells]:
    """The rows of a group, a page unless another appearance is given."""
    cells = {"appearance": "field-list", **cells}
    begin = {"type": "begin_group", "name": name, "label::fr": label, **cells}
    return [begin, *rows, {"type": "end_group"}]


def sheet(name: str, rows: list[Cells]) -> Sheet:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    cells = (tuple(row.get(column, "") for column in columns) for row in rows)
    return Sheet(name, columns, tuple(Row(number, row) for number, row in enumerate(cells, 2)))


def workbook(*survey: Cells, choices: tuple[Cells, ...] = YES_NO, **settings: str) -> Workbook:
    """A workbook of the rows given, with a list `yn` of yes and no."""
    sheets = [sheet("survey", list(survey)), sheet("choices", list(choices))]
    return Workbook("test", (*sheets, sheet("settings", [{"form_id": "test", "version": "1", **settings}])))


def questionnaire(*survey: Cells, choices: tuple[Cells, ...] = YES_NO, **settings: str) -> Questionnaire:
    """The questionnaire of the rows; pyxform is not asked, for speed."""
    return questionnaire_from(workbook(*survey, choices=choices, **settings), converter=False)


def plan(*survey: Cells, choices: tuple[Cells, ...] = YES_NO, **settings: str) -> Plan:
    return plan_of(questionnaire(*survey, choices=choices, **settings))
