"""Requests at the desk: logged in one line, answered once, read by those who may."""

import re
from collections.abc import Callable

import pytest

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Page, Phone
from webapp.models import ActionRequest, Audit, RoleName
from webapp.models.requests import Asker, RequestSource, RequestStatus
from webapp.services.settle_request import decline, take_up

Desks = Callable[..., Desk]
Phones = Callable[..., Phone]
LIST = "/bureau/demandes/"


def log(desk: Desk, page: Page | None = None, **changes: str) -> Page:
    """Fills the quick line of the list and sends it."""
    page = page or desk.go(LIST)
    key = str(page.tree.xpath("//input[@name='form_key']/@value")[0])
    fields = {"text": "Un bal", "quartier_id": "0", "asker": "resident", "form_key": key} | changes
    return desk.send(LIST, fields)


def listed(page: Page) -> list[str]:
    return [str(link.text_content()) for link in page.tree.xpath("//ul[@class='wishes']/li/a")]


def path_of(keys: build.FormKeys) -> str:
    return f"{LIST}{build.request_of(keys).id}"


def test_a_request_is_logged_with_one_line_and_a_code_to_hand_over(
    town: build.SmallTown, desk: Desks, phone: Phones
) -> None:
    organiser = desk(RoleName.ORGANISER)
    done = log(organiser, text="  Un bal  ", quartier_id=str(town.quartier), asker="partner")
    assert done.status == 303
    page = organiser.go(done.response.location)
    (code,) = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", page.text)
    assert phone().send("/demande", {"receipt": code}).heading == "Votre demande est bien reçue."
    request = build.reread(build.sa.select(ActionRequest))
    assert (request.text, request.asker, request.quartier_id) == ("Un bal", Asker.PARTNER, town.quartier)
    assert (request.source, request.logged_by_id) == (
        RequestSource.LOGGED,
        town.accounts[RoleName.ORGANISER],
    )
    assert listed(page) == ["Un bal"]


def test_the_cursor_waits_for_the_next_request_with_the_same_quartier(
    town: build.SmallTown, desk: Desks
) -> None:
    organiser = desk(RoleName.ORGANISER)
    page = organiser.go(log(organiser, quartier_id=str(town.port), asker="town_service").response.location)
    (focused,) = page.tree.xpath("//*[@autofocus]")
    assert (focused.get("name"), focused.get("value")) == ("text", "")
    chosen = page.tree.xpath("//option[@selected]/@value")
    assert chosen == [str(town.port), "town_service"]


def test_a_double_press_logs_once(town: build.SmallTown, desk: Desks) -> None:
    organiser = desk(RoleName.ORGANISER)
    page = organiser.go(LIST)
    assert [log(organiser, page).status for _ in range(2)] == [303, 303]
    assert build.count(ActionRequest) == 1


