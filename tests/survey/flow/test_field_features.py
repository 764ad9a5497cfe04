"""What forms of the field rely on: filters, one more choice, defaults, guidance, values to read only."""

from collections.abc import Mapping

from survey.flow import End, Screen, first_screen, next_screen, on_path, plan_as_json
from survey.flow.plan import Plan
from survey.problems import ProblemCode
from tests.survey.build import MOMENT, Cells, group, item, plan
from tests.survey.flow.answerer import agreeable, fill_items, fill_pages

PLACES: tuple[Cells, ...] = (
    {"list_name": "state", "name": "texas", "label::fr": "Texas", "Region": ""},
    {"list_name": "state", "name": "ohio", "label::fr": "Ohio", "Region": ""},
    {"list_name": "town", "name": "dallas", "label::fr": "Dallas", "Region": "texas"},
    {"list_name": "town", "name": "waco", "label::fr": "Waco", "Region": "texas"},
    {"list_name": "town", "name": "akron", "label::fr": "Akron", "Region": "ohio"},
)
TOWNS = (
    item("select_one state", "s"),
    item("select_one town", "t", choice_filter="region = ${s}", required="yes"),
)


def shown(found: Plan, answers: Mapping[str, str], after: str = "") -> Screen:
    """The first screen, or the one after a page."""
    screen = (
        next_screen(found, answers, after=after, language="fr", moment=MOMENT)
        if after
        else first_screen(found, answers, language="fr", moment=MOMENT)
    )
    assert isinstance(screen, Screen)
    return screen


def test_a_filter_offers_the_choices_of_an_earlier_answer() -> None:
    found = plan(*TOWNS, choices=PLACES)
    (towns,) = shown(found, {"s": "texas"}, "s").items
    assert [choice.name for choice in towns.choices] == ["dallas", "waco"]
    answers, _ = fill_pages(found, agreeable({"s": ["ohio"]}))
    assert on_path(found, answers, MOMENT) == {"s": "ohio", "t": "akron"}


def test_an_answer_that_the_filter_no_longer_offers_is_asked_again() -> None:
    found = plan(*TOWNS, choices=PLACES)
    screen = shown(found, {"s": "ohio", "t": "dallas"}, "s")
    assert [fault.code for fault in screen.problems] == [ProblemCode.UNKNOWN_CHOICE]
    assert on_path(found, {"s": "ohio", "t": "dallas"}, MOMENT) == {"s": "ohio"}


def test_a_question_with_nothing_left_to_choose_is_not_asked() -> None:
    found = plan(*TOWNS, choices=PLACES)
    assert isinstance(next_screen(found, {"s": ""}, after="s", language="fr", moment=MOMENT), End)


def test_a_filtered_question_comes_in_on_the_page_it_shares() -> None:
    found = plan(*group("g", *TOWNS), choices=PLACES)
    assert [each.name for each in shown(found, {}).items] == ["s"]
    again = shown(found, {"s": "texas"}, "g")
    assert ([each.name for each in again.items], again.problems) == (["s", "t"], ())


def test_a_choice_may_stand_twice_where_a_filter_tells_them_apart() -> None:
    choices = (
        *PLACES,
        {"list_name": "town", "name": "waco", "label::fr": "Waco (Ohio)", "Region": "ohio"},
    )
    found = plan(*TOWNS, choices=choices, allow_choice_duplicates="yes")
    (towns,) = shown(found, {"s": "ohio"}, "s").items
    assert [choice.label for choice in towns.choices] == ["Akron", "Waco (Ohio)"]


def test_or_other_adds_a_choice_and_asks_for_words() -> None:
    found = plan(item("select_one yn or_other", "a", **{"label::en": "A"}), item("text", "b"))
    (asked,) = shown(found, {}).items
    assert [(choice.name, choice.label) for choice in asked.choices][-1] == ("other", "Autre")
    answers, screens, _ = fill_items(found, agreeable({"a": ["other"], "a_other": ["Peut-être"]}))
    assert [screen.items[0].name for screen in screens] == ["a", "a_other", "b"]
    assert on_path(found, answers, MOMENT)["a_other"] == "Peut-être"
    _, screens, _ = fill_items(found, agreeable({"a": ["yes"]}))
    assert [screen.items[0].name for screen in screens] == ["a", "b"]


