"""What announces a name in a text: "je m'appelle", a title, a word of kinship, a request to see somebody."""

import re
from enum import IntEnum
from typing import Final

from nlp.reading.first_names import is_arabic
from nlp.reading.personal import cue, shared
from nlp.reading.view import View

_LEAD: Final = re.compile(r"[\s:,='\"«“(.>!-]{0,4}")
_TOO_WIDE: Final = shared("wide kin")


class Evidence(IntEnum):
    """What announces a name: nothing, a common turn, kinship or trade, a request, a title, or the word "name"."""

    NONE = 0
    TURN = 1
    KIN = 2
    ASK = 3
    TITLE = 4
    NAMED = 5


class Announcements:
    """The announcements of one text, by the number of the word that they lead to."""

    def __init__(self, view: View, language: str) -> None:
        self.view = view
        self.words = view.words
        self.language = language

    def evidence(self) -> dict[int, Evidence]:
        """What announces a name at which words, the strongest each."""
        evidence: dict[int, Evidence] = {}
        for section, kind in (
            ("call cues", Evidence.TURN),
            ("kin", Evidence.KIN),
            ("titles", Evidence.TITLE),
            ("strong cues", Evidence.NAMED),
        ):
            for match in cue(self.language, section).finditer(self.view.folded):
                lead = _LEAD.match(self.view.folded, match.end())
                number = self.view.word_from(match.end())
                if lead is None or number >= len(self.words) or self.words[number].start != lead.end():
                    continue
                judged = self._judged(kind, match[0], lead[0], number)
                if judged > evidence.get(number, Evidence.NONE):
                    evidence[number] = judged
        return evidence

    def living(self) -> set[int]:
        """The words that "habite à" and its like announce as a place."""
        living: set[int] = set()
        for match in cue(self.language, "living").finditer(self.view.folded):
            number = self.view.word_from(match.end())
            if number < len(self.words) and self.words[number].start <= match.end() + 2:
                living.add(number)
        return living

    def _judged(self, kind: Evidence, phrase: str, lead: str, number: int) -> Evidence:
        """How much an announcement is worth, given how it is written and what stands between it and the word."""
        word = self.words[number]
        long = " " in phrase or "'" in phrase or "-" in phrase
        if kind is Evidence.NAMED:
            sure = long or ":" in lead or "=" in lead or phrase.startswith("j") or word.capital
            sure = sure or (is_arabic(phrase) and phrase.endswith("ي"))
            return Evidence.NAMED if sure and "!" not in lead else Evidence.TURN
        if kind is Evidence.TITLE:
            if not re.fullmatch(r"\.? ?", lead) or not lead or not self._is_title(number, phrase):
                return Evidence.NONE
            return Evidence.TITLE
        if kind is Evidence.KIN:
            if phrase in _TOO_WIDE:
                return Evidence.TURN
            return Evidence.KIN if "." not in lead and "!" not in lead and "'" not in lead else Evidence.NONE
        if "." in lead or "'" in lead:
            return Evidence.NONE
        if phrase in shared("turns"):
            return Evidence.TURN
        return Evidence.ASK if long and lead in (" ", " : ", ": ", ", ", ",") else Evidence.TURN

    def _is_title(self, number: int, phrase: str) -> bool:
        """Whether "M." or "Me" are written as titles are: many other words are spelt like them."""
        if phrase not in ("m", "me", "d", "pr"):
            return True
        word = self.words[number]
        letters = self.view.typed[max(0, word.start - 5) : word.start].split()
        return bool(letters) and letters[-1].rstrip(".") in ("M", "Me", "D", "Pr") and word.capital
