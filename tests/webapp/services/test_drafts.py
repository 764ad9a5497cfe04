"""Answers on their way are kept for a day, unreadable, and become a partial submission."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from flask import Flask, current_app

from tests.webapp import build
from tests.webapp.crowd import at_once
from webapp.models import Answer, Channel, Draft, Submission, WaveKind, db, now
from webapp.services.drafts import keep_draft, resume_draft
from webapp.services.finish_drafts import finish_drafts
from webapp.services.submit import Passing, Profile, stored_answers

RESPONDENT = "r" * 43
SECRET = "un souvenir d'enfance"


@pytest.fixture
def wave(town: build.SmallTown) -> int:
    return build.wave_of(build.action(town), WaveKind.BEFORE)


def cipher() -> Fernet:
    kept: Fernet = current_app.extensions["croisements_settings"].fernet_for("draft")
    return kept


def keep(wave: int, **answers: str) -> None:
    given = {"consent_survey": "OK"} | answers
    passing = Passing(wave, RESPONDENT, Channel.FORM, "fr", Profile())
    keep_draft(cipher(), passing, {"answers": given, "page": "words"})


def day_over() -> None:
    (draft,) = build.column(Draft.id)
    build.set_row(Draft, draft, expires_at=now() - timedelta(minutes=1))


def test_a_draft_is_replaced_by_the_next_page_and_resumed_as_it_was(wave: int) -> None:
    keep(wave, word_1="marché")
    keep(wave, word_1="marché", word_2="bruit")
    state = resume_draft(cipher(), wave, RESPONDENT)
    assert state is not None
    assert state.interview["answers"] == {"consent_survey": "OK", "word_1": "marché", "word_2": "bruit"}
    assert build.count(Draft) == 1


def test_a_draft_cannot_be_read_without_its_key(wave: int) -> None:
    keep(wave, represents=SECRET)
    (sealed,) = build.column(Draft.sealed)
    assert SECRET.encode() not in bytes(sealed)
    assert RESPONDENT.encode() not in bytes(sealed)
    assert resume_draft(Fernet(Fernet.generate_key()), wave, RESPONDENT) is None


def test_a_draft_lives_for_24_hours(wave: int) -> None:
    keep(wave, word_1="marché")
    (expires,) = build.column(Draft.expires_at)
    assert timedelta(hours=23, minutes=59) < expires - now() <= timedelta(hours=24)
    day_over()
    assert resume_draft(cipher(), wave, RESPONDENT) is None


def test_the_sweep_keeps_three_words_of_yesterday_as_a_partial_submission(wave: int) -> None:
    keep(wave, word_1="marché", word_2="bruit", word_3="amis")
    assert finish_drafts() == 0
    day_over()
    assert finish_drafts() == 1
    assert build.count(Draft) == 0
    assert build.column(Submission.complete) == [False]
    assert stored_answers(wave, RESPONDENT) == {
        "consent_survey": "OK",
        "word_1": "marché",
        "word_2": "bruit",
        "word_3": "amis",
    }
    assert finish_drafts() == 0
    assert build.count(Submission) == 1


def test_a_draft_left_behind_by_a_complete_submission_changes_nothing(wave: int) -> None:
    build.answered(wave, RESPONDENT, {"word_1": "marché"})
    keep(wave, word_1="autre")
    day_over()
    finish_drafts()
    assert stored_answers(wave, RESPONDENT) == {"word_1": "marché"}
    assert build.count(Draft) == 0


def test_a_draft_whose_key_is_gone_is_dropped_and_the_others_are_finished(wave: int) -> None:
    keep(wave, word_1="marché")
    db.session.add(
        Draft(wave_id=wave, respondent="s" * 43, sealed=b"?", expires_at=now() - timedelta(minutes=2))
    )
    db.session.commit()
    build.set_row(Draft, min(build.column(Draft.id)), expires_at=now() - timedelta(minutes=1))
    assert finish_drafts() == 1
    assert build.count(Draft) == 0
    assert build.column(Submission.respondent) == [RESPONDENT]
    assert build.count(Answer) == 2


def test_ten_pages_at_once_keep_one_draft(app: Flask, wave: int) -> None:
    assert at_once(app, 10, lambda number: keep(wave, word_1=f"mot {number}")) == []
    assert build.count(Draft) == 1
