"""What someone answered is stored once, whole or partial, however often it is sent."""

import secrets

import pytest
from flask import Flask

from tests.webapp import build
from tests.webapp.crowd import at_once
from webapp.models import AgeBand, Annotation, Answer, Channel, Residence, Sex, Submission, WaveKind
from webapp.services.submit import Passing, Profile, is_finished, passing_from, stored_answers

WORDS = {"word_1": "marché", "represents": "C'est vivant."}


@pytest.fixture
def wave(town: build.SmallTown) -> int:
    return build.wave_of(build.action(town), WaveKind.BEFORE)


def stored(respondent: str) -> dict[str, str]:
    build.count(Answer)
    (wave,) = build.column(Submission.wave_id, Submission.respondent == respondent)
    return stored_answers(wave, respondent)


def test_a_partial_submission_grows_until_it_is_complete_and_is_then_never_changed(wave: int) -> None:
    respondent = build.answered(wave, answers={"word_1": "marché"}, complete=False)
    assert not is_finished(wave, respondent)
    build.answered(wave, respondent, WORDS, complete=False)
    assert stored(respondent) == WORDS
    build.answered(wave, respondent, WORDS | {"word_2": "bruit"}, complete=True)
    assert is_finished(wave, respondent)
    build.answered(wave, respondent, {"word_1": "autre"}, complete=True)
    build.answered(wave, respondent, {"word_1": "autre"}, complete=False)
    assert stored(respondent) == WORDS | {"word_2": "bruit"}
    assert build.count(Submission) == 1


def test_the_same_partial_answers_again_keep_the_codings_that_are_done(wave: int) -> None:
    respondent = build.answered(wave, answers=WORDS, complete=False)
    (annotation,) = build.column(Annotation.id)
    build.answered(wave, respondent, WORDS, complete=False)
    assert build.column(Annotation.id) == [annotation]


def test_every_open_answer_and_no_other_waits_for_the_model(wave: int) -> None:
    build.answered(wave, answers=WORDS)
    coded = build.column(Answer.question, Answer.id.in_(build.column(Annotation.answer_id)))
    assert coded == ["represents"]


def test_empty_answers_are_not_stored(wave: int) -> None:
    respondent = build.answered(wave, answers={"word_1": "marché", "word_2": "", "represents": ""})
    assert stored(respondent) == {"word_1": "marché"}
    assert build.count(Annotation) == 0


def test_ten_sendings_at_once_store_one_submission(app: Flask, wave: int) -> None:
    respondent = secrets.token_urlsafe(32)
    assert at_once(app, 10, lambda _number: build.answered(wave, respondent, WORDS)) == []
    assert build.count(Submission) == 1
    assert (build.count(Answer), build.count(Annotation)) == (2, 1)


def test_a_passing_is_read_back_as_it_was_written() -> None:
    profile = Profile(AgeBand.FROM_60, Sex.OTHER, Residence.ELSEWHERE)
    passing = Passing(7, "r" * 43, Channel.CHAT, "ar", profile, assisted=True)
    from dataclasses import asdict

    assert passing_from(asdict(passing)) == passing
    assert passing_from(asdict(Passing(7, "r", Channel.FORM, "fr", Profile()))).profile == Profile()
