"""The page of questionnaires: a workbook is tried, mended from the messages, published, previewed and opened."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
import sqlalchemy as sa

from survey.problems import ProblemCode, problem
from survey.questionnaires import BUILTIN, Workbook, load_builtin
from survey.questionnaires.difference import ChangeKind
from survey.questionnaires.types.elsewhere import Elsewhere
from survey.questionnaires.xlsx_file import read_xlsx, write_xlsx
from tests.survey.build import Cells, item, workbook
from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Page, Phone
from webapp.models import Audit, QuestionnaireVersion, RoleName, Wave, WaveKind, now
from webapp.questionnaire_wording import CHANGE_SENTENCES, ELSEWHERE_SENTENCES, FAULT_SENTENCES, word_fault
from webapp.wording import ANSWER_SENTENCES

Desks = Callable[..., Desk]
PATH = "/bureau/questionnaires/"
CONSENT = item("acknowledge", "agree", "Je suis d'accord", role="consent.survey", required="yes")
SPEECH = item("text", "words", "Dites-le", role="open.represents", appearance="multiline")


def form(*rows: Cells, **settings: str) -> Workbook:
    """A survey of the town's own, called `fete`."""
    given = {"form_id": "fete", "version": "1", "form_title": "Fête du quartier"} | settings
    return workbook(*(rows or (CONSENT, SPEECH)), **given)


def send(desk: Desk, content: bytes, name: str = "fete.xlsx") -> Page:
    return desk.send(PATH, {"file": (BytesIO(content), name)})  # type: ignore[dict-item]


def confirm(desk: Desk, page: Page) -> Page:
    """Publishes what the page of a trial shows."""
    (button,) = page.tree.xpath("//input[@name='sure']")
    fields = {name: str(value) for name, value in button.getparent().fields.items() if name != "csrf_token"}
    return desk.send(PATH, fields)


def published(desk: Desk, book: Workbook) -> int:
    assert confirm(desk, send(desk, write_xlsx(book))).status == 303
    identifier: int = build.reread(sa.select(sa.func.max(QuestionnaireVersion.id)))
    return identifier


def rows(page: Page, caption: str) -> list[list[str]]:
    """The cells of the table whose caption begins so."""
    (table,) = page.tree.xpath("//table[starts-with(normalize-space(caption), $caption)]", caption=caption)
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td|./th")]
        for row in table.xpath("./tbody/tr")
    ]


def rules(page: Page) -> list[str]:
    """The rules that a preview shows."""
    return [re.sub(r"[ \n]+", " ", rule.text_content()).strip() for rule in page.tree.find_class("rule")]


def test_a_trial_stores_nothing_until_it_is_confirmed(coordinator: Desk) -> None:
    before = build.count(QuestionnaireVersion)
    page = send(coordinator, write_xlsx(form()))
    assert (page.status, page.heading or page.tree.xpath("string(//h1)")) == (200, "Fête du quartier")
    assert [row[1:3] for row in rows(page, "2 questions")] == [
        ["Je suis d'accord", "case à cocher"],
        ["Dites-le", "réponse écrite"],
    ]
    assert build.count(QuestionnaireVersion) == before
    done = confirm(coordinator, page)
    assert done.status == 303
    stored = build.reread(sa.select(QuestionnaireVersion).where(QuestionnaireVersion.name == "fete"))
    assert (stored.version, done.response.location) == ("1", f"{PATH}{stored.id}")
    trace = build.reread(sa.select(Audit).where(Audit.verb == "publish"))
    assert (trace.subject, trace.subject_id) == ("questionnaire version", stored.id)


def test_three_faults_are_named_by_sheet_row_and_column_with_their_remedy(coordinator: Desk) -> None:
    broken = form(
        CONSENT,
        item("geopoint", "where", "Où ?"),
        item("select_one oui", "b", "Oui ?"),
        item("text", "c", "Pourquoi ?", relevant="${bb} = 'yes'"),
    )
    page = send(coordinator, write_xlsx(broken))
    assert page.status == 422
    assert rows(page, "À reprendre") == [
        [
            "survey",
            "3",
            "type",
            "« geopoint » situe les gens, ce que nous ne faisons pas : demandez le lieu en mots ou par une liste.",
        ],
        ["survey", "4", "type", "La feuille choices n'a pas de liste « oui ». La plus proche : –."],
        ["survey", "5", "relevant", "Aucune question ne s'appelle « bb ». La plus proche : b."],
    ]
    mended = form(CONSENT, item("text", "where", "Où ?"), item("select_one yn", "b"), item("text", "c"))
    assert send(coordinator, write_xlsx(mended)).status == 200


def test_a_file_of_any_format_is_tried_and_a_bad_one_is_refused_in_words(coordinator: Desk) -> None:
    text = "| survey | type | name | label |\n| | text | a | A |\n| settings | form_id |\n| | petit |"
    assert send(coordinator, text.encode(), "petit.md").status == 200
    page = send(coordinator, b"", "vide.xlsx")
    assert (page.status, rows(page, "À reprendre")[0][3]) == (
        422,
        "Le fichier est vide : choisissez-en un autre.",
    )
    assert coordinator.send(PATH).status == 422
    assert coordinator.send(PATH, {"name": "x.md", "content": "pas du base64 !", "sure": "1"}).status == 422


