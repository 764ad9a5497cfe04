"""Every type of question is drawn on a phone without JavaScript, in both directions, and stored as entered."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from survey.questionnaires import Row, Sheet, Workbook
from survey.questionnaires.markdown_file import read_markdown
from tests.webapp import build
from tests.webapp.phone import Page, Phone
from webapp.database import transaction
from webapp.models import Answer, now
from webapp.services import questionnaires

FORM = """
| survey |
| | type | name | label::fr | label::ar | appearance | hint::fr | guidance_hint::fr |
| | begin_group | g | Un peu de tout | من كل شيء | field-list | | |
| | decimal | km | Combien de kilomètres ? | كم كيلومترا؟ | | À peu près | Du seuil à l'entrée |
| | range | mark | Quelle note ? | ما هي العلامة؟ | | | |
| | date | day | Quel jour ? | أي يوم؟ | | | |
| | time | hour | À quelle heure ? | في أي ساعة؟ | | | |
| | text | today | Aujourd'hui | اليوم | | | |
| | select_one way or_other | way | Comment ? | كيف؟ | minimal | | |
| | end_group | | | | | | |
| | text | last | Autre chose ? | شيء آخر؟ | multiline | | |
| choices |
| | list_name | name | label::fr | label::ar |
| | way | walk | À pied | مشيا |
| | way | bus | En bus | بالحافلة |
| settings |
| | form_id | version |
| | field_types | 1 |
"""


CELLS = {
    "mark": {"parameters": "start=0 end=5 step=0.5"},
    "km": {"required": "yes"},
    "today": {"default": "today()", "readonly": "yes"},
}


def with_cells(workbook: Workbook, cells: dict[str, dict[str, str]]) -> Workbook:
    """The workbook with more cells of its questions, by name."""
    sheet = workbook.survey
    assert sheet is not None
    more = tuple(dict.fromkeys(column for given in cells.values() for column in given))
    place = sheet.columns.index("name")
    rows = []
    for row in sheet.rows:
        padded = (*row.cells, *[""] * (len(sheet.columns) - len(row.cells)))
        given = cells.get(padded[place], {})
        rows.append(Row(row.number, (*padded, *(given.get(column, "") for column in more))))
    return workbook.with_sheet(Sheet(sheet.name, (*sheet.columns, *more), tuple(rows)))


@pytest.fixture
def path(town: build.SmallTown) -> Iterator[str]:
    """The address of a quartier's survey on a form with every type."""
    for kept in (questionnaires.questionnaire, questionnaires.plan):
        kept.cache_clear()
    build.quartier_wave(town.quartier, workbook=with_cells(read_markdown(FORM, "field_types"), CELLS))
    yield "/q/QTRTM/questionnaire"
    for kept in (questionnaires.questionnaire, questionnaires.plan):
        kept.cache_clear()


def input_type(page: Page, name: str) -> str:
    (field,) = page.fields(name)
    return str(field.get("type"))


ENTERED = {"km": "3,5", "mark": "4.5", "day": "2026-11-23", "hour": "09:30", "way": "other"}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_native_fields_are_drawn_and_what_is_entered_is_stored(
    path: str, phone: Callable[..., Phone], language: str
) -> None:
    hand = phone(language)
    page = hand.go(path)
    assert page.names == ["km", "mark", "day", "hour", "way"]
    assert [input_type(page, name) for name in ("day", "hour")] == ["date", "time"]
    (slider,) = page.tree.xpath("//input[@type='range']")
    assert (slider.get("name"), slider.get("min"), slider.get("max"), slider.get("step")) == (
        None,
        "0",
        "5",
        "0.5",
    )
    assert now().date().isoformat()[:4] in page.tree.find_class("known")[0].text_content()
    page = hand.fill(page, ENTERED)
    assert page.names == ["km", "mark", "day", "hour", "way", "way_other"]
    page = hand.fill(page, ENTERED | {"way_other": "En trottinette"})
    assert page.names == ["last"]
    hand.fill(page, {"last": "Non"})
    with transaction() as session:
        stored = build.mapping(session.scalars(sa.select(Answer)))
    today = stored.pop("today")
    assert len(today) == 10
    assert stored == ENTERED | {"km": "3.5", "way_other": "En trottinette", "last": "Non"}


def test_what_is_no_answer_is_shown_back_with_its_remedy(path: str, phone: Callable[..., Phone]) -> None:
    hand = phone()
    wrong = {"km": "loin", "mark": "9", "day": "31/02/2026", "hour": "midi", "way": "walk"}
    page = hand.fill(hand.go(path), wrong)
    assert page.problems == [
        "Écrivez un nombre en chiffres, par exemple 3,5.",
        "Écrivez un nombre entre 0 et 5, de 0,5 en 0,5.",
        "Écrivez le jour, le mois et l'année, par exemple 23/11/2026.",
        "Écrivez l'heure et les minutes, par exemple 14:30.",
    ]
    assert {name: page.shown(name) for name in wrong} == wrong
    assert [input_type(page, name) for name in ("day", "hour")] == ["text", "text"]


def test_more_help_folds_away_under_the_hint(path: str, phone: Callable[..., Phone]) -> None:
    page = phone().go(path)
    (fold,) = page.tree.xpath("//details[@class='fold'][.//p[@class='hint']]")
    assert [part.text_content() for part in fold] == ["En savoir plus", "Du seuil à l'entrée"]


def test_the_chat_asks_the_same_and_understands_figures(path: str, phone: Callable[..., Phone]) -> None:
    hand = phone()
    page = hand.fill(hand.go(path), {}, face="chat")
    for typed in ("3,5", "4,5", "23/11/2026", "9h30"):
        page = hand.fill(page, {}, reply=typed)
    page = hand.fill(page, {}, choose="bus")
    hand.fill(page, {}, reply="Merci bien")
    with transaction() as session:
        stored = build.mapping(session.scalars(sa.select(Answer)))
    assert {name: stored[name] for name in ("km", "mark", "day", "hour", "way")} == ENTERED | {
        "km": "3.5",
        "way": "bus",
    }
