"""Working copies of questionnaires: begun, written in two languages, put in order, kept apart, published."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
import sqlalchemy as sa

from survey.questionnaires import Workbook, workbook_from_json
from survey.questionnaires.editing import Slot
from survey.questionnaires.xlsx_file import read_xlsx, write_xlsx
from tests.survey.build import Cells, group, item, workbook
from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Entry, Page
from webapp.models import Audit, QuestionnaireDraft, QuestionnaireVersion, RoleName
from webapp.organise.draft_fields import field_of
from webapp.services.questionnaire_drafts import begin_from_workbook

Desks = Callable[..., Desk]
LIST = "/bureau/questionnaires/"
BEFORE = build.FIRST_VERSION + 1
CONSENT = item("acknowledge", "agree", "Je suis d'accord", role="consent.survey", required="yes")
SPEECH = item("text", "words", "Dites-le", role="open.represents")
COME = item("select_one yn", "come", "Venez-vous ?")
AGE = item("integer", "age", "Quel âge ?")


def form(*rows: Cells, **settings: str) -> Workbook:
    given = {"form_id": "fete", "version": "1", "form_title": "Fête du quartier"} | settings
    return workbook(*(rows or (CONSENT, SPEECH, COME, AGE)), **given)


def begun(town: build.SmallTown, *rows: Cells) -> str:
    """The address of a draft with these rows."""
    identifier = begin_from_workbook(form(*rows), town.accounts[RoleName.COORDINATOR])
    return f"{LIST}brouillons/{identifier}"


def token(page: Page) -> str:
    return str(page.tree.xpath("//input[@name='token']/@value")[0])


def send(desk: Desk, path: str, fields: dict[str, Entry], *, seen: Page | None = None) -> Page:
    """Posts to a page of a draft, as one who has just opened it or has it open since ``seen``."""
    page = seen or desk.go(path if desk.go(path).status == 200 else re.sub(r"(/\d+)/.*", r"\1", path))
    return desk.send(path, {"token": token(page), **fields})


def shown(page: Page) -> dict[str, str]:
    """What the fields of the page hold, its first form's where it has two, as a browser would send them."""
    found, *_ = page.tree.xpath("//form[.//input[@name='token'] and contains(@class, 'fields')]")
    return {name: str(value) for name, value in found.fields.items() if value is not None}


def stored(path: str) -> Workbook:
    draft = build.reread(
        sa.select(QuestionnaireDraft).where(QuestionnaireDraft.id == int(path.rsplit("/", 1)[1]))
    )
    return workbook_from_json(draft.workbook)


def cell(path: str, name: str, column: str) -> str:
    sheet = stored(path).survey
    assert sheet is not None
    return next(sheet.cell(row, column) for row in sheet.rows if sheet.cell(row, "name") == name)


def order(page: Page) -> list[str]:
    return [str(name).removeprefix("q-") for name in page.tree.xpath("//li[@id]/@id")]


def summary(page: Page) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.tree.xpath("//*[@role='alert']/p")]


def text(name: str, language: str, column: str = "label", choice: str = "") -> str:
    return field_of(Slot(name, column, choice), language)


def test_a_form_of_the_house_is_copied_under_a_name_made_from_its_title(coordinator: Desk) -> None:
    page = coordinator.go(f"{LIST}{BEFORE}")
    assert not page.tree.xpath("//button[contains(., 'version suivante')]")
    done = coordinator.send(f"{LIST}{BEFORE}/brouillon", {"title": "L'été au quartier"})
    assert done.status == 303
    draft = build.reread(sa.select(QuestionnaireDraft))
    assert (draft.name, draft.base_version_id) == ("l_ete_au_quartier", BEFORE)
    page = coordinator.go(done.response.location)
    assert page.heading == "L'été au quartier"
    assert "minors" in order(page)
    assert "word_1" in order(page)
    listed = coordinator.go(LIST)
    assert listed.tree.xpath('//a[.="L\'été au quartier"]/@href') == [done.response.location]
    again = coordinator.send(f"{LIST}{BEFORE}/brouillon", {"title": ""})
    assert again.status == 303
    assert build.column(QuestionnaireDraft.name) == ["l_ete_au_quartier", "perception_before_2"]
    assert coordinator.send(f"{LIST}999999/brouillon", {"title": "x"}).status == 404


