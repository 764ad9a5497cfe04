"""Opens and changes waves of an action or of a quartier alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.database import transaction
from webapp.models import Wave, WaveKind
from webapp.services.questionnaires import newest, questionnaire
from webapp.services.retention import move_links

QUESTIONNAIRES = {
    WaveKind.BEFORE: "perception_before",
    WaveKind.AFTER: "perception_after",
    WaveKind.FOLLOW_UP: "perception_follow_up",
    WaveKind.YEARLY: "perception_yearly",
}

LONGEST_TITLE = 74
"""Letters of a title that a label has room for, beside the year."""


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
        version = asked.questionnaire_version_id or newest(QUESTIONNAIRES[asked.kind])
        label = asked.label
        if asked.quartier_id is not None:
            label = label or label_of(asked.kind, version, asked.opens_at)
        wave = Wave(
            kind=asked.kind,
            label=label,
            action_id=asked.action_id,
            quartier_id=asked.quartier_id,
            questionnaire_version_id=version,
            opens_at=asked.opens_at,
            closes_at=asked.closes_at,
        )
        session.add(wave)
        session.flush()
        move_links(wave)
    return wave


def label_of(kind: WaveKind, questionnaire_version_id: int, opens_at: datetime) -> str:
    """Returns the label of a quartier's survey: "" for the one of the house, else its title and year.

    With a label a survey stands for itself: its answers are never pooled with those to other questions.
    """
    read = questionnaire(questionnaire_version_id)
    if read.name == QUESTIONNAIRES[kind]:
        return ""
    title = read.main_title
    return f"{title[:LONGEST_TITLE]}, {opens_at.year}"


def close_wave(wave_id: int, at: datetime) -> None:
    """Stops a wave from taking answers; one that is not open yet ends as it opens."""
    with transaction() as session:
        wave = session.get_one(Wave, wave_id)
        if wave.closes_at is None or wave.closes_at > at:
            wave.closes_at = max(at, wave.opens_at + timedelta(microseconds=1))
