"""A small corpus of two hands, and a coder that learns it in a second."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from nlp.codebook import Frame, Mode, Polarity, Theme
from nlp.coding.coder import ModelCoder
from nlp.coding.corpus import CodedAnswer
from nlp.coding.encoder import Vectors, readable
from nlp.coding.training import Model, lesson, trained

SPOKEN = {
    Theme.MOBILITY: ("le bus", "le tram", "la gare", "le parking", "la piste cyclable"),
    Theme.HOUSING: ("mon appartement", "l'ascenseur", "le loyer", "l'immeuble", "le bailleur"),
    Theme.ENVIRONMENT: ("le parc", "la rue", "le jardin", "la poubelle", "la propreté"),
    Theme.SAFETY: ("la police", "le vol", "la nuit dehors", "le deal", "l'agression"),
}
JUDGED = {
    Polarity.POSITIVE: "{} c'est vraiment super, j'adore",
    Polarity.NEGATIVE: "{} c'est nul, toujours en panne, j'en ai marre",
    Polarity.NEUTRAL: "{} est au coin, ouvert le mardi",
    Polarity.MIXED: "{} c'est super mais c'est nul le soir",
}


class LetterEncoder:
    """Counts groups of three letters in 64 boxes: an encoder without a model."""

    name = "letters-1"
    dimensions = 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            plain = readable(text).lower()
            for at in range(len(plain) - 2):
                vectors[row, crc32(plain[at : at + 3].encode()) % self.dimensions] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def answers() -> list[CodedAnswer]:
    """80 answers of two batches: every theme above with every polarity, and a few off topic."""
    made = []
    for batch in ("one", "two"):
        for theme, subjects in SPOKEN.items():
            for subject in subjects[: 3 if batch == "one" else 5]:
                for polarity, pattern in JUDGED.items():
                    text = pattern.format(subject) + (" voilà" if batch == "two" else "")
                    made.append(answer(text, batch, len(made), (theme,), polarity))
        for text in ("asdf", "je sais pas", "lol", "merci bonsoir", "xxx"):
            made.append(answer(f"{text} {batch}", batch, len(made), (Theme.OFF_TOPIC,), Polarity.NEUTRAL))
    return made


def answer(text: str, batch: str, number: int, themes: tuple[Theme, ...], polarity: Polarity) -> CodedAnswer:
    return CodedAnswer(f"{batch}-{number}", batch, "fr", text, themes, polarity, Frame.NONE, Mode.NONE, False)


def small_model(encoder: object = None) -> Model:
    return trained(lesson(answers(), encoder or LetterEncoder()))  # type: ignore[arg-type]


def small_coder() -> ModelCoder:
    encoder = LetterEncoder()
    return ModelCoder(encoder, small_model(encoder), "small")