def test_a_file_becomes_a_draft_and_a_bad_one_says_why(coordinator: Desk) -> None:
    def bring(book: Workbook) -> Page:
        return coordinator.send(LIST, {"draft": "1", "file": (BytesIO(write_xlsx(book)), "fete.xlsx")})  # type: ignore[dict-item]

    done = bring(form())
    assert done.status == 303
    assert order(coordinator.go(done.response.location)) == ["agree", "words", "come", "age"]
    assert bring(form(item("geopoint", "where"))).status == 422
    assert build.count(QuestionnaireDraft) == 1


def test_lines_say_their_type_in_plain_words_and_what_lacks(town: build.SmallTown, coordinator: Desk) -> None:
    path = begun(town, {**CONSENT, "label::tr": "Kabul ediyorum"}, *group("page", SPEECH, label="Ici"), COME)
    page = coordinator.go(path + "?langue=tr")
    lines = {
        str(line.get("id")): " ".join(line.find_class("kind")[0].text_content().split())
        for line in page.tree.xpath("//li[@id]")
    }
    assert lines == {
        "q-agree": "case à cocher obligatoire",
        "q-page": "page manque : Türkçe",
        "q-words": "réponse écrite manque : Türkçe",
        "q-come": "une réponse au choix manque : Türkçe",
    }
    (own,) = page.tree.xpath("//li[@id='q-agree']//p[@lang='tr']")
    assert own.text_content() == "Kabul ediyorum"
    assert "Fin : Ici" in " ".join(page.tree.find_class("ends")[0].text_content().split())


def test_buttons_move_a_question_and_lead_back_to_it(town: build.SmallTown, coordinator: Desk) -> None:
    path = begun(town)
    done = send(coordinator, path + "/ordre", {"move": "up:age", "langue": "tr"})
    assert (done.status, done.response.location) == (303, f"{path}?langue=tr#q-age")
    page = coordinator.go(path)
    assert order(page) == ["agree", "words", "age", "come"]
    first, last = (page.tree.get_element_by_id(f"q-{name}") for name in ("agree", "come"))
    assert first.xpath(".//button/@value") == ["down:agree"]
    assert last.xpath(".//button/@value") == ["up:come"]
    refused = send(coordinator, path + "/ordre", {"move": "up:agree"})
    assert (refused.status, summary(refused)) == (422, ["« agree » ne peut pas aller plus loin de ce côté."])
    assert send(coordinator, path + "/ordre", {"move": "sideways:age"}).status == 422


def test_a_move_that_would_break_a_condition_is_refused_in_words(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town, CONSENT, SPEECH, COME, {**AGE, "relevant": "${come} = 'yes'"})
    page = send(coordinator, path + "/ordre", {"move": "up:age"})
    assert summary(page) == [
        "« age » se sert de la réponse à « come », qui doit être posée avant : déplacez-les dans cet ordre."
    ]
    assert order(page) == ["agree", "words", "come", "age"]


def test_one_page_changes_words_requirement_condition_choices_and_place(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town)
    page = coordinator.go(path + "/questions/come?langue=ar")
    for name, language, direction in (("fr", "fr", "ltr"), ("ar", "ar", "rtl")):
        (field,) = page.tree.xpath("//textarea[@name=$name]", name=text("come", name))
        assert (field.get("lang"), field.get("dir")) == (language, direction)
    fields: dict[str, Entry] = dict(shown(page))
    fields |= {
        text("come", "fr"): "Viendrez-vous ?",
        text("come", "ar", "hint"): "اختر",
        text("yn", "ar", "label", "yes"): "أجل",
        "required": "1",
        "if:0:of": "words=",
        "if:0:operator": "is_not",
        "new:fr": "Peut-être",
        "before": ":end",
    }
    done = coordinator.send(path + "/questions/come", fields)
    assert (done.status, done.response.location) == (303, f"{path}?langue=ar#q-come")
    assert [cell(path, "come", column) for column in ("label::fr", "hint::ar", "required", "relevant")] == [
        "Viendrez-vous ?",
        "اختر",
        "yes",
        "${words} != ''",
    ]
    assert order(coordinator.go(path)) == ["agree", "words", "age", "come"]
    again = coordinator.go(path + "/questions/come?langue=ar")
    labels = again.tree.xpath("//fieldset[@id='choix']//input[@dir='rtl'][starts-with(@id, 't:')]/@value")
    assert labels == ["أجل", "لا", ""]
    moved = send(coordinator, path + "/questions/come", {**shown(again), "do": "up:peut_etre"}, seen=again)
    assert moved.response.location == f"{path}/questions/come?langue=ar#choix"
    assert [
        str(name).split(":")[3]
        for name in coordinator.go(path + "/questions/come").tree.xpath(
            "//fieldset[@id='choix']//input[starts-with(@id, 't:')]/@id"
        )
    ] == ["yes", "peut_etre", "no"]