@pytest.mark.parametrize(
    "wrong", [{"text": "   "}, {"text": "x" * 2001}, {"quartier_id": "999"}, {"asker": "nobody"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    town: build.SmallTown, desk: Desks, wrong: dict[str, str]
) -> None:
    page = log(desk(RoleName.ORGANISER), **({"text": "Un bal"} | wrong))
    assert page.status == 422
    assert page.problems
    assert build.count(ActionRequest) == 0
    if "text" not in wrong:
        assert page.tree.get_element_by_id("text").get("value") == "Un bal"


def test_a_form_without_its_key_is_shown_again_with_a_new_one(town: build.SmallTown, desk: Desks) -> None:
    organiser = desk(RoleName.ORGANISER)
    page = log(organiser, form_key="")
    assert (page.status, build.count(ActionRequest)) == (422, 0)
    assert log(organiser, page).status == 303


def test_those_that_wait_come_first_and_are_counted(town: build.SmallTown, desk: Desks) -> None:
    action = build.action(town)
    first, second, third = (build.requested(town, text=f"Demande {number}") for number in (1, 2, 3))
    take_up(build.request_of(first).id, action)
    page = desk(RoleName.COORDINATOR).go(LIST)
    assert page.heading == "2 demandes attendent une réponse."
    assert listed(page) == ["Demande 2", "Demande 3", "Demande 1"]
    decline(build.request_of(second).id, "Non.")
    decline(build.request_of(third).id, "Non.")
    page = desk(RoleName.COORDINATOR).go(LIST)
    assert page.heading == "Aucune demande n'attend de réponse."


def test_names_and_numbers_in_a_request_are_masked_everywhere(town: build.SmallTown, desk: Desks) -> None:
    keys = build.requested(
        town, text="Un bal, appelez le 06 39 98 11 22", place="chez Mme Durand", moment="le 06 39 98 11 22"
    )
    for page in (desk(RoleName.COORDINATOR).go(LIST), desk(RoleName.COORDINATOR).go(path_of(keys))):
        assert "39 98" not in page.text
        assert "Un bal" in page.text
    assert "masqués par un programme" in page.text


def test_an_action_takes_it_up(town: build.SmallTown, desk: Desks) -> None:
    action = build.action(town)
    keys = build.requested(town)
    organiser = desk(RoleName.ORGANISER)
    assert organiser.send(f"{path_of(keys)}/action", {"action_id": str(action)}).status == 303
    request = build.request_of(keys)
    assert (request.status, request.action_id) == (RequestStatus.TAKEN_UP, action)
    page = organiser.go(path_of(keys))
    assert "Repas partagé" in page.text
    assert "Une action la reprend" not in page.text


def test_actions_of_the_same_quartier_are_offered_first_and_those_of_others_never(
    town: build.SmallTown, desk: Desks
) -> None:
    near = build.action(town, "HAPPY")
    far = build.action(town, "PASTA")
    build.set_row(build.Action, far, quartier_id=town.port)
    other = build.action(town, "FARFA", organisation=town.neighbour)
    keys = build.requested(town)
    organiser = desk(RoleName.ORGANISER)
    offered = organiser.go(path_of(keys)).tree.xpath("//select[@name='action_id']/option/@value")
    assert offered == ["0", str(near), str(far)]
    page = organiser.send(f"{path_of(keys)}/action", {"action_id": str(other)})
    assert (page.status, page.problems) == (422, ["Choisissez une action de la liste."])
    assert organiser.send(f"{path_of(keys)}/action", {"action_id": "0"}).status == 422
    assert build.request_of(keys).status is RequestStatus.RECEIVED


def test_declining_needs_a_reason(town: build.SmallTown, desk: Desks) -> None:
    keys = build.requested(town)
    coordinator = desk(RoleName.COORDINATOR)
    refused = coordinator.send(f"{path_of(keys)}/refus", {"reason": "  "})
    assert refused.status == 422
    assert "lira ces mots" in refused.problems[0]
    assert coordinator.send(f"{path_of(keys)}/refus", {"reason": " Pas de salle. "}).status == 303
    request = build.request_of(keys)
    assert (request.status, request.reason) == (RequestStatus.DECLINED, "Pas de salle.")


def test_an_answer_that_came_meanwhile_is_not_written_over(town: build.SmallTown, desk: Desks) -> None:
    action = build.action(town)
    keys = build.requested(town)
    coordinator = desk(RoleName.COORDINATOR)
    decline(build.request_of(keys).id, "Pas de salle.")
    done = coordinator.send(f"{path_of(keys)}/action", {"action_id": str(action)})
    assert "Quelqu" in coordinator.go(done.response.location).text
    assert build.request_of(keys).reason == "Pas de salle."
    assert coordinator.send(f"{path_of(keys)}/rouvrir").status == 303
    request = build.request_of(keys)
    assert (request.status, request.reason, request.settled_at) == (RequestStatus.RECEIVED, "", None)


def test_an_organiser_sees_the_requests_of_its_quartiers_and_those_it_logged(
    town: build.SmallTown, desk: Desks
) -> None:
    here = build.requested(town, text="Ici")
    build.requested(town, text="Au port", quartier_id=town.port)
    nowhere = build.requested(town, text="Nulle part", quartier_id=None)
    build.requested(
        town, text="Noté au port", quartier_id=town.port, logged_by=town.accounts[RoleName.ORGANISER]
    )
    organiser, neighbour = desk(RoleName.ORGANISER), desk(None)
    assert listed(organiser.go(LIST)) == ["Nulle part", "Noté au port"]
    assert listed(neighbour.go(LIST)) == []
    build.action(town)
    assert listed(organiser.go(LIST)) == ["Ici", "Nulle part", "Noté au port"]
    build.action(town, "FARFA", organisation=town.neighbour)
    assert listed(neighbour.go(LIST)) == ["Ici"]
    assert neighbour.go(path_of(here)).status == 200
    assert neighbour.go(path_of(nowhere)).status == 404
    assert neighbour.send(f"{path_of(nowhere)}/refus", {"reason": "Non."}).status == 404
    assert len(listed(desk(RoleName.COORDINATOR).go(LIST))) == 4


def test_what_another_organisation_took_up_is_read_and_not_undone(town: build.SmallTown, desk: Desks) -> None:
    action = build.action(town)
    build.action(town, "FARFA", organisation=town.neighbour)
    keys = build.requested(town, email="ines@example.org")
    take_up(build.request_of(keys).id, action)
    neighbour = desk(None)
    page = neighbour.go(path_of(keys))
    assert page.status == 200
    assert "Annuler cette réponse" not in page.text
    assert neighbour.send(f"{path_of(keys)}/rouvrir").status == 404
    assert neighbour.go(f"{path_of(keys)}/coordonnees").status == 404
    assert desk(RoleName.ORGANISER).go(f"{path_of(keys)}/coordonnees").status == 200


def test_contact_details_are_read_by_organisers_alone_and_each_reading_is_traced(
    town: build.SmallTown, desk: Desks
) -> None:
    build.action(town)
    keys = build.requested(town, email="ines@example.org", phone="06 39 98 00 11")
    path = f"{path_of(keys)}/coordonnees"
    for role in (RoleName.COORDINATOR, RoleName.ADMINISTRATOR):
        page = desk(role).go(path_of(keys))
        assert "a laissé un moyen de la prévenir" in page.text
        assert "ines@" not in page.text
        assert desk(role).go(path).status == 403
    organiser = desk(RoleName.ORGANISER)
    assert "ines@" not in organiser.go(path_of(keys)).text
    before = build.count(Audit)
    page = organiser.go(path)
    assert "ines@example.org" in page.text
    assert "06 39 98 00 11" in page.text
    assert build.count(Audit) == before + 1
    last = max(build.column(Audit.id))
    row = build.reread(build.sa.select(Audit).where(Audit.id == last))
    assert (row.verb, row.subject, row.subject_id) == ("read contacts", "request", build.request_of(keys).id)
    without = build.requested(town)
    assert organiser.go(f"{path_of(without)}/coordonnees").status == 404


def test_an_evaluator_reads_no_request(town: build.SmallTown, desk: Desks) -> None:
    keys = build.requested(town)
    evaluator = desk(RoleName.EVALUATOR)
    assert evaluator.go(LIST).status == 403
    assert evaluator.go(path_of(keys)).status == 403