def test_a_name_of_the_house_and_a_version_that_is_out_are_refused(coordinator: Desk) -> None:
    page = send(coordinator, write_xlsx(load_builtin("perception_before")))
    assert [row[:3] for row in rows(page, "À reprendre")] == [["settings", "2", "form_id"]]
    published(coordinator, form())
    other = form(CONSENT, item("text", "words", "Autrement", role="open.represents"))
    page = send(coordinator, write_xlsx(other))
    assert [row[:3] for row in rows(page, "À reprendre")] == [["settings", "2", "version"]]
    assert send(coordinator, write_xlsx(form())).status == 200


def test_the_same_rows_are_published_once_and_a_version_without_number_gets_one(coordinator: Desk) -> None:
    first = published(coordinator, form(version=""))
    assert published(coordinator, form(version="")) == first
    other = form(CONSENT, item("text", "words", "Autrement", role="open.represents"), version="")
    published(coordinator, other)
    versions = QuestionnaireVersion.version
    assert build.column(versions, QuestionnaireVersion.name == "fete") == ["1", "2"]


def test_a_new_version_shows_what_changes_before_and_after_it_is_published(coordinator: Desk) -> None:
    published(coordinator, form())
    second = form(
        CONSENT,
        {**SPEECH, "label::fr": "Dites-le en une phrase"},
        item("integer", "people", "Combien ?"),
        version="2",
    )
    page = send(coordinator, write_xlsx(second))
    expected = [
        ["words", "question (fr)", "Dites-le", "Dites-le en une phrase"],
        ["people", "Question ajoutée", "", "Combien ?"],
    ]
    assert rows(page, "Ce qui change depuis la version 1") == expected
    done = confirm(coordinator, page)
    assert rows(coordinator.go(done.response.location), "Ce qui change depuis la version 1") == expected


def test_a_version_goes_out_as_the_rows_that_came_in(coordinator: Desk) -> None:
    book = form(CONSENT, SPEECH, item("integer", "n", default="0"))
    identifier = published(coordinator, book)
    file = coordinator.go(f"{PATH}{identifier}.xlsx").response
    assert 'filename="fete-' in file.headers["Content-Disposition"]
    back = read_xlsx(file.get_data(), "fete")
    assert [sheet.columns for sheet in back.sheets] == [sheet.columns for sheet in book.sheets]
    assert [row.cells[:2] for row in back.sheets[0].rows] == [row.cells[:2] for row in book.sheets[0].rows]


def test_a_preview_draws_every_page_in_each_language_with_its_conditions(coordinator: Desk) -> None:
    yes = item("select_one yn", "yes_no", "Oui ?", **{"label::ar": "نعم؟"})
    later = item("range", "mark", "Note de ${yes_no}", relevant="${yes_no} = 'yes'", constraint=". >= 2")
    last = item(
        "text", "why", "Pourquoi ?", relevant="${mark} < 4 or ${mark} = '' or selected(${yes_no}, 'no')"
    )
    hard = item("integer", "n", "Combien ?", constraint="string-length(.) < 3")
    long = item("text", "who", "Qui ?", constraint="string-length(.) <= 80")
    identifier = published(coordinator, form(CONSENT, SPEECH, yes, later, last, hard, long))
    page = coordinator.go(f"{PATH}{identifier}/apercu")
    assert len(page.tree.find_class("phone")) == 7
    assert not page.tree.xpath("//section//input[not(ancestor::fieldset[@disabled])]")
    assert "Note de …" in page.text
    assert rules(page) == [
        "Posée si Oui ? est Oui",
        "Acceptée si au moins 2",
        "Posée si (Une seule suffit) Note de …\u00a0: moins de 4 Note de … n'a pas de réponse Oui ? comprend Non",
        "Acceptée si string-length(.) < 3",
        "Acceptée si 80 caractères au plus",
    ]
    arabic = coordinator.go(f"{PATH}{identifier}/apercu?langue=ar")
    assert {(part.get("lang"), part.get("dir")) for part in arabic.tree.find_class("phone")} == {
        ("ar", "rtl")
    }
    assert rules(arabic)[-1] == "Acceptée si 80 caractères au plus"
    assert arabic.tree.xpath("string(//q[1]/@lang)") == "ar"
    assert arabic.tree.xpath("string(//q[1])") == "نعم؟"
    assert arabic.tree.xpath("//*[@lang='fr' and contains(., 'Dites-le')]")
    assert coordinator.go(f"{PATH}{identifier}/apercu?langue=tlh").status == 404


