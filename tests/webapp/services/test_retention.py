"""Promises of the notice are kept on their dates, and erasing someone leaves nothing of them."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import current_app

from tests.webapp import build
from tests.webapp.coders import PlainCoder
from webapp.models import (
    Annotation,
    Answer,
    Channel,
    Consent,
    Contact,
    Draft,
    Erasure,
    Link,
    Registration,
    Submission,
    Wave,
    WaveKind,
    now,
)
from webapp.services.annotate import annotate_pending
from webapp.services.drafts import keep_draft
from webapp.services.join_quartier import join_quartier
from webapp.services.keys import FormKeys
from webapp.services.retention import (
    contact_erased_on,
    erase_person,
    keep_promises,
    link_destroyed_on,
)
from webapp.services.submit import Passing, Profile, stored_answers
from webapp.services.waves import NewWave, open_new_wave

TODAY = date(2026, 11, 25)


@pytest.fixture
def action(town: build.SmallTown) -> int:
    return build.action(town)


def person(action: int) -> FormKeys:
    return build.registered(
        action, name="Yasmina", email="yasmina@example.org", consents={"after": True, "contact": False}
    )


def test_the_dates_are_those_that_the_notice_tells() -> None:
    assert contact_erased_on(date(2026, 1, 1), asked_later=False) == date(2026, 4, 3)
    assert contact_erased_on(date(2026, 1, 1), asked_later=True) == date(2027, 7, 3)
    assert link_destroyed_on(date(2026, 1, 1)) == date(2026, 4, 3)


def test_contacts_go_on_their_date_and_not_a_day_before(action: int) -> None:
    keys = person(action)
    (due,) = build.column(Contact.erase_on)
    assert keep_promises(due - timedelta(days=1))["contacts"] == 0
    assert build.count(Contact) == 1
    assert keep_promises(due)["contacts"] == 1
    assert (build.count(Contact), build.registration_of(keys).places) == (0, 1)
    assert keep_promises(due) == {"contacts": 0, "links": 0, "verbatims": 0, "requests": 0}


def test_links_go_on_their_date_and_waves_stay_paired(action: int) -> None:
    keys = person(action)
    for kind in (WaveKind.BEFORE, WaveKind.AFTER):
        build.answered(build.wave_of(action, kind), keys.respondent)
    due = build.link_of(keys).destroy_on
    assert keep_promises(due - timedelta(days=1))["links"] == 0
    assert keep_promises(due)["links"] == 1
    assert build.count(Link) == 0
    before, after = (
        set(build.column(Submission.respondent, Submission.wave_id == build.wave_of(action, kind)))
        for kind in (WaveKind.BEFORE, WaveKind.AFTER)
    )
    assert before == after == {keys.respondent}


def test_once_the_link_is_gone_no_value_leads_from_a_registration_to_an_answer(action: int) -> None:
    keys = person(action)
    build.answered(build.wave_of(action, WaveKind.BEFORE), keys.respondent)
    keep_promises(date(2040, 1, 1))
    registration = build.registration_of(keys)
    ours = {str(value) for value in vars(registration).values()}
    submission = build.reread(sa.select(Submission))
    theirs = {submission.respondent, *(answer.value for answer in submission.answers)}
    assert ours & theirs == set()
    assert build.keyring().of_form(registration.key).respondent != submission.respondent


def test_a_later_wave_keeps_the_links_until_three_months_after_it(town: build.SmallTown, action: int) -> None:
    other = build.action(town, "FARFA")
    here, there = person(action), person(other)
    last = now() + timedelta(days=200)
    before = build.link_of(there).destroy_on
    open_new_wave(NewWave(WaveKind.FOLLOW_UP, opens_at=now(), closes_at=last, action_id=action))
    assert build.link_of(here).destroy_on == link_destroyed_on(last.date())
    assert build.link_of(there).destroy_on == before
    shorter = now() + timedelta(days=1)
    open_new_wave(NewWave(WaveKind.FOLLOW_UP, opens_at=now(), closes_at=shorter, action_id=action))
    assert build.link_of(here).destroy_on == link_destroyed_on(last.date()), "never brought forward"


def test_the_link_of_somebody_who_registers_after_the_surveys_opened_lives_as_long_as_theirs(
    action: int,
) -> None:
    after = build.wave_of(action, WaveKind.AFTER)
    (closes,) = build.column(Wave.closes_at, Wave.id == after)
    assert build.link_of(person(action)).destroy_on >= link_destroyed_on(closes.date())


def test_phrases_go_after_24_months_and_their_codes_stay(action: int) -> None:
    wave = build.wave_of(action, WaveKind.BEFORE)
    old, young = (build.answered(wave, answers={"word_1": "marché", "represents": "x"}) for _ in range(2))
    annotate_pending(PlainCoder())
    (identifier,) = build.column(Submission.id, Submission.respondent == old)
    build.set_row(Submission, identifier, submitted_at=now() - timedelta(days=732))
    assert keep_promises(TODAY)["verbatims"] == 1
    assert stored_answers(wave, old)["represents"] == ""
    assert stored_answers(wave, young)["represents"] == "x"
    assert build.column(Annotation.polarity) == ["positive", "positive"]
    assert keep_promises(TODAY)["verbatims"] == 0


def test_a_phrase_that_was_never_coded_goes_too_and_an_empty_text_is_not_coded(action: int) -> None:
    build.answered(build.wave_of(action, WaveKind.BEFORE), answers={"represents": "x"})
    (identifier,) = build.column(Submission.id)
    build.set_row(Submission, identifier, submitted_at=now() - timedelta(days=732))
    assert keep_promises(TODAY)["verbatims"] == 1
    assert annotate_pending(PlainCoder()) == 0
    assert build.column(Annotation.polarity) == [None]


def test_erasing_a_person_leaves_a_counted_place_and_nothing_else(action: int) -> None:
    keys, other = person(action), person(action)
    before, after = (build.wave_of(action, kind) for kind in (WaveKind.BEFORE, WaveKind.AFTER))
    build.answered(before, keys.respondent)
    build.answered(before, other.respondent)
    cipher = current_app.extensions["croisements_settings"].fernet_for("draft")
    keep_draft(cipher, Passing(after, keys.respondent, Channel.FORM, "fr", Profile()), {"answers": {}})
    registration = build.registration_of(keys).id
    erase_person(build.link_of(keys))
    kept = build.reread(sa.select(Registration).where(Registration.id == registration))
    assert (kept.places, kept.age_band, kept.sex, kept.residence) == (1, None, None, None)
    assert build.column(Contact.registration_id) == [build.registration_of(other).id]
    assert build.column(Submission.respondent) == build.column(Link.respondent) == [other.respondent]
    assert build.count(Draft) == 0
    assert build.count(Answer) == 3
    assert build.count(Annotation) == 1
    assert build.count(Consent) == 4, "that consent was given stays provable"


def test_the_ledger_says_what_to_erase_again_and_names_nobody(action: int) -> None:
    keys = person(action)
    registration = build.registration_of(keys)
    erase_person(build.link_of(keys))
    entry = build.reread(sa.select(Erasure))
    assert (entry.subject, entry.reference) == ("respondent", keys.respondent)
    row = " ".join(str(value) for value in vars(entry).values())
    for secret in ("Yasmina", "yasmina@", keys.token, keys.receipt, registration.key):
        assert secret not in row


def test_the_link_of_a_resident_lives_until_three_months_after_the_survey(town: build.SmallTown) -> None:
    closes = now() + timedelta(days=20)
    build.quartier_wave(town.quartier, closes_at=closes)
    keys = build.new_keys()
    for _ in range(2):
        join_quartier(town.quartier, keys, token_hash="t", receipt_hash="r")
    assert build.column(Link.destroy_on) == [link_destroyed_on(closes.date())]
