"""The library page: every block in every language, and its rows as a file."""

from collections.abc import Callable

import pytest

from survey.languages import LANGUAGES
from survey.questionnaires.library import library
from survey.questionnaires.xlsx_file import read_xlsx
from tests.webapp.desk import Desk
from webapp.models import RoleName

PATH = "/bureau/questionnaires/bibliotheque"
Desks = Callable[..., Desk]


@pytest.fixture
def coordinator(desk: Desks) -> Desk:
    return desk(RoleName.COORDINATOR)


def test_every_block_says_its_source_its_worth_and_where_it_is_asked(coordinator: Desk) -> None:
    page = coordinator.go(PATH)
    assert page.tree.xpath("//h2/@id") == [block.id for block in library()]
    image = page.tree.xpath("//h2[@id='image']/..")[0]
    assert image.xpath("string(.//span[@class='state'])") == "adapté, non validé"
    assert "The Measurement of Meaning" in image.text_content()
    assert "Trois mois après" in image.text_content().replace("\xa0", " ")
    use = page.tree.xpath("//h2[@id='use']/..")[0]
    assert use.xpath("string(.//span[@class='state'])") == "écrit pour Croisements, non validé"
    assert len(use.xpath(".//tbody/tr")) == 5
    assert "${" not in page.text
    assert PATH in coordinator.go("/bureau/questionnaires/").text


@pytest.mark.parametrize("code", [entry.code for entry in LANGUAGES])
def test_questions_are_worded_in_the_language_that_is_chosen(coordinator: Desk, code: str) -> None:
    page = coordinator.go(f"{PATH}?langue={code}")
    tags = {entry.html_lang for entry in LANGUAGES if entry.code == code}
    assert set(page.tree.xpath("//tbody//th/@lang")) == tags
    assert page.tree.xpath("//nav//a[@aria-current]/@lang") == [*tags]


def test_a_language_or_a_block_that_is_not_there_is_not_found(coordinator: Desk) -> None:
    assert coordinator.go(f"{PATH}?langue=tlh").status == 404
    assert coordinator.go(f"{PATH}/nothing.xlsx").status == 404


def test_a_block_leaves_as_rows(coordinator: Desk) -> None:
    file = coordinator.go(f"{PATH}/mobility.xlsx").response
    assert 'filename="mobility.xlsx"' in file.headers["Content-Disposition"]
    book = read_xlsx(file.get_data(), "mobility")
    assert [sheet.name for sheet in book.sheets] == ["survey", "choices"]
    survey = book.sheets[0]
    assert [
        survey.cell(row, "name") for row in survey.rows if survey.cell(row, "role").startswith("scale")
    ] == [
        "visits_here",
        "visits_other",
        "visits_centre",
        "visits_facility",
    ]


@pytest.mark.parametrize("role", [RoleName.ORGANISER, RoleName.EVALUATOR])
def test_the_library_is_the_towns(desk: Desks, role: RoleName) -> None:
    assert desk(role).go(PATH).status == 403
    assert desk(role).go(f"{PATH}/use.xlsx").status == 403
