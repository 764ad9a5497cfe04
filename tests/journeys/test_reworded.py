"""An evaluator compares two collections whose questionnaire changed in between, and reads how."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from tests.journeys.conftest import Phone, Served
from tests.webapp import build
from tests.webapp.voices import Voice, hear, republished
from webapp.database import transaction
from webapp.models import Action, Organisation, Quartier, RoleName, Session, Wave, WaveKind, db, now
from webapp.services.actions import publish_action

Phones = Callable[..., Phone]
USE = ("use_choice", "use_activity", "use_way", "use_advise", "use_welcome")


@pytest.fixture(scope="module")
def reworded(served: Served) -> str:
    """An action whose later survey words one question otherwise and offers other answers to a second one."""
    with served.within():
        start = now() - timedelta(days=2)
        with transaction() as session:
            made = Action(
                code="WAVES",
                title="Jardin partagé",
                quartier=session.scalars(sa.select(Quartier).where(Quartier.code == served.quartier)).one(),
                organisation=session.scalars(sa.select(Organisation)).first(),
                venue="Place des Tilleuls",
                sessions=[Session(starts_at=start, ends_at=start + timedelta(hours=3))],
            )
            session.add(made)
        publish_action(made.id)
        before, after = (build.wave_of(made.id, kind) for kind in (WaveKind.BEFORE, WaveKind.AFTER))
        version = republished(
            "perception_after",
            "use_way",
            label__fr="Je fais un détour pour passer dans ce quartier.",
            label__ar="أغيّر طريقي لأمرّ من هذا الحي.",
        )
        build.set_row(Wave, after, questionnaire_version_id=version)
        for wave in (before, after):
            voices = [Voice(answers=dict.fromkeys(USE, "4"))] * 7
            hear(wave, [*voices, *[Voice(answers=dict.fromkeys(USE, "5"), language="ar")] * 5])
        db.session.rollback()
    return "WAVES"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_evaluator_reads_what_a_question_said_before_and_says_now(
    phone: Phones, served: Served, reworded: str, language: str
) -> None:
    desk = phone(desktop=True)
    page = desk.page
    served.sign_in(page, RoleName.EVALUATOR)
    desk.go(f"/lecture/action/{reworded}?lang={language}")
    desk.look()
    caution = page.locator("#echelles .caution")
    expect(page.locator(".work > .caution")).to_have_count(1)
    expect(caution.locator("ins").first).to_contain_text("détour")
    expect(caution).to_contain_text("أغيّر طريقي")
    rows = caution.locator("tbody tr")
    assert [cell.strip() for cell in rows.nth(0).locator("td.number").all_inner_texts()][:1] == ["12"]
    expect(page.locator("#profil .caution")).to_have_count(0)
    held = phone()
    held.page.context.add_cookies(page.context.cookies())
    held.go(f"/lecture/action/{reworded}?lang={language}")
    held.look()
