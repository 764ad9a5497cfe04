"""Where a reply names choices: by label, part, synonym, nickname, sound or misspelling, by number and by rank."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlp.reading import places
from nlp.reading.echo import kin
from nlp.reading.heard import Heard, merged
from nlp.reading.lexicon import phrases, sections
from nlp.reading.phrases import Found, Phrases
from nlp.reading.spelling import nearest
from nlp.reading.tokens import fold, tokenize
from nlp.reading.values import About, Choice

OTHER_NAMES: Final = frozenset({"other", "autre", "elsewhere", "else", "another"})
NONE_NAMES: Final = frozenset({"none", "no", "nothing", "aucun", "aucune", "never"})
_PART, _WORD, _MEANT, _HEARD = 0.95, 0.9, 0.85, 0.75
_LINKING: Final = (
    "except",
    "not",
    "or",
    "and",
    "but",
    "between",
    "instead",
    "before",
    "near",
    "unsure",
    "all",
)


_KINDS: Final = (
    frozenset({"walk", "bike", "bus", "tram", "train", "car", "scooter", "motorbike", "taxi"}),
    frozenset(
        {"friend", "poster", "school", "social media", "association", "press", "chance", "town hall", "mail"}
    ),
    frozenset(
        {*"french arabic turkish portuguese spanish english russian ukrainian".split(), "other language"}
    ),
)
"""Topics of one kind: a list that has two of them is a list of that kind."""
_TOGETHER: Final = _KINDS[2]
"""The kind of which people name several at once, in the list and outside it: languages."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One choice in a reply, by its place in the list, with its tokens and how surely it is meant (0 to 1)."""

    choice: int
    start: int
    end: int
    sure: float


@dataclass(frozen=True, slots=True)
class _Names:
    """What the labels of a list can be known by: whole labels, parts, words of one label only, and topics."""

    labels: Phrases
    words: Mapping[str, int]
    topics: Mapping[str, int]
    others: tuple[int, ...]
    none: int | None

    @property
    def other(self) -> int | None:
        """The choice for what is not in the list, where there is one only."""
        return self.others[0] if len(self.others) == 1 else None


def find_mentions(
    choices: tuple[Choice, ...], heard: Heard, *, asked: str, about: About = About.NOTHING
) -> list[Mention]:
    """The choices that a reply names, in its order; where one span may be two choices, both are there.

    `asked` is the language of the labels.
    """
    names = _names(choices, asked)
    found: list[Mention] = []
    for each in names.labels.all(heard.tokens):
        longer = _longer_phrase(heard, each.start, each.end)
        if longer is None or (longer == "none" and int(each.value) == names.none):
            found.append(Mention(int(each.value), each.start, each.end, _PART))
    if about is About.PLACE:
        known = [
            Mention(place.choice, place.start, place.end, _WORD)
            for place in places.nicknames(choices, heard.tokens)
        ]
        found = _without_overlap([*found, *known])
    found = _without_overlap([*found, *_topics(names, heard)])
    if about is About.PLACE:
        found = _with_others(names, found, places.towns(heard.tokens))
    found = _with_others(names, found, merged(heard.language, ("unsure", "other", "none")).all(heard.tokens))
    if names.other is not None:
        found = [*found, *_unlisted(names, heard, found)]
    taken = {place for mention in found for place in range(mention.start, mention.end)}
    return sorted([*found, *_single_words(choices, names, heard, taken, about)], key=lambda each: each.start)


def other_choice(choices: tuple[Choice, ...], asked: str) -> int | None:
    """The place of the choice for what is not in the list, None when there is none."""
    return _names(choices, asked).other


def none_choice(choices: tuple[Choice, ...], asked: str) -> int | None:
    """The place of the choice that says none of the others, None when there is none."""
    return _names(choices, asked).none


def _with_others(names: _Names, found: list[Mention], spoken: Iterable[Found]) -> list[Mention]:
    """The mentions with those of what is not in the list; all the choices that it may be where there are several."""
    free = [each for each in spoken if each.section not in ("unsure", "none")]
    taken = {place for mention in found for place in range(mention.start, mention.end)}
    outside = [each for each in free if taken.isdisjoint(range(each.start, each.end))]
    return [
        *found,
        *(Mention(other, each.start, each.end, _MEANT) for each in outside for other in names.others),
    ]


def _longer_phrase(heard: Heard, start: int, end: int) -> str | None:
    """The section of a longer phrase of not knowing or of none around a label ("aucune" in "aucune idée")."""
    for mark in heard.marks("unsure", "none"):
        if mark.start <= start and end <= mark.end and mark.end - mark.start > end - start:
            return mark.section
    return None


