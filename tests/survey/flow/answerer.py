"""Somebody who fills a questionnaire to its end, page by page or item by item."""

from collections.abc import Callable, Mapping

from survey.flow import (
    End,
    Plan,
    Screen,
    ScreenItem,
    enter,
    enter_item,
    first_item,
    first_screen,
    next_item,
    next_screen,
)
from survey.questionnaires import Answers
from tests.survey.build import MOMENT

Answer = Callable[[ScreenItem], list[str]]
"""What somebody posts for an item as it is shown."""

MAX_STEPS = 500


def fill_pages(
    plan: Plan, answer: Answer, *, language: str = "fr", known: Answers | None = None
) -> tuple[dict[str, str], list[Screen]]:
    """Answers after the last page, and every screen shown; fails when the end does not come."""
    answers, shown = dict(known or {}), []
    screen = first_screen(plan, answers, language=language, moment=MOMENT)
    while isinstance(screen, Screen):
        shown.append(screen)
        assert len(shown) < MAX_STEPS, f"no way out of page {screen.page}: {screen.problems}"
        posted = {item.name: answer(item) for item in screen.items}
        answers = dict(enter(plan, answers, screen.page, posted, moment=MOMENT).answers)
        screen = next_screen(plan, answers, after=screen.page, language=language, moment=MOMENT)
    return answers, shown


def fill_items(
    plan: Plan, answer: Answer, *, language: str = "fr", known: Answers | None = None
) -> tuple[dict[str, str], list[Screen], End]:
    """The same item by item, with the end itself."""
    answers, shown = dict(known or {}), []
    screen = first_item(plan, answers, language=language, moment=MOMENT)
    while isinstance(screen, Screen):
        shown.append(screen)
        (item,) = screen.items
        assert len(shown) < MAX_STEPS, f"no way past {item.name}: {screen.problems}"
        answers = dict(enter_item(plan, answers, item.name, answer(item), moment=MOMENT).answers)
        screen = next_item(plan, answers, after=item.name, language=language, moment=MOMENT)
    return answers, shown, screen


def agreeable(wishes: Mapping[str, list[str]] | None = None) -> Answer:
    """Answers what is wished for an item, else its first choice or something plain of its kind; tries
    something else when an entry was refused."""
    tries: dict[str, int] = {}

    def answer(item: ScreenItem) -> list[str]:
        attempt = tries.get(item.name, 0)
        if item.problem is not None:
            attempt += 1
        tries[item.name] = attempt
        if wishes and item.name in wishes and attempt == 0:
            return wishes[item.name]
        return plain_answer(item, attempt)

    return answer


def plain_answer(item: ScreenItem, attempt: int = 0) -> list[str]:
    match item.kind:
        case "select_one" | "select_multiple":
            return [item.choices[attempt % len(item.choices)].name]
        case "rank":
            return [choice.name for choice in item.choices]
        case "acknowledge":
            return ["OK"]
        case "integer":
            return [["3", "1", "0", "12", "2020"][attempt % 5]]
        case "decimal":
            return [["3,5", "12", "0.1", "20", "-1"][attempt % 5]]
        case "range":
            assert item.bounds is not None
            return [str(item.bounds.least + attempt * item.bounds.step)]
        case "date":
            return [["2026-11-23", "01/02/2001", "2031-01-01"][attempt % 3]]
        case "time":
            return [["09:30", "18h"][attempt % 2]]
        case "text":
            return [["Mot", "mot@example.org", "06 39 98 00 11", "12", "A"][attempt % 5]]
        case _:
            return []
