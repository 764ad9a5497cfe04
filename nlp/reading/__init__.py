"""Reading what people type, by rules and small data files: light enough for the web process."""

from nlp.reading.mask import Label, Masked, Span, mask
from nlp.reading.merges import Merges
from nlp.reading.replies import read_also, read_reply
from nlp.reading.values import About, Also, Choice, Command, Question, QuestionType, Reading, Value
from nlp.reading.words import normalise_word, normalise_words

__all__ = [
    "About",
    "Also",
    "Choice",
    "Command",
    "Label",
    "Masked",
    "Merges",
    "Question",
    "QuestionType",
    "Reading",
    "Span",
    "Value",
    "mask",
    "normalise_word",
    "normalise_words",
    "read_also",
    "read_reply",
]
