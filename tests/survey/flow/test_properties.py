"""What holds for any questionnaire and any answers."""

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from survey.flow import (
    End,
    Plan,
    Screen,
    ScreenItem,
    enter,
    enter_item,
    first_screen,
    is_complete,
    next_item,
    next_screen,
    on_path,
    plan_as_json,
    previous_item,
    previous_screen,
    screen_at,
)
from survey.questionnaires.types import BY_KIND
from tests.survey.build import MOMENT
from tests.survey.flow.answerer import Answer, agreeable, fill_items, fill_pages
from tests.survey.flow.generate import POSTS, is_kept, plans, wishes


@given(plans(), wishes())
def test_somebody_who_mends_what_is_refused_comes_to_the_end(
    plan: Plan, wished: dict[str, list[str]]
) -> None:
    answers, shown = fill_pages(plan, agreeable(wished))
    assert is_complete(plan, answers, MOMENT)
    assert all(screen.items for screen in shown)


@given(plans(), wishes())
def test_a_submission_is_what_was_entered_on_the_path(plan: Plan, wished: dict[str, list[str]]) -> None:
    entered: dict[str, list[str]] = {}
    answer = agreeable(wished)

    def noted(item: ScreenItem) -> list[str]:
        entered[item.name] = answer(item)
        return entered[item.name]

    answers, _ = fill_pages(plan, noted)
    stored = on_path(plan, answers, MOMENT)
    for name, found in plan.items.items():
        if found.asked and name in stored:
            assert stored[name] == found.kind.read(found.question, entered[name])
            assert found.kind.fault(found.question, stored[name]) is None


@given(plans(), wishes())
def test_page_by_page_and_item_by_item_store_the_same(plan: Plan, wished: dict[str, list[str]]) -> None:
    assume(not _offers_follow_their_page(plan))
    by_page, _ = fill_pages(plan, agreeable(wished))
    by_item, _, end = fill_items(plan, agreeable(wished))
    assert on_path(plan, by_page, MOMENT) == on_path(plan, by_item, MOMENT)
    assert isinstance(end, End)
    assert is_complete(plan, by_item, MOMENT)


def _offers_follow_their_page(plan: Plan) -> bool:
    """True when choices may depend on an answer beside them: a page offers them before it is given, and somebody who
    takes the first one offered says something else than item by item."""
    filtered = (found for found in plan.items.values() if found.choice_filter is not None and found.page)
    return any(len(plan.pages[found.page].names) > 1 for found in filtered)


@given(plans(), wishes(), st.data())
def test_a_switch_from_one_way_to_the_other_loses_nothing(
    plan: Plan, wished: dict[str, list[str]], data: st.DataObject
) -> None:
    by_page, _ = fill_pages(plan, agreeable(wished))
    asked = [name for name, found in plan.items.items() if found.asked]
    some = data.draw(st.sets(st.sampled_from(asked))) if asked else set()
    begun = {name: answer for name, answer in by_page.items() if name in some}
    answers, _, _ = fill_items(plan, _as_before(by_page, agreeable(wished)), known=begun)
    assert on_path(plan, answers, MOMENT) == on_path(plan, by_page, MOMENT)


def _as_before(answers: dict[str, str], otherwise: Answer) -> Answer:
    return lambda item: [answers[item.name]] if item.name in answers else otherwise(item)


@given(plans(), wishes())
def test_going_back_shows_every_page_as_it_was_left(plan: Plan, wished: dict[str, list[str]]) -> None:
    answers, _ = fill_pages(plan, agreeable(wished))
    kept = dict(answers)
    forwards, backwards = [], []
    screen = first_screen(plan, answers, language="fr", moment=MOMENT)
    while isinstance(screen, Screen):
        forwards.append(screen)
        screen = next_screen(plan, answers, after=screen.page, language="fr", moment=MOMENT)
    if not forwards:
        return
    back: Screen | None = forwards[-1]
    while back is not None:
        backwards.append(back)
        back = previous_screen(plan, answers, before=back.page, language="fr", moment=MOMENT)
    assert backwards[::-1] == forwards
    assert [screen.step for screen in forwards] == list(range(1, len(forwards) + 1))
    assert {screen.steps for screen in forwards} == {len(forwards)}
    assert [screen.previous for screen in forwards] == [False, *[True] * (len(forwards) - 1)]
    assert answers == kept


