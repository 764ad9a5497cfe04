"""What is not said outright is offered, and never stored."""

import pytest

from nlp.reading import Command
from tests.nlp.reading.questions import read, shown


@pytest.mark.parametrize(
    ("name", "reply", "candidates"),
    [
        ("lives_here", "oui et non", ("yes", "no")),
        ("quartier", "entre fontaines et rives du cher", ("fontaines", "rives_du_cher")),
        ("quartier", "à côté du sanitas", ("sanitas", "other")),
        ("quartier", "arrêt sanitas", ("sanitas", "other")),
        ("quartier", "pas le sanitas", ()),
        ("age_band", "né en 1986", ("25_39", "40_59")),
        ("age_band", "la vingtaine", ("18_24", "25_39")),
        ("age_band", "ma fille a 12 ans", ("11_14",)),
        ("feel_safe", "entre 3 et 4", (3, 4)),
        ("feel_safe", "oui", (4, 5)),
        ("household", "ma femme et 3 enfants", (5, 4)),
        ("years_here", "5 ou 6 ans", (5, 6)),
        (
            "contact_email",
            "jean pierre arobase example point com",
            ("jeanpierre@example.com", "pierre@example.com"),
        ),
        ("contact_phone", "6 39 98 12 34", ("+33639981234",)),
    ],
)
def test_an_open_reply_brings_its_likely_readings(
    name: str, reply: str, candidates: tuple[str | int, ...]
) -> None:
    reading = read(name, reply)
    assert (reading.unclear, reading.candidates, reading.confidence) == (True, candidates, 0.0)


def test_at_most_three_readings_are_offered() -> None:
    assert len(read("quartier", "sanitas ou fontaines ou europe ou rochepinard").candidates) == 3


@pytest.mark.parametrize(
    "reply", ["azertyuiop", "🧀🧀", "lorem ipsum dolor", "....", "‏", "\ud800", "", "   "]
)
@pytest.mark.parametrize(
    "name", ["lives_here", "quartier", "activities", "years_here", "feel_safe", "contact_phone"]
)
def test_gibberish_is_unclear(name: str, reply: str) -> None:
    assert shown(read(name, reply)) == "?"


def test_a_question_mark_alone_asks_for_help() -> None:
    assert read("quartier", "???").command is Command.HELP


def test_a_label_is_surer_than_a_nickname_and_that_surer_than_a_sound() -> None:
    label, nickname, sound = (read("quartier", reply) for reply in ("Fontaines", "les rives", "fontène"))
    assert label.confidence == 1.0
    assert label.confidence > nickname.confidence > sound.confidence > 0
