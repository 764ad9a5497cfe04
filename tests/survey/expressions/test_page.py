"""docs/expressions.md says what is served and where the witness differs, no more and no less."""

import re
from collections import Counter
from pathlib import Path

from survey.expressions.functions import FUNCTIONS, LAZY, NOT_COMPUTED
from survey.expressions.shared import SERVER_ONLY
from tests.survey.expressions.table import CASES

PAGE = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text(encoding="utf-8")


def named(part: str) -> set[str]:
    return set(re.findall(r"`([a-z][\w:-]*)`", part))


def test_the_page_names_every_function_served_and_every_one_refused() -> None:
    served = PAGE.partition("## Functions")[2].partition("Operators:")[0]
    refused = PAGE.partition("Refused by name")[2].partition("**Online only.**")[0]
    assert named(served) == {*FUNCTIONS, *LAZY}
    assert named(refused) == NOT_COMPUTED
    online = PAGE.partition("**Online only.**")[2].partition("is computed by the server")[0]
    assert named(online) == SERVER_ONLY


def test_the_page_counts_the_cases_and_gives_every_reason_why_the_witness_differs() -> None:
    rows = re.findall(
        r"^\| (.+?) \| (\d+) \| .+ \|$", PAGE.partition("## Where the witness differs")[2], re.MULTILINE
    )
    reasons = Counter(case["witness"] for case in CASES if "witness" in case)
    assert {reason: int(count) for reason, count in rows} == dict(reasons)
    assert f"{len(CASES)} cases" in PAGE
    assert f"{reasons.total()} differences" in PAGE
