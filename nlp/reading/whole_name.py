"""How far a name goes that begins at a word: further first names, particles, family names, an initial."""

import re
from typing import Final

from nlp.reading.announcements import Evidence
from nlp.reading.first_names import (
    Known,
    is_arabic,
    is_cyrillic,
    is_patronymic,
    known,
    looks_slavic,
    surnames,
)
from nlp.reading.personal import shared, word_set
from nlp.reading.view import View, Word

_JOINED: Final = re.compile(r" {1,2}|-|\. ")
_PARTICLES: Final = shared("name particles")
_ARABIC_LINKS: Final = shared("arabic name links")


class WholeName:
    """Finds the end of names in one text, without what is already taken."""

    def __init__(self, view: View, language: str, taken: bytearray) -> None:
        self.view = view
        self.words = view.words
        self.language = language
        self.taken = taken
        self.stop = word_set(language, "stop")
        self.place_words = word_set(language, "place words")
        self.after_names = word_set(language, "after names")

    def end(self, number: int, evidence: Evidence, sure: Known) -> int:
        """The number of the word after a whole name: further first names, particles, family names, an initial."""
        first = self.words[number]
        end, at = number + 1, number + 1
        while at < len(self.words) and end - number < 5:
            word = self.words[at]
            if not _JOINED.fullmatch(word.gap) and not (
                word.gap == "'" and self.words[at - 1].text in ("d", "o", "n", "m")
            ):
                break
            if self.taken[word.start] or word.text in self.after_names:
                break
            if word.gap == ". " and len(self.words[at - 1].text) != 1:
                break
            if self._belongs(first, at, evidence, sure, extra=end - number):
                end = at = at + 1
            elif word.text in _PARTICLES and self._particle_leads(first, at, evidence):
                at += 1
                if self.words[at].text in _PARTICLES:
                    at += 1
                end = at = at + 1
            else:
                break
        return end

    def _belongs(self, first: Word, at: int, evidence: Evidence, sure: Known, *, extra: int) -> bool:
        """Whether a word after a first name is part of the same name."""
        word = self.words[at]
        text = word.text
        if is_arabic(text):
            return self._arabic_belongs(at, evidence, extra)
        if text in self.stop or (text in self.place_words and not (word.capital and first.title)):
            return False
        if is_patronymic(text):
            return True
        announced = evidence in (Evidence.NAMED, Evidence.TITLE, Evidence.ASK, Evidence.KIN)
        if self.view.shouts:
            return extra == 1 and (text in surnames() or len(text) > 2)
        if first.capital:
            initial = len(text) == 1 and word.title
            return (word.title and (len(text) > 1 or initial)) or (word.upper and len(text) > 3)
        if word.capital:
            return announced
        if text in surnames() and (announced or sure is Known.YES):
            return announced or known(text, self.language)[0] is Known.NO
        if is_cyrillic(text):
            return extra == 1 and looks_slavic(text) and (announced or sure is Known.YES)
        if known(text, self.language)[0] is Known.YES and first.text in (
            "jean",
            "marie",
            "anne",
            "mohamed",
            "fatima",
        ):
            return True
        return (
            extra == 1
            and evidence in (Evidence.NAMED, Evidence.KIN)
            and sure is Known.YES
            and len(text) > 3
            and self._ends_clause(at)
        )

    def _ends_clause(self, at: int) -> bool:
        """Whether a sign, the end of the text or a small word follows, as after a family name."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        return following is None or bool(following.gap.strip(" ")) or following.text in self.stop

    def _arabic_belongs(self, at: int, evidence: Evidence, extra: int) -> bool:
        word = self.words[at]
        before = self.words[at - 1].text
        if word.text in self.stop:
            return False
        if before in _ARABIC_LINKS or before.endswith("عبد"):
            return True
        if word.text in _ARABIC_LINKS:
            return at + 1 < len(self.words) and self.words[at + 1].gap == " "
        sure, start, _ = known(word.text, self.language)
        if sure is Known.YES and start == 0:
            return True
        nisba = word.text.startswith("ال") and word.text.endswith("ي") and len(word.text) > 5
        if word.text in self.place_words or (word.text[:1] in "وبلفك" and len(word.text) > 3 and not sure):
            return False
        if evidence is Evidence.NAMED:
            return extra == 1 and word.text[0] not in "يت"
        return extra == 1 and (nisba or (evidence is Evidence.TITLE and word.text.startswith("بو")))

    def _particle_leads(self, first: Word, at: int, evidence: Evidence) -> bool:
        """Whether "da", "ben", "el" and their like lead to a family name."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if following is not None and following.text in _PARTICLES and at + 2 < len(self.words):
            following = self.words[at + 2]
        if (
            following is None
            or not re.fullmatch(r" {1,2}|'|-", following.gap)
            or following.text in self.place_words
        ):
            return False
        particle = self.words[at]
        if f"{particle.text} {following.text}" in surnames():
            return True
        if first.capital and not self.view.shouts:
            return following.capital and (
                particle.capital or particle.text not in ("la", "le", "des", "en", "a", "m", "n")
            )
        return (
            evidence is Evidence.NAMED and particle.text not in self.stop and following.text not in self.stop
        )