def test_a_page_sent_as_it_was_drawn_changes_nothing(town: build.SmallTown, coordinator: Desk) -> None:
    rows = (
        CONSENT,
        SPEECH,
        {**COME, "required": "TRUE", "relevant": "( ${words}!='' )", "label::fr": " Venez-vous ?\n"},
        {**AGE, "relevant": "${come}='yes' or ${words} = 'x'"},
        {**AGE, "name": "more", "relevant": "${age} > 12.50"},
        {**AGE, "name": "hard", "relevant": "${age} mod 2 = 0", "required": "${age} > 3"},
    )
    path = begun(town, *rows)
    before = stored(path)
    for name in ("agree", "words", "come", "age", "more", "hard"):
        page = coordinator.go(f"{path}/questions/{name}?langue=en")
        assert coordinator.send(f"{path}/questions/{name}", shown(page)).status == 303
        assert stored(path) == before
    page = coordinator.go(path + "/questions/hard")
    assert page.tree.xpath("//code[.='${age} mod 2 = 0']/following::span[1]/text()") == [
        "(à modifier dans le tableur)"
    ]


def test_a_condition_that_means_nothing_keeps_what_was_typed(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town, CONSENT, SPEECH, AGE, COME)
    page = coordinator.go(path + "/questions/come")
    fields: dict[str, Entry] = dict(shown(page))
    fields |= {text("come", "fr"): "Autrement", "if:0:of": "age#", "if:0:operator": "more"}
    bad = coordinator.send(path + "/questions/come", fields | {"if:0:number": "beaucoup"})
    assert bad.status == 422
    assert summary(bad)[0].startswith("La condition ne se lit pas")
    assert shown(bad)[text("come", "fr")] == "Autrement"
    assert (shown(bad)["if:0:of"], shown(bad)["if:0:number"]) == ("age#", "beaucoup")
    assert cell(path, "come", "label::fr") == "Venez-vous ?"
    good = coordinator.send(path + "/questions/come", fields | {"if:0:number": "17,5"})
    assert good.status == 303
    assert cell(path, "come", "relevant") == "${age} > 17.5"


def test_what_a_form_does_not_bear_is_said_and_stays_on_the_page(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town)
    typed = "Venez-vous, ${nom} ?"
    page = send(coordinator, path + "/questions/come", {text("come", "fr"): typed})
    assert page.status == 422
    assert summary(page) == ["Aucune question ne s'appelle « nom ». La plus proche : –."]
    (field,) = page.tree.xpath("//textarea[@aria-invalid='true' and @lang='fr'][1]")
    assert field.text_content().strip() == typed


def test_two_people_at_one_draft_never_undo_one_another(
    town: build.SmallTown, desk: Desks, coordinator: Desk
) -> None:
    path = begun(town)
    colleague = desk(RoleName.ADMINISTRATOR)
    mine = coordinator.go(path + "/questions/come")
    theirs = send(colleague, path + "/questions/come", {text("come", "fr"): "Serez-vous là ?"})
    assert theirs.status == 303
    late = send(coordinator, path + "/questions/come", {text("come", "fr"): "Viendrez-vous ?"}, seen=mine)
    assert late.status == 409
    assert "rien n'a été enregistré" in summary(late)[0]
    assert shown(late)[text("come", "fr")] == "Viendrez-vous ?"
    now = late.tree.xpath("//p[starts-with(., 'Écrit en ce moment')]/span[@lang='fr']/text()")
    assert now == ["Serez-vous là ?"]
    assert cell(path, "come", "label::fr") == "Serez-vous là ?"
    assert coordinator.send(path + "/questions/come", shown(late)).status == 303
    assert cell(path, "come", "label::fr") == "Viendrez-vous ?"
    for where, fields in (
        ("/ordre", {"move": "up:age"}),
        ("/questions/age/retirer", {}),
        ("/publier", {}),
        ("/supprimer", {}),
    ):
        assert send(coordinator, path + where, fields, seen=mine).status == 409
    assert order(coordinator.go(path)) == ["agree", "words", "come", "age"]


