"""Page by page: the screen to show now."""

from collections.abc import Iterable, Sequence

from survey.flow.path import Path, walk
from survey.flow.phrases import Phrases
from survey.flow.plan import Page, Plan, PlanItem
from survey.flow.values import End, Screen, ScreenChoice, ScreenItem
from survey.in_words import in_words
from survey.languages import draws_pictograms
from survey.moment import Moment
from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.values import Answers


def first_screen(plan: Plan, answers: Answers, *, language: str, moment: Moment) -> Screen | End:
    """The first page of the path; End only when the path shows nothing at all."""
    path = walk(plan, answers, moment)
    return _first_shown(path, plan.pages.values(), language) or End(0)


def next_screen(plan: Plan, answers: Answers, *, after: str, language: str, moment: Moment) -> Screen | End:
    """The page after `after`.

    The same page with its problems when something there is missing or refused, and the same page without any
    when an answer given there has just brought an item of it onto the path. After the last page, the first
    page that still lacks something, or End.
    """
    path = walk(plan, answers, moment)
    page = plan.pages.get(after)
    if page is None:
        return _first_shown(path, plan.pages.values(), language) or End(0)
    if any(path.told(found) or path.newcomer(found) for found in page.items):
        return screen(path, page, language, checked=True)
    following = _first_shown(path, _after(plan, after), language)
    if following is not None:
        return following
    lacking = next((other for other in plan.pages.values() if any(map(path.problem, other.items))), None)
    if lacking is not None:
        return screen(path, lacking, language, checked=True)
    return End(len(_shown(path)))


def previous_screen(
    plan: Plan, answers: Answers, *, before: str, language: str, moment: Moment
) -> Screen | None:
    """The page before `before` on the path, None before the first; an unknown page leads to the last one."""
    path = walk(plan, answers, moment)
    earlier = _before(plan, before) if before in plan.pages else list(plan.pages.values())
    return _first_shown(path, reversed(earlier), language)


def screen_at(plan: Plan, answers: Answers, *, page: str, language: str, moment: Moment) -> Screen | End:
    """The page of this key as it stands; off the path the one after it, else before it; unknown, the
    first."""
    path = walk(plan, answers, moment)
    wanted = plan.pages.get(page)
    if wanted is None:
        return _first_shown(path, plan.pages.values(), language) or End(0)
    near = [wanted, *_after(plan, page), *reversed(_before(plan, page))]
    return _first_shown(path, near, language) or End(0)


def screen(path: Path, page: Page, language: str, *, checked: bool = False) -> Screen:
    """A page as the path has it; `checked` says what is missing too, and not only what was refused."""
    shown = _shown(path)
    items = tuple(
        screen_item(path, found, language, checked=checked)
        for found in page.items
        if found.name in path.relevant
    )
    step = next((place for place, other in enumerate(shown, 1) if other.key == page.key), 0)
    title, title_language = group_title(path, page.groups, language)
    return Screen(
        page=page.key,
        title=title,
        title_language=title_language,
        items=items,
        problems=tuple(item.problem for item in items if item.problem),
        step=step,
        steps=len(shown),
        previous=step > 1,
    )


def screen_item(path: Path, found: PlanItem, language: str, *, checked: bool) -> ScreenItem:
    """An item as the path has it, in `language` where it is written in it."""
    label, hint = found.label.in_language(language), found.hint.in_language(language)
    guidance = found.guidance.in_language(language)
    entered = path.entries.get(found.name, "")
    return ScreenItem(
        name=found.name,
        kind="read_only" if found.item.read_only else found.kind.kind,
        role=found.item.role,
        label=label.said(path.shown),
        hint=hint.said(path.shown),
        guidance=guidance.said(path.shown),
        appearance=found.appearance,
        required=found.asked and path.requires(found),
        choices=_choices(path, found, entered, language) if found.choices else (),
        bounds=found.item.bounds,
        value=path.accepted.get(found.name, ""),
        said=said_of(path, found, language),
        entered=entered if found.asked else "",
        problem=_worded(path, found, language, checked=checked),
        language=label.language,
        hint_language=hint.language,
        guidance_language=guidance.language,
    )


def said_of(path: Path, found: PlanItem, language: str) -> str:
    """The value of an item to read only, in words; "" for every other item."""
    return (
        in_words(found.kind.kind, path.shown(found.name, language), language) if found.item.read_only else ""
    )


def _choices(path: Path, found: PlanItem, entered: str, language: str) -> tuple[ScreenChoice, ...]:
    chosen = set(entered.split(" "))
    pictured = draws_pictograms(language)
    drawn = []
    for choice in path.offered(found):
        phrase = choice.label.in_language(language)
        drawn.append(
            ScreenChoice(
                name=choice.name,
                label=phrase.said(path.shown),
                language=phrase.language,
                chosen=choice.name in chosen,
                pictogram=choice.pictogram if pictured else "",
            )
        )
    return tuple(drawn)


def _worded(path: Path, found: PlanItem, language: str, *, checked: bool) -> Problem | None:
    """The problem of an item, with the sentence its author wrote for it."""
    fault = path.told(found) if checked else path.faults.get(found.name)
    if fault is None:
        return None
    messages = {
        ProblemCode.REQUIRED: found.required_message,
        ProblemCode.CONSTRAINT: found.constraint_message,
    }.get(fault.code)
    return fault if messages is None else _with_sentence(path, messages, fault, language)


def _with_sentence(path: Path, messages: Phrases, fault: Problem, language: str) -> Problem:
    phrase = messages.in_language(language)
    said = phrase.said(path.shown)
    if not said:
        return fault
    return Problem(fault.code, fault.place, (*fault.values, ("message", said), ("language", phrase.language)))


def constraint_problem(path: Path, found: PlanItem, language: str) -> Problem:
    """What an answer that breaks the rule of its item comes to, with the sentence its author wrote for it."""
    return _with_sentence(
        path, found.constraint_message, problem(ProblemCode.CONSTRAINT, found.name), language
    )


def group_title(path: Path, groups: Sequence[str], language: str) -> tuple[str, str]:
    """The label of the innermost group that has one, with the language it is in; "" when none has."""
    for name in reversed(groups):
        phrase = path.plan.groups[name].label.in_language(language)
        said = phrase.said(path.shown)
        if said:
            return said, phrase.language
    return "", language


def _shown(path: Path) -> list[Page]:
    return [page for page in path.plan.pages.values() if path.shows(page)]


def _first_shown(path: Path, pages: Iterable[Page], language: str) -> Screen | None:
    page = next((page for page in pages if path.shows(page)), None)
    return None if page is None else screen(path, page, language)


def _before(plan: Plan, key: str) -> list[Page]:
    keys = list(plan.pages)
    return [plan.pages[other] for other in keys[: keys.index(key)]]


def _after(plan: Plan, key: str) -> list[Page]:
    keys = list(plan.pages)
    return [plan.pages[other] for other in keys[keys.index(key) + 1 :]]
