"""Whether answers to several versions compare: what of a question was not asked alike, as its readers saw it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Choice, Item
from survey.roles import NO_ANSWER, role


class Aspect(StrEnum):
    """What of a question differs; words, choices and their order differ in a language, the others in none."""

    LABEL = "label"
    HINT = "hint"
    CHOICES = "choices"  # the labels of the choices, one of them more or less
    ORDER = "order"  # the same choices in another order
    CODES = "codes"  # what is stored for the choices, under the same labels
    KIND = "kind"
    BOUNDS = "bounds"
    POLES = "poles"  # which end of the choices counts as the best


@dataclass(frozen=True, slots=True)
class Version:
    """One version as people met it: its questions, the languages it is written in, the first one by default,
    and those that people answered it in."""

    items: tuple[Item, ...]
    languages: tuple[str, ...]
    answered_in: frozenset[str]


@dataclass(frozen=True, slots=True)
class Variant:
    """What some of the versions say; `versions` are their places in the sequence compared.

    `language` is the one that the text is really in, "" where it is no text of the questionnaire.
    """

    text: str
    language: str
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Divergence:
    """One aspect that differs for the readers of a language ("" for all): two variants at least, in the order
    of the versions."""

    aspect: Aspect
    language: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question that the versions do not ask alike, as the last of them has it (`item`).

    `together` is false when its answers must not be counted together: they do not mean the same.
    """

    item: Item
    divergences: tuple[Divergence, ...]
    together: bool


def reworded(versions: Sequence[Version], wanted: str) -> tuple[Reworded, ...]:
    """The questions of the role `wanted` that the versions do not ask alike; those that one alone asks compare
    with nothing and are left out.

    A role that many questions share (a scale) finds them by their name, any other role whatever they are
    called. Words count in the languages that people answered in and that two versions are written in; where
    the versions share none, they are compared as their own readers see them.
    """
    carried = [{item.name: item for item in each.items if item.role == wanted} for each in versions]
    known = role(wanted)
    if known is not None and known.shared:
        names = dict.fromkeys(name for items in carried for name in items)
        groups = [[items.get(name) for items in carried] for name in names]
    else:
        groups = [[next(iter(items.values()), None) for items in carried]]
    found = []
    for group in groups:
        asked = [(place, item) for place, item in enumerate(group) if item is not None]
        divergences = tuple(_divergences(versions, asked))
        if divergences:
            first = asked[0][1]
            together = all(counted_together(first, item) for _, item in asked)
            found.append(Reworded(asked[-1][1], divergences, together))
    return tuple(found)


def counted_together(one: Item, other: Item) -> bool:
    """Whether answers to two versions of a question may be scored or counted together.

    They may not when its type, its bounds, the answers it offers, their order or their best end differ, nor
    when the words of one answer now stand for another one. Not to answer is no part of that order.
    """
    return (
        one.kind == other.kind
        and one.bounds == other.bounds
        and one.scoring == other.scoring
        and _names(one) == _names(other)
        and not _words_moved(one, other)
    )


def _names(item: Item) -> list[str]:
    return [choice.name for choice in item.choices if choice.name != NO_ANSWER]


def _words_moved(one: Item, other: Item) -> bool:
    """Whether a label of one version is that of another choice in the other: the poles turned round, say."""
    for code in {code for item in (one, other) for choice in item.choices for code in choice.label.languages}:
        before, after = (
            {choice.name: _own(choice.label, code) for choice in each.choices} for each in (one, other)
        )
        holders = {label: name for name, label in before.items() if label}
        for name, label in after.items():
            if label and label != before.get(name, label) and label in holders:
                return True
    return False


def _divergences(versions: Sequence[Version], asked: Sequence[tuple[int, Item]]) -> Iterator[Divergence]:
    yield from _worded(versions, asked, Aspect.LABEL, lambda item, code: _said(item.label, code))
    yield from _worded(versions, asked, Aspect.HINT, lambda item, code: _said(item.hint, code))
    labels = list(_worded(versions, asked, Aspect.CHOICES, _choices_said))
    if labels:
        same = len({frozenset(_choice_words(item)) for _, item in asked}) == 1
        yield from (Divergence(Aspect.ORDER if same else Aspect.CHOICES, *_rest(each)) for each in labels)
    else:
        yield from _plain(asked, Aspect.CODES, lambda item: ", ".join(_names(item)))
    yield from _plain(asked, Aspect.KIND, lambda item: item.kind)
    yield from _plain(asked, Aspect.BOUNDS, _bounds)
    yield from _plain(asked, Aspect.POLES, lambda item: item.scoring)


def _rest(divergence: Divergence) -> tuple[str, tuple[Variant, ...]]:
    return divergence.language, divergence.variants


def _worded(
    versions: Sequence[Version],
    asked: Sequence[tuple[int, Item]],
    aspect: Aspect,
    said: Callable[[Item, str], tuple[str, str]],
) -> Iterator[Divergence]:
    """A divergence for each language in which what is said differs; `said` gives a text and its language."""
    answered = frozenset().union(*(versions[place].answered_in for place, _ in asked))
    common = [code for code in _spoken(versions, asked) if code in answered]
    for code in common:
        readers = [(place, *said(item, code)) for place, item in asked if code in versions[place].languages]
        yield from _apart(aspect, code, readers)
    if answered and not common:
        readers = [(place, *said(item, versions[place].languages[0])) for place, item in asked]
        yield from _apart(aspect, "", readers)


def _spoken(versions: Sequence[Version], asked: Sequence[tuple[int, Item]]) -> Iterator[str]:
    """The languages that two of the versions at least are written in, in the order of the versions."""
    written = [versions[place].languages for place, _ in asked]
    for code in dict.fromkeys(code for languages in written for code in languages):
        if sum(code in languages for languages in written) > 1:
            yield code


def _plain(
    asked: Sequence[tuple[int, Item]], aspect: Aspect, value: Callable[[Item], str]
) -> Iterator[Divergence]:
    return _apart(aspect, "", [(place, value(item), "") for place, item in asked])


def _apart(aspect: Aspect, language: str, said: Iterable[tuple[int, str, str]]) -> Iterator[Divergence]:
    """One divergence when not all say the same words; spaces are none."""
    by_words: dict[str, tuple[str, str, list[int]]] = {}
    for place, text, real in said:
        by_words.setdefault(" ".join(text.split()), (text, real, []))[2].append(place)
    if len(by_words) > 1:
        variants = (Variant(text, real, tuple(places)) for text, real, places in by_words.values())
        yield Divergence(aspect, language, tuple(variants))


def _said(written: Texts, code: str) -> tuple[str, str]:
    """A text as readers of a language see it, and the language it is really in."""
    found = written.wording(code)
    return found.text.strip(), found.language


def _choices_said(item: Item, code: str) -> tuple[str, str]:
    labels = [_said(choice.label, code) for choice in item.choices]
    return " / ".join(text for text, _ in labels), next((real for _, real in labels), code)


def _choice_words(item: Item) -> Iterator[tuple[str, str, str]]:
    """Each choice with its labels."""
    choice: Choice
    for choice in item.choices:
        yield from ((choice.name, code, _own(choice.label, code)) for code in choice.label.languages)


def _own(written: Texts, code: str) -> str:
    return " ".join(dict(written.by_language).get(code, "").split()).casefold()


def _bounds(item: Item) -> str:
    return "" if item.bounds is None else f"{item.bounds.least} – {item.bounds.most} / {item.bounds.step}"
