"""A workbook that cannot be asked ends in one message, and costs little memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from survey.problems import ProblemCode
from tests.survey.questionnaires import bad_workbooks

BAD = list(bad_workbooks.bad_workbooks())
MOST_MEMORY = 150_000
"""Kilobytes above what a good workbook takes."""


@pytest.mark.parametrize(("_what", "name", "content", "code", "place"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_workbook_is_refused_in_one_problem(
    _what: str, name: str, content: bytes, code: ProblemCode, place: str
) -> None:
    (fault,) = bad_workbooks.faults(name, content)
    assert (fault.code, fault.place) == (code, place)


def test_no_bad_workbook_takes_much_memory(tmp_path: Path) -> None:
    paths = []
    for _, name, content, _, _ in BAD:
        (tmp_path / name).write_bytes(content)
        paths.append(str(tmp_path / name))
    command = [sys.executable, "-m", "tests.survey.questionnaires.bad_workbooks", *paths]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    assert int(ran.stdout) < MOST_MEMORY


def test_the_workbook_they_were_made_of_is_a_good_one() -> None:
    assert bad_workbooks.faults("good.xlsx", bad_workbooks.GOOD) == ()