def test_words_typed_for_a_question_that_somebody_took_out_are_given_back(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town)
    mine = coordinator.go(path + "/questions/age")
    assert send(coordinator, path + "/questions/age/retirer", {}).status == 303
    late = send(coordinator, path + "/questions/age", {text("age", "fr"): "Votre âge à vous ?"}, seen=mine)
    assert late.status == 409
    assert late.tree.xpath("//*[@role='alert']//li/text()") == ["Votre âge à vous ?"]
    assert coordinator.go(path + "/questions/age").status == 404


def test_what_others_refer_to_is_not_taken_out(town: build.SmallTown, coordinator: Desk) -> None:
    path = begun(town, CONSENT, SPEECH, COME, {**AGE, "relevant": "${come} = 'yes'"})
    page = send(coordinator, path + "/questions/come/retirer", {})
    assert (page.status, summary(page)) == (
        422,
        ["« come » sert encore à : age. Changez d'abord leur texte ou leur condition."],
    )
    kept = send(coordinator, path + "/questions/come", {"choices:shown": "1", "do": "remove:yes"})
    assert kept.status == 422
    assert summary(kept) == ["« yes » sert encore à : age. Changez d'abord leur texte ou leur condition."]


def test_a_question_is_added_where_it_was_asked_for(town: build.SmallTown, coordinator: Desk) -> None:
    path = begun(town)
    page = coordinator.go(path + "/ajouter?after=words")
    fields: dict[str, Entry] = dict(shown(page)) | {"kind": "select_one", "label": "Où ça ?"}
    lacking = coordinator.send(path + "/ajouter", fields | {"choices": "Ici"})
    assert (lacking.status, summary(lacking)) == (422, ["Écrivez au moins deux réponses, une par ligne."])
    assert shown(lacking)["label"] == "Où ça ?"
    assert shown(lacking)["choices"].strip() == "Ici"
    assert coordinator.send(path + "/ajouter", fields | {"label": " "}).status == 422
    assert coordinator.send(path + "/ajouter", fields | {"kind": "geopoint"}).status == 422
    done = coordinator.send(path + "/ajouter", fields | {"choices": "Ici\r\nAilleurs\r\n"})
    assert done.response.location == f"{path}#q-ou_ca"
    assert order(coordinator.go(path)) == ["agree", "words", "ou_ca", "come", "age"]
    late = coordinator.send(path + "/ajouter", fields | {"kind": "note", "label": "Merci"})
    assert (late.status, shown(late)["label"].strip()) == (409, "Merci")


def test_a_block_of_the_library_is_added_where_it_was_asked_for(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town)
    page = coordinator.go(path + "/ajouter?after=words")
    fields: dict[str, Entry] = {"token": shown(page)["token"], "after": "words", "block": "attachment"}
    assert coordinator.send(path + "/bibliotheque", fields | {"block": "no"}).status == 422
    done = coordinator.send(path + "/bibliotheque", fields)
    assert done.response.location == f"{path}#q-attachment_home"
    page = coordinator.go(path)
    assert order(page)[:2] == ["agree", "words"]
    assert "attachment_home" in order(page)
    again = coordinator.send(path + "/bibliotheque", fields | {"token": shown(page)["token"]})
    assert again.status == 422
    assert "est déjà le nom de la ligne" in summary(again)[0]
    late = coordinator.send(path + "/bibliotheque", fields | {"block": "use"})
    assert late.status == 409


def test_what_lacks_in_a_language_is_written_on_one_page_bit_by_bit(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town)
    page = coordinator.go(path + "/traduire?langue=tr")
    assert page.heading.startswith("7 textes à écrire")
    fields: dict[str, Entry] = dict(shown(page))
    fields |= {text("come", "tr"): "Geliyor musunuz?", text("age", "tr"): "Kaç ${yok}?"}
    partial = coordinator.send(path + "/traduire", fields)
    assert partial.status == 422
    assert partial.problems == ["Aucune question ne s'appelle « yok ». La plus proche : –."]
    assert shown(partial)[text("age", "tr")].strip() == "Kaç ${yok}?"
    assert cell(path, "come", "label::tr") == "Geliyor musunuz?"
    rest: dict[str, Entry] = {name: "metin" for name in shown(partial) if name.startswith("t:")}
    done = coordinator.send(path + "/traduire", dict(shown(partial)) | rest)
    assert done.response.location == f"{path}?langue=tr"
    assert coordinator.go(path + "/traduire?langue=tr").heading == "Il ne manque rien dans cette langue."
    (row,) = coordinator.go(path).tree.xpath("//tr[th//*[@lang='tr']]")
    assert row.xpath("./td[@class='number']/text()") == ["7 / 7", "100\u00a0%"]


