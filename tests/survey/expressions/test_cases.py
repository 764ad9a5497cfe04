"""The table of cases that every implementation of expressions agrees on."""

import json
import math
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from survey.expressions import (
    Context,
    ExpressionError,
    UnknownFunctionError,
    Value,
    WrongArgumentsError,
    as_text,
    expression,
)
from survey.moment import Moment
from survey.questionnaires.types import BY_KIND

TABLE = Path(__file__).parents[1] / "xpath_cases.jsonl"
MOMENT = "2026-11-23T08:30:00+01:00"
CASES: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
ERRORS = {
    "unknown_function": UnknownFunctionError,
    "wrong_arguments": WrongArgumentsError,
    "unreadable": ExpressionError,
}


def run(case: dict[str, Any]) -> Value:
    kinds = case["types"]
    values = {
        name: BY_KIND[kinds.get(name, "text")].xpath(answer) if answer else ""
        for name, answer in case["answers"].items()
    }
    labels = case.get("labels", {})
    context = Context(
        values,
        Moment(datetime.fromisoformat(case.get("moment", MOMENT))),
        current=values.get(case.get("current", ""), ""),
        language=case.get("language", "en"),
        choice_label=lambda item, choice, language: labels.get(item, {}).get(choice, ""),
        columns=case.get("columns", {}),
    )
    return expression(case["expression"], columns="columns" in case).run(context)


@pytest.mark.parametrize(
    "case", [case for case in CASES if "expect" in case], ids=lambda case: case["expression"]
)
def test_an_expression_has_its_value(case: dict[str, Any]) -> None:
    value, expected = run(case), case["expect"]
    match expected:
        case {"number": text}:
            assert isinstance(value, float)
            assert as_text(value) == text
        case bool():
            assert value is expected
        case int() | float():
            assert isinstance(value, float)
            assert math.isclose(value, expected, rel_tol=1e-12, abs_tol=1e-12)
        case _:
            assert not isinstance(value, bool | float)
            assert as_text(value) == expected


@pytest.mark.parametrize(
    "case", [case for case in CASES if "error" in case], ids=lambda case: case["expression"]
)
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
