"""Every reply of the tables is read as its line says; the tables are the rules' own cases, and measure nothing."""

from pathlib import Path

import pytest

from nlp.reading.lexicon import LANGUAGES
from tests.nlp.reading.questions import HERE, read, shown


def rows(path: Path) -> list[tuple[str, str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [tuple(part.strip() for part in line.split("|")) for line in lines]  # type: ignore[misc]


@pytest.mark.parametrize("language", LANGUAGES)
def test_replies_are_read_as_the_table_of_their_language_says(language: str) -> None:
    table = rows(HERE / "cases" / f"{language}.txt")
    assert len(table) >= 50
    expected = {(name, reply): reply if said == "=" else said for name, reply, said in table}
    assert {(name, reply): shown(read(name, reply, language)) for name, reply, _ in table} == expected


@pytest.mark.parametrize(
    ("reply", "said"),
    [("نعم", "yes"), ("нет", "no"), ("hayır", "no"), ("sí", "yes"), ("of course", "yes"), ("não", "no")],
)
def test_a_reply_in_another_language_than_the_question_is_understood(reply: str, said: str) -> None:
    assert shown(read("lives_here", reply)) == said


def test_the_conversation_s_language_is_believed_before_another() -> None:
    assert shown(read("household", "on")) == "?"
    assert shown(read("household", "on", "tr")) == "10"
