"""The questionnaires of the house, as YAML rows beside this file."""

from collections.abc import Iterable
from importlib import resources

from survey.questionnaires.columns import header
from survey.questionnaires.workbook import Row, Sheet, Workbook, numbered
from survey.questionnaires.yaml_file import read_yaml

BUILTIN = (
    "registration",
    "perception_before",
    "perception_after",
    "perception_yearly",
    "perception_follow_up",
    "needs_analysis",
    "partner_report",
    "action_request",
)


def load_builtin(name: str) -> Workbook:
    """The workbook of a built-in questionnaire; raises KeyError for a name outside BUILTIN."""
    if name not in BUILTIN:
        raise KeyError(name)
    source = resources.files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return read_yaml(source, name)


def with_choices(
    workbook: Workbook,
    list_name: str,
    choices: Iterable[tuple[str, str]],
    *,
    language: str = "fr",
) -> Workbook:
    """The workbook with choices (name, label) put in front of a list, in their order.

    The labels are in one language, `language`, and shown so in every other. A name the list has already is
    replaced. Raises KeyError when the workbook has no list of this name.
    """
    sheet = workbook.sheet("choices")
    if sheet is None or not any(_list_name(sheet, row) == list_name for row in sheet.rows):
        raise KeyError(list_name)
    given = dict(choices)
    label = _label_column(sheet, language)
    columns = sheet.columns if label in sheet.columns else (*sheet.columns, label)
    added = [
        tuple({"list_name": list_name, "name": name, label: text}.get(column, "") for column in columns)
        for name, text in given.items()
    ]
    rows: list[tuple[str, ...]] = []
    for row in sheet.rows:
        if _list_name(sheet, row) == list_name:
            rows, added = rows + added, []
            if sheet.cell(row, "name") in given:
                continue
        rows.append(row.cells)
    return workbook.with_sheet(Sheet(sheet.name, columns, numbered(rows)))


def _list_name(sheet: Sheet, row: Row) -> str:
    return sheet.cell(row, "list_name").strip()


def _label_column(sheet: Sheet, language: str) -> str:
    """The header under which the sheet has its labels in a language, `label::fr` when it has none yet."""
    for column in sheet.columns:
        head = header(column)
        if (head.column, head.language) == ("label", language):
            return column
    return f"label::{language}"
