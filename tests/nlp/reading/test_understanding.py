"""The filter `understand`, and how its measure counts."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from nlp.filters import Line, LineRefused
from nlp.reading.understanding import check, measured, report, understood, wilson

QUESTION = {
    "type": "yes_no",
    "name": "lives_here",
    "label": "Habitez-vous ici ?",
    "choices": [{"name": "yes", "label": "Oui"}, {"name": "no", "label": "Non"}],
}
YEARS = {"type": "integer", "name": "years_here", "label": "Depuis combien d'années ?", "choices": []}


def test_a_line_comes_back_with_what_it_held_and_exactly_one_reading() -> None:
    line: Line = {"id": 7, "question": QUESTION, "reply": "ouais", "lang": "fr", "more": [1]}
    assert understood(line) == {
        **line,
        "reading": {"value": "yes", "confidence": 0.95, "candidates": []},
    }


def test_an_unclear_line_brings_its_candidates() -> None:
    line: Line = {"question": QUESTION, "reply": "oui et non", "lang": "fr"}
    assert understood(line)["reading"] == {"unclear": True, "confidence": 0.0, "candidates": ["yes", "no"]}


def test_the_day_of_the_line_counts_before_the_day_of_today() -> None:
    line: Line = {"question": YEARS, "reply": "depuis 2019", "lang": "fr"}
    assert understood(line, today=date(2024, 5, 1))["reading"]["value"] == 5
    assert understood({**line, "today": "2026-11-23"}, today=date(2024, 5, 1))["reading"]["value"] == 7


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reply": 3}, "'reply' must be a text"),
        ({"question": "age"}, "'question' must be an object"),
        ({"question": {**QUESTION, "type": "slider"}}, "no type of question 'slider'"),
        ({"question": {**QUESTION, "choices": "yes"}}, "'choices' must be a list of objects"),
        ({"question": {**QUESTION, "type": "scale"}}, "the choices of a scale are named by integers"),
        ({"lang": "de"}, "replies are read in"),
        ({"today": "yesterday"}, "'today' must be a date"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(changes: Line, said: str) -> None:
    line: Line = {"question": QUESTION, "reply": "oui", "lang": "fr"}
    with pytest.raises(LineRefused, match=said):
        check({**line, **changes})


def test_the_command_line_reads_lines_and_names_the_broken_ones() -> None:
    lines = [json.dumps({"question": QUESTION, "reply": "نعم", "lang": "ar"}), "{broken"]
    done = subprocess.run(
        [sys.executable, "-m", "nlp", "understand"], input="\n".join(lines), capture_output=True, text=True
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["reading"]["value"] == "yes"
    assert done.stderr == "line 2: not JSON\n"


def test_reading_stays_light_for_the_web() -> None:
    code = "import sys, nlp.reading; print([name for name in ('numpy', 'spacy', 'sklearn') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_measure_counts_right_wrongly_stored_and_unclear(tmp_path: Path) -> None:
    rows = [
        ("oui", {"value": "yes"}),
        ("oui", {"value": "no"}),
        ("bof", {"value": "no"}),
        ("stop", {"command": "stop"}),
    ]
    lines = [
        json.dumps({"id": f"r{n}", "lang": "fr", "question": QUESTION, "reply": reply, "expect": expect})
        for n, (reply, expect) in enumerate(rows)
    ]
    path = tmp_path / "replies.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    outcomes = measured(path)
    assert [outcome.right for outcome in outcomes] == [True, False, False, True]
    assert [outcome.wrongly_stored for outcome in outcomes] == [False, True, False, False]
    printed = list(report(outcomes))
    assert printed[1].split()[:3] == ["replies", "4", "50.0%"]
    assert [line.split()[0] for line in printed[-2:]] == ["STORED", "r2"]


def test_wilson_gives_the_published_interval() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
