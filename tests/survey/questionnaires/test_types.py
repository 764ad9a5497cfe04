"""What a form posts becomes a canonical answer, or is kept as typed with the reason it is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.problems import ProblemCode
from survey.questionnaires.types import BY_KIND, Question, closest_type, item_type
from survey.questionnaires.types.integer import MAX_DIGITS
from survey.questionnaires.types.ranges import bounds
from survey.questionnaires.types.register import Bounds
from survey.questionnaires.types.text import MAX_CHARACTERS

QUESTION = Question("q", ("a", "b", "c"), Bounds(Decimal(0), Decimal(10), Decimal("0.5")))
ASKED = sorted(kind for kind, found in BY_KIND.items() if found.asked)


def kept(kind: str, *posted: str) -> str:
    return BY_KIND[kind].read(QUESTION, posted)


def fault(kind: str, *posted: str) -> ProblemCode | None:
    found = BY_KIND[kind].fault(QUESTION, kept(kind, *posted))
    assert found is None or found.place == "q"
    return found.code if found else None


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("5", "5"),
        (" 5 ", "5"),
        ("007", "7"),
        ("0", "0"),
        ("-0", "0"),
        ("+3", "3"),
        ("-12", "-12"),
        ("−4", "-4"),
        ("٤٢", "42"),
        ("۴۲", "42"),
        ("４２", "42"),
        ("1 234", "1234"),
        ("1\u202f234", "1234"),
        ("1\xa0234 567", "1234567"),
        ("\u200f٣\u200f", "3"),
    ],
)
def test_whole_numbers_are_read_in_any_digits(typed: str, canonical: str) -> None:
    assert kept("integer", typed) == canonical
    assert fault("integer", typed) is None


@pytest.mark.parametrize(
    "typed", ["deux", "3.5", "3,0", "1e3", "12 34", "--1", "5 ans", "0x1F", "½", "²", "1 2345"]
)
def test_what_is_no_whole_number_is_kept_as_typed(typed: str) -> None:
    assert kept("integer", typed) == typed
    assert fault("integer", typed) is ProblemCode.NOT_AN_INTEGER


def test_a_number_has_a_bounded_number_of_digits() -> None:
    assert fault("integer", "9" * MAX_DIGITS) is None
    assert fault("integer", "-" + "9" * MAX_DIGITS) is None
    assert fault("integer", "9" * (MAX_DIGITS + 1)) is ProblemCode.NUMBER_TOO_LARGE


@given(st.integers(-(10**MAX_DIGITS) + 1, 10**MAX_DIGITS - 1))
def test_every_number_within_bounds_keeps_its_value(number: int) -> None:
    assert kept("integer", str(number)) == str(number)
    assert fault("integer", str(number)) is None
    assert BY_KIND["integer"].xpath(str(number)) == float(number)


@given(st.text())
def test_text_is_kept_to_the_letter(typed: str) -> None:
    lines = typed.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    assert kept("text", typed) == (lines if lines.strip() else "")


def test_text_loses_only_what_cannot_be_stored() -> None:
    assert kept("text", "a\0b\ud800c\r\nd 👩‍👧 <b>é</b> ' \" -- ;") == "abc\nd 👩‍👧 <b>é</b> ' \" -- ;"
    assert kept("text", "  deux  ") == "  deux  "


def test_a_text_too_long_is_shown_back_whole() -> None:
    assert fault("text", "é" * MAX_CHARACTERS) is None
    assert kept("text", "é" * (MAX_CHARACTERS + 1)) == "é" * (MAX_CHARACTERS + 1)
    assert fault("text", "é" * (MAX_CHARACTERS + 1)) is ProblemCode.TEXT_TOO_LONG


def test_one_choice_is_one_of_the_list() -> None:
    assert (kept("select_one", "b"), fault("select_one", "b")) == ("b", None)
    assert (kept("select_one", "z"), fault("select_one", "z")) == ("z", ProblemCode.UNKNOWN_CHOICE)
    assert (kept("select_one", "a", "b"), fault("select_one", "a", "b")) == (
        "a b",
        ProblemCode.SEVERAL_CHOICES,
    )
    assert kept("select_one", "", "b") == "b"
    assert kept("select_one", "b", "b") == "b"
    assert kept("select_one", "") == ""


def test_several_choices_stand_in_the_order_of_the_list() -> None:
    assert kept("select_multiple", "c", "a", "c") == "a c"
    assert fault("select_multiple", "c", "a") is None
    assert kept("select_multiple", "z", "a") == "a z"
    assert fault("select_multiple", "z", "a") is ProblemCode.UNKNOWN_CHOICE


def test_an_order_places_every_choice_once() -> None:
    assert (kept("rank", "c", "a", "b"), fault("rank", "c", "a", "b")) == ("c a b", None)
    assert fault("rank", "c", "c", "b") is ProblemCode.RANK_REPEATED
    assert fault("rank", "c", "z", "b") is ProblemCode.UNKNOWN_CHOICE
    assert kept("rank", "", "", "") == ""


def test_an_unfinished_order_keeps_its_gaps() -> None:
    assert kept("rank", "", "a", "") == "- a -"
    assert fault("rank", "", "a", "") is ProblemCode.RANK_INCOMPLETE


def test_a_box_is_ticked_or_not() -> None:
    assert (kept("acknowledge", "OK"), fault("acknowledge", "OK")) == ("OK", None)
    assert kept("acknowledge") == ""
    assert fault("acknowledge", "on") is ProblemCode.NOT_ACKNOWLEDGED


@pytest.mark.parametrize("kind", ["note", "calculate", "hidden"])
def test_nobody_answers_what_is_not_asked(kind: str) -> None:
    assert kept(kind, "x") == ""


@given(st.sampled_from(ASKED), st.lists(st.text()))
def test_reading_what_was_kept_changes_nothing(kind: str, posted: list[str]) -> None:
    once = kept(kind, *posted)
    assert kept(kind, *([once] if once else [])) == once
    once.encode("utf-8")
    assert "\0" not in once


@given(st.sampled_from(ASKED), st.lists(st.text(alphabet="abcz 0-9-٣", max_size=4)))
def test_a_canonical_answer_has_a_value_in_expressions(kind: str, posted: list[str]) -> None:
    answer = kept(kind, *posted)
    if answer and BY_KIND[kind].fault(QUESTION, answer) is None:
        assert BY_KIND[kind].xpath(answer) not in ("", None)


@pytest.mark.parametrize(
    ("written", "kind", "rest"),
    [
        ("text", "text", ""),
        ("int", "integer", ""),
        ("select_one yn", "select_one", "yn"),
        ("select one from yn", "select_one", "yn"),
        ("select all that apply from yn", "select_multiple", "yn"),
        ("select_multiple   yn", "select_multiple", "yn"),
        ("rank words", "rank", "words"),
        ("trigger", "acknowledge", ""),
        ("add integer prompt", "integer", ""),
        ("q date", "date", ""),
        ("add select one prompt using yn", "select_one", "yn"),
        ("phone number", "text", ""),
        ("get today", "today", ""),
        ("deviceid", "start", ""),
    ],
)
def test_types_are_read_in_their_usual_spellings(written: str, kind: str, rest: str) -> None:
    found = item_type(written)
    assert found is not None
    assert (found[0].kind, found[1]) == (kind, rest)


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("Integer", "integer"),
        ("Select_one yn", "select_one"),
        ("select multiple yn", "select_multiple"),
        ("NOTE", "note"),
    ],
)
def test_a_type_in_capitals_is_none_as_in_other_tools_and_the_right_one_is_suggested(
    written: str, suggestion: str
) -> None:
    assert item_type(written) is None
    assert closest_type(written) == suggestion


@pytest.mark.parametrize("written", ["text area", "integers", "", "geopoint", "selectone yn"])
def test_other_words_are_no_type(written: str) -> None:
    assert item_type(written) is None


def test_a_misspelt_type_has_a_nearest() -> None:
    assert closest_type("selct_one yn") == "select_one"
    assert closest_type("geopoint") == ""


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("3,5", "3.5"),
        ("3.50", "3.5"),
        (" 12 ", "12"),
        ("-0,0", "0"),
        ("−1.25", "-1.25"),
        ("٣٫٥", "3.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1 234,5", "1234.5"),
        ("1\u202f234,50", "1234.5"),
        ("007", "7"),
    ],
)
def test_decimals_are_read_with_a_point_or_a_comma(typed: str, canonical: str) -> None:
    assert (kept("decimal", typed), fault("decimal", typed)) == (canonical, None)


@pytest.mark.parametrize("typed", ["trois", "1,2,3", "1e3", ",", "12 34", "3 km", "--1"])
def test_what_is_no_number_is_kept_as_typed(typed: str) -> None:
    assert (kept("decimal", typed), fault("decimal", typed)) == (typed, ProblemCode.NOT_A_NUMBER)


def test_a_decimal_has_as_many_digits_as_a_double_holds() -> None:
    assert fault("decimal", "123456789012.345") is None
    assert fault("decimal", "1234567890123.456") is ProblemCode.NUMBER_TOO_LARGE


@pytest.mark.parametrize("typed", ["2026-11-23", "23/11/2026", "23.11.2026", "23-11-2026", "٢٣/١١/٢٠٢٦"])
def test_days_are_read_as_forms_post_them_or_day_first(typed: str) -> None:
    assert (kept("date", typed), fault("date", typed)) == ("2026-11-23", None)


@pytest.mark.parametrize("typed", ["2026-02-30", "31/02/2026", "demain", "11/2026", "23/11/26", "20261123"])
def test_what_is_no_day_is_kept_as_typed(typed: str) -> None:
    assert (kept("date", typed), fault("date", typed)) == (typed, ProblemCode.NOT_A_DATE)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [("09:30", "09:30"), ("9h30", "09:30"), ("9 h 30", "09:30"), ("18h", "18:00"), ("09:30:15", "09:30")],
)
def test_times_are_read_as_forms_post_them_or_as_people_write_them(typed: str, canonical: str) -> None:
    assert (kept("time", typed), fault("time", typed)) == (canonical, None)


@pytest.mark.parametrize("typed", ["25:00", "9:75", "930", "midi", "9h3"])
def test_what_is_no_time_is_kept_as_typed(typed: str) -> None:
    assert (kept("time", typed), fault("time", typed)) == (typed, ProblemCode.NOT_A_TIME)


def test_a_range_takes_its_steps_and_its_ends_only() -> None:
    assert [fault("range", typed) for typed in ("0", "10", "2,5")] == [None, None, None]
    for typed in ("-0.5", "10.5", "2.25"):
        assert fault("range", typed) is ProblemCode.OUT_OF_RANGE
    assert fault("range", "beaucoup") is ProblemCode.NOT_A_NUMBER


def test_a_range_is_bounded_by_its_parameters_or_by_those_of_the_standard() -> None:
    assert bounds({}) == Bounds(Decimal(0), Decimal(10), Decimal(1))
    assert bounds({"start": "1", "end": "5", "step": "0.5"}) == Bounds(Decimal(1), Decimal(5), Decimal("0.5"))
    assert bounds({"start": "5", "end": "1", "step": "-1"}) == Bounds(Decimal(1), Decimal(5), Decimal(1))


def test_what_a_telephone_knows_of_its_owner_is_never_collected() -> None:
    for written in ("deviceid", "start", "end", "phonenumber", "username", "audit"):
        found = item_type(written)
        assert found is not None
        assert (found[0].collected, found[0].asked) == (False, False)
