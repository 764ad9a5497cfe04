"""A source's own headings, beside the themes found under each: never where few people wrote."""

import pytest

from tests.webapp import build
from tests.webapp.voices import coding, hear, wrote
from webapp.database import transaction
from webapp.models import ImportBatch, ImportedRecord, Submission
from webapp.services.headings import headings_of


@pytest.fixture
def wave(town: build.SmallTown) -> int:
    return build.quartier_wave(town.quartier)


def brought(wave: int, heading: str, number: int, *themes: str) -> None:
    """Stores people whose row of a survey brought in bears ``heading``."""
    keys = hear(wave, [wrote(coding(*themes))] * number)
    with transaction() as session:
        batch = ImportBatch(wave_id=wave, file_name="a.csv", digest="0" * 64)
        session.add(batch)
        session.flush()
        for key in keys:
            (submission,) = session.query(Submission.id).filter(Submission.respondent == key).one()
            session.add(
                ImportedRecord(submission_id=submission, batch_id=batch.id, source_key=key, heading=heading)
            )


def found(wave: int) -> dict[str, tuple[int, dict[str, int]]]:
    return {
        heading.name: (heading.people, {str(theme): number for theme, number in heading.themes})
        for heading in headings_of([wave])
    }


def test_headings_come_fullest_first_with_their_themes(wave: int) -> None:
    brought(wave, "Sport", 6, "facilities")
    brought(wave, "Sport", 5, "facilities", "youth_school")
    brought(wave, "Rues", 12, "mobility")
    brought(wave, "", 8, "safety")
    assert list(found(wave).items()) == [
        ("Rues", (12, {"mobility": 12})),
        ("Sport", (11, {"facilities": 11, "youth_school": 5})),
    ]


def test_a_heading_of_few_people_is_left_out_with_the_one_that_would_give_it_away(wave: int) -> None:
    brought(wave, "Sport", 20, "facilities")
    brought(wave, "Rues", 12, "mobility")
    brought(wave, "Peurs", 3, "safety")
    assert found(wave) == {"Sport": (20, {"facilities": 20})}


def test_a_theme_of_few_people_under_a_heading_cannot_be_subtracted(wave: int) -> None:
    # Twenty-two speak of shops in all: eighteen told under one heading would leave four under the other.
    brought(wave, "Sport", 18, "facilities", "shops_economy")
    brought(wave, "Rues", 4, "mobility", "shops_economy")
    brought(wave, "Rues", 8, "mobility")
    assert found(wave) == {"Sport": (18, {"facilities": 18}), "Rues": (12, {"mobility": 12})}


def test_a_survey_that_was_not_brought_in_has_no_headings(wave: int) -> None:
    hear(wave, [wrote(coding("safety"))] * 9)
    assert found(wave) == {}
