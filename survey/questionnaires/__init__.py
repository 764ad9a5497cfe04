"""Questionnaires: workbooks of rows, read, checked and turned into frozen values.

Spreadsheets are read and written by `survey.questionnaires.xlsx_file`, left out here because openpyxl is
heavy.
"""

from survey.questionnaires.builtin import BUILTIN, load_builtin, with_choices
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.texts import Texts, Wording
from survey.questionnaires.values import (
    Answers,
    Choice,
    Group,
    Item,
    Questionnaire,
    QuestionnaireRefused,
)
from survey.questionnaires.workbook import Row, Sheet, Workbook, workbook_as_json, workbook_from_json
from survey.questionnaires.yaml_file import read_yaml

__all__ = [
    "BUILTIN",
    "Answers",
    "Choice",
    "Group",
    "Item",
    "Questionnaire",
    "QuestionnaireRefused",
    "Row",
    "Sheet",
    "Texts",
    "Wording",
    "Workbook",
    "load_builtin",
    "questionnaire_from",
    "read_yaml",
    "with_choices",
    "workbook_as_json",
    "workbook_from_json",
]
