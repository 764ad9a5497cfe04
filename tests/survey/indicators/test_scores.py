"""What a person's answers to a scale come to."""

import pytest

from survey.flow import Plan, plan_of
from survey.indicators.scores import ScaleItem, asked_alike, scale_items, score
from survey.questionnaires import questionnaire_from
from survey.questionnaires.builtin import load_builtin
from tests.survey.build import Cells, item, plan

FIVE = tuple("12345")
AGREEMENT: tuple[Cells, ...] = tuple(
    {"list_name": "five", "name": name, "label::fr": name} for name in (*FIVE, "no_answer")
)


def asked(*names: str, reversed_: str = "") -> Plan:
    rows = [
        item("select_one five", name, role="scale:use", scoring="reversed" if name == reversed_ else "")
        for name in names
    ]
    return plan(*rows, choices=AGREEMENT)


def test_an_answer_lies_between_the_worst_and_the_best() -> None:
    found = ScaleItem("q", FIVE)
    assert [found.value(answer) for answer in FIVE] == [0, 0.25, 0.5, 0.75, 1]


def test_an_item_whose_poles_are_turned_is_turned_back() -> None:
    found = ScaleItem("q", tuple("1234567"), reversed=True)
    assert found.value("1") == 1
    assert found.value("7") == 0
    assert found.value("3") == pytest.approx(4 / 6)


def test_answers_in_words_count_by_their_place() -> None:
    found = ScaleItem("visits", ("never", "monthly", "weekly", "more"))
    assert [found.value(answer) for answer in found.order] == pytest.approx([0, 1 / 3, 2 / 3, 1])


@pytest.mark.parametrize("answer", ["", "6", "no_answer", "1 2"])
def test_what_is_no_answer_of_the_item_has_no_value(answer: str) -> None:
    assert ScaleItem("q", FIVE).value(answer) is None


def test_an_item_with_one_answer_measures_nothing() -> None:
    assert ScaleItem("q", ("1",)).value("1") is None


def test_a_score_is_the_mean_of_the_items_answered() -> None:
    items = (ScaleItem("a", FIVE), ScaleItem("b", FIVE, reversed=True), ScaleItem("c", ("no", "yes")))
    assert score(items, {"a": "5", "b": "2", "c": "no"}) == pytest.approx((1 + 0.75 + 0) / 3)
    assert score(items, {"a": "5", "b": "2"}) == pytest.approx((1 + 0.75) / 2)


@pytest.mark.parametrize(
    ("answered", "items", "scored"), [(1, 2, True), (2, 5, False), (3, 5, True), (4, 9, False), (5, 9, True)]
)
def test_half_of_the_items_at_least_make_a_score(answered: int, items: int, scored: bool) -> None:
    asked_items = [ScaleItem(f"q{place}", FIVE) for place in range(items)]
    found = score(asked_items, {f"q{place}": "3" for place in range(answered)})
    assert found == (0.5 if scored else None)


def test_no_item_makes_no_score() -> None:
    assert score((), {"a": "3"}) is None
    assert scale_items((), "use") == ()


def test_preferring_not_to_say_is_no_place_of_the_scale() -> None:
    (found,) = scale_items((asked("a"),), "use")
    assert found == ScaleItem("a", FIVE)


def test_only_items_that_every_version_asks_alike_are_kept() -> None:
    first, later = asked("a", "b", "c"), asked("b", "c", "d", reversed_="c")
    assert [found.name for found in scale_items((first, later), "use")] == ["b"]
    assert [found.name for found in scale_items((first,), "use")] == ["a", "b", "c"]
    assert scale_items((first, later), "image") == ()


def test_an_item_whose_answers_changed_places_is_left_out() -> None:
    turned = tuple({**cells, "label::fr": label} for cells, label in zip(AGREEMENT[:5], "54321", strict=True))
    later = plan(item("select_one five", "a", role="scale:use"), choices=turned)
    assert scale_items((asked("a"), later), "use") == ()
    assert not asked_alike((asked("a"), later), "a")
    assert asked_alike((asked("a"), later), "b")


def test_several_answers_to_one_question_are_no_place_on_a_scale() -> None:
    found = plan(item("select_multiple five", "a", role="scale:use"), choices=AGREEMENT)
    assert scale_items((found,), "use") == ()


@pytest.mark.parametrize(
    "name", ["perception_before", "perception_after", "perception_yearly", "perception_follow_up"]
)
def test_the_scales_of_the_house_go_from_worst_to_best(name: str) -> None:
    built_in = plan_of(questionnaire_from(load_builtin(name), converter=False))
    best = {"5", "7", "yes", "many", "more"}
    turned_poles = {"image_welcoming", "image_open", "image_connected", "image_supported"}
    scales = ("use", "image", "ties", "experience", "mobility", "attachment")
    items = [found for scale in scales for found in scale_items((built_in,), scale)]
    assert len(items) >= 18
    for found in items:
        top = max(found.order, key=lambda answer: found.value(answer) or 0)
        assert top == "1" if found.name in turned_poles else top in best, found.name


@pytest.mark.parametrize("later", ["perception_after", "perception_follow_up"])
def test_before_and_later_surveys_share_their_scales_whole(later: str) -> None:
    plans = [
        plan_of(questionnaire_from(load_builtin(name), converter=False))
        for name in ("perception_before", later)
    ]
    counts = {
        scale: len(scale_items(plans, scale)) for scale in ("use", "image", "ties", "mobility", "attachment")
    }
    assert counts == {"use": 5, "image": 9, "ties": 1, "mobility": 4, "attachment": 2}
