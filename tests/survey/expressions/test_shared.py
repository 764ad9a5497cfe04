"""What a device cannot compute is known before it is sent out, and said at import."""

import json

import pytest

from survey.expressions import expression
from survey.expressions.shared import outside_the_device
from survey.flow import plan_as_json
from survey.problems import ProblemCode
from tests.survey.build import item, plan, questionnaire


@pytest.mark.parametrize(
    ("source", "outside"),
    [
        ("${a} = 'x' and regex(., '[a-z]+')", ()),
        ("if(${a} = 1, digest(${b}, 'MD5'), digest('x', 'SHA-1'))", ("digest",)),
    ],
)
def test_functions_left_to_the_server_are_named_once(source: str, outside: tuple[str, ...]) -> None:
    assert outside_the_device(expression(source).tree) == outside


def test_import_warns_of_what_only_the_server_computes_at_its_cell() -> None:
    read = questionnaire(
        item("text", "a"),
        item("calculate", "b", calculation="digest(${a}, 'SHA-256', 'hex')"),
        item("text", "c", constraint="digest(., 'MD5') != digest(${a}, 'MD5')"),
    )
    assert [(found.code, found.place, found.value("function")) for found in read.warnings] == [
        (ProblemCode.ONLINE_ONLY, "survey:3:calculation", "digest"),
        (ProblemCode.ONLINE_ONLY, "survey:4:constraint", "digest"),
    ]


def test_a_questionnaire_that_a_device_can_ask_is_imported_without_a_word() -> None:
    assert questionnaire(item("text", "a", constraint="string-length(.) < 9")).warnings == ()


def test_a_plan_brings_the_names_of_months_and_days_when_something_writes_them() -> None:
    writes = plan(item("calculate", "a", calculation="format-date(today(), '%a %e %b')"))
    calendar = plan_as_json(writes)["calendar"]
    assert isinstance(calendar, dict)
    assert calendar["fr"]["months"][10] == "nov."
    assert calendar["fr"]["weekdays"][0] == "lun."
    assert plan_as_json(plan(item("text", "a", relevant="today() > '2026-01-01'")))["calendar"] == {}


def test_a_number_beyond_floating_point_is_json_all_the_same() -> None:
    huge = plan(item("integer", "a", constraint=". < " + "9" * 400))
    written = json.dumps(plan_as_json(huge), allow_nan=False)
    assert json.loads(written)["items"]["a"]["constraint"] == [
        *("chain", ["current"], "<"),
        ["chain", ["number", 1.0], "div", ["number", 0.0]],
    ]
