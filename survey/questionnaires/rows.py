"""The rows of the sheet `survey`, made into items and groups."""

import re
from difflib import get_close_matches

from survey.problems import ProblemCode
from survey.questionnaires.cells import computed_default, parameters, plain_default, with_other_asked
from survey.questionnaires.choice_lists import ChoiceLists
from survey.questionnaires.columns import is_unsupported
from survey.questionnaires.faults import Faults
from survey.questionnaires.other import with_other, words_for
from survey.questionnaires.repeat_tree import DEEPEST
from survey.questionnaires.settings import YES
from survey.questionnaires.table import Record, Table
from survey.questionnaires.types import ItemType, closest_type, item_type, plain_words
from survey.questionnaires.types.elsewhere import Elsewhere, elsewhere
from survey.questionnaires.types.ranges import bounds
from survey.questionnaires.types.register import Bounds, Question
from survey.questionnaires.values import PAGES, Choice, Group, Item

_NAME = re.compile(r"[^\W\d][\w.\-]*")
MAX_NAME = 100
"""Characters in a name: answers are stored under 120 at most, and the turns of a repeat add theirs."""
_SPACED = re.compile(r"\$\{(?:\s+[^{}]*?|[^{}]*?\s+)\}")
NO = frozenset({"", "no", "false", "false()", "0"})
"""How spreadsheets say no."""
_PLAIN_PARAMETERS = frozenset({"rows"})
"""Those that change nothing of what is asked."""

BEGIN_GROUP, END_GROUP = "begin_group", "end_group"
_BEGIN_REPEAT = frozenset({"begin_repeat", "begin_lgroup", "begin_looped_group"})
_END_REPEAT = frozenset({"end_repeat", "end_lgroup", "end_looped_group"})
BEGINS, ENDS = _BEGIN_REPEAT | {BEGIN_GROUP}, _END_REPEAT | {END_GROUP}
"""What opens and closes a group or a repeat, its words joined by _."""


def read_rows(
    table: Table, lists: ChoiceLists, languages: tuple[str, ...], default_language: str, faults: Faults
) -> tuple[tuple[Item, ...], tuple[Group, ...]]:
    """Items and groups in the order of the rows; every row that cannot be asked goes to `faults`."""
    reader = _Rows(lists, languages, default_language, faults)
    for record in table.records:
        reader.read(record)
    reader.close()
    return tuple(reader.items), tuple(reader.groups)


def note_name(row: int) -> str:
    """The name of a note that the sheet names not, as pyxform makes it up."""
    return f"generated_note_name_{row}"


