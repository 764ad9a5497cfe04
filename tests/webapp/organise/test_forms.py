"""What organisers enter: bad input is named beside its field and nothing is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Entry, Page
from webapp.clock import ZONE
from webapp.models import Action, ActionStatus, HeadCountSource, RoleName, Session, Wave, WaveKind, now

Desks = Callable[..., Desk]
NEW = "/bureau/actions/nouvelle"
DAY = (date.today() + timedelta(days=20)).isoformat()


@pytest.fixture
def organiser(desk: Desks) -> Desk:
    return desk(RoleName.ORGANISER)


def entered(town: build.SmallTown, **changes: Entry) -> dict[str, Entry]:
    values: dict[str, Entry] = {
        "title": "Atelier vélo",
        "description": "On répare ensemble.",
        "quartier_id": str(town.quartier),
        "organisation_id": str(town.controller),
        "facility_id": "0",
        "venue": "Devant la médiathèque",
        "meetings-0-day": DAY,
        "meetings-0-start": "14:00",
        "meetings-0-end": "17:00",
        "capacity": "12",
        "dispositif": "Contrat de ville",
        "orientations": "1.1.3, 2.2",
        "partner_ids": [str(town.neighbour)],
    }
    return values | changes


def field_problem(page: Page, name: str) -> str:
    """The sentence that a field points at."""
    (field,) = page.tree.xpath("//*[@name=$name and not(@type='hidden')]", name=name)
    assert field.get("aria-invalid") == "true"
    return " ".join(page.tree.get_element_by_id(field.get("aria-describedby")).text_content().split())


def shown(page: Page) -> dict[str, object]:
    form = next(form for form in page.tree.forms if "title" in form.fields)
    return {
        name: value.removeprefix("\n") if isinstance(value, str) else sorted(value)
        for name, value in form.fields.items()
        if value
    }


def test_an_action_is_stored_as_it_was_entered(town: build.SmallTown, organiser: Desk) -> None:
    page = organiser.send(NEW, entered(town, flagship="y"))
    assert page.status == 303
    action = build.reread(sa.select(Action))
    assert page.response.location == f"/bureau/actions/{action.code}"
    assert (action.title, action.capacity, action.flagship, action.status) == (
        "Atelier vélo",
        12,
        True,
        ActionStatus.DRAFT,
    )
    assert (action.orientations, action.dispositif) == (["1.1.3", "2.2"], "Contrat de ville")
    assert [partner.id for partner in action.partners] == [town.neighbour]
    assert action.facility is None
    (session,) = action.sessions
    local = session.starts_at.astimezone(ZONE)
    assert (local.date().isoformat(), local.hour, local.minute) == (DAY, 14, 0)
    assert session.ends_at - session.starts_at == timedelta(hours=3)


WRONG: list[tuple[str, str, str]] = [
    ("title", "", "Ce champ est nécessaire."),
    ("title", "x" * 161, "160 caractères au plus."),
    ("capacity", "0", "Un nombre de places entre 1 et 100 000."),
    ("capacity", "999999999999999999999", "Un nombre de places entre 1 et 100 000."),
    ("meetings-0-end", "", "Donnez le jour, le début et la fin de la séance."),
    ("meetings-0-end", "13:00", "La fin doit venir après le début."),
    ("venue", "x" * 241, "240 caractères au plus."),
    ("description", "x" * 2001, "2000 caractères au plus."),
    ("dispositif", "x" * 121, "120 caractères au plus."),
    ("orientations", "x" * 121, "120 caractères au plus."),
]


def test_a_wrong_entry_is_named_beside_its_field_and_the_rest_stays(
    town: build.SmallTown, organiser: Desk
) -> None:
    for name, value, sentence in WRONG:
        sent = entered(town) | {name: value}
        page = organiser.send(NEW, sent)
        assert page.status == 422
        where = "meetings-0-day" if name.startswith("meetings") else name
        assert field_problem(page, where) == sentence
        back = shown(page)
        kept = {field: entry for field, entry in sent.items() if entry and field != name}
        assert {field: back.get(field) for field in kept} == kept
    assert build.count(Action) == 0


def test_a_choice_that_was_not_offered_is_refused(town: build.SmallTown, organiser: Desk) -> None:
    for name in ("quartier_id", "organisation_id", "facility_id", "partner_ids"):
        for value in ("", "abc", "999999", "-1", "9" * 30):
            assert organiser.send(NEW, entered(town) | {name: value}).status == 422, (name, value)
    assert build.count(Action) == 0


def test_an_organiser_cannot_make_an_action_for_another_organisation(
    town: build.SmallTown, organiser: Desk, desk: Desks
) -> None:
    other = entered(town, organisation_id=str(town.neighbour))
    assert organiser.send(NEW, other).status == 422
    assert desk(RoleName.COORDINATOR).send(NEW, other).status == 303


def test_another_session_is_asked_for_and_nothing_is_lost(town: build.SmallTown, organiser: Desk) -> None:
    page = organiser.send(NEW, entered(town, more="1", title=""))
    back = shown(page)
    assert (page.status, back["venue"], back["meetings-0-start"]) == (200, "Devant la médiathèque", "14:00")
    assert page.tree.xpath("//input[@name='meetings-1-day']")
    two = entered(town) | {"meetings-1-day": DAY, "meetings-1-start": "18:00", "meetings-1-end": "19:00"}
    organiser.send(NEW, two)
    assert build.count(Session) == 2


def test_a_session_that_keeps_its_hour_keeps_its_head_count(town: build.SmallTown, organiser: Desk) -> None:
    organiser.send(NEW, entered(town))
    (code,), (session,) = build.column(Action.code), build.column(Session.id)
    organiser.send(
        f"/bureau/actions/{code}/seances/{session}/presents", {"count": "23", "source": "door_tally"}
    )
    page = organiser.send(f"/bureau/actions/{code}/modifier", entered(town, **{"meetings-0-end": "18:00"}))
    assert page.status == 303
    kept = build.reread(sa.select(Session))
    assert (kept.id, kept.head_count, kept.head_count_source) == (session, 23, HeadCountSource.DOOR_TALLY)
    assert kept.ends_at - kept.starts_at == timedelta(hours=4)


def test_the_page_to_change_an_action_shows_what_is_stored(town: build.SmallTown, organiser: Desk) -> None:
    sent = entered(town, facility_id=str(town.facility))
    organiser.send(NEW, sent)
    (code,) = build.column(Action.code)
    back = shown(organiser.go(f"/bureau/actions/{code}/modifier"))
    assert {name: back.get(name) for name in sent} == sent


def test_a_capacity_below_the_places_taken_is_named_and_refused(
    town: build.SmallTown, organiser: Desk
) -> None:
    action = build.action(town, capacity=10)
    build.registered(action, companions=4)
    page = organiser.send("/bureau/actions/HAPPY/modifier", entered(town, capacity="4", title="Nouveau"))
    assert page.status == 422
    assert field_problem(page, "capacity") == "5 places sont déjà prises : gardez-en au moins autant."
    assert shown(page)["title"] == "Nouveau"
    assert build.column(Action.title) == ["Repas partagé"]


def test_a_head_count_that_is_no_number_changes_nothing(town: build.SmallTown, organiser: Desk) -> None:
    build.action(town)
    (session,) = build.column(Session.id)
    path = f"/bureau/actions/HAPPY/seances/{session}/presents"
    for count in ("", "-1", "3,5", "beaucoup", "100001", "9" * 30):
        assert organiser.send(path, {"count": count, "source": "list"}).status == 303
        assert "nombre entier" in organiser.go("/bureau/actions/HAPPY").text
    assert organiser.send(path, {"count": "3", "source": "guess"}).status == 303
    assert build.column(Session.head_count) == [None]


def test_publishing_opens_both_surveys_once(town: build.SmallTown, organiser: Desk) -> None:
    build.action(town, published=False)
    for _ in range(2):
        organiser.send("/bureau/actions/HAPPY/etat", {"status": "open"})
    assert build.column(Wave.kind) == ["after", "before"]
    organiser.send("/bureau/actions/HAPPY/etat", {"status": "closed"})
    organiser.send("/bureau/actions/HAPPY/etat", {"status": "nonsense"})
    assert build.column(Action.status) == ["closed"]


def test_a_wave_of_an_action_is_opened_and_closed(town: build.SmallTown, organiser: Desk) -> None:
    build.action(town)
    path = "/bureau/actions/HAPPY/enquetes"
    reversed_dates = {"kind": "follow_up", "opens_on": "2031-05-02", "closes_on": "2031-05-01"}
    page = organiser.send(f"{path}/nouvelle", reversed_dates)
    assert (page.status, page.problems) == (422, ["La fin doit venir après le début."])
    page = organiser.send(f"{path}/nouvelle", reversed_dates | {"closes_on": "2031-05-02"})
    assert page.status == 303
    wave = build.reread(sa.select(Wave).where(Wave.kind == WaveKind.FOLLOW_UP))
    assert wave.closes_at - wave.opens_at == timedelta(days=1)
    assert wave.questionnaire.name == "perception_follow_up"
    assert organiser.send(f"{path}/{wave.id}/fermer").status == 303
    assert not build.reread(sa.select(Wave).where(Wave.id == wave.id)).is_open(
        wave.opens_at + timedelta(hours=1)
    )


def test_a_survey_of_a_quartier_is_opened_and_closed(town: build.SmallTown, desk: Desks) -> None:
    coordinator = desk(RoleName.COORDINATOR)
    path = "/bureau/quartiers/QTRTM"
    assert coordinator.send(f"{path}/enquete", {"opens_on": ""}).status == 422
    today = now().astimezone(ZONE).date().isoformat()
    assert coordinator.send(f"{path}/enquete", {"opens_on": today}).status == 303
    wave = build.reread(sa.select(Wave))
    assert (wave.kind, wave.quartier_id, wave.is_open(now())) == (WaveKind.YEARLY, town.quartier, True)
    assert coordinator.send(f"/bureau/quartiers/QTRTN/enquetes/{wave.id}/fermer").status == 404
    assert coordinator.send(f"{path}/enquetes/{wave.id}/fermer").status == 303
    assert not build.reread(sa.select(Wave)).is_open(now())


HOSTILE = ("a\0b", "<script>alert(1)</script>", "\u202eabc", "é" * 50_000, "'; DROP TABLE action; --")


@pytest.mark.parametrize("value", HOSTILE, ids=["nul", "script", "bidi", "long", "sql"])
def test_hostile_values_in_every_field_end_in_a_page(
    town: build.SmallTown, organiser: Desk, value: str
) -> None:
    build.action(town)
    for name in entered(town):
        page = organiser.send(NEW, entered(town) | {name: value})
        assert page.status in (303, 422), name
        assert page.tree.xpath("//script[not(@src)]") == []
    for path in ("/bureau/actions/HAPPY/enquetes/nouvelle", "/bureau/actions/HAPPY/etat"):
        for name in ("kind", "opens_on", "closes_on", "status"):
            assert organiser.send(path, {"opens_on": DAY, "kind": "before"} | {name: value}).status < 500
    listed = organiser.go("/bureau/actions/")
    assert listed.tree.xpath("//script[not(@src)]") == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1066-10-14"])
def test_days_out_of_this_century_are_refused_beside_their_field(
    town: build.SmallTown, organiser: Desk, day: str
) -> None:
    page = organiser.send(NEW, entered(town, **{"meetings-0-day": day}))
    assert (page.status, build.count(Action)) == (422, 0)
    assert field_problem(page, "meetings-0-day") == "Une date entre 2000 et 2099."
    build.action(town)
    for name in ("opens_on", "closes_on"):
        dates = {"kind": "follow_up", "opens_on": DAY, "closes_on": ""} | {name: day}
        page = organiser.send("/bureau/actions/HAPPY/enquetes/nouvelle", dates)
        assert page.status == 422
        assert field_problem(page, name) == "Une date entre 2000 et 2099."


def test_hostile_addresses_of_the_desk_do_not_exist(town: build.SmallTown, desk: Desks) -> None:
    build.action(town)
    administrator = desk(RoleName.ADMINISTRATOR)
    for value in (*HOSTILE, "9" * 30):
        typed = quote(value[:3000], safe="")
        for path in ("/bureau/actions/{}", "/bureau/actions/{}/modifier", "/bureau/quartiers/{}/enquete"):
            assert administrator.go(path.format(typed)).status == 404
    large = "9" * 30
    for path in (
        f"/bureau/comptes/{large}/fermer",
        f"/bureau/comptes/{large}/lien",
        f"/bureau/actions/HAPPY/seances/{large}/presents",
        f"/bureau/actions/HAPPY/enquetes/{large}/fermer",
        f"/bureau/quartiers/QTRTM/enquetes/{large}/fermer",
    ):
        assert administrator.send(path, {"count": "1", "source": "list"}).status == 404
