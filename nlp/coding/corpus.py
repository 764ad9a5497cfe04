"""Coded answers: one JSON object a line, read into values and refused when they are not of the codebook."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp.codebook import ALONE, Frame, Mode, Polarity, Theme

FOLDER: Final = Path(__file__).parent / "corpus"
"""The answers that the project's authors wrote; a file is what one author wrote in one go (a batch)."""


class CorpusRefused(ValueError):
    """A line is no coded answer: ``place`` is file and line number, the message says what is wrong."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place = place
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """A text and what a person says of it, by the codebook; ``batch`` is the stem of its file."""

    identifier: str
    batch: str
    language: str
    text: str
    themes: tuple[Theme, ...]
    polarity: Polarity
    frame: Frame
    mode: Mode
    reported: bool


def read_corpus(folder: Path = FOLDER) -> list[CodedAnswer]:
    """The answers of every file of a folder, in the order of file names; raises :class:`CorpusRefused`."""
    return [answer for path in sorted(folder.glob("*.jsonl")) for answer in read_coded(path)]


def read_coded(path: Path) -> list[CodedAnswer]:
    """The answers of one file of JSON lines, in order; raises :class:`CorpusRefused` at the first bad line."""
    answers = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                place = f"{path.name}:{number}"
                try:
                    value = json.loads(line)
                except ValueError:
                    raise CorpusRefused(place, "not JSON") from None
                answers.append(_answer(value, path.stem, place))
    return answers


def _answer(value: Any, batch: str, place: str) -> CodedAnswer:
    if not isinstance(value, dict):
        raise CorpusRefused(place, "not a JSON object")
    try:
        answer = CodedAnswer(
            identifier=str(value["id"]),
            batch=batch,
            language=str(value["lang"]),
            text=str(value["text"]),
            themes=tuple(Theme(theme) for theme in value["themes"]),
            polarity=Polarity(value["polarity"]),
            frame=Frame(value["frame"]),
            mode=Mode(value["mode"]),
            reported=value["reported"],
        )
    except KeyError as key:
        raise CorpusRefused(place, f"the key {key} is missing") from None
    except (ValueError, TypeError) as problem:
        raise CorpusRefused(place, str(problem)) from None
    if not answer.text.strip():
        raise CorpusRefused(place, "the text is empty")
    if not isinstance(answer.reported, bool):
        raise CorpusRefused(place, "'reported' must be true or false")
    if not answer.themes or len(set(answer.themes)) != len(answer.themes):
        raise CorpusRefused(place, "there are themes, each once")
    if len(answer.themes) > 1 and ALONE & set(answer.themes):
        raise CorpusRefused(place, "general and off_topic stand alone")
    return answer