def test_a_translation_typed_on_an_old_page_is_kept_beside_the_other_one(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town)
    mine = coordinator.go(path + "/traduire?langue=tr")
    send(coordinator, path + "/traduire?langue=tr", {text("age", "tr"): "Kaç yaşındasınız?"})
    fields: dict[str, Entry] = dict(shown(mine)) | {text("age", "tr"): "Yaşınız?"}
    late = coordinator.send(path + "/traduire", fields)
    assert late.status == 409
    assert shown(late)[text("age", "tr")].strip() == "Yaşınız?"
    assert cell(path, "age", "label::tr") == "Kaç yaşındasınız?"


def test_the_title_is_written_in_each_language(town: build.SmallTown, coordinator: Desk) -> None:
    path = begun(town)
    page = coordinator.go(path + "/titre?langue=ar")
    fields: dict[str, Entry] = dict(shown(page)) | {field_of(Slot(column="form_title"), "ar"): "عيد الحي"}
    assert coordinator.send(path + "/titre", fields | {"then": "tr"}).response.location == (
        f"{path}/titre?langue=tr"
    )
    assert "عيد الحي" in coordinator.go(path + "/titre?langue=ar").text


def test_a_spreadsheet_takes_the_draft_out_and_brings_it_back(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town)
    file = coordinator.go(path + ".xlsx").response
    assert 'filename="fete.xlsx"' in file.headers["Content-Disposition"]
    assert [sheet.name for sheet in read_xlsx(file.get_data(), "fete").sheets] == [
        "survey",
        "choices",
        "settings",
    ]

    def bring(book: Workbook) -> Page:
        page = coordinator.go(path)
        sent = {"token": token(page), "file": (BytesIO(write_xlsx(book)), "autre.xlsx")}
        return coordinator.send(path + "/fichier", sent)  # type: ignore[arg-type]

    assert bring(form(CONSENT, SPEECH, form_id="autre")).status == 303
    assert order(coordinator.go(path)) == ["agree", "words"]
    assert build.column(QuestionnaireDraft.name) == ["fete"]
    assert bring(form(item("geopoint", "where"))).status == 422
    assert coordinator.send(path + "/fichier", {}).status == 422


def test_a_draft_is_published_read_over_first_and_goes_on(town: build.SmallTown, coordinator: Desk) -> None:
    path = begun(town)
    assert build.count(QuestionnaireVersion, QuestionnaireVersion.name == "fete") == 0
    page = coordinator.go(path + "/publier")
    done = coordinator.send(path + "/publier", {"token": token(page)})
    assert done.status == 303
    assert build.count(Audit, Audit.verb == "publish") == 1
    send(coordinator, path + "/questions/come", {text("come", "fr"): "Viendrez-vous ?"})
    page = coordinator.go(path + "/publier")
    (table,) = page.tree.xpath("//table[starts-with(normalize-space(caption), 'Ce qui change')]")
    assert [cell.text_content().strip() for cell in table.xpath(".//tbody/tr/*")] == [
        "come",
        "question (fr)",
        "Venez-vous ?",
        "Viendrez-vous ?",
    ]
    coordinator.send(path + "/publier", {"token": token(page)})
    versions = build.column(QuestionnaireVersion.version, QuestionnaireVersion.name == "fete")
    assert versions == ["1", "2"]
    newest = build.reread(sa.select(sa.func.max(QuestionnaireVersion.id)))
    again = coordinator.send(f"{LIST}{newest}/brouillon", {})
    assert again.status == 303
    assert build.column(QuestionnaireDraft.name) == ["fete", "fete"]