def _without_overlap(found: Sequence[Mention]) -> list[Mention]:
    """The longest mentions, those found first before others of their length."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda each: each.start - each.end):
        same = [each for each in kept if each.start < mention.end and mention.start < each.end]
        if not same:
            kept.append(mention)
    return sorted(kept, key=lambda each: each.start)


def _single_words(
    choices: tuple[Choice, ...], names: _Names, heard: Heard, taken: set[int], about: About
) -> Iterator[Mention]:
    """The choices named by one word of their label, by ear, or with a slip of the keyboard."""
    filling = heard.places("fill") | heard.places(*_LINKING) | heard.places("relation", "one person")
    free = [place for place in range(len(heard.tokens)) if place not in taken and place not in filling]
    for place in list(free):
        choice = _by_word(names, heard.tokens[place].forms, place=about is About.PLACE)
        if choice is not None and not (
            about is About.PLACE and places.goes_on(heard.tokens, place, choices[choice])
        ):
            free.remove(place)
            yield Mention(choice, place, place + 1, _WORD)
    if about is About.PLACE:
        blocked = set(range(len(heard.tokens))) - set(free)
        for found in places.by_ear(choices, heard.tokens, blocked, unnamed=names.other):
            free = [place for place in free if not found.start <= place < found.end]
            yield Mention(found.choice, found.start, found.end, _HEARD)
    if heard.foreign:
        return
    for place in free:
        word = heard.tokens[place].text
        if len(word) < 5 or word.isdecimal():
            continue
        near = nearest(word, names.words, limit=1 if len(word) < 8 else 2)
        if near is not None:
            yield Mention(names.words[near], place, place + 1, _HEARD)


def _by_word(names: _Names, forms: Sequence[str], *, place: bool) -> int | None:
    for form in forms:
        if form in names.words:
            return names.words[form]
    if place:
        return None
    meant = {names.words[word] for word in names.words for form in forms if len(form) > 3 and kin(form, word)}
    return meant.pop() if len(meant) == 1 else None


def _topics(names: _Names, heard: Heard) -> Iterator[Mention]:
    """The choices that a reply names by another word of their topic ("foot" for sport)."""
    known = sections(f"{heard.language}/topics.txt")
    offered = tuple(topic for topic in known if topic in names.topics)
    for found in merged(heard.language, offered, "topics").all(heard.tokens):
        choice = names.topics.get(found.section)
        if choice is not None:
            yield Mention(choice, found.start, found.end, _MEANT)


def _unlisted(names: _Names, heard: Heard, named: Sequence[Mention]) -> Iterator[Mention]:
    """The choice for what is not in the list, where the reply is of the list's kind ("en trottinette")."""
    if names.other is None or len(names.topics) < 2:
        return
    for found in _topic_phrases(heard.language).all(heard.tokens):
        topic = found.section
        kinds = [kind for kind in _KINDS if topic in kind]
        free = kinds and (
            not named
            or (
                kinds[0] is _TOGETHER
                and all(each.end <= found.start or found.end <= each.start for each in named)
            )
        )
        if topic not in names.topics and free and len(kinds[0] & set(names.topics)) > 1:
            yield Mention(names.other, found.start, found.end, _HEARD)


def _topic_phrases(language: str) -> Phrases:
    return merged(language, tuple(sections(f"{language}/topics.txt")), "topics")


@lru_cache(maxsize=256)
def _names(choices: tuple[Choice, ...], language: str) -> _Names:
    tokenized = [tokenize(choice.label) for choice in choices]
    filling = phrases(f"{language}/replies.txt", "fill")
    words: list[list[str]] = []
    for tokens in tokenized:
        fill = {place for each in filling.all(tokens) for place in range(each.start, each.end)}
        kept = [
            token
            for place, token in enumerate(tokens)
            if place not in fill and not token.is_number and token.text not in places.small_words()
        ]
        words.append([form for token in kept for form in token.forms if len(form) > 2])
    parts = [(part, number) for number, choice in enumerate(choices) for part in _parts(choice.label)]
    seen = Counter(part for part, _ in dict.fromkeys(parts))
    labels = Phrases((part, str(number)) for part, number in parts if seen[part] == 1)
    spread = Counter(word for each in words for word in set(each))
    topics = _topics_of(choices, language)
    none = _of_kind(choices, language, "none", NONE_NAMES)
    others = _others(choices, language, none)
    return _Names(
        labels=labels,
        words={
            word: number
            for number, each in enumerate(words)
            for word in each
            if spread[word] == 1 and number not in (*others, none)
        },
        topics=topics,
        others=others,
        none=none,
    )


def _parts(label: str) -> Iterator[str]:
    """A label and what its commas part, as phrases."""
    for part in (label, *fold(label).replace("،", ",").replace("/", ",").replace(";", ",").split(",")):
        tokens = tokenize(part)
        spelled = " ".join(token.text for token in tokens)
        if spelled and not (len(tokens) == 1 and len(spelled) < 3):
            yield spelled
        while tokens and tokens[0].text in places.small_words():
            tokens = tokens[1:]
        if len(spelled) > 2 and len(tokens) > 0 and len(tokens[0].text) > 2:
            yield " ".join(token.text for token in tokens)


def _topics_of(choices: tuple[Choice, ...], language: str) -> dict[str, int]:
    """Topic to choice, of the topics that one label or one name alone speaks of."""
    spoken = _topic_phrases(language)
    known = set(sections(f"{language}/topics.txt"))
    found: dict[str, set[int]] = {}
    for number, choice in enumerate(choices):
        if choice.name in known:
            found.setdefault(choice.name, set()).add(number)
        for each in spoken.all(tokenize(choice.label)):
            found.setdefault(each.section, set()).add(number)
    named = {choice.name: number for number, choice in enumerate(choices)}
    return {
        topic: named[topic] if topic in named else next(iter(numbers))
        for topic, numbers in found.items()
        if len(numbers) == 1 or topic in named
    }


def _others(choices: tuple[Choice, ...], language: str, none: int | None) -> tuple[int, ...]:
    """The choices for what is not in the list: by name, or by a label that speaks of another or of elsewhere."""
    spoken = phrases(f"{language}/replies.txt", "other")
    return tuple(
        number
        for number, choice in enumerate(choices)
        if number != none and (choice.name in OTHER_NAMES or spoken.first(tokenize(choice.label)))
    )


def _of_kind(choices: tuple[Choice, ...], language: str, section: str, known: frozenset[str]) -> int | None:
    for number, choice in enumerate(choices):
        if choice.name in known:
            return number
    for number, choice in enumerate(choices):
        tokens = tokenize(choice.label)
        found = phrases(f"{language}/replies.txt", section).at(tokens, 0)
        if found and found.end == len(tokens):
            return number
    return None
