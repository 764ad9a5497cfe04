"""Coders that say the same of the same text, at once and without a model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nlp.codebook import Frame, Mode, Polarity, Theme
from nlp.coding import Annotation


@dataclass
class PlainCoder:
    """Codes every text alike; ``on_text`` is called with each one first."""

    on_text: Callable[[str], None] | None = None

    def annotate(self, texts: Sequence[str], languages: Sequence[str]) -> list[Annotation]:
        """Returns one annotation a text, with the text's length in its confidence so that a mix-up shows."""
        codings = []
        for text, language in zip(texts, languages, strict=True):
            if self.on_text is not None:
                self.on_text(text)
            codings.append(
                Annotation(
                    language=language,
                    themes=(Theme("attachment"), Theme("environment")),
                    polarity=Polarity("positive"),
                    frame=Frame("none"),
                    mode=Mode("lived"),
                    reported=False,
                    confidence={"themes": len(text) / 1000},
                    review=False,
                    model="plain",
                )
            )
        return codings
