"""Words that hint at a label, listed by speakers in one file a language: counted as features, never obeyed."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.coding.cues import NEGATIONS
from nlp.coding.encoder import readable
from nlp.coding.folding import folded

FOLDER: Final = Path(__file__).parent / "lexicon"
SECTIONS: Final = (
    *(
        "facilities",
        "shops_economy",
        "social_ties",
        "mixing",
        "attachment",
        "reputation",
        "safety",
        "environment",
    ),
    *("housing", "mobility", "youth_school", "hardship_jobs", "discrimination", "institutions", "atmosphere"),
    *(
        "general",
        "off_topic",
        "positive",
        "negative",
        "stigmatising",
        "valorising",
        "reported",
        "lived",
        "used",
    ),
    "passed",
)
"""The sections that a file may have: themes, tones, frames, reported speech and modes."""
_TONES: Final = ("positive", "negative")
_JOINED: Final = "(?:[وفبلك]?ال|لل|[وفبلك])?"
"""Arabic conjunctions, prepositions and article, written in one with their word."""
_BEFORE: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


class HintsRefused(ValueError):
    """A file of hints has a section that is no label; the message says where."""


@cache
def patterns(language: str) -> dict[str, re.Pattern[str]]:
    """One pattern a section of a language's file; none when the language has no file."""
    path = FOLDER / f"{language}.txt"
    if not path.exists():
        return {}
    found: dict[str, list[str]] = {}
    section = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]")
            if section not in SECTIONS:
                raise HintsRefused(f"{path.name}:{number}: {section!r} is no section")
            found[section] = []
        elif line and not line.startswith("#"):
            found[section] += [word.strip() for word in line.split(",") if word.strip()]
    return {section: _pattern(words) for section, words in found.items()}


def _pattern(words: list[str]) -> re.Pattern[str]:
    ordered = sorted({folded(word) for word in words}, key=lambda word: (-len(word), word))
    listed = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", " ") for word in ordered)
    return re.compile(rf"(?<!\w){_JOINED}(?:{listed})(?!\w)")


def hints(texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
    """For each text and section whether a word is there, and how much of all that is found it is, in [0, 1].

    Tones are counted before and after negation: a positive word under a negation counts as negative and the reverse.
    Returns an array [texts, 2 × sections + 2]; a language without a file has zeros.
    """
    array = np.zeros((len(texts), 2 * len(SECTIONS) + 2), dtype=np.float32)
    for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
        array[row] = _hints(folded(readable(text)), language)
    return array


def _hints(plain: str, language: str) -> NDArray[np.float32]:
    counts = np.zeros(len(SECTIONS), dtype=np.float32)
    turned = np.zeros(2, dtype=np.float32)
    for section, pattern in patterns(language).items():
        for match in pattern.finditer(plain):
            if section in _TONES and _negated(plain, match.start()):
                turned[_TONES.index(section)] += 1
            else:
                counts[SECTIONS.index(section)] += 1
    positive, negative = (SECTIONS.index(tone) for tone in _TONES)
    counts[negative] += turned[0]
    counts[positive] += turned[1]
    total = counts[:positive].sum()
    shares = counts / max(float(total), 1.0)
    tones = counts[positive] + counts[negative]
    shares[positive : negative + 1] = counts[positive : negative + 1] / max(float(tones), 1.0)
    return np.concatenate([np.minimum(counts, 1.0), np.minimum(shares, 1.0), np.minimum(turned, 1.0)])


def _negated(plain: str, at: int) -> bool:
    before = re.split(r"[.!?;:,]", plain[max(0, at - 30) : at])[-1]
    return any(word.rpartition("'")[2] in NEGATIONS for word in _BEFORE.findall(before)[-3:])
