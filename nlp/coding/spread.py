"""Many texts encoded on every core: the same vectors as one process gives, sooner."""

import os
from collections.abc import Sequence
from typing import Final

import numpy as np

from nlp.coding.encoder import BATCH, Encoder, Vectors, encoder_named
from nlp.coding.processes import spawned

FEW: Final = 500
"""Fewer texts than these are encoded sooner than processes start."""


class SpreadEncoder:
    """The encoder that ``named`` names, in as many processes as this one may use cores."""

    def __init__(self, named: str, *, processes: int = 0) -> None:
        self._named = named
        self._encoder = encoder_named(named)
        self._processes = processes or len(os.sched_getaffinity(0))
        self.name = self._encoder.name
        self.dimensions = self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns what the encoder returns; the longest texts go out first, so that no process is left with them."""
        if len(texts) < FEW:
            return self._encoder.encode(texts)
        order = sorted(range(len(texts)), key=lambda row: (-len(texts[row]), row))
        shares = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        with spawned(self._processes, start=_ready, given=(self._named,)) as pool:
            found = pool.map(_encode, ([texts[row] for row in share] for share in shares))
            for share, some in zip(shares, found, strict=True):
                vectors[share] = some
        return vectors


_encoder: Encoder


def _ready(named: str) -> None:
    global _encoder
    _encoder = encoder_named(named)


def _encode(texts: list[str]) -> Vectors:
    return _encoder.encode(texts)
