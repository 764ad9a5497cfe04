"""What the demonstration shows: places with their codes, actions of every state, enough people to compare."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from survey.pairing import short_code
from tests.webapp.demonstration.conftest import LOADED_AT
from webapp.demonstration.speech import OPEN
from webapp.models import (
    Action,
    ActionRequest,
    ActionStatus,
    Annotation,
    AnnotationState,
    Answer,
    Contact,
    Facility,
    Link,
    Organisation,
    OrganisationKind,
    PartnerReport,
    Quartier,
    Registration,
    RegistrationStatus,
    RequestContact,
    RequestStatus,
    Residence,
    RoleName,
    Session,
    Submission,
    Town,
    User,
    Wave,
    WaveKind,
    db,
)
from webapp.services.questionnaires import plan

pytestmark = pytest.mark.usefixtures("loaded")


def respondents(code: str, kind: WaveKind) -> set[str]:
    query = sa.select(Submission.respondent).join(Wave).join(Action, Action.id == Wave.action_id)
    return set(db.session.scalars(query.where(Action.code == code, Wave.kind == kind)))


def answers(*roles: str, kind: WaveKind | None = None) -> list[str]:
    query = sa.select(Answer.value).join(Submission).join(Wave).where(Answer.role.in_(roles))
    return list(db.session.scalars(query.where(Wave.kind == kind) if kind else query))


def test_the_quartiers_are_the_fifteen_of_the_department_with_their_perimeters() -> None:
    quartiers = db.session.scalars(sa.select(Quartier)).all()
    communes = Counter(quartier.commune for quartier in quartiers)
    assert communes == {
        "Tours": 8,
        "Amboise": 2,
        "Joué-lès-Tours": 2,
        "Saint-Pierre-des-Corps": 2,
        "La Riche": 1,
    }
    assert {quartier.official_code for quartier in quartiers} >= {"QN03701I", "QN03709M", "QN03715N"}
    for quartier in quartiers:
        assert quartier.perimeter is not None
        assert quartier.perimeter["type"] == "MultiPolygon"
        assert short_code.read(quartier.code) == quartier.code


def test_facilities_lie_in_and_out_of_quartiers() -> None:
    places = Counter(facility.quartier_id is None for facility in db.session.scalars(sa.select(Facility)))
    assert sum(places.values()) >= 12
    assert min(places[True], places[False]) >= 4


def test_partners_are_of_every_kind_and_the_town_hall_is_the_controller() -> None:
    kinds = set(db.session.scalars(sa.select(Organisation.kind)))
    assert kinds == set(OrganisationKind)
    town = db.session.get_one(Town, 1)
    assert town.demonstration
    assert town.controller.kind is OrganisationKind.TOWN_HALL
    for organisation in db.session.scalars(sa.select(Organisation)):
        assert "exemple" in organisation.address.lower()


def test_each_role_has_an_account_without_a_password() -> None:
    users = db.session.scalars(sa.select(User)).all()
    assert {role.name for user in users for role in user.roles} == set(RoleName)
    assert all(user.password is None and user.email.endswith("@example.org") for user in users)


def test_actions_are_of_every_state() -> None:
    actions = {action.code: action for action in db.session.scalars(sa.select(Action))}
    assert len(actions) == 7
    assert sum(action.flagship for action in actions.values()) == 2
    inside = {
        action.facility.quartier_id == action.quartier_id for action in actions.values() if action.facility
    }
    assert inside == {True, False}
    coming = [action for action in actions.values() if action.sessions[0].starts_at > LOADED_AT]
    assert all(action.status is ActionStatus.OPEN for action in coming)
    assert [action.capacity == action.places_taken for action in coming].count(True) == 1
    assert [action.capacity == action.places_taken for action in coming].count(False) == 1
    for action in actions.values():
        assert action.partners
        kinds = list(db.session.scalars(sa.select(Wave.kind).where(Wave.action_id == action.id)))
        again = [WaveKind.FOLLOW_UP] if action.code == "HARPE" else []
        assert sorted(kinds) == [WaveKind.AFTER, WaveKind.BEFORE, *again]
        if action not in coming:
            assert all(session.head_count and session.head_count_source for session in action.sessions)


def test_places_taken_are_those_of_the_registrations_that_stand() -> None:
    for action in db.session.scalars(sa.select(Action)):
        standing = db.session.scalar(
            sa.select(sa.func.sum(Registration.places)).where(
                Registration.action_id == action.id, Registration.status != RegistrationStatus.CANCELLED
            )
        )
        assert action.places_taken == standing


def test_one_flagship_has_pairs_enough_for_a_test_and_one_action_too_few() -> None:
    pairs = {
        code: len(respondents(code, WaveKind.BEFORE) & respondents(code, WaveKind.AFTER))
        for code in ("TARTE", "CREPE", "CARTE")
    }
    assert pairs["TARTE"] >= 40
    assert pairs["CREPE"] == 12
    assert pairs["CARTE"] == 0
    assert respondents("TARTE", WaveKind.BEFORE) - respondents("TARTE", WaveKind.AFTER)


def image(code: str, kind: WaveKind) -> dict[str, float]:
    """Returns the mean of one pair of words on 7 points, by respondent."""
    query = (
        sa.select(Submission.respondent, Answer.value)
        .join(Answer)
        .join(Wave)
        .join(Action, Action.id == Wave.action_id)
        .where(Action.code == code, Wave.kind == kind, Answer.question == "image_safe")
    )
    return {respondent: float(value) for respondent, value in db.session.execute(query)}


def change(code: str) -> float:
    before, after = image(code, WaveKind.BEFORE), image(code, WaveKind.AFTER)
    moved = [after[respondent] - value for respondent, value in before.items() if respondent in after]
    return sum(moved) / len(moved)


def test_views_change_in_one_flagship_and_not_in_the_other() -> None:
    assert change("TARTE") > 0.4
    assert abs(change("TERRE")) < 0.3


def test_residents_think_better_of_the_quartier_than_the_others() -> None:
    def mean(resident: bool) -> float:
        lives_here = Submission.residence == Residence.THIS_QUARTIER
        query = (
            sa.select(Answer.value)
            .join(Submission)
            .join(Wave)
            .where(Wave.kind == WaveKind.BEFORE, Answer.question == "image_safe")
            .where(lives_here if resident else ~lives_here)
        )
        values = [float(value) for value in db.session.scalars(query)]
        return sum(values) / len(values)

    assert mean(True) > mean(False) + 0.5


def test_people_write_as_many_people_do() -> None:
    written = answers("open.represents", "open.changed")
    words = answers("evocation.1", "evocation.2", "evocation.3")
    assert len(set(written)) >= 160
    assert max(Counter(written).values()) <= 6
    assert len(set(words)) >= 120
    assert Counter(words).most_common(1)[0][1] >= 20
    languages = Counter(db.session.scalars(sa.select(Submission.language)))
    assert languages["fr"] > 5 * languages["ar"] > 0
    assert languages["en"] > 0


def test_what_is_written_waits_for_the_coder() -> None:
    waiting = Counter(db.session.scalars(sa.select(Annotation.state)))
    assert waiting == {AnnotationState.PENDING: len(answers(*(f"open.{question}" for question in OPEN)))}


def test_contact_details_lead_to_nobody() -> None:
    for contact in db.session.scalars(sa.select(Contact)):
        assert contact.phone is None or contact.phone.startswith("06 39 98 ")
        assert contact.email is None or contact.email.endswith("@example.org")


def test_two_quartiers_have_a_yearly_survey_and_one_of_them_last_years_too() -> None:
    waves = db.session.scalars(
        sa.select(Wave).where(Wave.kind == WaveKind.YEARLY, Wave.label == "").order_by(Wave.opens_at)
    ).all()
    assert len({wave.quartier_id for wave in waves}) == 2
    assert [wave.is_open(LOADED_AT) for wave in waves] == [False, True, True]
    assert waves[0].quartier_id in {wave.quartier_id for wave in waves[1:]}
    assert {wave.opens_at.year for wave in waves} == {2027, 2028}


def test_needs_were_asked_in_one_quartier_and_one_action_was_asked_about_again_after_three_months() -> None:
    (needs,) = db.session.scalars(sa.select(Wave).where(Wave.label != ""))
    assert needs.label.startswith("Vos besoins et vos envies, ")
    assert needs.questionnaire.name == "needs_analysis"
    asked = sa.select(Submission).where(Submission.wave_id == needs.id)
    assert len(db.session.scalars(asked).all()) == 38
    again = respondents("HARPE", WaveKind.FOLLOW_UP)
    assert len(again) == 13
    assert again <= respondents("HARPE", WaveKind.BEFORE) & respondents("HARPE", WaveKind.AFTER)


def test_partners_reported_what_their_form_takes_and_one_report_is_waited_for() -> None:
    reports = db.session.scalars(sa.select(PartnerReport)).all()
    assert [report.sent_at is None for report in reports].count(True) == 1
    for report in reports:
        assert report.created_at < LOADED_AT
        assert report.organisation in report.action.partners
        if report.answers is None:
            continue
        form = plan(report.questionnaire_version_id)
        for name, value in report.answers.items():
            item = form.items[name]
            assert item.kind.read(item.question, value.split() if item.choices else [value]) == value


def test_nothing_happened_in_the_future_and_answers_come_when_their_survey_was_open() -> None:
    for submission in db.session.scalars(sa.select(Submission)):
        assert submission.submitted_at < LOADED_AT
        assert submission.wave.is_open(submission.submitted_at)
    assert db.session.scalars(sa.select(sa.func.max(Registration.created_at))).one() < LOADED_AT
    held = sa.select(sa.func.max(Session.ends_at)).where(Session.head_count.is_not(None))
    assert db.session.scalars(held).one() < LOADED_AT


def test_links_and_contacts_are_kept_as_long_as_the_notice_says() -> None:
    for link in db.session.scalars(sa.select(Link)):
        assert link.destroy_on > LOADED_AT.date()
        assert link.destroy_on <= (LOADED_AT + timedelta(days=200)).date()
    assert db.session.scalars(sa.select(sa.func.min(Contact.erase_on))).one() > LOADED_AT.date()


def test_links_open_the_personal_page_and_its_waiting_survey(loaded: Flask) -> None:
    from tests.webapp.build import keyring

    keys = keyring().of_form("demonstration:TARTE:58")  # the first who has only answered after
    page = loaded.test_client().get(f"/p/{keys.token}")
    assert page.status_code == 200
    assert "Le grand repas du Sanitas" in page.get_data(as_text=True)


def test_requests_wait_were_taken_up_and_were_declined_and_the_demand_grows() -> None:
    requests = db.session.scalars(sa.select(ActionRequest)).all()
    states = Counter(request.status for request in requests)
    assert min(states[status] for status in RequestStatus) >= 7
    days = [(LOADED_AT - request.created_at).days for request in requests]
    before, after = sum(182 <= day < 364 for day in days), sum(day < 182 for day in days)
    assert after > 2 * before >= 20
    taken = [request for request in requests if request.action is not None]
    assert all(request.quartier_id == request.action.quartier_id for request in taken if request.action)
    assert {"ar", "en", "fr"} == {request.language for request in requests}
    contacts = db.session.scalars(sa.select(RequestContact)).all()
    assert contacts
    assert all(contact.email.endswith("@example.org") for contact in contacts if contact.email)
    assert all(contact.erase_on > LOADED_AT.date() for contact in contacts)
