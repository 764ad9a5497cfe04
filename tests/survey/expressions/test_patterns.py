"""Regular expressions: the same answers as a backtracking engine, in steps that do not explode."""

import re

import pytest
from hypothesis import given

from survey.expressions.pattern_program import MAX_DEPTH, PatternError, program
from survey.expressions.patterns import MAX_REMEMBERED, Pattern, pattern
from tests.survey.expressions.made_up import PATTERNS, TEXTS


@given(PATTERNS, TEXTS)
def test_it_matches_what_a_backtracking_engine_matches(source: str, text: str) -> None:
    # `$` of Python also stands before a last line end, which Java and JavaScript do not see as the end.
    witness = re.compile(source.replace("$", r"\Z"), re.ASCII)
    assert Pattern(source).matches(text) == (witness.fullmatch(text) is not None)


@pytest.mark.parametrize("source", ["(a+)+b", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)b", "(a?){50}a{50}b"])
def test_patterns_that_explode_elsewhere_remember_few_places(source: str) -> None:
    greedy = Pattern(source)
    assert greedy.matches("a" * 20_000) is False
    assert greedy.matches("a" * 80 + "b") is True
    assert len(greedy._transitions) < 500


def test_memory_is_bounded_whatever_the_characters_of_the_text() -> None:
    anything = Pattern(".*x")
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 2 * MAX_REMEMBERED))
    assert anything.matches(text + "x") is True
    assert anything.matches(text) is False
    assert len(anything._transitions) <= MAX_REMEMBERED


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("(a", 1),
        ("a)", 2),
        ("[a", 1),
        ("[b-a]", 4),
        ("*a", 1),
        ("a{2", 2),
        ("a{3,1}", 2),
        ("(?=a)", 1),
        (r"(a)\1", 4),
        (r"\bword", 1),
        (r"\p{Greek}", 1),
        (r"\x4", 1),
        ("a++", 2),
        ("\\", 1),
    ],
)
def test_what_lies_outside_the_syntax_is_refused_where_it_stands(source: str, position: int) -> None:
    with pytest.raises(PatternError) as refusal:
        program(source)
    assert refusal.value.position == position
    assert pattern(source) is None


@pytest.mark.parametrize(
    "source", ["(x{999}){999}", "((a{100}){100}){100}", "(" * (MAX_DEPTH + 1) + ")" * (MAX_DEPTH + 1)]
)
def test_patterns_too_large_are_refused_before_they_are_built(source: str) -> None:
    with pytest.raises(PatternError):
        program(source)


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (r"[\D_]+", "a_b", True),
        (r"[\D]", "1", False),
        (r"[^\s]", " ", False),
        (r"[]a]", "]", True),
        (r"[a\]]", "]", True),
        (r"[a-]", "-", True),
        (r"\u00e9\x41", "éA", True),
        (r"\P{L}", "1", True),
        (r"[\p{L}'-]+", "L'Haÿ-les-Roses", True),
        (r"\p{L}+", "عمر", True),
        (r"\d", "٣", False),
        ("a||b", "", True),
        ("x{0}", "", True),
        ("(|a)+", "aa", True),
    ],
)
def test_classes_and_escapes_mean_what_java_means(source: str, text: str, expected: bool) -> None:
    assert Pattern(source).matches(text) is expected