@given(plans(), wishes())
def test_going_back_item_by_item_passes_each_item_once(plan: Plan, wished: dict[str, list[str]]) -> None:
    answers, _, _ = fill_items(plan, agreeable(wished))
    forwards, backwards = [], []
    following = next_item(plan, answers, after="", language="fr", moment=MOMENT)
    while isinstance(following, Screen):
        forwards.append(following)
        name = following.items[0].name
        following = next_item(plan, answers, after=name, language="fr", moment=MOMENT)
    back = forwards[-1] if forwards else None
    while back is not None:
        backwards.append(back)
        back = previous_item(plan, answers, before=back.items[0].name, language="fr", moment=MOMENT)
    assert backwards[::-1] == forwards


@given(plans(), st.lists(st.tuples(st.integers(0, 12), POSTS), max_size=6))
def test_whatever_is_posted_is_kept_or_refused_and_never_breaks(
    plan: Plan, posts: list[tuple[int, dict[str, list[str]]]]
) -> None:
    answers: dict[str, str] = {}
    pages = [*plan.pages, "", "nowhere"]
    for place, posted in posts:
        page = pages[place % len(pages)]
        entered = enter(plan, answers, page, posted, moment=MOMENT)
        answers = dict(entered.answers)
        screen = screen_at(plan, answers, page=page, language="ar", moment=MOMENT)
        if isinstance(screen, Screen):
            assert all(is_kept(item) for item in screen.items)
            if screen.page == page:
                refused = {fault.place for fault in entered.problems}
                assert {item.name for item in screen.items if item.problem} <= refused
        shown = next_screen(plan, answers, after=page, language="ar", moment=MOMENT)
        if isinstance(shown, Screen) and shown.page == page and shown.problems:
            assert {fault.place for fault in shown.problems} == {fault.place for fault in entered.problems}
    stored = on_path(plan, answers, MOMENT)
    for name, answer in stored.items():
        found = plan.items[name]
        assert answer
        assert BY_KIND[found.kind.kind].fault(found.question, answer) is None
    json.dumps([answers, stored]).encode("utf-8")
    if is_complete(plan, answers, MOMENT):
        assert isinstance(
            next_screen(plan, answers, after=pages[-3], language="fr", moment=MOMENT), End | Screen
        )


@given(plans(), wishes(), st.sampled_from(["fr", "en", "ar"]))
def test_the_path_is_the_same_in_every_language_and_every_time(
    plan: Plan, wished: dict[str, list[str]], language: str
) -> None:
    answers, french = fill_pages(plan, agreeable(wished))
    again, other = fill_pages(plan, agreeable(wished), language=language)
    assert answers == again
    assert [(screen.page, screen.step, screen.steps) for screen in french] == [
        (screen.page, screen.step, screen.steps) for screen in other
    ]


@given(plans(), wishes(), st.data())
def test_what_leaves_the_path_comes_back_with_it(
    plan: Plan, wished: dict[str, list[str]], data: st.DataObject
) -> None:
    answers, _ = fill_pages(plan, agreeable(wished))
    before = on_path(plan, answers, MOMENT)
    asked = sorted(name for name in before if plan.items[name].asked)
    if not asked:
        return
    name = data.draw(st.sampled_from(asked))
    emptied = enter_item(plan, answers, name, [], moment=MOMENT).answers
    restored = enter_item(plan, emptied, name, [before[name]], moment=MOMENT).answers
    assert on_path(plan, restored, MOMENT) == before


@given(plans())
def test_a_plan_is_json_with_everything_in_the_order_it_depends_on(plan: Plan) -> None:
    written = json.loads(json.dumps(plan_as_json(plan)))
    order = written["order"]
    assert sorted(order) == sorted([*written["items"], *written["groups"]])
    for name, found in written["items"].items():
        needed = {*_names(found["relevant"]), *_names(found["calculation"]), *_names(found["constraint"])} - {
            name
        }
        if found["group"]:
            needed.add(found["group"])
        assert all(order.index(other) < order.index(name) for other in needed)
    assert [name for page in written["pages"] for name in page["items"]] == [
        name for name, found in written["items"].items() if found["page"]
    ]


def _names(tree: object) -> set[str]:
    """The items a tree refers to."""
    match tree:
        case ["value", str(name)]:
            return {name}
        case list():
            return {name for branch in tree for name in _names(branch)}
        case _:
            return set()
