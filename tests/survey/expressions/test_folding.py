"""What cannot change in an expression is computed once, and the rest means what it meant."""

from hypothesis import given
from hypothesis import strategies as st

from survey.expressions import Context, Value, as_text, expression
from survey.expressions.compiler import compiled
from survey.expressions.folding import FALSE, Moving, folded, truth
from survey.expressions.tree import as_json, references
from tests.survey.build import MOMENT
from tests.survey.expressions.made_up import ANSWERS, INSTANTS, NEAR, expressions

SOURCES = expressions(NEAR)


def context(a: Value, b: Value, current: Value) -> Context:
    return Context({"a": a, "b": b}, MOMENT, current=current, language="fr")


@given(SOURCES, ANSWERS | INSTANTS, ANSWERS | INSTANTS, ANSWERS | INSTANTS, st.booleans())
def test_a_folded_expression_has_the_value_of_the_whole_one(
    source: str, a: Value, before: Value, after: Value, itself: bool
) -> None:
    tree = expression(source).tree
    moving = Moving({"b"}, itself=itself)
    left = folded(tree, context(a, before, before if itself else a), moving)
    assert {found.name for found in references(left)} <= {"b"}
    later = context(a, after, after if itself else a)
    found, expected = compiled(left)(later), compiled(tree)(later)
    assert type(found) is type(expected)
    assert as_text(found) == as_text(expected)


def test_what_decides_alone_leaves_nothing_to_ask() -> None:
    moving = Moving({"b"})
    here = context("yes", "", "")
    settled = folded(expression("${a} = 'no' and ${b} = 'x'").tree, here, moving)
    assert settled == FALSE
    assert truth(settled, moving) is False
    left = folded(expression("${a} = 'yes' and ${b} = 'x' and today() > '2020-01-01'").tree, here, moving)
    assert as_json(left) == ["call", "boolean", ["chain", ["value", "b"], "=", ["text", "x"]]]
    assert truth(left, moving) is None
