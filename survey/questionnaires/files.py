"""Workbooks in any format of the field, told apart by their ending and by how they begin."""

from collections.abc import Callable
from pathlib import PurePath

from survey.problems import ProblemCode, cell_place, problem
from survey.questionnaires.bounds import MAX_FILE, checked_size
from survey.questionnaires.csv_file import read_csv
from survey.questionnaires.letters import decoded
from survey.questionnaires.markdown_file import read_markdown
from survey.questionnaires.values import QuestionnaireRefused
from survey.questionnaires.workbook import Workbook
from survey.questionnaires.xls_file import OLE, read_xls
from survey.questionnaires.xlsx_file import ZIP, read_xlsx
from survey.questionnaires.yaml_file import read_yaml

_Texts = Callable[[str, str], Workbook]

_TEXT_FORMATS: dict[str, _Texts] = {
    ".csv": read_csv,
    ".md": read_markdown,
    ".yaml": read_yaml,
    ".yml": read_yaml,
}
ENDINGS = (".xlsx", ".xls", *_TEXT_FORMATS)
"""The endings of files we read; `.xlsm` is read by its beginning and refused for its programs."""


def read_workbook(file_name: str, content: bytes) -> Workbook:
    """The workbook in a file, called by the file's name without its ending.

    Raises QuestionnaireRefused with one problem when the file cannot be read, or with every problem of its
    cells.
    """
    path = PurePath(file_name)
    checked_size(content, MAX_FILE)
    if not content.strip(b"\0 \r\n\t"):
        raise QuestionnaireRefused((problem(ProblemCode.EMPTY_FILE, cell_place("")),))
    # What a spreadsheet begins with tells more than the ending somebody gave it.
    if content.startswith(ZIP):
        return read_xlsx(content, path.stem)
    if content.startswith(OLE):
        return read_xls(content, path.stem)
    read = _TEXT_FORMATS.get(path.suffix.lower())
    if read is not None:
        return read(decoded(content), path.stem)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return read_xlsx(content, path.stem)
    if path.suffix.lower() == ".xls":
        return read_xls(content, path.stem)
    known = " ".join(ENDINGS)
    refused = problem(ProblemCode.UNKNOWN_FORMAT, cell_place(""), name=path.name[:100], known=known)
    raise QuestionnaireRefused((refused,))