def test_a_preview_draws_one_turn_of_a_repeat(coordinator: Desk) -> None:
    begin = {"type": "begin_repeat", "name": "child", "label::fr": "Enfant"}
    rows = (CONSENT, SPEECH, begin, item("integer", "age", "Âge ?"), {"type": "end_repeat"})
    page = coordinator.go(f"{PATH}{published(coordinator, form(*rows))}/apercu")
    assert page.tree.xpath("//section//label[@for]/@for") == ["q-words", "q-age"]
    assert [legend.text_content() for legend in page.tree.xpath("//section//fieldset/legend")] == [
        "Enfant",
        "Enfant : en ajouter encore ?",
    ]


def test_languages_have_a_figure_of_completeness(coordinator: Desk) -> None:
    half = form({**CONSENT, "label::en": "I agree"}, SPEECH)
    page = coordinator.go(f"{PATH}{published(coordinator, half)}")
    assert rows(page, "Langues") == [["Français", "3 / 3", "100 %"], ["English", "1 / 3", "33 %"]]


def test_what_a_survey_lacks_is_said_by_role(coordinator: Desk) -> None:
    bare = send(coordinator, write_xlsx(form(item("text", "a"), form_id="bare")))
    lacking = bare.tree.xpath("//p[contains(., 'ne peut pas')]/code/text()")
    assert lacking == ["consent.survey", "open.represents"]
    alone = send(coordinator, write_xlsx(form()))
    assert alone.tree.xpath("//p[contains(., 'quartier seul')]/code/text()") == [
        "profile.age_band",
        "residence",
    ]


def test_a_published_questionnaire_is_opened_for_an_action_and_answered(
    town: build.SmallTown, coordinator: Desk, desk: Desks, phone: Callable[..., Phone]
) -> None:
    build.action(town)
    identifier = published(coordinator, form())
    organiser = desk(RoleName.ORGANISER)
    path = "/bureau/actions/HAPPY/enquetes/nouvelle"
    offered = organiser.go(path).tree.xpath("//select[@name='questionnaire']/option/text()")
    assert offered[0] == "Celui de la maison"
    assert "Fête du quartier · 1" in offered
    today = now().date().isoformat()
    wave = {"kind": "follow_up", "opens_on": today, "questionnaire": str(identifier)}
    assert organiser.send(path, wave).status == 303
    stored = build.reread(sa.select(Wave).where(Wave.kind == WaveKind.FOLLOW_UP))
    assert stored.questionnaire_version_id == identifier
    assert organiser.send(path, wave | {"questionnaire": "999999"}).status == 422


def test_a_quartier_alone_is_offered_only_what_asks_who_answers(
    town: build.SmallTown, coordinator: Desk
) -> None:
    published(coordinator, form())
    path = "/bureau/quartiers/QTRTM/enquete"
    offered = coordinator.go(path).tree.xpath("//select[@name='questionnaire']/option/text()")
    assert not [title for title in offered if title.startswith("Fête")]
    assert [title.partition(" · ")[0] for title in offered] == [
        "Celui de la maison",
        "Vos besoins et vos envies",
        "Votre regard sur le quartier",
    ]


@pytest.mark.parametrize("role", [RoleName.ORGANISER, RoleName.EVALUATOR])
def test_only_the_town_publishes(desk: Desks, role: RoleName) -> None:
    hand = desk(role)
    assert hand.go(PATH).status == 403
    assert send(hand, write_xlsx(form())).status == 403


def test_versions_that_do_not_exist_are_not_found(coordinator: Desk) -> None:
    for path in ("999999", "999999/apercu", "999999.xlsx", "9" * 30, "x"):
        assert coordinator.go(PATH + path).status == 404


def test_hostile_words_of_a_workbook_stay_words(coordinator: Desk) -> None:
    evil = "<script>alert(1)</script>"
    book = form(CONSENT, item("text", "words", evil, role="open.represents"), form_title=evil)
    page = send(coordinator, write_xlsx(book))
    assert page.status == 200
    identifier = published(coordinator, book)
    for path in ("", f"{identifier}", f"{identifier}/apercu"):
        assert coordinator.go(PATH + path).tree.xpath("//script[not(@src)]") == []


def test_every_code_has_its_sentence() -> None:
    worded = FAULT_SENTENCES.keys() | ANSWER_SENTENCES.keys() | {ProblemCode.TYPE_ELSEWHERE}
    assert set(ProblemCode) == worded
    assert set(Elsewhere) == ELSEWHERE_SENTENCES.keys()
    assert set(ChangeKind) == CHANGE_SENTENCES.keys()
    fault = problem(ProblemCode.TYPE_ELSEWHERE, "survey:2:type", type="image", reason="media")
    assert word_fault(fault).startswith("« image » enregistre")


def test_the_list_says_how_many_surveys_use_a_version(town: build.SmallTown, coordinator: Desk) -> None:
    build.quartier_wave(town.quartier)
    page = coordinator.go(PATH)
    used = {
        row.xpath("string(.//th/code)"): row.xpath("string(./td[@class='number'])")
        for row in page.tree.xpath("//tbody/tr")
    }
    assert used == {name: "1" if name == "perception_yearly" else "0" for name in BUILTIN}
