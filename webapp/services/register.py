"""Registers someone at an action: a place is taken, or clearly refused, exactly once for one opened form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from webapp.database import insert_once, locked, statements, table_of, transaction
from webapp.models import (
    Action,
    ActionStatus,
    AgeBand,
    Consent,
    Contact,
    Link,
    Quartier,
    Registration,
    Residence,
    Session,
    Sex,
    Wave,
    now,
)
from webapp.models.people import RegistrationStatus
from webapp.services.keys import FormKeys
from webapp.services.retention import contact_erased_on, link_destroyed_on

NOTICE_VERSION = "2026-11"
MOST_TOGETHER = 9

# Written once: putting a statement together costs as much as running it. Plain rows and no objects, for the same
# reason: a unit of work of five rows took longer than all the rest of a request.
_action, _session, _wave = table_of(Action).c, table_of(Session).c, table_of(Wave).c
_registration = table_of(Registration)
_TAKE = (
    sa.update(table_of(Action))
    .where(
        _action.id == sa.bindparam("action"),
        _action.status == ActionStatus.OPEN,
        sa.or_(_action.capacity.is_(None), _action.places_taken + sa.bindparam("places") <= _action.capacity),
    )
    .values(places_taken=_action.places_taken + sa.bindparam("places"))
    .returning(
        # Not "== _action.id": a bare "id" is what RETURNING would be given, and the inner table has one too.
        sa.select(sa.func.max(_session.ends_at))
        .where(_session.action_id == sa.bindparam("action"))
        .scalar_subquery(),
        sa.select(sa.func.max(_wave.closes_at))
        .where(_wave.action_id == sa.bindparam("action"))
        .scalar_subquery(),
    )
)
"""Takes places while there are enough; returns when the action's last session ends and its last survey closes."""
_PLACES = sa.select(_action.status, _action.capacity, _action.places_taken).where(
    _action.id == sa.bindparam("action")
)
_KNOWN = sa.select(_registration.c.id).where(_registration.c.key == sa.bindparam("key"))
_QUARTIER = sa.select(Quartier.id).where(Quartier.code == sa.bindparam("code"))
_CONSENTS = sa.insert(table_of(Consent))
_CONTACT = sa.insert(table_of(Contact))
_LINK = sa.insert(table_of(Link))


class PlacesTaken(Exception):
    """There are not enough places left; ``left`` says how many there are."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class RegistrationsClosed(Exception):
    """The action takes no registration any more, or not yet."""


@dataclass(frozen=True, slots=True)
class RegistrationForm:
    """What someone entered, found by role; ``consents`` maps each purpose to yes or no."""

    age_band: AgeBand | None
    sex: Sex | None
    residence: Residence | None
    residence_quartier: str | None
    companions: int
    name: str | None
    email: str | None
    phone: str | None
    consents: Mapping[str, bool]
    language: str


def form_from_roles(values: Mapping[str, str], language: str) -> RegistrationForm:
    """Returns the registration that ``values`` (canonical answers by role) describe."""
    return RegistrationForm(
        age_band=AgeBand(values["profile.age_band"]) if values.get("profile.age_band") else None,
        sex=Sex(values["profile.sex"]) if values.get("profile.sex") else None,
        residence=Residence(values["residence"]) if values.get("residence") else None,
        residence_quartier=values.get("residence.quartier") or None,
        companions=min(int(values.get("party.size") or 0), MOST_TOGETHER),
        name=values.get("contact.name") or None,
        email=values.get("contact.email") or None,
        phone=values.get("contact.phone") or None,
        consents={
            role.removeprefix("consent."): value in ("OK", "yes")
            for role, value in values.items()
            if role.startswith("consent.")
        },
        language=language,
    )


def register(
    action_id: int, form: RegistrationForm, keys: FormKeys, *, token_hash: str, receipt_hash: str
) -> None:
    """Takes the places and stores the registration; does nothing when this form was already stored.

    Raises :class:`PlacesTaken` or :class:`RegistrationsClosed`; then nothing is stored.
    """
    with statements() as connection:
        found = connection.execute(_TAKE, {"action": action_id, "places": 1 + form.companions}).first()
        if found is None:
            _refuse(connection, action_id, keys)
            return
        last_end, last_wave = found
        stored = store_registration(
            connection,
            action_id,
            form,
            keys,
            token_hash=token_hash,
            receipt_hash=receipt_hash,
            last_day=(last_end or now() + timedelta(days=30)).date(),
            last_wave_day=last_wave.date() if last_wave else None,
        )
        if stored is None:
            connection.rollback()  # the same form again: the places just taken go back


def _refuse(connection: sa.Connection, action_id: int, keys: FormKeys) -> None:
    """Says why no place was taken; does nothing when this form took its places before."""
    if connection.execute(_KNOWN, {"key": keys.registration}).first() is not None:
        return
    status, capacity, taken = connection.execute(_PLACES, {"action": action_id}).one()
    if status is not ActionStatus.OPEN:
        raise RegistrationsClosed
    raise PlacesTaken((capacity or 0) - taken)


def store_registration(
    connection: sa.Connection,
    action_id: int,
    form: RegistrationForm,
    keys: FormKeys,
    *,
    token_hash: str,
    receipt_hash: str,
    last_day: date,
    last_wave_day: date | None = None,
) -> int | None:
    """Stores a registration with its consents, contact and link; returns its id, None when it was stored before.

    The caller has taken the places; ``last_day`` of the action and ``last_wave_day`` of its surveys decide how long
    things are kept.
    """
    stored: int | None = connection.execute(
        insert_once(connection, _registration, "key").returning(_registration.c.id),
        {
            "key": keys.registration,
            "action_id": action_id,
            "places": 1 + form.companions,
            "age_band": form.age_band,
            "sex": form.sex,
            "residence": form.residence,
            "residence_quartier_id": _quartier_id(connection, form.residence_quartier),
            "language": form.language,
        },
    ).scalar()
    if stored is None:
        return None
    consents = [
        {
            "registration_id": stored,
            "purpose": purpose,
            "granted": granted,
            "notice_version": NOTICE_VERSION,
            "language": form.language,
        }
        for purpose, granted in form.consents.items()
    ]
    if consents:
        connection.execute(_CONSENTS, consents)
    if form.name or form.email or form.phone:
        later = bool(form.consents.get("after"))
        erase_on = contact_erased_on(last_day, asked_later=later)
        details = {"name": form.name, "email": form.email, "phone": form.phone}
        connection.execute(_CONTACT, {"registration_id": stored, **details, "erase_on": erase_on})
    connection.execute(
        _LINK,
        {
            "respondent": keys.respondent,
            "registration_id": stored,
            "action_id": action_id,
            "token_hash": token_hash,
            "receipt_hash": receipt_hash,
            "destroy_on": link_destroyed_on(max(last_day, last_wave_day or last_day)),
        },
    )
    return stored


def cancel(registration_id: int) -> None:
    """Gives the places of a registration back; does nothing when it was cancelled already."""
    with transaction() as session:
        registration = session.scalars(
            locked(sa.select(Registration).where(Registration.id == registration_id))
        ).one()
        if registration.status is RegistrationStatus.CANCELLED:
            return
        registration.status = RegistrationStatus.CANCELLED
        session.execute(
            sa.update(Action)
            .where(Action.id == registration.action_id)
            .values(places_taken=Action.places_taken - registration.places)
            .execution_options(synchronize_session=False)
        )


def _quartier_id(connection: sa.Connection, code: str | None) -> int | None:
    if code is None:
        return None
    found: int | None = connection.execute(_QUARTIER, {"code": code}).scalar()
    return found
