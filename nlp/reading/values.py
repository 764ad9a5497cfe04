"""What is asked, and what was understood of a reply: the values that cross the border of `nlp.reading`."""

from dataclasses import dataclass
from enum import StrEnum


class QuestionType(StrEnum):
    """How an answer is given, as the lines of the filter `understand` spell it."""

    YES_NO = "yes_no"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    INTEGER = "integer"
    SCALE = "scale"
    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"


class About(StrEnum):
    """What a question is about, where that changes how numbers and names in its replies are read."""

    AGE = "age"
    PLACE = "place"
    DURATION = "duration"
    HOUSEHOLD = "household"
    NOTHING = "nothing"


class Command(StrEnum):
    """What somebody asks of the conversation itself. Correcting an answer is going back to its question."""

    SKIP = "skip"
    BACK = "back"
    HELP = "help"
    RESTART = "restart"
    STOP = "stop"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: the name that is stored and the label that was shown."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked, in the language of its labels.

    `choices` is empty for integer, text, email and phone. A yes_no has the choices `yes` and `no`, or two
    choices of which the first affirms; a scale has choices named by integers, lowest first. `about` is
    worked out of name, label and choices when it is not given.
    """

    type: QuestionType
    name: str
    label: str
    choices: tuple[Choice, ...] = ()
    about: About | None = None


Value = str | int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reply says to one question: exactly one of value, values, command, or unclear.

    `value` is a choice's name (yes_no, select_one), an integer (integer, scale), the reply to the letter
    (text), a lower-case address (email) or an international number such as +33639981234 (phone). `values`
    are choice names in the order of the question. `confidence` is between 0 and 1: 1 where the reply is the
    label itself, 0 where nothing was understood; it orders readings and is no probability. `candidates` are
    at most three values to offer when the reply is unclear, the likeliest first. `also` holds what the same
    reply says to other open questions.
    """

    value: Value | None = None
    values: tuple[str, ...] | None = None
    command: Command | None = None
    confidence: float = 0.0
    candidates: tuple[Value, ...] = ()
    also: "tuple[Also, ...]" = ()

    @property
    def unclear(self) -> bool:
        """Whether nothing may be stored or done on the strength of this reading."""
        return self.value is None and self.values is None and self.command is None


@dataclass(frozen=True, slots=True)
class Also:
    """A reading for another question, by its name, found in the same reply."""

    question: str
    reading: Reading
