"""Regular expressions whose time is linear in the text, whatever the pattern.

The author of a form may write `(a+)+` and a stranger may send it ten thousand letters: Python's own engine
would then run for ever. This one follows every way through the pattern at once (Thompson 1968) and remembers
the sets of places it met, so that a long text costs one look-up a character.
"""

from functools import lru_cache

from survey.expressions.pattern_program import (
    Accept,
    AtEnd,
    AtStart,
    One,
    PatternError,
    Program,
    Split,
    program,
)

MAX_REMEMBERED = 4096
"""Transitions kept for one pattern; beyond them memory is started anew."""


class Pattern:
    """A compiled pattern. Raises PatternError when built from a source outside the syntax of
    pattern_program."""

    __slots__ = ("_places", "_program", "_sets", "_start", "_transitions")

    def __init__(self, source: str) -> None:
        self._program: Program = program(source)
        self._forget()

    def _forget(self) -> None:
        self._sets: list[frozenset[int]] = []
        self._places: dict[frozenset[int], int] = {}
        self._transitions: dict[tuple[int, str], int] = {}
        self._start = self._numbered(self._closure([0], start=True, end=False))

    def matches(self, text: str) -> bool:
        """Whether the whole of `text` matches, as in ODK Collect."""
        state = self._start
        for character in text:
            following = self._transitions.get((state, character))
            if following is None:
                if len(self._transitions) >= MAX_REMEMBERED:
                    places = self._sets[state]
                    self._forget()
                    state = self._numbered(places)
                following = self._step(state, character)
            state = following
        final = self._closure(self._sets[state], start=not text, end=True)
        return any(isinstance(self._program[place], Accept) for place in final)

    def _step(self, state: int, character: str) -> int:
        onwards = [
            place + 1
            for place in self._sets[state]
            if isinstance(instruction := self._program[place], One) and instruction.accepts(character)
        ]
        following = self._numbered(self._closure(onwards, start=False, end=False))
        self._transitions[state, character] = following
        return following

    def _numbered(self, places: frozenset[int]) -> int:
        number = self._places.setdefault(places, len(self._sets))
        if number == len(self._sets):
            self._sets.append(places)
        return number

    def _closure(self, places: "list[int] | frozenset[int]", *, start: bool, end: bool) -> frozenset[int]:
        """The places reached without reading a character; only those that wait for something are kept."""
        waiting, seen, kept = list(places), set(places), set()
        while waiting:
            place = waiting.pop()
            match self._program[place]:
                case Split(ways):
                    reached = ways
                case AtStart():
                    reached = (place + 1,) if start else ()
                case AtEnd():
                    kept.add(place)
                    reached = (place + 1,) if end else ()
                case _:
                    kept.add(place)
                    reached = ()
            for new in reached:
                if new not in seen:
                    seen.add(new)
                    waiting.append(new)
        return frozenset(kept)


@lru_cache(maxsize=512)
def pattern(source: str) -> Pattern | None:
    """The pattern of `source`, None when it cannot be read (import refuses such a form)."""
    try:
        return Pattern(source)
    except PatternError:
        return None
