"""Where a text names a person: first names, what announces a name, and the family name that follows."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from nlp.reading.announcements import Announcements, Evidence
from nlp.reading.first_names import (
    Known,
    is_arabic,
    is_cyrillic,
    is_patronymic,
    known,
    surnames,
)
from nlp.reading.lexicon import sections
from nlp.reading.personal import cue, shared, word_set
from nlp.reading.tokens import fold
from nlp.reading.view import View, Word
from nlp.reading.whole_name import WholeName

Range = tuple[int, int]

_PARTICLES: Final = shared("name particles")
_ARABIC_LINKS: Final = shared("arabic name links")
_DETERMINERS: Final = shared("determiners")
_OWN: Final = shared("possessives")
_LINKS: Final = shared("place links")
_OF: Final = shared("of")
_QUALITIES: Final = shared("place qualities")
_ABBREVIATED: Final = shared("abbreviated titles")
_PLACED: Final = re.compile(r"[ '’.«\"“-]{1,3}")
_NEVER_ALONE: Final = shared("never names alone")


@cache
def _famous() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of famous persons by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in sections("names/places.txt")["places"]:
        words = tuple(re.split(r"[ '-]", fold(entry.phrase)))
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


class Persons:
    """Finds the persons of one text."""

    def __init__(self, view: View, language: str, taken: bytearray) -> None:
        self.view = view
        self.words = view.words
        self.language = language
        self.taken = taken
        self.stop = word_set(language, "stop")
        self.place_words = word_set(language, "place words")
        self.after_names = word_set(language, "after names")
        self.titles = word_set(language, "titles") - shared("wide titles")
        self.covered: set[int] = set()
        self.whole = WholeName(view, language, taken)
        announcements = Announcements(view, language)
        self.evidence, self.living = announcements.evidence(), announcements.living()

    def find(self) -> Iterator[Range]:
        """The names, in order; a name beside another one is taken with it."""
        found: dict[int, tuple[int, Range]] = {}
        number = 0
        while number < len(self.words):
            if skipped := self._famous_end(number):
                self.covered.update(range(number, skipped))
                number = skipped
                continue
            end = self._person_end(number)
            if end:
                found[number] = (end, self._range(number, end))
                self.covered.update(range(number, end))
            number = end or number + 1
        self._beside(found)
        for number in sorted(found):
            yield found[number][1]

    def _famous_end(self, number: int) -> int:
        """The number of the word after a famous name that begins here; 0 when none does or a cue says otherwise."""
        if self.evidence.get(number, Evidence.NONE) >= Evidence.ASK:
            return 0
        first = self.words[number].text.split("-")[0].split("'")[0]
        for name in _famous().get(first, ()):
            parts: list[str] = []
            at = number
            while at < len(self.words) and len(parts) < len(name):
                parts += self.words[at].text.split("-")
                at += 1
            if tuple(parts) == name:
                return at
        return 0

    def _person_end(self, number: int) -> int:
        """The number of the word after the name that begins here; 0 when no name does."""
        word = self.words[number]
        if self.taken[word.start] or self.taken[word.end - 1]:
            return 0
        evidence = self.evidence.get(number, Evidence.NONE)
        sure, *_ = known(word.text, self.language)
        if self._is_addressed(number) and (word.capital or sure):
            return number + 1
        if not self._begins(number, word, evidence, sure):
            return 0
        end = self.whole.end(number, evidence, sure)
        if self._is_place(number, end, evidence, sure):
            return 0
        return end

    def _is_addressed(self, number: int) -> bool:
        """Whether the word after is a form of address that follows names ("Ayşe Hanım")."""
        following = self.words[number + 1] if number + 1 < len(self.words) else None
        return bool(following and following.gap == " " and following.text in self.after_names)

    def _begins(self, number: int, word: Word, evidence: Evidence, sure: Known) -> bool:
        text = word.text
        if text in self.titles and self._capital_follows(number) and sure is not Known.YES:
            return False
        if text in self.stop and not (sure and word.capital and not self.view.shouts):
            return (
                evidence is Evidence.TITLE
                and text in _PARTICLES
                and word.title
                and self._capital_follows(number)
            )
        title = word.title and not self.view.shouts
        if evidence is Evidence.NAMED:
            return len(text) > 1 and (sure > Known.NO or text not in self.place_words)
        if evidence is Evidence.TITLE:
            return self._is_titled(number, word, sure)
        if text in _NEVER_ALONE and not is_arabic(text):
            return evidence >= Evidence.KIN and word.capital
        if evidence in (Evidence.KIN, Evidence.ASK):
            if is_arabic(text):
                return sure > Known.NO
            if sure is Known.YES or (sure and title):
                return True
            apart = evidence is Evidence.KIN and "," in word.gap
            return title and not word.opens and not apart and text not in self.place_words and len(text) > 2
        if sure is Known.YES:
            return len(text) > 3 or title or is_arabic(text)
        if sure is Known.PERHAPS:
            return self._is_rather_name(number, word, evidence)
        return self._is_full_name(number)

    def _is_titled(self, number: int, word: Word, sure: Known) -> bool:
        """Whether a word after "Mme" or "monsieur" is a name."""
        before = self.words[number - 1].text if number else ""
        if word.capital and not (self.view.shouts and word.text in self.place_words):
            return word.text not in self.place_words or bool(sure)
        if is_arabic(word.text):
            return sure > Known.NO or word.text not in self.place_words
        article = number > 1 and self.words[number - 2].text in _DETERMINERS
        if before in _ABBREVIATED:
            return len(word.text) > 2
        return sure is Known.YES or (not article and (word.text in surnames() or bool(sure)))

    def _is_rather_name(self, number: int, word: Word, evidence: Evidence) -> bool:
        """Whether a word that is both a name and an ordinary word is a name here."""
        if is_arabic(word.text):
            return evidence is Evidence.TURN or self._arabic_follows(number)
        if not word.title or self.view.shouts:
            return False
        before = self.words[number - 1] if number else None
        if before and before.text in _DETERMINERS and not word.opens and not self._takes_articles(before):
            return False
        if evidence is Evidence.TURN and not word.opens:
            return True
        following = self.words[number + 1] if number + 1 < len(self.words) else None
        if following and following.capital and following.gap == " " and following.text not in self.stop:
            return (
                not word.opens or following.text in surnames() or known(following.text, self.language)[0] == 0
            )
        return not word.opens or self._acts(word)

    def _acts(self, word: Word) -> bool:
        """Whether what follows a word is said of a person ("Rose m'a aidée")."""
        if self.view.folded[word.end : word.end + 1] != " ":
            return False
        return bool(cue(self.language, "name verbs").match(self.view.folded, word.end + 1))

    def _takes_articles(self, before: Word) -> bool:
        """Whether names go with this article, as in Portuguese ("a Conceição")."""
        return self.language == "pt" and before.text in ("a", "o", "da", "do", "ao")

    def _arabic_follows(self, number: int) -> bool:
        following = self.words[number + 1] if number + 1 < len(self.words) else None
        if following is None or following.gap != " ":
            return False
        return following.text in _ARABIC_LINKS or known(following.text, self.language)[0] is Known.YES

    def _is_full_name(self, number: int) -> bool:
        """Whether two capitalised words that nobody lists are a name: a known surname, or a contact beside them."""
        word = self.words[number]
        following = self.words[number + 1] if number + 1 < len(self.words) else None
        if (
            following is None
            or not word.title
            or not following.capital
            or following.gap != " "
            or self.view.shouts
        ):
            return False
        if word.text in self.place_words or following.text in self.stop or following.text in self.place_words:
            return False
        if is_cyrillic(word.text) and is_patronymic(following.text):
            return True
        if following.text in surnames() and len(word.text) > 2:
            return True
        after = self.view.folded[following.end : following.end + 3]
        beside = re.match(r"[ ,:(-]{1,3}", after)
        place = following.end + (beside.end() if beside else 0)
        return (
            bool(beside)
            and place < len(self.taken)
            and self.taken[place] == 1
            and (number == 0 or word.opens)
        )

    def _capital_follows(self, number: int) -> bool:
        following = self.words[number + 1] if number + 1 < len(self.words) else None
        return bool(following and following.capital and following.gap in (" ", "'"))

    def _is_place(self, number: int, end: int, evidence: Evidence, sure: Known) -> bool:
        """Whether a name is that of a street, a school or a stop."""
        if evidence >= Evidence.ASK:
            return False
        alone = end - number == 1
        if number in self.living and (not alone or sure is not Known.YES):
            return True
        crossed_of = False
        at = number
        for _ in range(4):
            if at == 0 or not _PLACED.fullmatch(self.words[at].gap):
                return False
            before = self.words[at - 1]
            if self._is_place_word(before.text):
                owned = at >= 2 and self.words[at - 2].text in _OWN and not before.capital
                return not (owned or (crossed_of and alone and sure is Known.YES))
            if before.text not in _LINKS and before.text not in _QUALITIES:
                return False
            crossed_of = crossed_of or before.text in _OF
            at -= 1
        return False

    def _is_place_word(self, text: str) -> bool:
        return any(part in self.place_words for part in (text, text.rstrip("s"), *text.split("-")))

    def _range(self, number: int, end: int) -> Range:
        first, last = self.words[number], self.words[end - 1]
        skip = known(first.text, self.language)[1] if is_arabic(first.text) else 0
        stop = last.end
        if len(last.text) == 1 and end - number > 1 and self.view.folded[stop : stop + 1] == ".":
            stop += 1
        return first.start + skip, stop

    def _beside(self, found: dict[int, tuple[int, Range]]) -> None:
        """Adds the capitalised words that "and" or a comma join to a name ("Karim et Rose")."""
        for number, (end, _) in list(found.items()):
            if end + 1 < len(self.words) and self.words[end].text in (
                "et",
                "and",
                "y",
                "e",
                "ve",
                "и",
                "та",
                "і",
            ):
                self._join(found, end + 1)
            if number >= 2 and self.words[number - 1].text in ("et", "and", "y", "e", "ve", "и", "та", "і"):
                self._join(found, number - 2)

    def _join(self, found: dict[int, tuple[int, Range]], number: int) -> None:
        word = self.words[number]
        if self.view.shouts or not word.title or self.taken[word.start] or word.text in self.stop:
            return
        if number in self.covered:
            return
        sure = known(word.text, self.language)[0]
        doubtful = word.text in self.place_words or word.text in _NEVER_ALONE or word.gap not in ("", " ")
        if doubtful and not (number == 0 and sure):
            return
        before = self.words[number - 1].text if number else ""
        if before in _DETERMINERS or (not sure and number == 0):
            return
        found[number] = (number + 1, (word.start, word.end))
        self.covered.add(number)


def persons(view: View, language: str, taken: bytearray) -> Iterator[Range]:
    """The names of persons, apart from characters already taken; places named after people are left out."""
    yield from Persons(view, language, taken).find()
