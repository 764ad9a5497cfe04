"""The filter `understand` over JSON lines, and how well replies are read on lines that were written apart."""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any, Final

from nlp.filters import Line, LineRefused, run_standard, text_of
from nlp.reading.lexicon import LANGUAGES
from nlp.reading.replies import read_reply
from nlp.reading.values import Choice, Question, QuestionType, Reading

HELD_OUT: Final = Path(__file__).parent / "heldout" / "replies.jsonl"
WRITTEN_ON: Final = date(2026, 11, 23)
"""The day on which the held-out lines are read when they give none: that of the development set."""
_Z: Final = 1.959963984540054


def run(arguments: Sequence[str]) -> int:
    """Adds `reading` to each line of `question`, `reply`, `lang` and, when it is not today, `today`."""
    argparse.ArgumentParser(prog="python -m nlp understand", description=run.__doc__).parse_args(
        list(arguments)
    )
    return run_standard(lambda lines: [understood(line) for line in lines], check=check)


def check(line: Line) -> None:
    """Raises LineRefused when a line is no question with a reply."""
    text_of(line, "reply")
    question_of(line)
    language_of(line)
    day_of(line)


def understood(line: Line, *, today: date | None = None) -> Line:
    """The line with its reading; `today` is used where the line gives no day, the date where neither does."""
    reading = read_reply(
        question_of(line),
        text_of(line, "reply"),
        language=language_of(line),
        today=day_of(line) or today or date.today(),
    )
    return {**line, "reading": as_json(reading)}


def question_of(line: Line) -> Question:
    """The question of a line; raises LineRefused when a part of it is missing or of the wrong kind."""
    raw = line.get("question")
    if not isinstance(raw, dict):
        raise LineRefused("'question' must be an object")
    kind = text_of(raw, "type")
    if kind not in [str(each) for each in QuestionType]:
        raise LineRefused(f"no type of question {kind!r}")
    listed = raw.get("choices", [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise LineRefused("'choices' must be a list of objects")
    choices = tuple(Choice(text_of(each, "name"), text_of(each, "label")) for each in listed)
    if kind == QuestionType.SCALE and not all(choice.name.isdecimal() for choice in choices):
        raise LineRefused("the choices of a scale are named by integers")
    return Question(QuestionType(kind), text_of(raw, "name"), text_of(raw, "label"), choices)


def language_of(line: Line) -> str:
    """The language of a line, without its region; raises LineRefused when replies are not read in it."""
    language = text_of(line, "lang").partition("-")[0].partition("@")[0].lower()
    if language not in LANGUAGES:
        raise LineRefused(f"replies are read in {', '.join(LANGUAGES)}, not in {language!r}")
    return language


def day_of(line: Line) -> date | None:
    """The day that a line gives, None when it gives none; raises LineRefused when it is no date."""
    if line.get("today") is None:
        return None
    try:
        return date.fromisoformat(text_of(line, "today"))
    except ValueError as wrong:
        if isinstance(wrong, LineRefused):
            raise
        raise LineRefused("'today' must be a date such as 2026-11-23") from None


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading with one of `value`, `values`, `command`, `unclear`, then `confidence` and `candidates`."""
    return {**kind_of(reading), "confidence": reading.confidence, "candidates": list(reading.candidates)}


def kind_of(reading: Reading) -> dict[str, Any]:
    """The one thing that a reading says, under its key."""
    if reading.command is not None:
        return {"command": str(reading.command)}
    if reading.values is not None:
        return {"values": list(reading.values)}
    return {"unclear": True} if reading.value is None else {"value": reading.value}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One held-out line: what was expected and what was read."""

    line: Line
    reading: Reading

    @property
    def right(self) -> bool:
        """Whether the reading is what was expected."""
        expected: object = self.line["expect"]
        return kind_of(self.reading) == expected

    @property
    def wrongly_stored(self) -> bool:
        """Whether a value would have been kept that nobody gave."""
        stored = self.reading.value is not None or self.reading.values is not None
        return stored and not self.right


def measured(path: Path) -> list[Outcome]:
    """The lines of a file of expected readings, each read; raises OSError or ValueError when it does not load."""
    lines = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines() if text.strip()]
    return [_outcome(line) for line in lines]


def _outcome(line: Line) -> Outcome:
    reading = read_reply(
        question_of(line), line["reply"], language=language_of(line), today=day_of(line) or WRITTEN_ON
    )
    return Outcome(line, reading)


def wilson(count: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927); from 0 to 1 when n is 0."""
    if n == 0:
        return 0.0, 1.0
    share, scale = count / n, 1 + _Z * _Z / n
    centre = share + _Z * _Z / (2 * n)
    half = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
    return max((centre - half) / scale, 0.0), min((centre + half) / scale, 1.0)


def report(outcomes: Sequence[Outcome], *, misses: bool = True) -> Iterable[str]:
    """The lines to print: shares with intervals overall, by language and by type of question, then each miss."""
    yield f"{'':<18}{'n':>5}  {'right':>6}  {'95 %':<15}{'wrongly stored':>15}  {'unclear':>7}"
    yield _row("replies", outcomes)
    for language in LANGUAGES:
        yield _row(f"  {language}", [each for each in outcomes if each.line["lang"] == language])
    for kind in QuestionType:
        yield _row(f"  {kind}", [each for each in outcomes if each.line["question"]["type"] == kind])
    if misses:
        yield from (_miss(each) for each in outcomes if not each.right)


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    n = len(outcomes)
    right = sum(each.right for each in outcomes)
    wrong = sum(each.wrongly_stored for each in outcomes)
    unclear = sum(each.reading.unclear for each in outcomes)
    low, high = wilson(right, n)
    least, most = wilson(wrong, n)
    share = f"{right / n:6.1%}" if n else "     –"
    return (
        f"{name:<18}{n:>5}  {share:>6}  [{low:5.1%}, {high:5.1%}]"
        f"  {wrong:>3} [{least:4.1%}, {most:4.1%}]  {unclear:>5}"
    )


def _miss(outcome: Outcome) -> str:
    line, read = outcome.line, outcome.reading
    candidates = f" (offers {', '.join(map(str, read.candidates))})" if read.candidates else ""
    mark = "STORED " if outcome.wrongly_stored else ""
    return (
        f"{mark}{line.get('id', '')} {line['lang']} {line['question']['type']} {line['question']['name']}: "
        f"{line['reply']!r} → {kind_of(read)}{candidates}, expected {line['expect']}"
    )
