"""A place is taken, or clearly refused, exactly once for one opened form."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.webapp import build
from tests.webapp.crowd import at_once
from webapp.models import (
    Action,
    ActionStatus,
    Consent,
    Contact,
    Link,
    Quartier,
    Registration,
    Residence,
    db,
    now,
)
from webapp.models.people import RegistrationStatus
from webapp.services.actions import ActionForm, CapacityBelowPlaces, Meeting, change_action, set_status
from webapp.services.register import (
    NOTICE_VERSION,
    PlacesTaken,
    RegistrationsClosed,
    cancel,
    form_from_roles,
)


def places(action_id: int) -> int:
    return int(build.column(Action.places_taken, Action.id == action_id)[0])


def test_one_form_takes_one_place_however_often_it_comes(town: build.SmallTown) -> None:
    action = build.action(town, capacity=10)
    keys = build.registered(action, name="Inès")
    for _ in range(3):
        build.registered(action, keys, name="Autre")
    assert places(action) == 1
    assert (build.count(Registration), build.count(Link), build.count(Contact)) == (1, 1, 1)
    assert build.column(Contact.name) == ["Inès"]


def test_one_form_sent_ten_times_at_once_takes_one_place(app: Flask, town: build.SmallTown) -> None:
    action = build.action(town, capacity=10)
    keys = build.new_keys()
    raised = at_once(app, 10, lambda _number: build.registered(action, keys))
    assert raised == []
    assert (places(action), build.count(Registration)) == (1, 1)


def test_a_form_that_took_the_last_place_is_not_refused_when_it_comes_again(town: build.SmallTown) -> None:
    action = build.action(town, capacity=1)
    keys = build.registered(action)
    build.registered(action, keys)
    set_status(action, ActionStatus.CLOSED)
    build.registered(action, keys)
    assert (places(action), build.count(Registration)) == (1, 1)


def test_a_hundred_people_at_once_never_take_one_place_too_many(app: Flask, town: build.SmallTown) -> None:
    action = build.action(town, capacity=30)
    raised = at_once(app, 100, lambda _number: build.registered(action))
    assert {type(error) for error in raised} == {PlacesTaken}
    assert {error.left for error in raised if isinstance(error, PlacesTaken)} == {0}
    assert len(raised) == 70
    assert places(action) == 30
    assert build.count(Registration) == build.count(Link) == 30


def test_companions_take_places_and_a_party_too_large_takes_none(town: build.SmallTown) -> None:
    action = build.action(town, capacity=5)
    build.registered(action, companions=2)
    with pytest.raises(PlacesTaken) as refused:
        build.registered(action, companions=2)
    assert refused.value.left == 2
    assert (places(action), build.count(Registration)) == (3, 1)
    build.registered(action, companions=1)
    assert places(action) == 5


def test_the_places_left_that_a_refusal_tells_are_those_of_now(town: build.SmallTown) -> None:
    action = build.action(town, capacity=2)
    seen = db.session.get_one(Action, action)
    with db.engine.begin() as connection:
        connection.execute(sa.update(Action).where(Action.id == action).values(places_taken=2))
    with pytest.raises(PlacesTaken) as refused:
        build.registered(action)
    assert refused.value.left == 0
    assert seen.id == action


def test_a_cancelled_registration_gives_its_places_back_once(town: build.SmallTown) -> None:
    action = build.action(town, capacity=4)
    keys = build.registered(action, companions=3)
    identifier = build.registration_of(keys).id
    for _ in range(3):
        cancel(identifier)
    assert places(action) == 0
    assert build.registration_of(keys).status is RegistrationStatus.CANCELLED
    build.registered(action, companions=3)
    assert places(action) == 4


def test_cancelling_ten_times_at_once_gives_the_places_back_once(app: Flask, town: build.SmallTown) -> None:
    action = build.action(town, capacity=40)
    keys = build.registered(action, companions=1)
    for _ in range(20):
        build.registered(action)
    identifier = build.registration_of(keys).id

    def read_then_cancel(_number: int) -> None:
        seen = db.session.get_one(Registration, identifier)
        cancel(identifier)
        assert seen.id == identifier

    assert at_once(app, 10, read_then_cancel) == []
    assert places(action) == 20


@pytest.mark.parametrize("status", [ActionStatus.CLOSED, ActionStatus.CANCELLED, ActionStatus.DRAFT])
def test_only_an_open_action_registers(town: build.SmallTown, status: ActionStatus) -> None:
    action = build.action(town)
    set_status(action, status)
    with pytest.raises(RegistrationsClosed):
        build.registered(action)
    assert (places(action), build.count(Registration)) == (0, 0)


def test_an_action_that_closes_while_a_form_is_open_says_so_and_not_that_it_is_full(
    town: build.SmallTown,
) -> None:
    action = build.action(town)
    seen = db.session.get_one(Action, action)
    with db.engine.begin() as connection:
        connection.execute(sa.update(Action).where(Action.id == action).values(status="closed"))
    with pytest.raises(RegistrationsClosed):
        build.registered(action)
    assert seen.id == action


def change(town: build.SmallTown, capacity: int | None) -> ActionForm:
    start = now() + timedelta(days=3)
    return ActionForm(
        "Repas",
        town.quartier,
        town.controller,
        [Meeting(start, start + timedelta(hours=1))],
        capacity=capacity,
    )


def test_a_capacity_below_the_places_taken_is_refused_and_nobody_loses_a_place(town: build.SmallTown) -> None:
    action = build.action(town, capacity=10)
    build.registered(action, companions=4)
    with pytest.raises(CapacityBelowPlaces) as refused:
        change_action(action, change(town, 4))
    assert refused.value.taken == 5
    assert (places(action), build.column(Action.capacity, Action.id == action)) == (5, [10])
    change_action(action, change(town, 5))
    assert build.column(Action.capacity, Action.id == action) == [5]


def test_a_capacity_is_compared_with_the_places_taken_since_the_page_was_read(town: build.SmallTown) -> None:
    action = build.action(town, capacity=10)
    seen = db.session.get_one(Action, action)
    with db.engine.begin() as connection:
        connection.execute(sa.update(Action).where(Action.id == action).values(places_taken=8))
    with pytest.raises(CapacityBelowPlaces) as refused:
        change_action(action, change(town, 4))
    assert refused.value.taken == 8
    assert seen.id == action


def test_consents_are_kept_by_purpose_with_the_notice_and_its_language(town: build.SmallTown) -> None:
    action = build.action(town)
    keys = build.registered(
        action, language="ar", email="a@example.org", consents={"contact": True, "after": False}
    )
    kept = db.session.scalars(
        sa.select(Consent).where(Consent.registration_id == build.registration_of(keys).id)
    ).all()
    assert {(consent.purpose, consent.granted) for consent in kept} == {("contact", True), ("after", False)}
    assert {(consent.notice_version, consent.language) for consent in kept} == {(NOTICE_VERSION, "ar")}


def test_without_contact_details_no_contact_row_is_made(town: build.SmallTown) -> None:
    build.registered(build.action(town))
    assert build.count(Contact) == 0


def test_contact_details_go_three_months_after_the_action_or_eighteen_when_a_later_survey_is_agreed(
    town: build.SmallTown,
) -> None:
    action = build.action(town)
    last_day = (now() + timedelta(days=3, hours=3)).date()
    build.registered(action, name="Bref", consents={"after": False})
    build.registered(action, name="Plus tard", consents={"after": True})
    kept = {
        contact.name: (contact.erase_on - last_day).days
        for contact in db.session.scalars(sa.select(Contact)).all()
    }
    assert kept == {"Bref": 92, "Plus tard": 548}


def test_the_quartier_of_residence_is_found_by_its_code_and_an_unknown_one_is_left_out(
    town: build.SmallTown,
) -> None:
    action = build.action(town)
    known = build.registered(action, residence=Residence.OTHER_QUARTIER, residence_quartier="QTRTN")
    other = build.registered(action, residence=Residence.OTHER_QUARTIER, residence_quartier="other")
    assert build.registration_of(known).residence_quartier_id == town.port
    assert build.registration_of(other).residence_quartier_id is None
    assert build.count(Quartier) == 2


def test_a_form_is_read_by_role_and_companions_are_bounded() -> None:
    read = form_from_roles(
        {
            "profile.age_band": "11_14",
            "residence": "elsewhere",
            "party.size": "40",
            "contact.name": "Zoé",
            "consent.contact": "OK",
            "consent.after": "",
        },
        "fr",
    )
    assert (read.age_band, read.residence, read.sex) == ("11_14", "elsewhere", None)
    assert read.companions == 9
    assert (read.name, read.email) == ("Zoé", None)
    assert read.consents == {"contact": True, "after": False}
