"""Questions that were not asked alike are told beside the figure, on top of the page, and in what leaves the house."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Page
from tests.webapp.voices import Voice, coding, hear, republished, wrote
from webapp.models import RoleName, Wave, WaveKind

PATH = "/lecture/action/HAPPY"
Desks = Callable[..., Desk]
USE = ("use_choice", "use_activity", "use_way", "use_advise", "use_welcome")
RENAMED, NEW_WORDS = "Pour vous, que dit ${quartier_name} ?", "Pour vous, que dit … ?"
AGREED = "tout à fait d'accord"


@pytest.fixture
def waves(town: build.SmallTown) -> tuple[int, int]:
    """The survey before and the one after an action, each answered by six people."""
    action = build.action(town)
    waves = build.wave_of(action, WaveKind.BEFORE), build.open_after(action)
    for wave in waves:
        hear(wave, [wrote(coding("safety"), answers=dict.fromkeys(USE, "4"))] * 6)
    return waves


def ask(wave: int, version_id: int) -> None:
    build.set_row(Wave, wave, questionnaire_version_id=version_id)


def words(element: object) -> str:
    return " ".join(element.text_content().split())  # type: ignore[attr-defined]


def warnings(page: Page, section: str) -> list[str]:
    return [words(found) for found in page.tree.xpath(f"//section[@id='{section}']//*[@class='caution']")]


def on_top(page: Page) -> list[str]:
    return [words(found) for found in page.tree.xpath("//*[@class='caution'][not(ancestor::section)]/p")]


def test_before_and_after_of_the_house_carry_no_warning(waves: tuple[int, int], desk: Desks) -> None:
    page = desk(RoleName.EVALUATOR).go(PATH)
    assert page.tree.xpath("//section[@id='echelles']")
    assert "caution" not in page.text


def test_a_changed_wording_is_read_beside_each_figure_it_bears_on(
    waves: tuple[int, int], desk: Desks
) -> None:
    ask(waves[1], republished("perception_after", "represents", label__fr=RENAMED))
    page = desk(RoleName.EVALUATOR).go(PATH)
    summary, places = on_top(page)
    assert summary.startswith("Le questionnaire a changé : 1 question n'a pas été posée")
    assert "De quoi on parle" in places
    for section in ("themes", "polarite", "cadre", "mode"):
        (said,) = warnings(page, section)
        assert "1 question n'a pas été posée à tout le monde dans les mêmes termes" in said
        assert NEW_WORDS in said
    assert not warnings(page, "echelles")
    rows = page.tree.xpath("//section[@id='themes']//*[@class='caution']//tbody/tr")
    assert [words(row.xpath("td")[0]) for row in rows][1] == NEW_WORDS
    assert [[words(cell) for cell in row.xpath("td")[1:]] for row in rows] == [
        ["perception_before 2026.1", "6", "0"],
        ["perception_after later", "0", "6"],
    ]
    assert rows[0].xpath("string(.//del)") == "représente"
    assert rows[1].xpath("td/bdi/@lang") == ["fr"]
    assert rows[1].xpath("string(.//ins)") == "dit"


def test_an_item_that_is_not_scored_any_more_is_said_to_be_left_out(
    waves: tuple[int, int], desk: Desks
) -> None:
    ask(waves[1], republished("perception_after", "use_way", type="select_one seven"))
    page = desk(RoleName.EVALUATOR).go(PATH)
    (said,) = warnings(page, "echelles")
    assert "1 n'est pas comparée : ses réponses ne veulent plus dire la même chose." in said
    assert "Non comparée" in said
    assert "1 n'est pas comparée" in on_top(page)[0]
    (row,) = page.tree.xpath(
        "//section[@id='echelles']//table[caption]/tbody/tr[th='venir dans le quartier']"
    )
    assert words(row.xpath("td")[0]) == "4"


def test_words_of_answers_that_changed_places_are_not_scored(waves: tuple[int, int], desk: Desks) -> None:
    ask(waves[1], republished("perception_after", "agreement/1", label__fr=AGREED))
    page = desk(RoleName.EVALUATOR).go(PATH)
    (said,) = warnings(page, "echelles")
    assert said.count("Non comparée") == len(USE) + 2  # attachment is answered from the same list
    assert "Les réponses proposées (Français)" in said


def test_versions_within_one_collection_are_told_as_well(town: build.SmallTown, desk: Desks) -> None:
    one, other = build.quartier_wave(town.quartier), build.quartier_wave(town.quartier)
    ask(other, republished("perception_yearly", "use_way", type="select_one seven"))
    hear(one, [Voice(answers=dict.fromkeys(USE, "5"))] * 10)
    hear(other, [Voice(answers=dict.fromkeys(USE, "5"))] * 8)
    page = desk(RoleName.EVALUATOR).go(f"/lecture/quartier/{build.QUARTIERS[0][0]}")
    (said,) = warnings(page, "effets")
    assert "Non comparée" in said
    assert "10" in said


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_the_warnings_leave_with_the_tables(waves: tuple[int, int], desk: Desks) -> None:
    reader = desk(RoleName.EVALUATOR)
    assert "Questions qui ont changé" not in sheets(reader.go(f"{PATH}/tableaux.xlsx").response.data)
    ask(waves[1], republished("perception_after", "use_way", type="select_one seven"))
    found = sheets(reader.go(f"{PATH}/tableaux.xlsx").response.data)["Questions qui ont changé"]
    header, row, other = found[1], found[2], found[3]
    assert header[-3:-1] == [
        f"Ont répondu à cette version, {when}" for when in ("avant l'action", "après l'action")
    ]
    assert (row[0], row[2], row[3], row[-3:]) == (
        "use_way",
        "Les réponses proposées",
        "Français",
        [6, 0, "non"],
    )
    assert other[-3:] == [0, 6, "non"]
    assert str(other[5]).startswith("1 / 2")


def test_records_name_the_version_that_was_answered_and_carry_the_notes(
    waves: tuple[int, int], desk: Desks
) -> None:
    ask(waves[1], republished("perception_after", "use_way", label__fr="Autrement"))
    hear(waves[1], [Voice(answers={"use_way": "1"})])
    response = desk(RoleName.EVALUATOR)
    content = response.send(f"{PATH}/reponses.csv").response.data.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(content), delimiter=";"))
    place = rows[1].index("Questionnaire")
    assert {row[place] for row in rows[2:15]} == {"perception_before 2026.1", "perception_after later"}
    assert ["Questions qui ont changé"] in rows
    assert any("Autrement" in row for row in rows)


def test_a_version_that_few_people_answered_is_not_named_in_a_record(
    waves: tuple[int, int], desk: Desks, town: build.SmallTown
) -> None:
    other = build.action(town, "FARFA")
    rare = build.wave_of(other, WaveKind.BEFORE)
    ask(rare, republished("perception_before", "use_way", label__fr="Autrement", version="rare"))
    hear(rare, [Voice(answers={"use_way": "1"})] * 4)
    path = f"/lecture/quartier/{build.QUARTIERS[0][0]}/reponses.csv"
    content = desk(RoleName.EVALUATOR).send(path).response.data.decode("utf-8-sig")
    records = content.partition("Questions qui ont changé")[0]
    assert "perception_before 2026.1" in records
    assert "rare" not in records