def test_a_list_that_has_its_own_other_keeps_its_label() -> None:
    own = (
        {"list_name": "l", "name": "x", "label::fr": "X"},
        {"list_name": "l", "name": "other", "label::fr": "Ailleurs"},
    )
    (asked,) = shown(plan(item("select_one l or_other", "a"), choices=own), {}).items
    assert [choice.label for choice in asked.choices] == ["X", "Ailleurs"]


def test_a_default_may_be_computed_until_something_is_entered() -> None:
    found = plan(
        item("integer", "a"),
        item("date", "d", default="today()"),
        item("integer", "b", default="${a} + 1"),
    )
    assert shown(found, {}, "a").items[0].entered == "2026-11-23"
    assert shown(found, {"a": "4"}, "d").items[0].entered == "5"
    assert shown(found, {"a": "4", "b": ""}, "d").items[0].entered == ""
    assert on_path(found, {"a": "4", "b": "9"}, MOMENT) == {"a": "4", "d": "2026-11-23", "b": "9"}


def test_a_value_to_read_only_is_shown_in_words_and_never_asked() -> None:
    found = plan(
        item("select_one yn", "a"),
        item("select_one yn", "b", readonly="yes", default="${a}", required="yes"),
        item("integer", "c", readonly="TRUE", calculation="2 + 2"),
    )
    screen = shown(found, {"a": "no"}, "a")
    assert [(each.kind, each.said, each.required) for each in screen.items] == [("read_only", "Non", False)]
    answers, screens, end = fill_items(found, agreeable({"a": ["no"], "b": ["yes"]}))
    assert [each.items[0].name for each in screens] == ["a"]
    assert [said.text for said in end.introductions] == ["b\nNon", "c\n4"]
    assert on_path(found, answers, MOMENT) == {"a": "no", "b": "no", "c": "4"}


def test_more_help_stands_beside_the_hint() -> None:
    found = plan(item("text", "a", **{"hint::fr": "Court", "guidance_hint::fr": "Plus long"}))
    (asked,) = shown(found, {}).items
    assert (asked.hint, asked.guidance, asked.guidance_language) == ("Court", "Plus long", "fr")


def test_the_day_is_known_and_the_device_says_nothing() -> None:
    found = plan(
        {"type": "today", "name": "day"},
        {"type": "deviceid", "name": "device"},
        item("note", "n", "Le ${day}, ${device}."),
        item("text", "a"),
    )
    assert shown(found, {}).items[0].label == "Le 2026-11-23, ."
    assert on_path(found, {"a": "x"}, MOMENT) == {"day": "2026-11-23", "a": "x"}


def test_a_table_list_is_one_page() -> None:
    found = plan(*group("g", item("select_one yn", "a"), item("select_one yn", "b"), appearance="table-list"))
    assert [each.name for each in shown(found, {}).items] == ["a", "b"]


def test_a_text_in_a_language_we_do_not_serve_is_shown_under_the_default_one() -> None:
    found = plan({"type": "text", "name": "a", "label::Swahili (sw)": "Jina lako"})
    (asked,) = shown(found, {}).items
    assert (asked.label, asked.language) == ("Jina lako", "fr")


def test_a_device_gets_filters_bounds_and_defaults() -> None:
    found = plan_as_json(
        plan(*TOWNS, item("range", "r", parameters="start=1 end=5", default="${s}"), choices=PLACES)
    )
    items = found["items"]
    assert isinstance(items, dict)
    assert items["t"]["choice_filter"] == ["chain", ["column", "region"], "=", ["value", "s"]]
    assert items["t"]["choices"][0]["columns"]["region"] == "texas"
    assert "columns" not in items["s"]["choices"][0]
    assert (items["r"]["bounds"], items["r"]["default_expression"]) == (["1", "5", "1"], ["value", "s"])
