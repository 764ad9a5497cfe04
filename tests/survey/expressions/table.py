"""The table of cases that every implementation of expressions agrees on, and how a value is held against it."""

import json
import math
from datetime import datetime
from pathlib import Path
from typing import Any

from survey.expressions import Context, Value, as_text, expression
from survey.moment import Moment
from survey.questionnaires.types import BY_KIND

TABLE = Path(__file__).parents[1] / "xpath_cases.jsonl"
MOMENT = "2026-11-23T08:30:00+01:00"
CASES: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
VALUED = [case for case in CASES if "expect" in case]
REFUSED = [case for case in CASES if "error" in case]


def kind_of(case: dict[str, Any], name: str) -> str:
    """The kind of question that an answer of a case was given to."""
    return str(case["types"].get(name, "text"))


def run(case: dict[str, Any]) -> Value:
    """The value of a case as Python computes it."""
    values = {
        name: BY_KIND[kind_of(case, name)].xpath(answer) if answer else ""
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


def agrees(value: Value, expected: Any) -> bool:
    """Whether a value is of the kind and of the size that the table expects."""
    match expected:
        case {"number": text}:
            return isinstance(value, float) and as_text(value) == text
        case bool():
            return value is expected
        case int() | float():
            return isinstance(value, float) and math.isclose(value, expected, rel_tol=1e-12, abs_tol=1e-12)
        case _:
            return not isinstance(value, bool | float) and as_text(value) == expected
