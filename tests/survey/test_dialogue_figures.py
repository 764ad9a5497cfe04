"""Days, times and numbers in the chat: figures are read, words are not guessed."""

import pytest

from survey.dialogue import ChatTurn, Dialogue, Said
from survey.interview import Face, Interview
from tests.survey.build import MOMENT, item, plan

PLAN = plan(
    item("date", "day"),
    item("time", "hour"),
    item("decimal", "km"),
    item("range", "mark", parameters="start=0 end=10"),
    item("text", "end"),
)


def said(name: str, text: str) -> ChatTurn:
    """The turn after one reply to a question."""
    chat = Dialogue(PLAN, language="fr", moment=MOMENT)
    opened = chat.open(Interview("k", {}, face=Face.CHAT, item=name))
    return chat.reply(opened.interview, text)


@pytest.mark.parametrize(
    ("name", "text", "kept", "shown"),
    [
        ("day", "23/11/2026", "2026-11-23", "23 novembre 2026"),
        ("day", "2026-11-23", "2026-11-23", "23 novembre 2026"),
        ("day", "1/2/2026.", "2026-02-01", "1 février 2026"),
        ("hour", "9h30", "09:30", "09:30"),
        ("km", "3,5", "3.5", "3,5"),
        ("km", "trois", "3", "3"),
        ("mark", "7", "7", "7"),
        ("mark", "sept", "7", "7"),
    ],
)
def test_figures_are_stored_as_they_were_understood(name: str, text: str, kept: str, shown: str) -> None:
    turn = said(name, text)
    assert turn.interview.answers[name] == kept
    assert [understood.value for understood in turn.understood] == [shown]


@pytest.mark.parametrize(("name", "text"), [("day", "mardi en huit"), ("hour", "le matin"), ("day", "hier")])
def test_words_for_days_and_hours_are_not_guessed(name: str, text: str) -> None:
    turn = said(name, text)
    assert (turn.said, turn.interview.answers.get(name)) == (Said.UNCLEAR, None)


def test_a_number_outside_its_bounds_is_refused_with_them() -> None:
    turn = said("mark", "11")
    assert turn.said is Said.REFUSED
    assert turn.screen is not None
    (fault,) = turn.screen.problems
    assert (fault.value("least"), fault.value("most")) == ("0", "10")


def test_commands_are_obeyed_where_a_day_is_asked() -> None:
    assert said("day", "passer").said is Said.SKIPPED
