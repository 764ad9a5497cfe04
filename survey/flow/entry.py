"""What a form or a turn of chat posted, read into answers; and what a submission stores."""

from collections.abc import Mapping, Sequence

from survey.flow.path import Path, walk
from survey.flow.plan import Plan, PlanItem
from survey.flow.values import Entered
from survey.moment import Moment
from survey.problems import Problem
from survey.questionnaires.values import Answers


def enter(
    plan: Plan, answers: Answers, page: str, posted: Mapping[str, Sequence[str]], *, moment: Moment
) -> Entered:
    """The answers with what a form posted for a page.

    Items that were on the screen and posted nothing are emptied (an unticked box posts nothing); what stands
    on other pages is left aside. A refused entry is kept as typed and named in `problems`, without the
    author's sentences: the screen that shows it back has them. An unknown page changes nothing.
    """
    wanted = plan.pages.get(page)
    if wanted is None:
        return Entered(dict(answers), ())
    return _entered(plan, with_page(plan, answers, page, posted, moment=moment), wanted.items, moment)


def with_page(
    plan: Plan, answers: Answers, page: str, posted: Mapping[str, Sequence[str]], *, moment: Moment
) -> dict[str, str]:
    """The answers of `enter`, for who goes to a screen next and finds the problems there."""
    wanted = plan.pages.get(page)
    if wanted is None:
        return dict(answers)
    before = walk(plan, answers, moment)
    read = {
        found.name: _read(before, found, posted.get(found.name, ()))
        for found in wanted.items
        if found.asked and (found.name in posted or found.name in before.relevant)
    }
    return {**answers, **read}


def enter_item(plan: Plan, answers: Answers, item: str, posted: Sequence[str], *, moment: Moment) -> Entered:
    """The answers with what was posted for one item; an item that nobody answers changes nothing."""
    found = plan.items.get(item)
    if found is None or not found.asked:
        return Entered(dict(answers), ())
    read = _read(walk(plan, answers, moment), found, posted)
    return _entered(plan, {**answers, item: read}, (found,), moment)


def on_path(plan: Plan, answers: Answers, moment: Moment) -> dict[str, str]:
    """What a submission stores: the accepted answers on the path with hidden values and calculations, in the
    order of the questionnaire. Empty, refused and off-path ones are left out."""
    accepted = walk(plan, answers, moment).accepted
    return {name: accepted[name] for name in plan.items if name in accepted}


def is_complete(plan: Plan, answers: Answers, moment: Moment) -> bool:
    """Whether nothing on the path is missing or refused."""
    return not problems_on_path(plan, answers, moment)


def problems_on_path(plan: Plan, answers: Answers, moment: Moment) -> tuple[Problem, ...]:
    """What is missing or refused on the path, in the order of the questionnaire."""
    path = walk(plan, answers, moment)
    found = (path.problem(item) for item in plan.items.values())
    return tuple(fault for fault in found if fault is not None)


def _read(before: Path, found: PlanItem, posted: Sequence[str]) -> str:
    return found.kind.read(before.question(found), posted)


def _entered(plan: Plan, answers: Answers, items: Sequence[PlanItem], moment: Moment) -> Entered:
    path = walk(plan, answers, moment)
    problems = (path.told(found) for found in items)
    return Entered(answers, tuple(fault for fault in problems if fault is not None))
