"""Odd workbooks are filled to their end or end in one message with its place, as in pyxform unless we say why not."""

from pathlib import Path

import pytest

from survey.flow import is_complete, plan_of
from survey.questionnaires import QuestionnaireRefused, questionnaire_from
from survey.questionnaires.files import read_workbook
from survey.questionnaires.xlsx_file import write_xlsx
from tests.survey.build import MOMENT
from tests.survey.flow.answerer import agreeable, fill_items, fill_pages
from tests.survey.questionnaires.field_workbooks import FieldWorkbook, accepted, converts, refused


@pytest.mark.parametrize("found", list(accepted()), ids=lambda found: found.what)
def test_an_odd_workbook_is_filled_to_its_end_and_goes_out_as_pyxform_reads_it(
    found: FieldWorkbook, tmp_path: Path
) -> None:
    book = read_workbook(found.file_name, found.content)
    plan = plan_of(questionnaire_from(book))
    answers, shown = fill_pages(plan, agreeable())
    assert shown
    assert is_complete(plan, answers, MOMENT)
    assert fill_items(plan, agreeable())[0] == answers
    path = tmp_path / found.file_name
    path.write_bytes(found.content)
    assert converts(path) is not bool(found.unlike_pyxform)
    out = tmp_path / "out.xlsx"
    out.write_bytes(write_xlsx(book))
    assert converts(out)


@pytest.mark.parametrize("found", list(refused()), ids=lambda found: found.what)
def test_an_odd_workbook_that_cannot_be_asked_ends_in_one_message(
    found: FieldWorkbook, tmp_path: Path
) -> None:
    with pytest.raises(QuestionnaireRefused) as refusal:
        questionnaire_from(read_workbook(found.file_name, found.content))
    (fault,) = refusal.value.problems
    assert (fault.code, fault.place) == found.refused
    path = tmp_path / found.file_name
    path.write_bytes(found.content)
    assert converts(path) is bool(found.unlike_pyxform)


def test_numbers_days_and_truths_of_a_spreadsheet_are_read_as_they_are_shown() -> None:
    files = {found.what: found for found in accepted()}

    def read(what: str) -> tuple[object, ...]:
        found = files[f"{what} as the spreadsheet holds them"]
        return questionnaire_from(read_workbook(found.file_name, found.content)).items

    year, number = read("numbers")
    assert (year.label.text("fr"), year.default, number.default) == ("2026", "1", "2")  # type: ignore[attr-defined]
    assert [(choice.name, choice.label.text("fr")) for choice in number.choices] == [("1", "1"), ("2", "2.5")]  # type: ignore[attr-defined]
    day, hour = read("days and hours")
    assert (day.default, hour.default) == ("2026-11-26", "09:30")  # type: ignore[attr-defined]
    first, second = read("truths")
    assert (first.required, first.relevant) == ("true()", "true()")  # type: ignore[attr-defined]
    assert (second.required, second.relevant) == ("", "")  # type: ignore[attr-defined]