class _Rows:
    def __init__(
        self, lists: ChoiceLists, languages: tuple[str, ...], default_language: str, faults: Faults
    ) -> None:
        self.items: list[Item] = []
        self.groups: list[Group] = []
        self._lists = lists
        self._languages = languages
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
        elif spelled == BEGIN_GROUP or spelled in _BEGIN_REPEAT:
            self._check_capitals(record, written)
            self._begin(record, repeat=spelled in _BEGIN_REPEAT)
        elif spelled == END_GROUP or spelled in _END_REPEAT:
            self._check_capitals(record, written)
            self._end(record, repeat=spelled in _END_REPEAT)
        else:
            self._item(record, written)

    def close(self) -> None:
        for group in self._open:
            self._faults.refuse(ProblemCode.UNBALANCED_GROUP, f"survey:{group.row}:type", name=group.name)

    def _begin(self, record: Record, *, repeat: bool) -> None:
        self._check_columns(record)
        group = Group(
            name=self._name(record),
            row=record.number,
            label=record.texts("label", self._language),
            relevant=_truth(record.value("relevant")),
            appearance=record.value("appearance"),
            groups=self._around(),
            repeat=repeat,
            repeat_count=record.value("repeat_count") if repeat else "",
        )
        if repeat and sum(around.repeat for around in self._open) >= DEEPEST:
            values = {"type": record.value("type"), "reason": Elsewhere.NESTED.value}
            self._faults.refuse(ProblemCode.TYPE_ELSEWHERE, record.place("type"), **values)
        self._check_appearance(record, PAGES, BEGIN_GROUP)
        if group.page and any(around.page for around in self._open):
            self._faults.refuse(ProblemCode.NESTED_PAGE, record.place("appearance"))
        self.groups.append(group)
        self._open.append(group)

    def _end(self, record: Record, *, repeat: bool) -> None:
        if self._open and self._open[-1].repeat is repeat:
            self._open.pop()
        else:
            self._faults.refuse(ProblemCode.UNBALANCED_GROUP, record.place("type"), name=record.value("name"))

    def _item(self, record: Record, written: str) -> None:
        found = item_type(written)
        if found is None:
            self._refuse_type(record, written)
            return
        kind, rest = found
        rest, other = with_other_asked(rest) if kind.choices else (rest, False)
        self._check_columns(record)
        self._check_appearance(record, kind.appearances, kind.kind)
        choices = self._choices(record, kind, rest)
        if other:
            choices = with_other(choices, record.number, self._languages)
        item = self._built(record, kind, rest, choices)
        if kind.shown and not item.label and not item.hint:
            self._faults.refuse(ProblemCode.MISSING_LABEL, record.place("label"))
        if kind.kind == "calculate" and not item.calculation and not item.default:
            self._faults.refuse(ProblemCode.MISSING_CALCULATION, record.place("calculation"))
        if item.calculation and kind.shown and not item.read_only:
            place = record.place("calculation")
            self._faults.refuse(ProblemCode.UNSUPPORTED_COLUMN, place, column="calculation")
        if not kind.collected:
            self._faults.warn(ProblemCode.NOT_COLLECTED, record.place("type"), type=written)
        self.items.append(item)
        if other:
            self._ask_other(record, item)

    def _ask_other(self, record: Record, item: Item) -> None:
        if item.choice_filter:
            self._faults.refuse(ProblemCode.OTHER_WITH_FILTER, record.place("choice_filter"))
        words = words_for(item, self._languages)
        if words.name in self._names:
            first = self._names[words.name]
            place = record.place("name")
            self._faults.refuse(ProblemCode.DUPLICATE_NAME, place, name=words.name, first=first)
        self._names.setdefault(words.name, record.number)
        self.items.append(words)

    def _refuse_type(self, record: Record, written: str) -> None:
        place, reason = record.place("type"), elsewhere(" ".join(plain_words(written)))
        if reason is None:
            suggestion = closest_type(written)
            self._faults.refuse(ProblemCode.UNSUPPORTED_TYPE, place, type=written, suggestion=suggestion)
        elif reason is not Elsewhere.NESTED or not written.lower().startswith("end"):
            # The end of a loop is no second fault.
            self._faults.refuse(ProblemCode.TYPE_ELSEWHERE, place, type=written, reason=reason.value)
        if record.value("name"):
            self._name(record)

    def _built(self, record: Record, kind: ItemType, rest: str, choices: tuple[Choice, ...]) -> Item:
        default = record.value("default")
        computed = computed_default(default)
        name = self._name(record, optional=kind.kind == "note")
        bounded = self._bounds(record, kind)
        question = Question(name, tuple(choice.name for choice in choices), bounded)
        return Item(
            name=name,
            kind=kind.kind,
            row=record.number,
            role=record.value("role"),
            label=record.texts("label", self._language),
            hint=record.texts("hint", self._language),
            guidance=record.texts("guidance_hint", self._language),
            choice_list=rest,
            choices=choices,
            choice_filter=record.value("choice_filter") if kind.choices else "",
            bounds=bounded,
            required=_condition(record.value("required")),
            required_message=record.texts("required_message", self._language),
            relevant=_truth(record.value("relevant")),
            constraint=_truth(record.value("constraint")),
            constraint_message=record.texts("constraint_message", self._language),
            calculation=record.value("calculation") or kind.calculation,
            default="" if computed else plain_default(kind, question, default),
            default_expression=default if computed else "",
            read_only=self._read_only(record, kind),
            appearance=record.value("appearance"),
            scoring=record.value("scoring"),
            groups=self._around(),
        )

    def _bounds(self, record: Record, kind: ItemType) -> Bounds | None:
        written = record.value("parameters")
        given = parameters(written)
        if kind.bounds:
            found = bounds(given)
            if found is None:
                place = record.place("parameters")
                self._faults.refuse(ProblemCode.INVALID_PARAMETERS, place, parameters=written)
            return found
        if not given.keys() <= _PLAIN_PARAMETERS:
            place = record.place("parameters")
            self._faults.refuse(ProblemCode.UNSUPPORTED_COLUMN, place, column="parameters")
        return None

    def _read_only(self, record: Record, kind: ItemType) -> bool:
        written = record.value("readonly").lower()
        if written not in YES | NO:
            place = record.place("readonly")
            self._faults.refuse(ProblemCode.UNSUPPORTED_COLUMN, place, column="readonly")
        return written in YES and kind.asked

    def _around(self) -> tuple[str, ...]:
        return tuple(group.name for group in self._open)

    def _name(self, record: Record, *, optional: bool = False) -> str:
        """The name of a row; one is made up, as pyxform does, where none is needed."""
        name = record.value("name")
        place = record.place("name")
        if not name and optional:
            return note_name(record.number)
        if not name:
            self._faults.refuse(ProblemCode.MISSING_NAME, place)
            return f"row_{record.number}"
        if not _NAME.fullmatch(name) or len(name) > MAX_NAME:
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

    def _check_capitals(self, record: Record, written: str) -> None:
        """Refuses a group in capitals: no other tool of the field would know it."""
        if written != written.lower():
            values = {"type": written, "suggestion": written.lower()}
            self._faults.refuse(ProblemCode.UNSUPPORTED_TYPE, record.place("type"), **values)

    def _check_columns(self, record: Record) -> None:
        for head, cell in record.cells:
            spaced = _SPACED.search(cell)
            if spaced:
                place = record.place(head.column)
                self._faults.refuse(ProblemCode.SPACED_REFERENCE, place, reference=spaced[0])
            if is_unsupported(head.column):
                place = record.place(head.column)
                self._faults.refuse(ProblemCode.UNSUPPORTED_COLUMN, place, column=head.column)

    def _check_appearance(self, record: Record, known: frozenset[str], kind: str) -> None:
        """Warns of an appearance we do not draw: the question is the same. One that calls another
        application or a table (`ex:…`, `search(…)`) would change it, and is refused."""
        written = record.value("appearance")
        place = record.place("appearance")
        if ":" in written or "(" in written:
            self._faults.refuse(ProblemCode.EXTERNAL_APPEARANCE, place, appearance=written)
            return
        for appearance in written.split():
            if appearance not in known:
                drawn = " ".join(sorted(known))
                values = {"appearance": appearance, "type": kind, "known": drawn}
                self._faults.warn(ProblemCode.UNSUPPORTED_APPEARANCE, place, **values)


def _truth(written: str) -> str:
    """An expression, where spreadsheets may say yes and no (TRUE in a cell)."""
    lowered = written.lower()
    if lowered in NO:
        return "false()" if written and lowered != "0" else written
    return "true()" if lowered in YES and lowered != "1" else written


def _condition(written: str) -> str:
    """An expression, "" for no, as spreadsheets say yes and no."""
    lowered = written.lower()
    if lowered in NO:
        return ""
    return "true()" if lowered in YES else written
