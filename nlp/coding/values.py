"""What a coder says of one text: the value that crosses the border of `nlp.coding`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from nlp.codebook import ALONE, Frame, Mode, Polarity, Theme

UNVERIFIED = "und"
"""The language of a text that is none of the languages served (ISO 639-2 "undetermined")."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """The coding of one answer, as the codebook defines it.

    ``language`` is a code such as "fr", or :data:`UNVERIFIED`. ``themes`` has the main theme first and is never
    empty. ``confidence`` holds a calibrated probability between 0 and 1 for "themes" (the least sure of those given),
    "polarity", "frame", "mode" and "reported". ``review`` asks for a human reading. ``model`` names the version.
    """

    language: str
    themes: tuple[Theme, ...]
    polarity: Polarity
    frame: Frame
    mode: Mode
    reported: bool
    confidence: Mapping[str, float]
    review: bool
    model: str

    def __post_init__(self) -> None:
        if not self.themes or len(set(self.themes)) != len(self.themes):
            raise ValueError("an annotation has themes, each once")
        if len(self.themes) > 1 and ALONE & set(self.themes):
            raise ValueError("general and off_topic stand alone")


class Coder(Protocol):
    """Codes texts; ``languages`` are the codes that are expected of them, "" where nothing is known."""

    def annotate(self, texts: Sequence[str], languages: Sequence[str]) -> list[Annotation]:
        """Returns one annotation a text, in order; never raises on a string, whatever it holds."""
        ...
