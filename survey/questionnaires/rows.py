"""The rows of the sheet `survey`, made into items and groups."""

import re
from difflib import get_close_matches

from survey.problems import ProblemCode
from survey.questionnaires.choice_lists import ChoiceLists
from survey.questionnaires.columns import is_unsupported
from survey.questionnaires.faults import Faults
from survey.questionnaires.table import Record, Table
from survey.questionnaires.types import ItemType, closest_type, item_type
from survey.questionnaires.values import Choice, Group, Item

_NAME = re.compile(r"[^\W\d][\w.\-]*")
_NO = frozenset({"", "no", "false", "false()", "0"})
_YES = frozenset({"yes", "true", "true()", "1"})
_OTHER = (" or_other", " or specify other", " or other")
_GROUP_APPEARANCES = ("field-list",)

BEGIN_GROUP, END_GROUP = "begin_group", "end_group"


def read_rows(
    table: Table, lists: ChoiceLists, default_language: str, faults: Faults
) -> tuple[tuple[Item, ...], tuple[Group, ...]]:
    """Items and groups in the order of the rows; every row that cannot be asked goes to `faults`."""
    reader = _Rows(lists, default_language, faults)
    for record in table.records:
        reader.read(record)
    reader.close()
    return tuple(reader.items), tuple(reader.groups)


class _Rows:
    def __init__(self, lists: ChoiceLists, default_language: str, faults: Faults) -> None:
        self.items: list[Item] = []
        self.groups: list[Group] = []
        self._lists = lists
        self._language = default_language
        self._faults = faults
        self._open: list[Group] = []
        self._names: dict[str, int] = {}

    def read(self, record: Record) -> None:
        written = record.value("type")
        spelled = "_".join(written.lower().split())
        if not written:
            # As pyxform: a row with neither type, name nor label is the author's own remark.
            if record.value("name") or record.texts("label", self._language):
                self._faults.refuse(ProblemCode.MISSING_TYPE, record.place("type"))
        elif spelled == BEGIN_GROUP:
            self._begin(record)
        elif spelled == END_GROUP:
            self._end(record)
        else:
            self._item(record, written)

    def close(self) -> None:
        for group in self._open:
            self._faults.refuse(ProblemCode.UNBALANCED_GROUP, f"survey:{group.row}:type", name=group.name)

    def _begin(self, record: Record) -> None:
        self._check_columns(record)
        group = Group(
            name=self._name(record),
            row=record.number,
            label=record.texts("label", self._language),
            relevant=record.value("relevant"),
            appearance=record.value("appearance"),
            groups=self._around(),
        )
        self._check_appearance(record, frozenset(_GROUP_APPEARANCES), BEGIN_GROUP)
        if group.page and any(around.page for around in self._open):
            self._faults.refuse(ProblemCode.NESTED_PAGE, record.place("appearance"))
        self.groups.append(group)
        self._open.append(group)

    def _end(self, record: Record) -> None:
        if self._open:
            self._open.pop()
        else:
            self._faults.refuse(ProblemCode.UNBALANCED_GROUP, record.place("type"), name=record.value("name"))

    def _item(self, record: Record, written: str) -> None:
        found = item_type(written)
        if found is None or found[1].endswith(_OTHER):
            suggestion = closest_type(written)
            place = record.place("type")
            self._faults.refuse(ProblemCode.UNSUPPORTED_TYPE, place, type=written, suggestion=suggestion)
            self._name(record)
            return
        kind, rest = found
        self._check_columns(record)
        self._check_appearance(record, kind.appearances, kind.kind)
        choices = self._choices(record, kind, rest)
        item = self._built(record, kind, rest, choices)
        if kind.shown and not item.label and not item.hint:
            self._faults.refuse(ProblemCode.MISSING_LABEL, record.place("label"))
        if kind.kind == "calculate" and not item.calculation and not item.default:
            self._faults.refuse(ProblemCode.MISSING_CALCULATION, record.place("calculation"))
        if item.calculation and kind.shown:
            place = record.place("calculation")
            self._faults.refuse(ProblemCode.UNSUPPORTED_COLUMN, place, column="calculation")
        self.items.append(item)

    def _built(self, record: Record, kind: ItemType, rest: str, choices: tuple[Choice, ...]) -> Item:
        return Item(
            name=self._name(record, optional=kind.kind == "note"),
            kind=kind.kind,
            row=record.number,
            role=record.value("role"),
            label=record.texts("label", self._language),
            hint=record.texts("hint", self._language),
            choice_list=rest,
            choices=choices,
            required=_condition(record.value("required")),
            required_message=record.texts("required_message", self._language),
            relevant=record.value("relevant"),
            constraint=record.value("constraint"),
            constraint_message=record.texts("constraint_message", self._language),
            calculation=record.value("calculation"),
            default=record.value("default"),
            appearance=record.value("appearance"),
            scoring=record.value("scoring"),
            groups=self._around(),
        )

    def _around(self) -> tuple[str, ...]:
        return tuple(group.name for group in self._open)

    def _name(self, record: Record, *, optional: bool = False) -> str:
        """The name of a row; one is made up, as pyxform does, where none is needed."""
        name = record.value("name")
        place = record.place("name")
        if not name and optional:
            return f"generated_note_name_{record.number}"
        if not name:
            self._faults.refuse(ProblemCode.MISSING_NAME, place)
            return f"row_{record.number}"
        if not _NAME.fullmatch(name):
            self._faults.refuse(ProblemCode.INVALID_NAME, place, name=name)
        elif name in self._names:
            self._faults.refuse(ProblemCode.DUPLICATE_NAME, place, name=name, first=self._names[name])
        self._names.setdefault(name, record.number)
        return name

    def _choices(self, record: Record, kind: ItemType, rest: str) -> tuple[Choice, ...]:
        if not kind.choices:
            return ()
        if rest not in self._lists:
            near = get_close_matches(rest, list(self._lists), n=1)
            suggestion = near[0] if near else ""
            place = record.place("type")
            self._faults.refuse(ProblemCode.MISSING_CHOICE_LIST, place, list=rest, suggestion=suggestion)
        return self._lists.get(rest, ())

    def _check_columns(self, record: Record) -> None:
        for head, _ in record.cells:
            if is_unsupported(head.column):
                place = record.place(head.column)
                self._faults.refuse(ProblemCode.UNSUPPORTED_COLUMN, place, column=head.column)

    def _check_appearance(self, record: Record, known: frozenset[str], kind: str) -> None:
        for appearance in record.value("appearance").split():
            if appearance not in known:
                self._faults.refuse(
                    ProblemCode.UNSUPPORTED_APPEARANCE,
                    record.place("appearance"),
                    appearance=appearance,
                    type=kind,
                    known=" ".join(sorted(known)),
                )


def _condition(written: str) -> str:
    """An expression, "" for no, as spreadsheets say yes and no."""
    lowered = written.lower()
    if lowered in _NO:
        return ""
    return "true()" if lowered in _YES else written
