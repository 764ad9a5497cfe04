"""A small town for tests: what the tests of the web application start from, and what people do in it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import current_app

from survey.questionnaires import (
    BUILTIN,
    Workbook,
    load_builtin,
    questionnaire_from,
    with_choices,
    workbook_as_json,
)
from webapp.database import transaction
from webapp.models import (
    Action,
    ActionRequest,
    ActionStatus,
    AgeBand,
    Asker,
    Channel,
    Facility,
    Link,
    Organisation,
    OrganisationKind,
    Quartier,
    QuestionnaireVersion,
    Registration,
    Residence,
    Role,
    RoleName,
    Session,
    Sex,
    Town,
    User,
    Wave,
    WaveKind,
    db,
    now,
)
from webapp.services import questionnaires
from webapp.services.accounts import add_account
from webapp.services.actions import publish_action
from webapp.services.keys import FormKeys, keyring
from webapp.services.partner_reports import ask_report, send_report
from webapp.services.questionnaires import newest, publish
from webapp.services.register import RegistrationForm, register
from webapp.services.send_request import RequestForm, send_request
from webapp.services.submit import Passing, Profile, submit

QUARTIERS = (("QTRTM", "Les Tilleuls"), ("QTRTN", "Le Port"))
FIRST_VERSION = 901
"""Published versions of the small town begin here: a process keeps compiled plans by this number."""


@dataclass(frozen=True, slots=True)
class SmallTown:
    """The numbers of what the town holds; ``accounts`` by role, ``stranger`` organises for ``neighbour``."""

    controller: int
    neighbour: int
    quartier: int
    port: int
    facility: int
    accounts: Mapping[RoleName, int]
    stranger: int


@cache
def _versions() -> tuple[dict[str, Any], ...]:
    rows = []
    for name in BUILTIN:
        workbook = load_builtin(name)
        if workbook.has_choice_list("quartier"):
            workbook = with_choices(workbook, "quartier", QUARTIERS)
        read = questionnaire_from(workbook, converter=False)
        rows.append(
            {
                "name": name,
                "version": read.version,
                "digest": f"{name:0>64}",
                "workbook": workbook_as_json(workbook),
            }
        )
    return tuple(rows)


def small_town() -> SmallTown:
    """Stores two organisations, two quartiers, the questionnaires of the house and an account for each role."""
    with transaction() as session:
        controller = Organisation(
            name="Centre social des Tilleuls",
            kind=OrganisationKind.SOCIAL_CENTRE,
            address="1 place des Essais",
            rights_email="droits@example.org",
            officer="dpo@example.org",
            help_phone="02 61 91 00 00",
        )
        neighbour = Organisation(name="Amis du Port", kind=OrganisationKind.RESIDENTS)
        session.add(Town(name="Essais-sur-Loire", controller=controller))
        quartier, port = (Quartier(code=code, name=name, commune="Essais") for code, name in QUARTIERS)
        facility = Facility(name="Médiathèque", quartier=quartier)
        session.add_all([neighbour, quartier, port, facility])
        session.add_all(Role(name=role.value) for role in RoleName)
        session.add_all(
            QuestionnaireVersion(id=FIRST_VERSION + number, **row) for number, row in enumerate(_versions())
        )
        session.flush()
        if db.engine.dialect.name == "postgresql":  # numbers that are given by hand do not move its sequence
            last = sa.select(sa.func.max(QuestionnaireVersion.id)).scalar_subquery()
            session.execute(
                sa.select(sa.func.setval(sa.func.pg_get_serial_sequence("questionnaire_version", "id"), last))
            )
        accounts = {
            role: add_account(f"{role.value}@example.org", None, [role], organisation=controller)
            for role in RoleName
        }
        stranger = add_account("voisine@example.org", None, [RoleName.ORGANISER], organisation=neighbour)
        session.flush()
        return SmallTown(
            controller=controller.id,
            neighbour=neighbour.id,
            quartier=quartier.id,
            port=port.id,
            facility=facility.id,
            accounts={role: user.id for role, user in accounts.items()},
            stranger=stranger.id,
        )


def action(
    town: SmallTown,
    code: str = "HAPPY",
    *,
    capacity: int | None = None,
    starts_in: timedelta = timedelta(days=3),
    organisation: int | None = None,
    published: bool = True,
    title: str = "Repas partagé",
) -> int:
    """Stores an action of one session of three hours; published, its surveys before and after are open or wait."""
    start = now() + starts_in
    with transaction() as session:
        made = Action(
            code=code,
            title=title,
            quartier_id=town.quartier,
            organisation_id=organisation or town.controller,
            venue="Place des Tilleuls",
            capacity=capacity,
            status=ActionStatus.DRAFT,
            sessions=[Session(starts_at=start, ends_at=start + timedelta(hours=3))],
        )
        session.add(made)
    if published:
        publish_action(made.id)
    return made.id


def wave_of(action_id: int, kind: WaveKind) -> int:
    """Returns the action's wave of this kind."""
    db.session.rollback()
    return db.session.scalars(sa.select(Wave.id).where(Wave.action_id == action_id, Wave.kind == kind)).one()


def open_after(action_id: int) -> int:
    """Moves the after wave into the present; returns it."""
    identifier = wave_of(action_id, WaveKind.AFTER)
    set_row(Wave, identifier, opens_at=now() - timedelta(hours=1))
    return identifier


