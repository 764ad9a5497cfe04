"""A workbook made into a questionnaire, or refused with everything that is wrong with it."""

from survey.problems import ProblemCode, cell_place
from survey.questionnaires.choice_lists import choice_lists
from survey.questionnaires.faults import Faults
from survey.questionnaires.rows import read_rows
from survey.questionnaires.settings import read_settings
from survey.questionnaires.table import Table, table
from survey.questionnaires.values import Questionnaire, QuestionnaireRefused
from survey.questionnaires.workbook import Sheet, Workbook


def questionnaire_from(workbook: Workbook) -> Questionnaire:
    """The questionnaire of a workbook; raises QuestionnaireRefused with all its problems."""
    faults = Faults()
    survey_sheet = workbook.sheet("survey")
    if survey_sheet is None:
        faults.refuse(ProblemCode.MISSING_SHEET, cell_place("survey"), sheet="survey")
        raise QuestionnaireRefused(tuple(faults.problems))
    survey = _table(survey_sheet, faults)
    choices, settings = (_optional(workbook.sheet(name), faults) for name in ("choices", "settings"))
    _check_shape(survey, faults)
    read = read_settings(settings, survey, choices, workbook.name, faults)
    lists = choice_lists(choices, read.default_language, faults)
    items, groups = read_rows(survey, lists, read.default_language, faults)
    if faults.problems:
        raise QuestionnaireRefused(tuple(faults.problems))
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


def _table(sheet: Sheet, faults: Faults) -> Table:
    read, problems = table(sheet)
    faults.problems.extend(problems)
    return read


def _optional(sheet: Sheet | None, faults: Faults) -> Table | None:
    return None if sheet is None else _table(sheet, faults)


def _check_shape(survey: Table, faults: Faults) -> None:
    for column in ("type", "name"):
        if not survey.has(column):
            faults.refuse(ProblemCode.MISSING_COLUMN, cell_place("survey", 1, column), column=column)
    if not survey.records:
        faults.refuse(ProblemCode.EMPTY_SHEET, cell_place("survey"))
