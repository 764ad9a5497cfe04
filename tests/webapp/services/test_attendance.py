"""Who came, as rows tell it: head counts, those who wait, and whether publics mixed."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from survey.indicators.mixing import Missing, Mixing
from survey.indicators.tally import Dimension
from tests.webapp import build
from tests.webapp.voices import come
from webapp.database import transaction
from webapp.models import (
    AgeBand,
    HeadCountSource,
    RegistrationStatus,
    Residence,
    Session,
    Sex,
    db,
    now,
)
from webapp.services.attendance import Attendance, attendance_of


def counted(action_id: int, *numbers: int | None) -> None:
    """Gives the action one session for each number, counted unless it is None."""
    start = now() - timedelta(days=20)
    with transaction() as session:
        session.execute(sa.delete(Session).where(Session.action_id == action_id))
        session.add_all(
            Session(
                action_id=action_id,
                starts_at=start + timedelta(days=place),
                ends_at=start + timedelta(days=place, hours=2),
                head_count=number,
                head_count_source=None if number is None else HeadCountSource.LIST,
            )
            for place, number in enumerate(numbers)
        )
    db.session.expire_all()


def of(action_id: int) -> Attendance:
    (found,) = attendance_of([action_id])
    return found


def mixed(action_id: int, inside: int, outside: int) -> None:
    """Registers people of both sides, half of them young women and half of them elderly men."""
    for number, residence in ((inside, Residence.THIS_QUARTIER), (outside, Residence.ELSEWHERE)):
        come(action_id, number // 2, age=AgeBand.FROM_18, sex=Sex.WOMAN, residence=residence)
        come(action_id, number - number // 2, age=AgeBand.FROM_60, sex=Sex.MAN, residence=residence)


def test_registered_people_those_who_wait_and_the_fullest_session_are_told_apart(
    town: build.SmallTown,
) -> None:
    action = build.action(town)
    counted(action, 12, 30, None)
    come(action, 3, places=2)
    come(action, 2, status=RegistrationStatus.WAITING, places=4)
    come(action, 5, status=RegistrationStatus.CANCELLED)
    found = of(action)
    assert (found.registered, found.waiting, found.head_count) == (6, 8, 30)
    assert found.attendances is None  # one session was not counted
    assert found.profile[Dimension.RESIDENCE].n == 3
    counted(action, 12, 30)
    assert of(action).attendances == 42
    counted(action, None)
    assert (of(action).head_count, of(action).attendances) == (None, None)


def test_a_head_count_of_nobody_is_a_count(town: build.SmallTown) -> None:
    action = build.action(town)
    counted(action, 0)
    assert (of(action).head_count, of(action).attendances) == (0, 0)


def test_publics_that_mixed_are_established_when_most_of_those_present_are_known(
    town: build.SmallTown,
) -> None:
    action = build.action(town)
    mixed(action, 12, 8)
    counted(action, 25)
    verdict = of(action).verdict
    assert (verdict.verdict, verdict.missing) == (Mixing.ESTABLISHED, None)
    assert (verdict.known, verdict.smaller_share, verdict.smaller_of_all) == (20, 0.4, 8 / 25)
    counted(action, 50)  # forty in a hundred known, and eight in fifty of the smaller side
    assert (of(action).verdict.verdict, of(action).verdict.missing) == (Mixing.PROBABLE, Missing.HEAD_COUNT)


def verdict_with(
    town: build.SmallTown, code: str, groups: Sequence[tuple[int, Residence, AgeBand, Sex]]
) -> str:
    action = build.action(town, code)
    for number, residence, age, sex in groups:
        come(action, number, age=age, sex=sex, residence=residence)
    counted(action, 20)
    return str(of(action).verdict.missing)


def test_a_verdict_says_what_is_missing(town: build.SmallTown) -> None:
    here, away = Residence.THIS_QUARTIER, Residence.OTHER_QUARTIER
    old, young = AgeBand.FROM_75, AgeBand.FROM_11
    man, woman = Sex.MAN, Sex.WOMAN
    nobody = verdict_with(town, "HAPPY", [(20, Residence.NO_ANSWER, old, man)])
    alone = verdict_with(town, "FARFA", [(18, here, old, man), (2, away, young, woman)])
    alike = verdict_with(town, "QUIET", [(10, here, old, man), (10, away, old, man)])
    assert (nobody, alone, alike) == (Missing.NOBODY_KNOWN, Missing.SMALLER_SIDE, Missing.AGES_AND_SEXES)


def test_people_who_come_along_are_known_to_nobody_and_cannot_establish_a_mix(town: build.SmallTown) -> None:
    action = build.action(town)
    come(action, 5, residence=Residence.THIS_QUARTIER, age=AgeBand.FROM_18, sex=Sex.MAN, places=4)
    come(action, 5, residence=Residence.ELSEWHERE, age=AgeBand.FROM_60, places=4)
    counted(action, 40)
    verdict = of(action).verdict
    assert (verdict.known, verdict.registered_only, verdict.verdict) == (10, True, Mixing.PROBABLE)


def test_actions_come_in_the_order_of_their_first_sessions(town: build.SmallTown) -> None:
    late, soon = build.action(town, "HAPPY"), build.action(town, "FARFA", starts_in=timedelta(days=1))
    without = build.action(town, "QUIET")
    counted(without)
    assert [each.action.id for each in attendance_of([without, late, soon])] == [soon, late, without]
    assert attendance_of([]) == []
