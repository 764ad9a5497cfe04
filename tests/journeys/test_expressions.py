"""The script that a device runs gives expressions the value that the server gives them."""

import json
import math
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from survey.expressions import Context, Value, as_boolean, as_number, as_text, expression
from survey.expressions.calendar_names import calendar_names
from survey.expressions.dates import parsed_temporal
from survey.expressions.functions import FUNCTIONS, LAZY
from survey.expressions.patterns import pattern
from survey.expressions.shared import SERVER_ONLY, outside_the_device
from survey.expressions.tree import as_json
from survey.languages import LANGUAGES
from survey.moment import Moment
from tests.journeys.bare import bare_page
from tests.survey.expressions.made_up import (
    ANSWERS,
    ATOMS,
    INSTANTS,
    NEAR,
    ODD_ATOMS,
    ODD_TEXTS,
    TEXTS,
    expressions,
    patterns,
)
from tests.survey.expressions.table import MOMENT, VALUED, agrees, kind_of

STATIC = Path(__file__).parents[2] / "webapp" / "static"
CURVED = frozenset(
    {"pow", "exp", "exp10", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2"}
)
"""Functions whose last digit is the affair of each machine."""

RUN = """async ({ cases, calendar }) => {
  const { asBoolean, asNumber, asText, evaluate, parsed, valueOf } = await import("/static/expressions.js");
  const value = ({ kind, answer, moment, raw }) => (kind ? valueOf(kind, answer) : moment ? parsed(moment) : raw);
  return cases.map((one) => {
    const found = evaluate(JSON.parse(one.tree), {
      values: new Map(Object.entries(one.values).map(([name, coded]) => [name, value(coded)])),
      current: one.current ? value(one.current) : "",
      now: parsed(one.moment),
      language: one.language,
      label: (item, choice, code) => (one.labels ? (one.labels[item]?.[choice] ?? "") : `${item}/${choice}/${code}`),
      columns: one.columns ?? {},
      calendar,
    });
    return { kind: typeof found, text: asText(found), number: asNumber(found), truth: asBoolean(found) };
  });
}"""


@pytest.fixture(scope="module")
def device(browser: Browser) -> Iterator[Page]:
    """A page that may import our scripts, under the policy of the application: no eval, nothing inline."""
    with bare_page(browser, {"static": STATIC}) as page:
        yield page


def run_there(device: Page, cases: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    calendar = calendar_names(entry.code for entry in LANGUAGES)
    found: list[dict[str, Any]] = device.evaluate(RUN, {"cases": cases, "calendar": calendar})
    return found


def of_the_table(case: dict[str, Any]) -> dict[str, Any]:
    """A case of the table as the script is given it: the tree, and answers with their kinds."""
    values = {
        name: {"kind": kind_of(case, name), "answer": answer} for name, answer in case["answers"].items()
    }
    return {
        "tree": json.dumps(as_json(expression(case["expression"], columns="columns" in case).tree)),
        "values": values,
        "current": values.get(case.get("current", "")),
        "moment": case.get("moment", MOMENT),
        "language": case.get("language", "en"),
        "labels": case.get("labels", {}),
        "columns": case.get("columns"),
    }


def as_value(found: dict[str, Any]) -> Value:
    """What the script found, as Python's value of it."""
    match found["kind"]:
        case "number":
            return float(found["number"])
        case "boolean":
            return bool(found["truth"])
        case "string":
            return str(found["text"])
        case _:
            moment = parsed_temporal(found["text"])
            assert moment is not None
            return moment


def test_the_script_gives_every_case_of_the_table_its_value(device: Page) -> None:
    cases = [
        case
        for case in VALUED
        if not outside_the_device(expression(case["expression"], columns="columns" in case).tree)
    ]
    assert len(cases) > 400
    start = time.monotonic()
    found = run_there(device, [of_the_table(case) for case in cases])
    assert time.monotonic() - start < 10
    wrong = [
        (case["expression"], case["answers"], case["expect"], there["text"])
        for case, there in zip(cases, found, strict=True)
        if not agrees(as_value(there), case["expect"])
    ]
    assert wrong == []


def test_the_script_knows_the_functions_of_the_server_but_those_left_to_it(device: Page) -> None:
    names = device.evaluate("async () => (await import('/static/expressions.js')).NAMES")
    assert set(names) == {*FUNCTIONS, *LAZY} - SERVER_ONLY


def coded(value: Value) -> dict[str, Any]:
    return {"moment": value.isoformat()} if isinstance(value, date) else {"raw": value}


def here_and_there(
    device: Page, source: str, a: Value, b: Value, language: str
) -> tuple[Value, dict[str, Any]]:
    """The value of an expression here, and what the script makes of it."""
    read = expression(source)
    context = Context(
        {"a": a, "b": b},
        Moment(datetime.fromisoformat(MOMENT)),
        current=a,
        language=language,
        choice_label=lambda item, choice, code: f"{item}/{choice}/{code}",
    )
    case = {
        "tree": json.dumps(as_json(read.tree), allow_nan=False),
        "values": {"a": coded(a), "b": coded(b)},
        "current": coded(a),
        "moment": MOMENT,
        "language": language,
    }
    (found,) = run_there(device, [case])
    return read.run(context), found


@settings(max_examples=400, deadline=None)
@given(
    expressions(NEAR, without={*CURVED, *SERVER_ONLY}),
    ANSWERS | INSTANTS,
    ANSWERS | INSTANTS,
    st.sampled_from([entry.code for entry in LANGUAGES]),
)
@example("sum(${a}, ${b})", math.inf, -math.inf, "fr")
@example("sum(${a}, ${b}, 1)", 1e308, 1e308, "fr")
@example("9" * 400, "", "", "fr")
@example("string(round(${a}, 2))", 2.675, "", "fr")
@example("round(${a})", -2.5, "", "fr")
@example("string(${a})", 123456789012345683968.0, "", "fr")
@example("string(${a})", 1.5e-9, "", "fr")
@example("count-selected(${a})", "x\x1cy\ufeffz", "", "fr")
@example("substring-before(${a}, '')", "a\0b", "", "fr")
def test_the_script_gives_any_expression_the_value_that_the_server_gives_it(
    device: Page, source: str, a: Value, b: Value, language: str
) -> None:
    here, there = here_and_there(device, source, a, b, language)
    assert there["kind"] == {str: "string", float: "number", bool: "boolean"}.get(type(here), "object")
    assert there["text"] == as_text(here)
    assert there["truth"] is as_boolean(here)
    assert float(there["number"]) == pytest.approx(as_number(here), rel=0, abs=0, nan_ok=True)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(CURVED)), st.floats() | st.integers(-40, 40), st.floats() | st.integers(-40, 40)
)
@example("pow", -10.0, 309.0)
@example("pow", 1.0, math.nan)
@example("pow", -1.0, math.inf)
@example("pow", 0.0, -1.0)
@example("exp10", 1e21, 0.0)
def test_the_script_draws_curves_as_the_server_does(device: Page, name: str, a: float, b: float) -> None:
    source = f"{name}(${{a}}, ${{b}})" if name in ("pow", "atan2") else f"{name}(${{a}})"
    here, there = here_and_there(device, source, float(a), float(b), "fr")
    assert isinstance(here, float)
    assert there["number"] == pytest.approx(here, rel=1e-12, abs=1e-12, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(patterns(ATOMS | ODD_ATOMS), TEXTS | ODD_TEXTS), min_size=20, max_size=20))
@example([("(a+)+b", "a" * 5000), (".", "\x85"), (r"\d", "٣"), ("", ""), ("$^", ""), ("a{0,2}", "aaa")])
def test_the_script_matches_what_the_server_matches(device: Page, tried: list[tuple[str, str]]) -> None:
    there = device.evaluate(
        """async (tried) => {
          const { matches } = await import("/static/expression_patterns.js");
          return tried.map(([source, text]) => matches(source, text));
        }""",
        tried,
    )
    here = [(read := pattern(source)) is not None and read.matches(text) for source, text in tried]
    assert list(zip(tried, there, strict=True)) == list(zip(tried, here, strict=True))
