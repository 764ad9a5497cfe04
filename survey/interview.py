"""One person's way through one questionnaire, as a value: it travels with the phone and knows no request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from survey.flow import End, Plan, Screen, first_screen, next_screen, previous_screen, screen_at, with_page
from survey.moment import Moment
from survey.questionnaires.values import Answers


class Face(StrEnum):
    """How the same questions are asked: page by page, or item by item."""

    FORM = "form"
    CHAT = "chat"


class Go(StrEnum):
    """What somebody asks for with a page: the next one, the one before, to stop here, or the same again."""

    NEXT = "next"
    BACK = "back"
    LEAVE = "leave"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Interview:
    """Where somebody is. ``key`` belongs to one opened form; ``page`` is "" before the first one.

    In the chat, ``item`` is the one that is asked and ``lost`` how many replies to it were not understood in a row.
    ``answers`` keeps what is off the path too, so that going back and forth loses nothing.
    """

    key: str
    answers: Answers
    page: str = ""
    face: Face = Face.FORM
    item: str = ""
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """The interview after one page came in, and what to show: a screen, or the end.

    ``left`` is true when somebody stopped before the end and wants the answers kept.
    """

    interview: Interview
    shown: Screen | End
    left: bool = False

    @property
    def screen(self) -> Screen | None:
        """The screen to show, None at the end."""
        return self.shown if isinstance(self.shown, Screen) else None


def begin(plan: Plan, interview: Interview, *, language: str, moment: Moment) -> Turn:
    """Returns the first screen, or the one where a resumed interview was left."""
    if interview.page:
        here = screen_at(plan, interview.answers, page=interview.page, language=language, moment=moment)
        return _turn(interview, here)
    return _turn(interview, first_screen(plan, interview.answers, language=language, moment=moment))


def take_page(
    plan: Plan,
    interview: Interview,
    *,
    posted: Mapping[str, Sequence[str]],
    go: Go,
    language: str,
    moment: Moment,
) -> Turn:
    """Reads one page into the interview and goes where ``go`` says; what was typed is kept whichever way."""
    answers = with_page(plan, interview.answers, interview.page, posted, moment=moment)
    interview = replace(interview, answers=answers)
    page = interview.page
    shown: Screen | End | None = None
    if go is Go.NEXT:
        shown = next_screen(plan, answers, after=page, language=language, moment=moment)
    elif go is Go.BACK:
        shown = previous_screen(plan, answers, before=page, language=language, moment=moment)
    if shown is None:
        shown = screen_at(plan, answers, page=page, language=language, moment=moment)
    return _turn(interview, shown, left=go is Go.LEAVE)


def _turn(interview: Interview, shown: Screen | End, *, left: bool = False) -> Turn:
    page = shown.page if isinstance(shown, Screen) else interview.page
    return Turn(replace(interview, page=page), shown, left)
