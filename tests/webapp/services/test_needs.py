"""Needs are asked as a survey of a quartier: by those who live there or elsewhere, apart from the yearly survey."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from survey.questionnaires import BUILTIN
from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Entry, Page, Phone, plain
from webapp.database import transaction
from webapp.figures.scales import effects_of, needs_of, needs_section
from webapp.models import (
    Answer,
    Quartier,
    QuestionnaireVersion,
    Residence,
    RoleName,
    Submission,
    Wave,
    WaveKind,
    db,
    now,
)
from webapp.services.collections import chosen, collections_of, quartier_scope
from webapp.services.comparison import compare
from webapp.services.found_town import publish_lacking
from webapp.services.questionnaires import newest
from webapp.services.waves import NewWave, open_new_wave

OF_NEEDS = {"consent_needs": "OK", "doing": "sport cooking", "obstacles": "price time"}


def needs_wave(town: build.SmallTown) -> int:
    asked = NewWave(
        WaveKind.YEARLY,
        opens_at=now(),
        closes_at=None,
        quartier_id=town.quartier,
        questionnaire_version_id=newest("needs_analysis"),
    )
    return open_new_wave(asked).id


def choose(page: Page, name: str) -> Entry:
    """Lives elsewhere, and answers the rest as anybody."""
    return {"residence": "elsewhere", "age_band": "40_59"}.get(name) or plain(page, name)


def test_the_desk_opens_needs_under_their_own_title(
    town: build.SmallTown, desk: Callable[..., Desk], phone: Callable[..., Phone]
) -> None:
    coordinator = desk(RoleName.COORDINATOR)
    fields = {"opens_on": now().date().isoformat(), "questionnaire": str(newest("needs_analysis"))}
    assert coordinator.send("/bureau/quartiers/QTRTM/enquete", fields).status == 303
    wave = build.reread(sa.select(Wave))
    assert (wave.kind, wave.label) == (WaveKind.YEARLY, f"Vos besoins et vos envies, {now().year}")
    assert wave.label in coordinator.go("/bureau/quartiers/").text
    assert "Vos besoins et vos envies" in phone().go("/q/QTRTM").text


@pytest.mark.parametrize("language", ["fr", "en", "ar", "tr", "pt", "es", "ru", "uk"])
def test_somebody_from_elsewhere_answers_to_the_end(
    town: build.SmallTown, phone: Callable[..., Phone], language: str
) -> None:
    needs_wave(town)
    hand = phone(language)
    last, entered = hand.answer_all(hand.go("/q/QTRTM/questionnaire"), choose)
    assert last.status == 200
    assert not last.asked
    submission = build.reread(sa.select(Submission))
    assert (submission.complete, submission.residence) == (True, Residence.ELSEWHERE)
    stored = build.mapping(db.session.scalars(sa.select(Answer)))
    assert {"doing", "lacking", "together", "obstacles", "needed", "idea", "represents", "use_choice"} <= set(
        stored
    )
    assert entered["consent_needs"]
    assert build.column(Answer.role, Answer.question == "obstacles") == ["needs.obstacles"]


def test_nothing_and_something_are_not_ticked_together(
    town: build.SmallTown, phone: Callable[..., Phone]
) -> None:
    needs_wave(town)
    hand = phone()
    page = hand.fill(hand.go("/q/QTRTM/questionnaire"), {"age_band": "40_59", "residence": "elsewhere"})
    refused = hand.fill(page, {"consent_needs": "OK", "doing": ["sport", "no"]})
    assert refused.status == 422
    assert "se cochent seuls" in refused.problems[0]


def test_needs_stand_for_themselves_and_are_not_compared_unless_asked(town: build.SmallTown) -> None:
    yearly, needs = build.quartier_wave(town.quartier), needs_wave(town)
    here = collections_of(quartier_scope(db.session.get_one(Quartier, town.quartier)))
    assert [each.wave_ids for each in here] == [(yearly,), (needs,)]
    first, second = chosen(here, "", "")
    assert (first and first.wave_ids, second) == ((yearly,), None)
    assert chosen(here, f"w{needs}", "")[0] == here[1]


def test_what_holds_people_back_is_told_in_shares_and_never_below_five(town: build.SmallTown) -> None:
    wave = needs_wave(town)
    for obstacles in ["price time"] * 12 + ["language"] * 7 + ["childcare"]:
        build.answered(wave, answers=OF_NEEDS | {"obstacles": obstacles})
    (collection,) = collections_of(quartier_scope(db.session.get_one(Quartier, town.quartier)))
    found = compare(quartier_scope(db.session.get_one(Quartier, town.quartier)), collection, None)
    shares = {effect.role: effect.shares for effect in needs_of(found)}
    assert shares["needs.obstacles"][("price",)].value == 12 / 20
    assert shares["needs.obstacles"][("language",)].value == 7 / 20
    assert ("childcare",) not in shares["needs.obstacles"]
    assert shares["needs.doing"][("sport",)].value == 1.0
    assert not [effect for effect in effects_of(found) if effect.role.startswith("needs.")]


def test_the_section_of_needs_words_its_questions(app: object, town: build.SmallTown) -> None:
    wave = needs_wave(town)
    for _ in range(6):
        build.answered(wave, answers=OF_NEEDS)
    scope = quartier_scope(db.session.get_one(Quartier, town.quartier))
    with app.test_request_context():  # type: ignore[attr-defined]
        section = needs_section(compare(scope, collections_of(scope)[0], None))
    questions = {str(row[0]).replace("\xa0", " "): row[1] for row in section.tables[0].rows}
    assert "Qu'est-ce qui vous empêche parfois de venir, ou de participer ?" in questions


def test_questionnaires_that_the_house_gained_are_published_once_for_an_older_town(
    town: build.SmallTown,
) -> None:
    gained = ("needs_analysis", "partner_report")
    with transaction() as session:
        session.execute(sa.delete(QuestionnaireVersion).where(QuestionnaireVersion.name.in_(gained)))
    assert publish_lacking() == list(gained)
    assert publish_lacking() == []
    assert sorted(set(build.column(QuestionnaireVersion.name))) == sorted(BUILTIN)
