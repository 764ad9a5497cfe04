"""Builds the actions: sessions, surveys, registrations, and who answered what."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from webapp.demonstration.calendar import Calendar
from webapp.demonstration.content import Crowd, PlannedAction, plain
from webapp.demonstration.interviews import Interviews
from webapp.demonstration.people import Person, invent
from webapp.demonstration.places import Places
from webapp.models import (
    Action,
    ActionStatus,
    AgeBand,
    HeadCountSource,
    Registration,
    Session,
    Sex,
    Wave,
    WaveKind,
    db,
)
from webapp.models.people import RegistrationRole, RegistrationStatus
from webapp.services.actions import AFTER_STAYS_OPEN
from webapp.services.keys import Keyring
from webapp.services.questionnaires import newest
from webapp.services.register import RegistrationForm, store_registration
from webapp.services.retention import move_links
from webapp.services.waves import QUESTIONNAIRES

PUBLISHED_BEFORE = timedelta(days=21)
LATER, STAYS_OPEN = timedelta(days=86), timedelta(days=21)
"""When people are asked again after an action, and for how long."""
KEPT = 0.7
"""How much of a change of views is left then."""
COMPANIONS = {0: 74, 1: 14, 2: 8, 3: 4}
ROLES = {RegistrationRole.PARTICIPANT: 91, RegistrationRole.VOLUNTEER: 6, RegistrationRole.CO_ORGANISER: 3}


class Actions:
    """Builds actions in the caller's transaction, always the same ones on the same day."""

    def __init__(self, places: Places, calendar: Calendar, keyring: Keyring, interviews: Interviews) -> None:
        self._places = places
        self._calendar = calendar
        self._keyring = keyring
        self._interviews = interviews
        self._names = plain("first_names")

    def build(self, planned: PlannedAction) -> None:
        """Stores one action with everything that belongs to it."""
        action = self._action(planned)
        first, last = action.sessions[0].starts_at, action.sessions[-1].ends_at
        before = self._wave(WaveKind.BEFORE, action, min(first - PUBLISHED_BEFORE, action.created_at), first)
        after = self._wave(WaveKind.AFTER, action, first, last + AFTER_STAYS_OPEN)
        opens = last + LATER
        later = (
            self._wave(WaveKind.FOLLOW_UP, action, opens, opens + STAYS_OPEN)
            if planned.people.later
            else None
        )
        everyone = list(_parts(planned.people))
        spare = planned.capacity - sum(part != "cancelled" for part in everyone)
        for number, part in enumerate(everyone):
            person = invent(
                f"{planned.code}:{number}",
                residence=planned.residence,
                ages=planned.ages,
                others=self._places.others(action.quartier),
                answers=part not in ("silent", "cancelled"),
            )
            registration, respondent = self._register(action, person, part, spare)
            if part != "cancelled":
                action.places_taken += registration.places
                spare -= registration.places - 1
            context = {"action_name": action.title, "quartier_name": action.quartier.name}
            if part in ("pairs", "before"):
                at = registration.created_at + timedelta(minutes=6)
                self._interviews.hold(before, person, respondent, context, at=at, leaves=part == "before")
            if part in ("pairs", "after"):
                at = self._calendar.past(last + _days(person, 0, 9))
                self._interviews.hold(
                    after, person, respondent, context, at=at, change=planned.change, meeting=planned.meeting
                )
            if later is not None and number < planned.people.later:
                at = self._calendar.past(later.opens_at + _days(person, 0, 1.8))
                lasting = KEPT * planned.change
                self._interviews.hold(
                    later, person, respondent, context, at=at, change=lasting, meeting=KEPT * planned.meeting
                )
        if planned.full:
            action.capacity = action.places_taken
        db.session.flush()
        move_links(later or after)

    def _action(self, planned: PlannedAction) -> Action:
        places = self._places
        sessions = [
            Session(
                starts_at=self._calendar.at(meeting.day, meeting.start),
                ends_at=self._calendar.at(meeting.day, meeting.end),
                head_count=meeting.heads,
                head_count_source=HeadCountSource(meeting.source) if meeting.source else None,
            )
            for meeting in planned.sessions
        ]
        action = Action(
            code=planned.code,
            title=planned.title,
            description=planned.description,
            quartier=places.quartiers[planned.quartier],
            facility=places.facilities[planned.facility],
            venue=planned.venue,
            organisation=places.organisations[planned.organisation],
            partners=[places.organisations[key] for key in planned.partners],
            capacity=planned.capacity,
            places_taken=0,
            flagship=planned.flagship,
            dispositif=planned.dispositif,
            orientations=list(planned.orientations),
            status=ActionStatus(planned.status),
            sessions=sessions,
            created_at=min(sessions[0].starts_at, self._calendar.now) - PUBLISHED_BEFORE,
        )
        db.session.add(action)
        db.session.flush()
        return action

    def _wave(self, kind: WaveKind, action: Action, opens: datetime, closes: datetime) -> Wave:
        wave = Wave(
            kind=kind,
            action=action,
            questionnaire_version_id=newest(QUESTIONNAIRES[kind]),
            opens_at=opens,
            closes_at=closes,
            created_at=action.created_at,
        )
        db.session.add(wave)
        db.session.flush()
        return wave

    def _register(self, action: Action, person: Person, part: str, spare: int) -> tuple[Registration, str]:
        """Stores a registration that brings at most ``spare`` people along; returns it with the respondent key."""
        keys = self._keyring.of_form(f"demonstration:{person.seed}")
        form = self._form(person)
        form = replace(form, companions=0 if part == "cancelled" else min(form.companions, spare))
        stored = store_registration(
            db.session.connection(),
            action.id,
            form,
            keys,
            token_hash=self._keyring.hash_token(keys.token),
            receipt_hash=self._keyring.hash_token(keys.receipt),
            last_day=action.sessions[-1].ends_at.date(),
        )
        registration = db.session.get_one(Registration, stored)
        rng = Random(f"{person.seed}:registration")  # noqa: S311 - invented
        closes = min(action.sessions[0].starts_at, self._calendar.now) - timedelta(hours=2)
        registration.created_at = closes - _days(person, 0, 18)
        registration.role = rng.choices(list(ROLES), list(ROLES.values()))[0]
        registration.status = self._status(action, part, rng)
        return registration, keys.respondent

    def _status(self, action: Action, part: str, rng: Random) -> RegistrationStatus:
        if part == "cancelled":
            return RegistrationStatus.CANCELLED
        held = action.sessions[0].ends_at < self._calendar.now
        came = part in ("pairs", "after") or rng.random() < 0.55
        return RegistrationStatus.PRESENT if held and came else RegistrationStatus.CONFIRMED

    def _form(self, person: Person) -> RegistrationForm:
        rng = Random(f"{person.seed}:form")  # noqa: S311 - invented
        sex = person.sex if person.sex in (Sex.WOMAN, Sex.MAN) else rng.choice((Sex.WOMAN, Sex.MAN))
        name = rng.choice(self._names[sex.value]) if rng.random() < 0.9 else None
        has_phone, has_mail = rng.random() < 0.55, rng.random() < 0.4
        young = person.age_band in (AgeBand.UNDER_11, AgeBand.FROM_11)
        consents = {}
        if (has_phone or has_mail) and rng.random() < 0.85:
            consents["contact"] = True
        if (has_phone or has_mail) and rng.random() < 0.7:
            consents["after"] = True
        return RegistrationForm(
            age_band=person.age_band,
            sex=person.sex,
            residence=person.residence,
            residence_quartier=person.other_quartier,
            companions=0 if young else rng.choices(list(COMPANIONS), list(COMPANIONS.values()))[0],
            name=name,
            email=f"personne.{rng.randrange(1000, 9999)}@example.org" if has_mail else None,
            phone=f"06 39 98 {rng.randrange(100):02} {rng.randrange(100):02}" if has_phone else None,
            consents=consents,
            language=person.language,
        )


def _parts(crowd: Crowd) -> Iterator[str]:
    for part in ("pairs", "before", "after", "silent", "cancelled"):
        yield from [part] * getattr(crowd, part)


def _days(person: Person, least: float, most: float) -> timedelta:
    rng = Random(f"{person.seed}:days")  # noqa: S311 - invented
    return timedelta(days=least + (most - least) * rng.random())