def quartier_wave(
    quartier_id: int, *, closes_at: datetime | None = None, workbook: Workbook | None = None
) -> int:
    """Opens a survey of a quartier alone since yesterday, of the house's questionnaire or of a workbook's."""
    with transaction() as session:
        version = newest("perception_yearly") if workbook is None else publish(workbook).id
        wave = Wave(
            kind=WaveKind.YEARLY,
            quartier_id=quartier_id,
            questionnaire_version_id=version,
            opens_at=now() - timedelta(days=1),
            closes_at=closes_at,
        )
        session.add(wave)
    return wave.id


def set_row(model: type[Any], identifier: int, **values: Any) -> None:
    """Changes a row behind the application's back: the way tests move time."""
    with transaction() as session:
        session.execute(
            sa.update(model)
            .where(model.id == identifier)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    db.session.expire_all()
    current_app.extensions.pop("croisements_remembered", None)


def entry(**changes: Any) -> RegistrationForm:
    """Returns what someone enters at registration: a woman of 25 to 39 who lives here and comes alone."""
    values: dict[str, Any] = {
        "age_band": AgeBand.FROM_25,
        "sex": Sex.WOMAN,
        "residence": Residence.THIS_QUARTIER,
        "residence_quartier": None,
        "companions": 0,
        "name": None,
        "email": None,
        "phone": None,
        "consents": {},
        "language": "fr",
    }
    return RegistrationForm(**(values | changes))


def new_keys() -> FormKeys:
    """Returns the keys of a form that was just opened."""
    return keyring().of_form(secrets.token_urlsafe(32))


def registered(action_id: int, keys: FormKeys | None = None, **changes: Any) -> FormKeys:
    """Registers someone as the public page does; returns the keys of their form."""
    keys = keys or new_keys()
    ring = keyring()
    register(
        action_id,
        entry(**changes),
        keys,
        token_hash=ring.hash_token(keys.token),
        receipt_hash=ring.hash_token(keys.receipt),
    )
    return keys


def requested(town: SmallTown, keys: FormKeys | None = None, **changes: Any) -> FormKeys:
    """Asks for an action in the quartier as the public page does; returns the keys of the form."""
    keys = keys or new_keys()
    values: dict[str, Any] = {
        "text": "Un atelier de couture",
        "asker": Asker.RESIDENT,
        "language": "fr",
        "quartier_id": town.quartier,
    }
    logged_by = changes.pop("logged_by", None)
    send_request(RequestForm(**(values | changes)), keys, keyring(), logged_by=logged_by)
    return keys


def request_of(keys: FormKeys) -> ActionRequest:
    """Returns the stored request of a form."""
    return reread(sa.select(ActionRequest).where(ActionRequest.key == keys.registration))


def registration_of(keys: FormKeys) -> Registration:
    """Returns the stored registration of a form, as the database holds it now."""
    return reread(sa.select(Registration).where(Registration.key == keys.registration))


def link_of(keys: FormKeys) -> Link:
    """Returns the stored link of a form."""
    return reread(sa.select(Link).where(Link.respondent == keys.respondent))


def answered(
    wave_id: int,
    respondent: str | None = None,
    answers: Mapping[str, str] | None = None,
    *,
    complete: bool = True,
    language: str = "fr",
) -> str:
    """Stores a submission of one phrase and three words (or of ``answers``); returns its respondent key."""
    respondent = respondent or secrets.token_urlsafe(32)[:43]
    plan = questionnaires.plan(db.session.get_one(Wave, wave_id).questionnaire_version_id)
    given = answers or {"word_1": "marché", "word_2": "bruit", "represents": "C'est mon quartier."}
    passing = Passing(
        wave_id, respondent, Channel.FORM, language, Profile(AgeBand.FROM_25, Sex.WOMAN, Residence.COMMUNE)
    )
    submit(passing, given, plan.roles, complete=complete)
    return respondent


def asked_report(action_id: int, organisation_id: int, answers: Mapping[str, str] | None = None) -> str:
    """Asks an organisation for its report, and sends ``answers`` as it would; returns the token of the link."""
    token = secrets.token_urlsafe(32)
    report = ask_report(action_id, organisation_id, keyring().hash_token(token))
    if answers:
        send_report(report.id, answers, "fr")
    return token


def organiser(town: SmallTown, *, organisation: int | None = None) -> User:
    """Returns the organiser of the controller, or of another organisation."""
    identifier = town.stranger if organisation == town.neighbour else town.accounts[RoleName.ORGANISER]
    return db.session.get_one(User, identifier)


def reread(query: sa.Select[Any]) -> Any:
    """Returns the one entity that ``query`` finds, read again from the database."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(query).one()


def count(model: type[Any], *where: sa.ColumnElement[bool]) -> int:
    """Returns how many rows there are now."""
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*where)) or 0


def column(expression: Any, *where: Any) -> list[Any]:
    """Returns the values of one column as the database holds them now, sorted as text."""
    db.session.rollback()
    return sorted(db.session.scalars(sa.select(expression).where(*where)), key=str)


def mapping(rows: Iterable[Any]) -> dict[str, str]:
    """Returns stored answers as question to value."""
    return {row.question: row.value for row in rows}
