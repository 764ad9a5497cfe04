"""Opens and changes waves of an action or of a quartier alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.database import transaction
from webapp.models import Wave, WaveKind
from webapp.services.questionnaires import newest
from webapp.services.retention import move_links

QUESTIONNAIRES = {
    WaveKind.BEFORE: "perception_before",
    WaveKind.AFTER: "perception_after",
    WaveKind.FOLLOW_UP: "perception_follow_up",
    WaveKind.YEARLY: "perception_yearly",
}


@dataclass(frozen=True, slots=True)
class NewWave:
    """A wave to open: exactly one of ``action_id`` and ``quartier_id``; without a version, the house's newest."""

    kind: WaveKind
    opens_at: datetime
    closes_at: datetime | None
    action_id: int | None = None
    quartier_id: int | None = None
    label: str = ""
    questionnaire_version_id: int | None = None


def open_new_wave(asked: NewWave) -> Wave:
    """Stores a wave on its questionnaire, and keeps links until 3 months after it."""
    with transaction() as session:
        wave = Wave(
            kind=asked.kind,
            label=asked.label,
            action_id=asked.action_id,
            quartier_id=asked.quartier_id,
            questionnaire_version_id=asked.questionnaire_version_id or newest(QUESTIONNAIRES[asked.kind]),
            opens_at=asked.opens_at,
            closes_at=asked.closes_at,
        )
        session.add(wave)
        session.flush()
        move_links(wave)
    return wave


def close_wave(wave_id: int, at: datetime) -> None:
    """Stops a wave from taking answers; one that is not open yet ends as it opens."""
    with transaction() as session:
        wave = session.get_one(Wave, wave_id)
        if wave.closes_at is None or wave.closes_at > at:
            wave.closes_at = max(at, wave.opens_at + timedelta(microseconds=1))
