"""What one screen shows, whoever draws it: a page, the chat, the kiosk, the API."""

from dataclasses import dataclass

from survey.problems import Problem
from survey.questionnaires.types.register import Bounds
from survey.questionnaires.values import Answers


@dataclass(frozen=True, slots=True)
class ScreenChoice:
    """A choice to draw. `language` is the one its label is really in; `chosen` when the entry holds it.

    `pictogram` is the sign to draw beside the label, "" for none: only the language for people who read little
    draws any.
    """

    name: str
    label: str
    language: str
    chosen: bool = False
    pictogram: str = ""


@dataclass(frozen=True, slots=True)
class ScreenItem:
    """An item to draw.

    `value` is the canonical answer, "" when there is none or it was refused; `entered` is what to show back
    as typed (the same string when nothing was refused). `language` is the one the label is really in (pages
    mark it with `lang`), `hint_language` that of the hint. `guidance` is more help, for who asks. `bounds`
    are those of a range. An item of kind `read_only` shows its value, `said` in words. `problem` is None when
    the item may be left as it is.
    """

    name: str
    kind: str
    role: str
    label: str
    hint: str
    guidance: str
    appearance: tuple[str, ...]
    required: bool
    choices: tuple[ScreenChoice, ...]
    bounds: Bounds | None
    value: str
    said: str
    entered: str
    problem: Problem | None
    language: str
    hint_language: str
    guidance_language: str

    @property
    def pictured(self) -> bool:
        """Whether every choice has a pictogram to draw: they are then laid open, and not folded in a list."""
        return bool(self.choices) and all(choice.pictogram for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Introduction:
    """A group's label or a note said before a single item (chat); `language` is the one it is really in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One page. `page` is its key; `step` of `steps` counts the pages of the path as it is now, from 1.

    `problems` are those of the items, in their order, present only when the page was answered and sent back.
    `previous` tells whether there is a page before. `introductions` is used item by item only.
    """

    page: str
    title: str
    title_language: str
    items: tuple[ScreenItem, ...]
    problems: tuple[Problem, ...]
    step: int
    steps: int
    previous: bool
    introductions: tuple[Introduction, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """Every page of the path was answered. `introductions` holds notes after the last item (item by item)."""

    steps: int
    introductions: tuple[Introduction, ...] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """Answers with a page's entry read into them, and what is wrong with the entry as it stands."""

    answers: Answers
    problems: tuple[Problem, ...]
