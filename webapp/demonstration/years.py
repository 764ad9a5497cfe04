"""Builds the surveys of quartiers alone, answered without any registration."""

from datetime import timedelta
from random import Random

from webapp.demonstration.calendar import Calendar
from webapp.demonstration.content import PlannedYear
from webapp.demonstration.interviews import Interviews
from webapp.demonstration.people import invent
from webapp.demonstration.places import Places
from webapp.models import Link, Quartier, Wave, WaveKind, db
from webapp.services.keys import Keyring
from webapp.services.questionnaires import newest
from webapp.services.retention import link_destroyed_on, move_links
from webapp.services.waves import label_of

RESIDENCE = {"this_quartier": 66, "other_quartier": 10, "commune": 16, "elsewhere": 5, "no_answer": 3}
AGES = {"11_14": 4, "15_17": 6, "18_24": 12, "25_39": 26, "40_59": 26, "60_74": 18, "75_plus": 8}


class Years:
    """Builds yearly surveys in the caller's transaction."""

    def __init__(self, places: Places, calendar: Calendar, keyring: Keyring, interviews: Interviews) -> None:
        self._places = places
        self._calendar = calendar
        self._keyring = keyring
        self._interviews = interviews

    def build(self, planned: PlannedYear) -> None:
        """Stores one survey with its answers, and the links that have not met their date yet."""
        quartier = self._places.quartiers[planned.quartier]
        version, opens = newest(planned.questionnaire), self._calendar.at(planned.opens)
        wave = Wave(
            kind=WaveKind.YEARLY,
            label=label_of(WaveKind.YEARLY, version, opens),
            quartier=quartier,
            questionnaire_version_id=version,
            opens_at=opens,
            closes_at=self._calendar.at(planned.closes, "23:00"),
            created_at=self._calendar.at(planned.opens - 5),
        )
        db.session.add(wave)
        db.session.flush()
        for number in range(planned.people):
            self._answer(wave, quartier, planned, number)
        db.session.flush()
        move_links(wave)

    def _answer(self, wave: Wave, quartier: Quartier, planned: PlannedYear, number: int) -> None:
        person = invent(
            f"{planned.quartier}:{planned.opens}:{number}",
            residence=RESIDENCE,
            ages=AGES,
            others=self._places.others(quartier),
            answers=True,
            lift=planned.lift,
        )
        keys = self._keyring.of_form(f"demonstration:{person.seed}")
        ends = min(self._calendar.at(planned.closes), self._calendar.now - timedelta(hours=1))
        share = Random(f"{person.seed}:at").random()  # noqa: S311 - invented
        at = wave.opens_at + (ends - wave.opens_at) * share
        self._interviews.hold(wave, person, keys.respondent, {"quartier_name": quartier.name}, at=at)
        if link_destroyed_on(ends.date()) > self._calendar.now.date():
            db.session.add(
                Link(
                    respondent=keys.respondent,
                    quartier_id=quartier.id,
                    token_hash=self._keyring.hash_token(keys.token),
                    receipt_hash=self._keyring.hash_token(keys.receipt),
                    destroy_on=link_destroyed_on(at.date()),
                    created_at=at,
                )
            )
