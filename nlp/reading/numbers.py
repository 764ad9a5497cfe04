"""Numbers in digits and in words, ordinals and groups ("une quinzaine"), in the languages that have a folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from nlp.reading.lexicon import sections
from nlp.reading.spelling import nearest
from nlp.reading.tokens import Token, fold, forms

_LARGEST: Final = 10**15


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a reply: its value, its tokens (`end` not included), and how it was written.

    `ordinal` is true of a rank ("la 3e", "third"); `group` of an approximate count ("une quinzaine").
    """

    value: int
    start: int
    end: int
    ordinal: bool = False
    group: bool = False
    digits: bool = False


@cache
def _values(language: str, section: str = "") -> Mapping[str, int]:
    """Folded word to value, of one section of the language's file of numbers."""
    found: dict[str, int] = {}
    for entry in sections(f"{language}/numbers.txt").get(section, ()):
        # Tokens carry no apostrophe inside a Cyrillic word ("п'ять").
        found.setdefault(fold(entry.phrase).replace("'", ""), int(entry.value or 0))
    return found


@cache
def _words(language: str, section: str) -> frozenset[str]:
    return frozenset(fold(entry.phrase) for entry in sections(f"{language}/numbers.txt").get(section, ()))


@lru_cache(maxsize=16_384)
def _parts(language: str, word: str, spelling: bool) -> tuple[int, ...]:
    """The values that one word says: one, several when they are written together, none."""
    values = _values(language)
    for form in forms(word):
        if form in values:
            return (values[form],)
    suffixes = sorted(_words(language, "ending"), key=len, reverse=True)
    for suffix in suffixes:
        if word.endswith(suffix) and word[: -len(suffix)] in values:
            return (values[word[: -len(suffix)]],)
    if len(word) > 4:
        joined = _joined(values, _words(language, "and"), word)
        if joined:
            return joined
        if spelling and len(word) > 5:
            close = nearest(word, [known for known in values if len(known) > 4], limit=1)
            return (values[close],) if close is not None else ()
    return ()


def _joined(values: Mapping[str, int], links: frozenset[str], word: str) -> tuple[int, ...]:
    """The values of number words that were typed without a space, longest first part first."""
    for cut in range(len(word) - 2, 1, -1):
        head = values.get(word[:cut])
        if head is None or head < 10:
            continue
        for link in ("", *links):
            tail = word[cut:]
            if tail.startswith(link) and values.get(tail[len(link) :], 0) in range(1, 100):
                return (head, values[tail[len(link) :]])
    return ()


def _is_teen(language: str, before: int, value: int, *, linked: bool) -> bool:
    """Whether two parts are a number from 11 to 19: "dix sept", "on iki", "diez y seis", "ثلاثة عشر"."""
    match language:
        case "fr":
            return before == 10 and 7 <= value <= 9
        case "tr":
            return before == 10 and 1 <= value <= 9
        case "es":
            return before == 10 and linked and 6 <= value <= 9
        case "ar":
            return 1 <= before <= 9 and value == 10 and not linked
        case _:
            return False


class _Sum:
    """A number in words as it is heard, part after part."""

    def __init__(self) -> None:
        self.total = 0
        self.current = 0
        self.last = 0
        self.heard = False

    def takes(self, value: int, *, linked: bool, language: str) -> bool:
        """Whether the next part belongs to this number; `linked` after "and"."""
        score = language == "fr"
        if not self.heard:
            self._start(value)
            return True
        if value >= 100:
            if self.last >= 100 and value <= self.last and not (value < self.last and self.current == 0):
                return self._add(value) if value < self.last else False
            if value == 100 and 1 <= self.current < 10:
                self.current *= 100
            elif value == 1000 and 0 < self.current < 1000:
                self.total, self.current = self.total + self.current * 1000, 0
            elif self.current % 1000 == 0:
                return self._add(value)
            else:
                return False
            self.last = value
            return True
        if score and value == 20 and self.last == 4:
            self.current += 76
            self.last = 20
            return True
        if linked and self.last < 10 and value >= 20 and value % 10 == 0 and 0 < self.current % 100 < 10:
            return self._add(value)
        tens = self.current % 100
        if _is_teen(language, tens, value, linked=linked):
            return self._add(value)
        room = 20 if score and tens in (60, 80) else 10 if tens >= 20 and tens % 10 == 0 else 0
        if value and (value < room or (tens == 0 and self.last >= 100)):
            return self._add(value)
        return False

    def _start(self, value: int) -> None:
        self.heard = True
        self.last = value
        if value == 1000:
            self.total = 1000
        else:
            self.current = value

    def _add(self, value: int) -> bool:
        self.current += value
        self.last = value
        return True

    @property
    def value(self) -> int:
        return self.total + self.current


def numbers(tokens: Sequence[Token], language: str, *, spelling: bool = True) -> tuple[Number, ...]:
    """The numbers of a reply, in order, without overlap; `spelling` forgives one wrong letter in long words."""
    found: list[Number] = []
    place = 0
    while place < len(tokens):
        number = _number(tokens, place, language, spelling)
        if number is not None:
            found.append(number)
        place = number.end if number else place + 1
    return tuple(found)


def _number(tokens: Sequence[Token], place: int, language: str, spelling: bool) -> Number | None:
    token = tokens[place]
    if token.is_number:
        if len(token.text) > 15:
            return None
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        ranked = following is not None and not following.gap and following.text in _words(language, "suffix")
        return Number(int(token.text), place, place + 1 + ranked, ordinal=ranked, digits=True)
    for section in ("ordinal", "group"):
        values = _values(language, section)
        known = next((form for form in token.forms if form in values), None)
        if known is not None and (section == "ordinal" or known not in _values(language)):
            return Number(
                values[known], place, place + 1, ordinal=section == "ordinal", group=section == "group"
            )
    spelled = _spelled(tokens, place, language, spelling)
    if spelled is not None and spelled.value == 1:
        groups = _values(language, "group")
        # "une quinzaine", and "une bonne quinzaine".
        for last in range(spelled.end, min(spelled.end + 2, len(tokens))):
            known = next((form for form in tokens[last].forms if form in groups), None)
            if known is not None and known not in _values(language):
                return Number(groups[known], place, last + 1, group=True)
    return spelled


def _spelled(tokens: Sequence[Token], place: int, language: str, spelling: bool) -> Number | None:
    links = _words(language, "and")
    heard = _Sum()
    end = place
    here = place
    linked = False
    while here < len(tokens):
        token = tokens[here]
        if token.text in links and heard.heard and not linked:
            linked, here = True, here + 1
            continue
        parts = () if token.is_number else _parts(language, token.text, spelling)
        stuck = linked or (language == "ar" and token.text.startswith("و") and len(token.text) > 3)
        if not parts or (heard.heard and "," in token.gap):
            break
        if not all(heard.takes(part, linked=stuck, language=language) for part in parts):
            break
        linked, here = False, here + 1
        end = here
    if end == place or heard.value > _LARGEST:
        return None
    rank = _values(language, "ordinal")
    if end < len(tokens) and heard.value and tokens[end].text in rank and heard.value % 10 == 0:
        return Number(heard.value + rank[tokens[end].text], place, end + 1, ordinal=True)
    return Number(heard.value, place, end)
