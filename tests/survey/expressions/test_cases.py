"""The table of cases that every implementation of expressions agrees on."""

import json
from typing import Any

import pytest

from survey.expressions import ExpressionError, UnknownFunctionError, WrongArgumentsError, expression
from tests.survey.expressions.table import CASES, REFUSED, VALUED, agrees, run

ERRORS = {
    "unknown_function": UnknownFunctionError,
    "wrong_arguments": WrongArgumentsError,
    "unreadable": ExpressionError,
}


@pytest.mark.parametrize("case", VALUED, ids=lambda case: case["expression"])
def test_an_expression_has_its_value(case: dict[str, Any]) -> None:
    value = run(case)
    assert agrees(value, case["expect"]), value


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["expression"])
def test_a_broken_expression_is_refused_where_it_breaks(case: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError) as refusal:
        expression(case["expression"], columns="columns" in case)
    assert isinstance(refusal.value, ERRORS[case["error"]])
    assert refusal.value.position == case["position"]


def test_no_case_stands_twice_in_the_table() -> None:
    keys = [
        json.dumps(
            {key: case[key] for key in case if key not in ("note", "section", "expect")}, sort_keys=True
        )
        for case in CASES
    ]
    assert len(keys) == len(set(keys))
