"""Registers someone at an action: a place is taken, or clearly refused, exactly once for one opened form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from webapp.database import changed, locked, transaction
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
    db,
    now,
)
from webapp.models.people import RegistrationStatus
from webapp.services.keys import FormKeys
from webapp.services.retention import contact_erased_on, link_destroyed_on

NOTICE_VERSION = "2026-11"
MOST_TOGETHER = 9


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
    places = 1 + form.companions
    with transaction() as session:
        taken = session.execute(
            sa.update(Action)
            .where(
                Action.id == action_id,
                Action.status == ActionStatus.OPEN,
                sa.or_(Action.capacity.is_(None), Action.places_taken + places <= Action.capacity),
            )
            .values(places_taken=Action.places_taken + places)
            .execution_options(synchronize_session=False)
        )
        known, last_end, last_wave = session.execute(
            sa.select(
                sa.exists().where(Registration.key == keys.registration),
                sa.select(sa.func.max(Session.ends_at))
                .where(Session.action_id == action_id)
                .scalar_subquery(),
                sa.select(sa.func.max(Wave.closes_at)).where(Wave.action_id == action_id).scalar_subquery(),
            )
        ).one()
        if known:
            session.rollback()  # the same form again: the places just taken go back
            return
        if changed(taken) != 1:
            action = session.get_one(Action, action_id, populate_existing=True)
            if action.status is not ActionStatus.OPEN:
                raise RegistrationsClosed
            raise PlacesTaken((action.capacity or 0) - action.places_taken)
        store_registration(
            action_id,
            form,
            keys,
            token_hash=token_hash,
            receipt_hash=receipt_hash,
            last_day=(last_end or now() + timedelta(days=30)).date(),
            last_wave_day=last_wave.date() if last_wave else None,
        )


def store_registration(
    action_id: int,
    form: RegistrationForm,
    keys: FormKeys,
    *,
    token_hash: str,
    receipt_hash: str,
    last_day: date,
    last_wave_day: date | None = None,
) -> Registration:
    """Returns the stored registration with its consents, contact and link, in the caller's transaction.

    The caller has taken the places; ``last_day`` of the action and ``last_wave_day`` of its surveys decide how long
    things are kept.
    """
    registration = Registration(
        key=keys.registration,
        action_id=action_id,
        places=1 + form.companions,
        age_band=form.age_band,
        sex=form.sex,
        residence=form.residence,
        residence_quartier_id=_quartier_id(form.residence_quartier),
        language=form.language,
    )
    registration.consents = [
        Consent(purpose=purpose, granted=granted, notice_version=NOTICE_VERSION, language=form.language)
        for purpose, granted in form.consents.items()
    ]
    if form.name or form.email or form.phone:
        later = bool(form.consents.get("after"))
        registration.contact = Contact(
            name=form.name,
            email=form.email,
            phone=form.phone,
            erase_on=contact_erased_on(last_day, asked_later=later),
        )
    db.session.add(registration)
    db.session.add(
        Link(
            respondent=keys.respondent,
            registration=registration,
            action_id=action_id,
            token_hash=token_hash,
            receipt_hash=receipt_hash,
            destroy_on=link_destroyed_on(max(last_day, last_wave_day or last_day)),
        )
    )
    return registration


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


def _quartier_id(code: str | None) -> int | None:
    if code is None:
        return None
    return db.session.scalars(sa.select(Quartier.id).where(Quartier.code == code)).first()