def test_a_first_publication_shows_what_changed_since_what_was_copied(coordinator: Desk) -> None:
    path = coordinator.send(f"{LIST}{BEFORE}/brouillon", {"title": "Regards"}).response.location
    send(coordinator, path + "/questions/represents", {text("represents", "fr"): "Dites-nous tout"})
    page = coordinator.go(path + "/publier")
    (table,) = page.tree.xpath("//table[starts-with(normalize-space(caption), 'Ce qui change')]")
    assert [row.xpath("string(./td[3])") for row in table.xpath(".//tbody/tr")] == [
        "Regards",
        "Dites-nous tout",
    ]


def test_a_draft_is_previewed_as_a_form_and_as_a_chat_in_each_language(
    town: build.SmallTown, coordinator: Desk
) -> None:
    welcome = item("note", "hello", "Bonjour", **{"label::ar": "مرحبا"})
    path = begun(town, welcome, CONSENT, *group("page", COME, label="Ici"), AGE, item("note", "bye", "Merci"))
    form_page = coordinator.go(path + "/apercu?langue=ar")
    assert form_page.tree.xpath("//nav//span[@class='muted']/text()") == ["100\u00a0%", "33\u00a0%"]
    chat = coordinator.go(path + "/apercu?langue=ar&comme=chat")
    parts = chat.tree.find_class("phone")
    assert {(part.get("lang"), part.get("dir")) for part in parts} == {("ar", "rtl")}
    said = [[" ".join(p.text_content().split()) for p in part.xpath(".//p[@lang]")] for part in parts]
    assert said == [["مرحبا", "Je suis d'accord"], ["Ici", "Venez-vous ?"], ["Quel âge ?"], ["Merci"]]
    assert [button.text_content() for button in parts[1].xpath(".//button")] == ["نعم", "لا"]
    agreed = parts[0].xpath("string(.//button)")
    assert agreed == "نعم، أوافق"
    assert not chat.tree.xpath("//section//button[not(ancestor::fieldset[@disabled])]")
    assert coordinator.go(path + "/apercu?langue=tr").status == 404
    version = coordinator.go(f"{LIST}{BEFORE}/apercu?comme=chat&langue=tr")
    assert version.status == 200
    assert len(version.tree.find_class("now")) > 20


def test_questions_that_repeat_are_lines_like_any_other(town: build.SmallTown, coordinator: Desk) -> None:
    begin = {"type": "begin_repeat", "name": "child", "label::fr": "Enfant"}
    path = begun(town, CONSENT, SPEECH, begin, AGE, {"type": "end_repeat"}, COME)
    page = coordinator.go(path)
    assert order(page) == ["agree", "words", "child", "age", "come"]
    assert "questions répétées" in page.tree.get_element_by_id("q-child").text_content()
    assert send(coordinator, path + "/questions/age", {text("age", "fr"): "Son âge ?"}).status == 303
    assert cell(path, "age", "label::fr") == "Son âge ?"
    assert send(coordinator, path + "/ordre", {"move": "up:come"}).status == 303
    assert order(coordinator.go(path))[-2:] == ["age", "come"]
    assert coordinator.go(path + "/apercu?comme=chat").status == 200


def test_a_draft_is_thrown_away_and_what_was_published_stays(
    town: build.SmallTown, coordinator: Desk
) -> None:
    path = begun(town)
    send(coordinator, path + "/publier", {})
    assert send(coordinator, path + "/supprimer", {}).status == 303
    assert coordinator.go(path).status == 404
    assert build.count(QuestionnaireVersion, QuestionnaireVersion.name == "fete") == 1


@pytest.mark.parametrize("role", [RoleName.ORGANISER, RoleName.EVALUATOR])
def test_only_the_town_opens_drafts(town: build.SmallTown, desk: Desks, role: RoleName) -> None:
    path = begun(town)
    hand = desk(role)
    for part in ("", "/traduire", "/questions/come", "/apercu", "/publier", ".xlsx"):
        assert hand.go(path + part).status == 403


def test_hostile_words_of_a_draft_stay_words(town: build.SmallTown, coordinator: Desk) -> None:
    evil = "<script>alert(1)</script>"
    path = begun(town, {**CONSENT, "label::fr": evil}, {**SPEECH, "relevant": f"${{agree}} = '{evil}'"})
    for part in (
        "",
        "/questions/agree",
        "/questions/words",
        "/traduire?langue=tr",
        "/apercu?comme=chat",
        "/publier",
    ):
        page = coordinator.go(path + part)
        assert page.status == 200
        assert page.tree.xpath("//script[not(@src)]") == []
