"""A workbook made into a questionnaire, or refused with everything that is wrong with it."""

from survey.problems import Problem, ProblemCode, cell_place, problem
from survey.questionnaires.checks import (
    check_defaults,
    check_expressions,
    check_references,
    check_roles,
    check_translations,
)
from survey.questionnaires.choice_lists import choice_lists
from survey.questionnaires.converter import pyxform_problem
from survey.questionnaires.faults import Faults
from survey.questionnaires.repeats import every_turn, one_turn
from survey.questionnaires.rows import read_rows
from survey.questionnaires.settings import read_settings
from survey.questionnaires.table import Table, table
from survey.questionnaires.values import Questionnaire, QuestionnaireRefused
from survey.questionnaires.workbook import Sheet, Workbook


def questionnaire_from(workbook: Workbook, *, converter: bool = True) -> Questionnaire:
    """The questionnaire of a workbook; raises QuestionnaireRefused with all its problems.

    Without `converter` pyxform is not asked: for rows it has accepted before, such as published ones.
    """
    faults = Faults()
    survey_sheet = workbook.survey
    if survey_sheet is None:
        found = ", ".join(sheet.name for sheet in workbook.sheets)[:200]
        faults.refuse(ProblemCode.MISSING_SHEET, cell_place("survey"), sheet="survey", found=found)
        raise QuestionnaireRefused(tuple(faults.problems))
    survey = _table(survey_sheet, "survey", faults)
    choices, settings = (_optional(workbook, name, faults) for name in ("choices", "settings"))
    _check_shape(survey)
    read = read_settings(settings, survey, choices, workbook.name, faults)
    lists = choice_lists(choices, read.default_language, faults, doubles=read.choice_duplicates)
    rows = read_rows(survey, lists, read.languages, read.default_language, faults)
    items, groups = one_turn(*rows)
    columns = [head.column.lower() for head in choices.headers] if choices else []
    check_expressions(items, groups, columns, faults)
    check_references(items, groups, faults)
    check_roles(items, faults)
    check_defaults(items, faults)
    check_translations(items, groups, read.languages, faults)
    if converter and not any(fault.code is ProblemCode.UNSUPPORTED_TYPE for fault in faults.problems):
        # A row whose type nobody knows would make it find fault with other rows.
        _ask_pyxform(workbook, faults)
    if not faults.problems:
        items, groups = every_turn(*rows, read.languages, faults)
    if faults.problems:
        raise QuestionnaireRefused(in_order(faults.problems))
    return Questionnaire(
        name=read.name,
        version=read.version,
        title=read.title,
        languages=read.languages,
        default_language=read.default_language,
        items=items,
        groups=groups,
        workbook=workbook,
        warnings=tuple(faults.warnings),
    )


def _ask_pyxform(workbook: Workbook, faults: Faults) -> None:
    """Adds what pyxform refuses, unless our own words have said it of the same row already.

    pyxform stops at its first refusal and often names no row: beside ours it would say the same thing twice.
    """
    refused = pyxform_problem(workbook)
    if refused is None:
        return
    sheet, row, _ = refused.place.split(":", 2)
    ours = {tuple(fault.place.split(":", 2)[:2]) for fault in faults.problems}
    if (sheet, row) not in ours and (row or not ours):
        faults.problems.append(refused)


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems as an author mends them: sheet by sheet, from the top, each once."""

    def place(fault: Problem) -> tuple[str, int]:
        sheet, row, _ = fault.place.split(":", 2)
        return sheet, int(row or 0)

    return tuple(sorted(dict.fromkeys(problems), key=place))


def _table(sheet: Sheet, name: str, faults: Faults) -> Table:
    read, problems = table(sheet, name)
    faults.problems.extend(problems)
    return read


def _optional(workbook: Workbook, name: str, faults: Faults) -> Table | None:
    sheet = workbook.sheet(name)
    return None if sheet is None else _table(sheet, name, faults)


def _check_shape(survey: Table) -> None:
    """Raises QuestionnaireRefused where there is nothing to read: any other fault would come of that."""
    if not survey.records:
        raise QuestionnaireRefused((problem(ProblemCode.EMPTY_SHEET, cell_place("survey")),))
    if not survey.has("type"):
        lacking = problem(ProblemCode.MISSING_COLUMN, cell_place("survey", 1, "type"), column="type")
        raise QuestionnaireRefused((lacking,))
