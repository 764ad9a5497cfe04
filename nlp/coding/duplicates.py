"""Texts that are nearly the same, found through the groups of letters that they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from nlp.coding.encoder import readable
from nlp.coding.folding import folded

ALIKE: Final = 0.75
"""The least share of common shingles (Jaccard) at which two texts are nearly the same."""
_SHINGLE: Final = 5
_COMMON: Final = 60


def near_duplicates(texts: Sequence[str], *, alike: float = ALIKE) -> list[tuple[int, int]]:
    """Pairs of positions of texts that share ``alike`` of their five-letter groups or more, the first first.

    Only texts that share a group which few others have are compared, so the time grows with the number of texts.
    Short texts (under three groups) are pairs only when they are the same but for case, accents and punctuation.
    """
    plain = [re.sub(r"[\W_]+", " ", folded(readable(text))).strip() for text in texts]
    shingles = [
        frozenset(text[at : at + _SHINGLE] for at in range(max(len(text) - _SHINGLE + 1, 1)))
        for text in plain
    ]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            holders[shingle].append(number)
    pairs = set()
    for number, found in enumerate(shingles):
        if len(found) < 3:
            continue
        shared: Counter[int] = Counter()
        for shingle in found:
            if len(holders[shingle]) <= _COMMON:
                shared.update(other for other in holders[shingle] if other > number)
        for other, times in shared.items():
            if 4 * times >= len(found):
                common = len(found & shingles[other])
                if common >= alike * (len(found) + len(shingles[other]) - common):
                    pairs.add((number, other))
    same: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(plain):
        same[text].append(number)
    for numbers in same.values():
        pairs |= {(one, other) for at, one in enumerate(numbers) for other in numbers[at + 1 :] if plain[one]}
    return sorted(pairs)
