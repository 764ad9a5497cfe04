"""The choice lists of a workbook."""

from survey.problems import ProblemCode
from survey.questionnaires.faults import Faults
from survey.questionnaires.pictograms import PICTOGRAMS, closest_pictogram, is_pictogram
from survey.questionnaires.table import Record, Table
from survey.questionnaires.texts import texts
from survey.questionnaires.types.rank import UNPLACED
from survey.questionnaires.values import Choice

ChoiceLists = dict[str, tuple[Choice, ...]]


def choice_lists(
    table: Table | None, default_language: str, faults: Faults, *, doubles: bool = False
) -> ChoiceLists:
    """The choices of each list, in the order of the rows; what is wrong with them goes to `faults`.

    With `doubles` a name may stand several times in a list, for filters to tell apart (the setting
    allow_choice_duplicates).
    """
    lists: dict[str, list[Choice]] = {}
    first: dict[tuple[str, str], int] = {}
    for record in table.records if table else ():
        name = record.value("list_name")
        if not name:
            faults.refuse(ProblemCode.MISSING_CHOICE_LIST, record.place("list_name"), list="", suggestion="")
            continue
        choice = _choice(record, default_language, faults)
        if choice is None:
            continue
        known = first.setdefault((name, choice.name), choice.row)
        if known != choice.row and not doubles:
            place = record.place("name")
            faults.refuse(ProblemCode.DUPLICATE_CHOICE, place, name=choice.name, list=name, first=known)
            continue
        lists.setdefault(name, []).append(choice)
    return {name: tuple(choices) for name, choices in lists.items()}


def _choice(record: Record, default_language: str, faults: Faults) -> Choice | None:
    name = record.value("name") or record.value("value")
    if not name or name == UNPLACED or len(name.split()) > 1:
        faults.refuse(ProblemCode.INVALID_CHOICE_NAME, record.place("name"), name=name)
        return None
    label = record.texts("label", default_language)
    if not label:
        faults.warn(ProblemCode.MISSING_LABEL, record.place("label"))
        label = texts(default_language, [(default_language, name)])
    cells = tuple((head.column.lower(), cell) for head, cell in record.cells if not head.written_language)
    return Choice(name, label, record.number, cells, _pictogram(record, faults))


def _pictogram(record: Record, faults: Faults) -> str:
    name = record.value("pictogram")
    if not name or is_pictogram(name):
        return name
    faults.refuse(
        ProblemCode.UNKNOWN_PICTOGRAM,
        record.place("pictogram"),
        name=name,
        known=", ".join(PICTOGRAMS),
        suggestion=closest_pictogram(name),
    )
    return ""
