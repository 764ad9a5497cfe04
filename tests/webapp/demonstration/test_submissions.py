"""Every stored submission is one that the form itself could have stored."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from survey.flow import Plan, Screen, on_path
from survey.interview import Go, Interview, begin, take_page
from survey.moment import Moment
from webapp.clock import ZONE
from webapp.models import Submission, WaveKind, db
from webapp.services.questionnaires import plan as plan_of_version

pytestmark = pytest.mark.usefixtures("loaded")


def submissions() -> Iterator[tuple[Submission, Plan, dict[str, str]]]:
    for submission in db.session.scalars(sa.select(Submission).order_by(Submission.id)):
        plan = plan_of_version(submission.wave.questionnaire_version_id)
        yield submission, plan, {answer.question: answer.value for answer in submission.answers}


def replayed(
    plan: Plan, stored: dict[str, str], language: str, moment: Moment, *, leaves: bool
) -> dict[str, str]:
    """Returns what the form stores when these answers are typed again, page after page."""
    carried = {name: value for name, value in stored.items() if not plan.items[name].asked}
    interview = Interview(key="k", answers=carried)
    turn = begin(plan, interview, language=language, moment=moment)
    while (screen := turn.screen) is not None:
        posted = {
            item.name: stored[item.name].split(" ")
            if item.kind in ("rank", "select_multiple")
            else [stored[item.name]]
            for item in screen.items
            if item.name in stored
        }
        seen = set(posted)
        later = set(stored) - set(carried) - set(turn.interview.answers) - seen
        go = Go.LEAVE if leaves and not later else Go.NEXT
        turn = take_page(plan, turn.interview, posted=posted, go=go, language=language, moment=moment)
        brought = isinstance(turn.screen, Screen) and turn.screen.page == screen.page
        if turn.left:
            break
        assert not brought or not turn.screen.problems, turn.screen
    return on_path(plan, turn.interview.answers, moment=moment)


def test_answers_are_those_on_the_path_and_typing_them_again_stores_the_same() -> None:
    number = 0
    for submission, plan, stored in submissions():
        moment = Moment(submission.submitted_at.astimezone(ZONE))
        assert on_path(plan, stored, moment=moment) == stored
        again = replayed(plan, stored, submission.language, moment, leaves=not submission.complete)
        assert again == stored, submission.id
        number += 1
    assert number > 400


def test_everyone_agreed_before_anything_was_kept() -> None:
    for submission, plan, stored in submissions():
        (consent,) = plan.with_role("consent.survey")
        assert stored[consent] == "OK"
        young = submission.age_band == "11_14"
        assert ("agreement_parent" in stored) is ("agreement_child" in stored) is young
        assert submission.age_band != "under_11"


def test_the_profile_of_a_submission_is_the_one_that_was_answered() -> None:
    for submission, plan, stored in submissions():
        if submission.wave.kind is WaveKind.YEARLY:
            roles = {plan.roles[name]: value for name, value in stored.items() if name in plan.roles}
            assert roles["profile.age_band"] == submission.age_band
            assert roles["residence"] == submission.residence
            assert roles.get("profile.sex") == submission.sex
        else:
            assert stored["context_residence"] == submission.residence


def test_some_people_stop_on_the_way_and_keep_nothing_of_later_pages() -> None:
    partial = 0
    for submission, plan, stored in submissions():
        if submission.complete:
            continue
        partial += 1
        pages = [plan.page_of(name) for name in stored if plan.page_of(name)]
        assert pages == sorted(pages, key=list(plan.pages).index)
    assert 20 <= partial <= 100


def test_every_question_of_the_house_has_answers() -> None:
    asked: dict[str, set[str]] = {}
    answered: dict[str, set[str]] = {}
    for _, plan, stored in submissions():
        asked[plan.name] = {name for name, item in plan.items.items() if item.asked}
        answered.setdefault(plan.name, set()).update(stored)
    assert set(asked) == {
        "perception_before",
        "perception_after",
        "perception_yearly",
        "perception_follow_up",
        "needs_analysis",
    }
    few = {
        "agreement_child",
        "agreement_parent",
    }  # nobody of 11 to 14 is among the few who answered these two
    for name, questions in asked.items():
        left = questions - answered[name]
        assert left <= (few if name in ("perception_follow_up", "needs_analysis") else set()), name


def test_residents_alone_say_whether_they_feel_at_home() -> None:
    seen = {True: 0, False: 0}
    for submission, _, stored in submissions():
        seen["attachment_home" in stored] += 1
        assert "attachment_home" not in stored or submission.residence == "this_quartier"
    assert min(seen.values()) > 100
