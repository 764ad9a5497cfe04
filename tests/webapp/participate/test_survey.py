"""Answering before, after, and of a quartier alone, through the public pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from survey.pairing import receipt
from tests.webapp import build
from tests.webapp.phone import Page, Phone, plain, register, spoken
from webapp.models import Answer, Channel, Draft, Link, Submission, Wave, WaveKind, db, now
from webapp.services.finish_drafts import finish_drafts
from webapp.services.waves import close_wave

Phones = Callable[..., Phone]
CONSENT = {"consent_survey": "OK"}
WORDS = CONSENT | {"word_1": "marché", "word_2": "bruit", "word_3": "amis"}


@pytest.fixture
def action(town: build.SmallTown) -> int:
    return build.action(town)


def answers() -> dict[str, str]:
    db.session.rollback()
    return build.mapping(db.session.scalars(sa.select(Answer)))


def only_submission() -> Submission:
    found: Submission = build.reread(sa.select(Submission))
    return found


def canonical(entered: object) -> str:
    return " ".join(entered) if isinstance(entered, list) else str(entered)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_is_stored_is_what_was_entered(action: int, phone: Phones, language: str) -> None:
    hand = phone(language)
    token = register(hand).token
    page = hand.go(f"/p/{token}/avant")
    assert spoken(page) == (language, "rtl" if language == "ar" else "ltr")
    last, entered = hand.answer_all(page, plain)
    assert last.status == 200
    stored = answers()
    assert {name: stored.get(name, "") for name in entered} == {
        name: canonical(entry) for name, entry in entered.items()
    }
    assert len(entered) > 25
    submission = only_submission()
    assert (submission.complete, submission.language, submission.channel) == (True, language, Channel.FORM)
    assert (submission.age_band, submission.residence) == ("25_39", "this_quartier")
    assert build.count(Draft) == 0


def test_the_attachment_of_residents_is_asked_of_residents_alone(action: int, phone: Phones) -> None:
    def asked(residence: str) -> set[str]:
        hand = phone()
        token = register(hand, residence=residence).token
        _, entered = hand.answer_all(hand.go(f"/p/{token}/avant"), plain)
        return {name for name in entered if name.startswith("attachment")}

    assert asked("this_quartier") == {"attachment_home", "attachment_stay"}
    assert asked("elsewhere") == set()


def test_three_words_are_enough_and_the_rest_can_follow(action: int, phone: Phones) -> None:
    hand = phone()
    token = register(hand).token
    second = hand.fill(hand.go(f"/p/{token}/avant"), WORDS)
    assert "Merci" in hand.fill(second, {}, go="leave").heading
    assert not only_submission().complete
    assert {name: entry for name, entry in answers().items() if name in WORDS} == WORDS
    resumed = hand.go(f"/p/{token}/avant")
    assert resumed.shown("word_1") == "marché"
    hand.answer_all(resumed, lambda page, name: page.shown(name) or plain(page, name))
    assert only_submission().complete
    assert answers()["word_1"] == "marché"
    assert build.count(Submission) == 1


def test_complete_answers_are_not_asked_again_and_never_change(action: int, phone: Phones) -> None:
    hand = phone()
    token = register(hand).token
    page = hand.go(f"/p/{token}/avant")
    hand.answer_all(page, plain)
    stored = answers()
    assert "déjà enregistrées" in hand.go(f"/p/{token}/avant").text
    hand.answer_all(page, lambda page, name: WORDS.get(name) or plain(page, name))
    assert answers() == stored
    assert "/avant" not in hand.go(f"/p/{token}").text


def test_nothing_is_kept_on_the_server_before_consent(action: int, phone: Phones) -> None:
    hand = phone()
    token = register(hand).token
    page = hand.fill(hand.go(f"/p/{token}/avant"), {"word_1": "marché"})
    assert page.status == 422
    assert build.count(Draft) == build.count(Submission) == 0
    assert "gardez mes réponses" not in page.text
    left = hand.fill(page, {"word_1": "marché"}, go="leave")
    assert left.status == 200
    assert build.count(Draft) == build.count(Submission) == 0


def test_a_draft_is_resumed_where_it_was_left(action: int, phone: Phones) -> None:
    hand = phone()
    token = register(hand).token
    second = hand.fill(hand.go(f"/p/{token}/avant"), WORDS)
    third = hand.fill(second, {"valence_1": "good", "word_order": ["word_1", "word_2", "word_3"]})
    assert build.count(Draft) == 1
    resumed = phone().go(f"/p/{token}/avant")
    assert resumed.names == third.names
    assert phone().fill(resumed, {}, go="back").shown("valence_1") == "good"


def test_what_was_left_is_a_partial_submission_a_day_later(action: int, phone: Phones) -> None:
    hand = phone()
    token = register(hand).token
    hand.fill(hand.go(f"/p/{token}/avant"), WORDS)
    (draft,) = build.column(Draft.id)
    build.set_row(Draft, draft, expires_at=now() - timedelta(seconds=1))
    finish_drafts()
    assert not only_submission().complete
    assert answers()["word_3"] == "amis"
    assert phone().go(f"/p/{token}/avant").shown("word_2") == "bruit"


def test_consent_withdrawn_before_the_end_keeps_nothing_more(action: int, phone: Phones) -> None:
    hand = phone()
    token = register(hand).token
    second = hand.fill(hand.go(f"/p/{token}/avant"), WORDS)
    first = hand.fill(second, {}, go="back")
    assert build.count(Draft) == 1
    left = hand.fill(first, {"word_1": "marché"}, go="leave")
    assert left.status == 200
    assert build.count(Draft) == build.count(Submission) == 0


def test_a_child_under_11_has_no_survey_by_any_address(action: int, phone: Phones) -> None:
    hand = phone()
    page = register(hand, age_band="under_11")
    assert "/avant" not in page.text
    assert hand.go(f"/p/{page.token}/avant").status == 404
    build.open_after(action)
    assert hand.go(f"/p/{page.token}/apres").status == 404
    by_code = hand.send("/a/HAPPY/apres", {"receipt": page.receipt})
    assert not by_code.asked
    assert build.count(Submission) == build.count(Draft) == 0


def test_someone_of_11_to_14_answers_only_with_both_agreements(action: int, phone: Phones) -> None:
    hand = phone()
    token = register(hand, age_band="11_14").token
    page = hand.go(f"/p/{token}/avant")
    assert page.names == ["agreement_child", "agreement_parent"]
    alone = hand.fill(page, {"agreement_child": "OK"})
    assert (alone.status, alone.names) == (422, page.names)
    both = hand.fill(alone, {"agreement_child": "OK", "agreement_parent": "OK"})
    assert "word_1" in both.names
    hand.fill(hand.fill(both, WORDS), {}, go="leave")
    assert {answers()["agreement_child"], answers()["agreement_parent"]} == {"OK"}


def test_an_agreement_taken_back_keeps_nothing(town: build.SmallTown, phone: Phones) -> None:
    build.quartier_wave(town.quartier)
    hand = phone()
    first = hand.go("/q/QTRTM/questionnaire")
    words = hand.fill(first, {"age_band": "15_17", "residence": "this_quartier"})
    first = hand.fill(hand.fill(hand.fill(words, WORDS), {}, go="back"), WORDS, go="back")
    for younger in ("11_14", "under_11"):
        hand.fill(first, {"age_band": younger, "residence": "this_quartier"}, go="leave")
    assert build.count(Submission) == 0


def after_page(phone: Phone, code: str, typed: str) -> Page:
    return phone.send(f"/a/{code}/apres", {"receipt": typed})


def test_a_receipt_code_opens_the_after_survey_of_its_action_alone(
    town: build.SmallTown, phone: Phones
) -> None:
    here, there = build.action(town), build.action(town, "FARFA")
    build.open_after(here)
    build.open_after(there)
    hand = phone()
    registered = register(hand)
    for typed in (
        registered.receipt,
        registered.receipt.lower().replace("-", " "),
        f" {registered.receipt} ",
    ):
        page = after_page(hand, "HAPPY", typed)
        assert page.asked
    elsewhere = after_page(hand, "FARFA", registered.receipt)
    assert (elsewhere.status, elsewhere.asked) == (422, False)
    last, _ = hand.answer_all(page, plain)
    assert last.status == 200
    submission = only_submission()
    assert submission.wave_id == build.wave_of(here, WaveKind.AFTER)
    assert submission.respondent == build.column(Link.respondent)[0]
    assert submission.complete


def test_the_after_state_of_one_action_is_not_taken_by_another(town: build.SmallTown, phone: Phones) -> None:
    build.open_after(build.action(town))
    build.open_after(build.action(town, "FARFA"))
    hand = phone()
    page = after_page(hand, "HAPPY", register(hand).receipt)
    assert hand.send("/a/FARFA/apres/questionnaire", {"state": page.state, "go": "next"}).status == 404
    assert hand.send("/a/HAPPY/apres/questionnaire", {"state": "x", "go": "next"}).status == 404


def test_attempts_at_receipts_are_limited_by_action(town: build.SmallTown, phone: Phones) -> None:
    build.open_after(build.action(town))
    build.open_after(build.action(town, "FARFA"))
    wrong = receipt.from_bytes(b"wrong")
    statuses = [after_page(phone(), "HAPPY", wrong).status for _ in range(121)]
    assert (statuses[0], statuses[119], statuses[120]) == (422, 422, 429)
    assert after_page(phone(), "FARFA", wrong).status == 422


def test_people_who_answer_both_waves_are_paired_by_one_key(action: int, phone: Phones) -> None:
    build.open_after(action)
    hand = phone()
    token = register(hand).token
    for wave in ("avant", "apres"):
        last, _ = hand.answer_all(hand.go(f"/p/{token}/{wave}"), plain)
        assert last.status == 200
    keys = build.column(Submission.respondent)
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_resident_answers_without_any_action_and_gets_a_link(town: build.SmallTown, phone: Phones) -> None:
    build.quartier_wave(town.quartier)
    hand = phone()
    assert "/q/QTRTM/questionnaire" in hand.go("/q/qtrtm").text
    assert "savoir comment on parle du quartier" in hand.go("/q/QTRTM/questionnaire").text
    last, entered = hand.answer_all(hand.go("/q/QTRTM/questionnaire"), plain)
    assert last.receipt
    submission = only_submission()
    assert submission.complete
    assert submission.age_band == entered["age_band"] == "11_14"
    link = build.reread(sa.select(Link))
    assert (link.quartier_id, link.action_id, link.registration_id) == (town.quartier, None, None)
    assert link.respondent == submission.respondent
    assert hand.go(f"/p/{last.token}").status == 200


def test_the_last_page_of_a_quartier_survey_sent_again_stores_one_submission(
    town: build.SmallTown, phone: Phones
) -> None:
    build.quartier_wave(town.quartier)
    hand = phone()
    words = hand.fill(hand.go("/q/QTRTM/questionnaire"), {"age_band": "25_39", "residence": "commune"})
    second = hand.fill(words, WORDS)
    pages = [hand.fill(second, {}, go="leave") for _ in range(3)]
    assert len({page.receipt for page in pages}) == 1
    assert build.count(Submission) == build.count(Link) == 1


def test_a_child_under_11_cannot_enter_a_quartier_survey(town: build.SmallTown, phone: Phones) -> None:
    build.quartier_wave(town.quartier)
    hand = phone()
    page = hand.fill(hand.go("/q/QTRTM/questionnaire"), {"age_band": "under_11", "residence": "commune"})
    assert page.status == 422
    assert "age_band" in page.names


def test_a_closed_wave_takes_nothing(town: build.SmallTown, action: int, phone: Phones) -> None:
    hand = phone()
    token = register(hand).token
    opened = hand.go(f"/p/{token}/avant")
    close_wave(build.wave_of(action, WaveKind.BEFORE), now())
    assert hand.go(f"/p/{token}/avant").status == 404
    assert hand.fill(opened, WORDS).status == 404
    assert hand.go(f"/p/{token}/apres").status == 404, "not open yet"
    assert hand.go("/q/QTRTM/questionnaire").status == 404
    wave = build.quartier_wave(town.quartier)
    close_wave(wave, now())
    assert hand.go("/q/QTRTM/questionnaire").status == 404
    assert "Aucune enquête n'est ouverte ici" in hand.go("/q/QTRTM").text
    assert build.count(Submission) == 0


def test_a_wave_is_open_from_its_first_instant_to_before_its_last() -> None:
    at = now()
    wave = Wave(opens_at=at, closes_at=at + timedelta(hours=1))
    assert wave.is_open(at)
    assert not wave.is_open(at - timedelta(microseconds=1))
    assert not wave.is_open(at + timedelta(hours=1))
    assert Wave(opens_at=at, closes_at=None).is_open(at + timedelta(days=9999))


def test_a_personal_link_that_nobody_has_opens_nothing(action: int, phone: Phones) -> None:
    for path in ("/p/" + "x" * 43, "/p/x/avant", "/p/" + "x" * 43 + "/agenda.ics"):
        assert phone().go(path).status == 404
    assert phone().send("/p/" + "x" * 43 + "/effacer", {"sure": "on"}).status == 404
