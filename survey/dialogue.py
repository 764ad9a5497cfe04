"""The chat: the same flow as the form, asked item by item and answered in one's own words.

It never guesses silently. A reply that is understood is stored and shown as it was understood, to be corrected with
one tap; one that is not brings the likely readings, then all the choices, then the way out or a person.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from nlp.reading import Command, Question, Reading, read_reply
from survey.flow import (
    End,
    Plan,
    Screen,
    ScreenChoice,
    ScreenItem,
    enter_item,
    first_item,
    item_at,
    next_item,
    previous_item,
)
from survey.in_words import in_words
from survey.interview import Face, Interview
from survey.languages import read_as
from survey.moment import Moment
from survey.questionnaires.values import Answers
from survey.replies import posted_of, question_of

AT_MOST_ALSO = 3


class Said(StrEnum):
    """What the chat answers besides the next question; the sentences are webapp's."""

    UNCLEAR = "unclear"
    OFFER = "offer"
    LOST = "lost"
    NEEDED = "needed"
    REFUSED = "refused"
    HELP = "help"
    HUMAN = "human"
    RESTARTED = "restarted"
    BACK = "back"
    AT_START = "at_start"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Understood:
    """One answer as it was understood, to show with a way to correct it; ``value`` is in words.

    ``language`` is that of the question, ``value_language`` that of the value: places keep their French names.
    """

    item: str
    kind: str
    question: str
    value: str
    language: str
    value_language: str


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """What to show after one reply: what was understood, what is said, and the next question.

    ``offers`` are the readings to choose from when the chat is unsure. ``way_out`` is true once the person was lost
    twice on the same question: skipping and a person's contact are then shown.
    """

    interview: Interview
    shown: Screen | End
    understood: tuple[Understood, ...] = ()
    said: Said | None = None
    offers: tuple[ScreenChoice, ...] = ()
    way_out: bool = False
    left: bool = False

    @property
    def screen(self) -> Screen | None:
        """The screen to show, None at the end."""
        return self.shown if isinstance(self.shown, Screen) else None


