"""Whatever is written in a form or sent by a stranger, an expression ends, and says where it is wrong."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.expressions import Context, ExpressionError, as_boolean, as_number, as_text, expression
from survey.expressions.lexer import MAX_LENGTH
from survey.expressions.parser import MAX_DEPTH, parse
from survey.expressions.tree import Chain, as_json, calls, references
from survey.moment import Moment
from tests.survey.expressions.made_up import ANSWERS, LITERALS, expressions

MOMENT = Moment(datetime(2026, 11, 23, 8, 30, tzinfo=UTC))

EXPRESSIONS = expressions(LITERALS)


def context(**values: str | float | bool) -> Context:
    return Context(values, MOMENT, current=values.get("a", ""), language="fr")


def refused(source: str) -> ExpressionError | None:
    try:
        expression(source)
    except ExpressionError as refusal:
        return refusal
    return None


@given(EXPRESSIONS, ANSWERS, ANSWERS)
def test_a_readable_expression_has_a_value_whatever_the_answers(source: str, a: str, b: str) -> None:
    value = expression(source).run(context(a=a, b=b))
    assert isinstance(as_text(value), str)
    assert isinstance(as_number(value), float)
    assert isinstance(as_boolean(value), bool)


@given(st.text(alphabet="${}ab'\"()+-*/.,=<>! 019éand or\n", max_size=80))
def test_any_text_is_read_or_refused_at_a_place_inside_it(source: str) -> None:
    refusal = refused(source)
    assert refusal is None or (refusal.reason and 1 <= refusal.position <= len(source) + 1)


def test_a_thousand_conditions_in_a_row_are_one_flat_chain() -> None:
    tree = parse(" or ".join(f"${{a}} = 'x{number}'" for number in range(1000)))
    assert isinstance(tree, Chain)
    assert len(tree.operands) == 1000
    assert expression(" or ".join(["${a} = 'y'"] * 999 + ["true()"])).run(context(a="x")) is True


def test_nesting_is_refused_beyond_its_bound_and_not_before() -> None:
    deep = "(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH
    assert expression(deep).run(context()) == 1.0
    with pytest.raises(ExpressionError) as refusal:
        expression(f"({deep})")
    assert refusal.value.position == MAX_DEPTH + 1


def test_nested_choices_as_deep_as_allowed_can_be_run() -> None:
    source = "'last'"
    for number in range(MAX_DEPTH):
        source = f"if(${{a}} = '{number}', 'found', {source})"
    assert expression(source).run(context(a="99")) == "found"
    assert expression(source).run(context(a="none")) == "last"


def test_minus_signs_in_a_row_do_not_nest() -> None:
    assert expression("-" * 10_001 + "2").run(context()) == -2.0
    assert expression("-" * 10_000 + "2").run(context()) == 2.0


def test_an_expression_is_refused_beyond_its_length() -> None:
    with pytest.raises(ExpressionError) as refusal:
        expression("1+" * MAX_LENGTH + "1")
    assert refusal.value.position == MAX_LENGTH + 1


def test_the_names_an_expression_uses_are_known_without_running_it() -> None:
    tree = parse("if(${a} = 1, jr:choice-name(${b}, '${c}'), . + once(/data/d))")
    assert [reference.name for reference in references(tree)] == ["a", "b", "c", "d"]
    assert calls(tree, "once")
    assert not calls(tree, "today")


def test_a_tree_is_written_as_nested_lists_for_a_device() -> None:
    assert as_json(parse("${a} = 'x' and -count-selected(.) < 2.5")) == [
        "chain",
        ["chain", ["value", "a"], "=", ["text", "x"]],
        "and",
        ["chain", ["negation", ["call", "count-selected", ["current"]]], "<", ["number", 2.5]],
    ]
    assert as_json(parse("jr:choice-name(., '${q}')")) == [
        *("call", "jr:choice-name", ["current"], ["text", "q"]),
    ]
