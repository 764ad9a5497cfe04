"""A second opinion: Enketo's evaluator on the table of cases, with every difference known by its reason."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.witness import run_witness, witness_page
from tests.survey.expressions.table import REFUSED, VALUED, agrees
from tests.witness.install import INSTALLED

Case = dict[str, Any]


@pytest.fixture(scope="module")
def witness(browser: Browser) -> Iterator[Page]:
    """A page with the evaluator; without it these tests are skipped, except where that would be a failure."""
    if not INSTALLED.exists():
        assert not os.environ.get("CI"), "the witness is not installed: python -m tests.witness.install"
        pytest.skip("the witness is not installed: python -m tests.witness.install")
    with witness_page(browser) as page:
        yield page


def same_value(case: Case, found: dict[str, Any]) -> bool:
    value = found.get("value")
    number = isinstance(value, int) and not isinstance(value, bool)
    return "value" in found and agrees(float(value) if number else value, case["expect"])


def judged(cases: list[Case], same: list[bool]) -> tuple[list[str], list[str]]:
    """The expressions whose difference nobody has explained, and those explained that are the same."""
    pairs = list(zip(cases, same, strict=True))
    return (
        [case["expression"] for case, is_same in pairs if not is_same and "witness" not in case],
        [case["expression"] for case, is_same in pairs if is_same and "witness" in case],
    )


def test_enketo_gives_the_same_values_but_where_the_table_says_why_not(witness: Page) -> None:
    found = run_witness(witness, VALUED)
    unexplained, outdated = judged(
        VALUED, [same_value(case, value) for case, value in zip(VALUED, found, strict=True)]
    )
    assert unexplained == []
    assert outdated == []


def test_enketo_refuses_what_is_refused_but_where_the_table_says_why_not(witness: Page) -> None:
    found = run_witness(witness, REFUSED)
    unexplained, outdated = judged(REFUSED, ["refused" in value for value in found])
    assert unexplained == []
    assert outdated == []
