"""Workbooks as tables of Markdown, as pyxform reads them: the first column names the sheets."""

import re
from collections.abc import Iterator

from survey.questionnaires.text_tables import Line, workbook_of
from survey.questionnaires.workbook import Workbook

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:\-]*-[\s|:\-]*")


def read_markdown(source: str, name: str) -> Workbook:
    """The workbook of the tables in a text; every line that is no table is the author's own remark."""
    return workbook_of(_lines(source), name)


def _lines(source: str) -> Iterator[Line]:
    for number, line in enumerate(source.splitlines(), 1):
        written = line.strip()
        if not written.startswith("|") or _RULE.fullmatch(written):
            continue
        cells = _BAR.split(written.removeprefix("|"))
        if written.endswith("|") and not written.endswith("\\|"):
            cells = cells[:-1]
        yield number, [cell.replace("\\|", "|") for cell in cells]
