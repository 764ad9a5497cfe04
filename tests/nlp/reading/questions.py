"""Questions to read replies to, in every language, and the day on which they are asked."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from nlp.reading import Question, Reading, read_reply
from nlp.reading.understanding import question_of

TODAY = date(2026, 11, 23)
HERE = Path(__file__).parent


def _load() -> dict[tuple[str, str], Question]:
    lines = (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return {(row["lang"], row["question"]["name"]): question_of(row) for row in rows}


QUESTIONS = _load()


def read(name: str, reply: str, language: str = "fr", others: tuple[str, ...] = ()) -> Reading:
    """The reading of a reply to one of the questions, by its name."""
    open_still = [QUESTIONS[language, other] for other in others]
    return read_reply(QUESTIONS[language, name], reply, language=language, today=TODAY, others=open_still)


def shown(reading: Reading) -> str:
    """A reading as the tables of cases write it."""
    if reading.command is not None:
        return f"!{reading.command}"
    if reading.values is not None:
        return "+".join(reading.values)
    return "?" if reading.value is None else str(reading.value)