class Dialogue:
    """The chat over one plan, in one language, at one moment."""

    def __init__(self, plan: Plan, *, language: str, moment: Moment) -> None:
        self._plan = plan
        self._language = language
        self._moment = moment
        self._alike = _sharing_choices(plan)

    def open(self, interview: Interview) -> ChatTurn:
        """Begins, or goes on where the form was: at the first item of its page that has no answer yet."""
        if interview.face is Face.CHAT and interview.item:
            return self._at(interview, interview.item)
        page = self._plan.pages.get(interview.page)
        if page is None:
            return self._show(interview, self._first(interview.answers))
        items = [found.name for found in page.items if found.asked]
        empty = [name for name in items if not interview.answers.get(name)]
        return self._at(interview, next(iter(empty), items[0] if items else ""))

    def reply(self, interview: Interview, text: str) -> ChatTurn:
        """Takes what somebody typed or dictated."""
        item = self._asked(interview)
        if item is None:
            return self.open(interview)
        reading = read_reply(
            question_of(item),
            text,
            language=read_as(self._language),
            today=self._moment.today,
            others=self._others(interview, item),
        )
        if reading.command is not None:
            return self._obey(interview, item, reading.command)
        posted = posted_of(item, reading, text)
        if posted is None:
            return self._unclear(interview, item, reading)
        taken = self.choose(interview, posted)
        return self._with_also(taken, item.name, reading)

    def choose(self, interview: Interview, posted: Sequence[str]) -> ChatTurn:
        """Takes an answer that was tapped, or that a reply was read as: canonical values of the item asked."""
        item = self._asked(interview)
        if item is None:
            return self.open(interview)
        answers = enter_item(self._plan, interview.answers, item.name, posted, moment=self._moment).answers
        return self._go_on(replace(interview, answers=answers), item.name)

    def skip(self, interview: Interview) -> ChatTurn:
        """Leaves the question without an answer, unless one is needed."""
        item = self._asked(interview)
        if item is None:
            return self.open(interview)
        answers = {**interview.answers, item.name: ""}
        following = self._next(answers, after=item.name)
        if _same(following, item.name):
            return self._show(replace(interview, lost=0), following, said=Said.NEEDED)
        return self._show(replace(interview, answers=answers, lost=0), following, said=Said.SKIPPED)

    def back(self, interview: Interview) -> ChatTurn:
        """Goes to the question before; its answer is shown and may be given anew."""
        earlier = self._previous(interview.answers, interview.item)
        if earlier is None:
            return self._at(interview, interview.item, said=Said.AT_START)
        return self._show(replace(interview, lost=0), earlier, said=Said.BACK)

    def correct(self, interview: Interview, item: str) -> ChatTurn:
        """Goes to the question that somebody wants to correct."""
        return self._at(replace(interview, lost=0), item, said=Said.BACK)

    def history(self, interview: Interview, *, most: int) -> tuple[Understood, ...]:
        """Returns the last ``most`` answers given before the question that is asked, the oldest first."""
        found: list[Understood] = []
        before = interview.item
        while len(found) < most:
            earlier = self._previous(interview.answers, before)
            if earlier is None:
                break
            before = earlier.items[0].name
            if earlier.items[0].value:
                found.append(understood(earlier.items[0]))
        return tuple(reversed(found))

    def leave(self, interview: Interview) -> ChatTurn:
        """Stops here; what was answered is kept."""
        return replace(self._at(interview, interview.item), left=True)

    def _first(self, answers: Answers) -> Screen | End:
        return first_item(self._plan, answers, language=self._language, moment=self._moment)

    def _next(self, answers: Answers, *, after: str) -> Screen | End:
        return next_item(self._plan, answers, after=after, language=self._language, moment=self._moment)

    def _previous(self, answers: Answers, before: str) -> Screen | None:
        return previous_item(self._plan, answers, before=before, language=self._language, moment=self._moment)

    def _item(self, answers: Answers, item: str) -> Screen | End:
        return item_at(self._plan, answers, item=item, language=self._language, moment=self._moment)

    def _asked(self, interview: Interview) -> ScreenItem | None:
        here = self._item(interview.answers, interview.item)
        return here.items[0] if isinstance(here, Screen) else None

    def _at(self, interview: Interview, item: str, *, said: Said | None = None) -> ChatTurn:
        return self._show(interview, self._item(interview.answers, item), said=said)

    def _go_on(self, interview: Interview, item: str) -> ChatTurn:
        following = self._next(interview.answers, after=item)
        if _same(following, item):
            said = Said.REFUSED if interview.answers.get(item) else Said.NEEDED
            return self._show(interview, following, said=said)
        turn = self._show(replace(interview, lost=0), following)
        return replace(turn, understood=self._understood(interview.answers, (item,)))

    def _with_also(self, turn: ChatTurn, item: str, reading: Reading) -> ChatTurn:
        """Takes what the same reply said to other questions, and says so.

        A reply that is the label itself, word for word, says nothing else.
        """
        if not turn.understood or not reading.also or reading.confidence >= 1:
            return turn
        answers: Answers = turn.interview.answers
        taken = [item]
        for found in reading.also[:AT_MOST_ALSO]:
            other = self._item(answers, found.question)
            posted = posted_of(other.items[0], found.reading, "") if isinstance(other, Screen) else None
            if posted is None or not _same(other, found.question):
                continue
            entered = enter_item(self._plan, answers, found.question, posted, moment=self._moment)
            if not entered.problems:
                answers = entered.answers
                taken.append(found.question)
        following = self._first_open(answers, item)
        shown = self._show(replace(turn.interview, answers=answers), following)
        return replace(shown, understood=self._understood(answers, taken))

    def _first_open(self, answers: Answers, after: str) -> Screen | End:
        """Returns the first question after ``after`` that has no answer yet, or one whose answer is refused."""
        shown = self._next(answers, after=after)
        while isinstance(shown, Screen) and answers.get(shown.items[0].name):
            here = shown.items[0].name
            shown = self._next(answers, after=here)
            if _same(shown, here):
                break
        return shown

    def _others(self, interview: Interview, item: ScreenItem) -> list[Question]:
        """Returns the questions still open that a reply may answer as well: the next choices of the path.

        A list of choices that several questions share cannot tell which of them is meant.
        """
        found: list[Question] = []
        name = item.name
        answers = interview.answers
        for _ in range(AT_MOST_ALSO):
            following = self._next({**answers, name: answers.get(name) or ""}, after=name)
            if not isinstance(following, Screen) or following.items[0].name == name:
                break
            other = following.items[0]
            name = other.name
            if not answers.get(name) and other.kind == "select_one" and name not in self._alike:
                found.append(question_of(other))
        return found

    def _obey(self, interview: Interview, item: ScreenItem, command: Command) -> ChatTurn:
        match command:
            case Command.SKIP:
                return self.skip(interview)
            case Command.BACK:
                return self.back(interview)
            case Command.STOP:
                return self.leave(interview)
            case Command.RESTART:
                first = self._first(interview.answers)
                return self._show(replace(interview, lost=0), first, said=Said.RESTARTED)
            case Command.HUMAN:
                return replace(self._at(interview, item.name, said=Said.HUMAN), way_out=True)
            case Command.HELP:
                return self._at(interview, item.name, said=Said.HELP)

    def _unclear(self, interview: Interview, item: ScreenItem, reading: Reading) -> ChatTurn:
        lost = interview.lost + 1
        names = {str(candidate) for candidate in reading.candidates}
        offers = tuple(choice for choice in item.choices if choice.name in names) if lost == 1 else ()
        said = Said.OFFER if offers else Said.UNCLEAR if lost == 1 else Said.LOST
        turn = self._at(replace(interview, lost=lost), item.name, said=said)
        return replace(turn, offers=offers, way_out=lost > 1)

    def _understood(self, answers: Answers, items: Sequence[str]) -> tuple[Understood, ...]:
        shown = []
        for name in items:
            here = self._item(answers, name)
            if isinstance(here, Screen) and here.items[0].name == name and here.items[0].value:
                shown.append(understood(here.items[0]))
        return tuple(shown)

    def _show(self, interview: Interview, shown: Screen | End, *, said: Said | None = None) -> ChatTurn:
        if isinstance(shown, Screen):
            interview = replace(interview, face=Face.CHAT, page=shown.page, item=shown.items[0].name)
        return ChatTurn(interview, shown, said=said)


def understood(item: ScreenItem) -> Understood:
    """Returns an answered item in words: the labels of what was chosen, a day by its month, or what was typed."""
    language = item.language
    if item.choices:
        by_name = {choice.name: choice for choice in item.choices}
        chosen = [by_name[name] for name in item.value.split() if name in by_name]
        value = ", ".join(choice.label for choice in chosen)
        language = chosen[0].language if chosen else language
    else:
        value = in_words(item.kind, item.value, item.language)
    return Understood(item.name, item.kind, item.label, value, item.language, language)


def _sharing_choices(plan: Plan) -> frozenset[str]:
    """Returns the questions whose choices are those of another question too."""
    lists = {name: found.question.offered for name, found in plan.items.items() if found.choices}
    count = Counter(lists.values())
    return frozenset(name for name, choices in lists.items() if count[choices] > 1)


def _same(shown: Screen | End, item: str) -> bool:
    return isinstance(shown, Screen) and shown.items[0].name == item
