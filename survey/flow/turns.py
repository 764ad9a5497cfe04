"""Item by item, as the chat asks: the same path, problems and answers as page by page."""

from collections.abc import Iterable, Sequence

from survey.flow.path import Path, walk
from survey.flow.plan import Plan, PlanItem
from survey.flow.screens import group_title, said_of, screen_item
from survey.flow.values import End, Introduction, Screen
from survey.moment import Moment
from survey.questionnaires.values import Answers


def first_item(plan: Plan, answers: Answers, *, language: str, moment: Moment) -> Screen | End:
    """The first item of the path, alone on its screen; End when the path asks nothing."""
    return next_item(plan, answers, after="", language=language, moment=moment)


def next_item(plan: Plan, answers: Answers, *, after: str, language: str, moment: Moment) -> Screen | End:
    """The item after the item `after`, or the same with its problem when its answer is missing or refused.

    Notes and labels of groups since the item before become introductions. After the last item, the first one
    that still lacks something, or End with the notes that follow it. An unknown item leads to the first.
    """
    path = walk(plan, answers, moment)
    asked = _asked(path)
    here = plan.items.get(after)
    if here is not None and path.problem(here) is not None:
        return _screen(path, asked, here, language, checked=True)
    following = next(iter(_later(plan, asked, after)), None)
    if following is not None:
        return _screen(path, asked, following, language)
    lacking = next((found for found in asked if path.problem(found) is not None), None)
    if lacking is not None:
        return _screen(path, asked, lacking, language, checked=True)
    last = asked[-1].name if asked else ""
    return End(len(asked), _introductions(path, last, "", language))


def previous_item(
    plan: Plan, answers: Answers, *, before: str, language: str, moment: Moment
) -> Screen | None:
    """The item before the item `before` on the path, None before the first; unknown, the last one."""
    path = walk(plan, answers, moment)
    asked = _asked(path)
    places = {name: place for place, name in enumerate(plan.items)}
    limit = places.get(before, len(places))
    earlier = [found for found in asked if places[found.name] < limit]
    return _screen(path, asked, earlier[-1], language) if earlier else None


def item_at(plan: Plan, answers: Answers, *, item: str, language: str, moment: Moment) -> Screen | End:
    """This item as it stands; off the path the one after it, else before it; unknown, the first."""
    path = walk(plan, answers, moment)
    asked = _asked(path)
    if not asked:
        return End(0, _introductions(path, "", "", language))
    here = next((found for found in asked if found.name == item), None)
    near = here or next(iter(_later(plan, asked, item)), asked[-1])
    return _screen(path, asked, near, language)


def _asked(path: Path) -> list[PlanItem]:
    return [found for found in path.plan.items.values() if found.asked and found.name in path.relevant]


def _later(plan: Plan, asked: Iterable[PlanItem], item: str) -> list[PlanItem]:
    """The items of the path that stand after `item` in the sheet, all of them when it is unknown."""
    places = {name: place for place, name in enumerate(plan.items)}
    return [found for found in asked if places[found.name] > places.get(item, -1)]


def _screen(
    path: Path, asked: Sequence[PlanItem], found: PlanItem, language: str, *, checked: bool = False
) -> Screen:
    step = next(place for place, other in enumerate(asked, 1) if other.name == found.name)
    shown = screen_item(path, found, language, checked=checked)
    page = path.plan.pages[found.page]
    title, title_language = group_title(path, page.groups, language)
    before = asked[step - 2].name if step > 1 else ""
    return Screen(
        page=page.key,
        title=title,
        title_language=title_language,
        items=(shown,),
        problems=(shown.problem,) if shown.problem else (),
        step=step,
        steps=len(asked),
        previous=step > 1,
        introductions=_introductions(path, before, found.name, language),
    )


def _introductions(path: Path, after: str, before: str, language: str) -> tuple[Introduction, ...]:
    """What is said between two items ("" for the beginning and the end): groups entered, and notes."""
    plan = path.plan
    names = list(plan.items)
    start = names.index(after) + 1 if after else 0
    stop = names.index(before) + 1 if before else len(names)
    entered = set(plan.items[after].item.groups) if after else set()
    said: list[Introduction] = []
    for name in names[start:stop]:
        found = plan.items[name]
        if name not in path.relevant or not found.kind.shown:
            continue
        for group in found.item.groups:
            if group not in entered:
                entered.add(group)
                said += _said(*group_title(path, (group,), language))
        if not found.asked:
            phrase = found.label.in_language(language)
            words = (phrase.said(path.shown), said_of(path, found, language))
            said += _said("\n".join(word for word in words if word), phrase.language)
    return tuple(said)


def _said(text: str, language: str) -> list[Introduction]:
    return [Introduction(text, language)] if text else []
