"""How well words are normalised and personal data found, on lines that were written apart from the rules."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp.reading.lexicon import LANGUAGES
from nlp.reading.mask import Label, mask
from nlp.reading.understanding import wilson
from nlp.reading.words import normalise_words

Line = dict[str, Any]
Mark = tuple[int, int, str]
_CONTEXT: Final = 40


@dataclass(frozen=True, slots=True)
class WordsRead:
    """One row of three words: as they should be and as they were normalised."""

    line: Line
    words: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether every word of the row is right, in the same order."""
        expected: list[str] = self.line["words"]
        return list(self.words) == expected


@dataclass(frozen=True, slots=True)
class SpansRead:
    """One text: the spans that were marked by hand and those found, as (start, end, label)."""

    line: Line
    marked: frozenset[Mark]
    found: frozenset[Mark]

    def overlapping(self, spans: Iterable[Mark], others: Iterable[Mark]) -> int:
        """How many spans share a character with one of the others that has the same label."""
        kept = list(others)
        return sum(
            any(start < last and first < end and label == kind for first, last, kind in kept)
            for start, end, label in spans
        )


def words_read(path: Path) -> list[WordsRead]:
    """The rows of a file, each normalised; raises OSError or ValueError when it does not load."""
    return [WordsRead(line, normalise_words(line["raw"], language=line["lang"])) for line in _lines(path)]


def spans_read(path: Path) -> list[SpansRead]:
    """The texts of a file, each masked; raises OSError or ValueError when it does not load."""
    found: list[SpansRead] = []
    for line in _lines(path):
        masked = mask(line["text"], language=line.get("lang", "fr"))
        found.append(
            SpansRead(
                line,
                frozenset((span["start"], span["end"], span["label"]) for span in line["spans"]),
                frozenset((span.start, span.end, span.label.value) for span in masked.spans),
            )
        )
    return found


def measure_words(path: Path, *, misses: bool = True) -> None:
    """Prints the share of rows that are exact, overall and by language with Wilson's interval, then each miss."""
    _print(words_report(words_read(path), misses=misses))


def measure_mask(path: Path, *, misses: bool = True) -> None:
    """Prints recall and precision of spans, exact and overlapping, with Wilson's intervals, then each miss."""
    _print(mask_report(spans_read(path), misses=misses))


def words_report(rows: Sequence[WordsRead], *, misses: bool) -> Iterator[str]:
    """The lines that `measure_words` prints."""
    yield f"{'':<24}{'n':>5}  {'exact':>7}  95 %"
    yield _share("words", sum(row.exact for row in rows), len(rows))
    for language in LANGUAGES:
        own = [row for row in rows if row.line["lang"] == language]
        yield _share(f"  {language}", sum(row.exact for row in own), len(own))
    if misses:
        for row in rows:
            if not row.exact:
                yield (
                    f"{row.line.get('id', '')} {row.line['lang']}: {row.line['raw']!r} → {list(row.words)},"
                    f" expected {row.line['words']}"
                )


def mask_report(texts: Sequence[SpansRead], *, misses: bool) -> Iterator[str]:
    """The lines that `measure_mask` prints."""
    yield f"{'':<24}{'n':>5}  {'share':>7}  95 %"
    yield from _both("exact", texts, lambda text, ones, others: len(ones & others))
    yield from _both("overlap", texts, lambda text, ones, others: text.overlapping(ones, others))
    for label in Label:
        own = [_only(text, label) for text in texts]
        yield from _both(f"  {label.value.lower()}", own, lambda text, ones, others: len(ones & others))
    for language in LANGUAGES:
        own = [text for text in texts if text.line.get("lang", "fr") == language]
        yield from _both(f"  {language}", own, lambda text, ones, others: len(ones & others))
    if misses:
        for text in texts:
            yield from _missed(text)


def _both(
    name: str,
    texts: Sequence[SpansRead],
    agree: Callable[[SpansRead, frozenset[Mark], frozenset[Mark]], int],
) -> Iterator[str]:
    recalled = sum(agree(text, text.marked, text.found) for text in texts)
    precise = sum(agree(text, text.found, text.marked) for text in texts)
    yield _share(f"{name} recall", recalled, sum(len(text.marked) for text in texts))
    yield _share(f"{name} precision", precise, sum(len(text.found) for text in texts))


def _only(text: SpansRead, label: Label) -> SpansRead:
    marked = frozenset(mark for mark in text.marked if mark[2] == label.value)
    return SpansRead(text.line, marked, frozenset(mark for mark in text.found if mark[2] == label.value))


def _missed(text: SpansRead) -> Iterator[str]:
    name = f"{text.line.get('id', '')} {text.line.get('lang', 'fr')}"
    typed = text.line["text"]
    for said, marks in (("missed", text.marked - text.found), ("not marked", text.found - text.marked)):
        for start, end, label in sorted(marks):
            around = (
                f"{typed[max(0, start - _CONTEXT) : start]}⟦{typed[start:end]}⟧{typed[end : end + _CONTEXT]}"
            )
            yield f"{name} {said} {label}: {around!r}"


def _share(name: str, count: int, n: int) -> str:
    low, high = wilson(count, n)
    share = f"{count / n:7.1%}" if n else "      –"
    return f"{name:<24}{n:>5}  {share}  [{low:5.1%}, {high:5.1%}]"


def _lines(path: Path) -> list[Line]:
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines() if text.strip()]


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
