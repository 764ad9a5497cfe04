"""Repeats: the same questions asked again, each turn written out as questions of its own.

The first turn keeps the names of the sheet, later ones add their number (`age`, `age.2`). A plan, a screen and an
answer then know nothing of repeats. As in XPath, a name means its own turn inside the repeat and the first one
outside; sum(), max(), min(), join(), concat(), count() and count-non-empty() outside look at every turn.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from survey.expressions import ExpressionError
from survey.expressions.lexer import Kind, tokens
from survey.problems import ProblemCode, cell_place
from survey.questionnaires.faults import Faults
from survey.questionnaires.one_more import one_more
from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Group, Item

MOST_TURNS = 20
"""Where people say when to stop, or an answer says how many."""
MOST_FIXED = 50
"""Where the sheet says how many."""
_MOST_ITEMS = 2_000

_NAMED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_PATH = re.compile(r"(?<![\w.])(?:\.\./)+([^\W\d][\w.\-]*)")
_POSITION = re.compile(r"position\(\s*\.\.\s*\)")
_COUNT = re.compile(r"\bcount\(\s*\$\{\s*([^{}]*?)\s*\}\s*\)")
_AGGREGATES = frozenset({"sum", "max", "min", "concat", "count-non-empty", "join"})
_JOIN = re.compile(r"""\bjoin\(\s*('[^']*'|"[^"]*")\s*,\s*\$\{\s*([^{}]*?)\s*\}\s*\)""")
_TURN = "(1 + 0)"
"""What the checks read for position(): the first turn, in a spelling that nobody writes."""
_SOURCES = ("relevant", "required", "constraint", "calculation", "choice_filter", "default_expression")
_WORDS = ("label", "hint", "guidance", "required_message", "constraint_message")

Node = TypeVar("Node", Item, Group)
Rewrite = Callable[[str], str]
Rows = tuple[tuple[Item, ...], tuple[Group, ...]]


@dataclass(frozen=True, slots=True)
class _Repeat:
    """A repeat, the items and groups in it (itself the first of them), and how many turns are written out."""

    group: Group
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    turns: int

    @property
    def count(self) -> str:
        """The item that says how many turns there are."""
        return f"{self.group.name}.count"

    def more(self, turn: int) -> str:
        """The question, after a turn, whether there is one more."""
        return _of_turn(f"{self.group.name}.more", turn)

    def asked_if(self, turn: int) -> str:
        """The condition of a turn."""
        if not self.group.repeat_count:
            return f"${{{self.more(turn - 1)}}} = 'yes'" if turn > 1 else self.group.relevant
        enough = f"${{{self.count}}} >= {turn}"
        return f"({self.group.relevant}) and {enough}" if self.group.relevant else enough


def one_turn(items: Sequence[Item], groups: Sequence[Group]) -> Rows:
    """The rows with what only a repeat understands (paths, position(), the count of a repeat) said of its first
    turn: what the checks read."""
    repeats = _repeats(items, groups)
    members = {item.name for repeat in repeats for item in repeat.items}
    firsts = {repeat.group.name: repeat.items[0].name for repeat in repeats if repeat.items}

    def rewrite(source: str) -> str:
        named = _PATH.sub(lambda path: f"${{{path[1]}}}" if path[1] in members else path[0], source)
        counted = _COUNT.sub(lambda call: f"count(${{{firsts.get(call[1], call[1])}}})", named)
        return _POSITION.sub(_TURN, counted)

    if not repeats:
        return tuple(items), tuple(groups)
    return (
        tuple(_rewritten(item, rewrite) for item in items),
        tuple(_rewritten(group, rewrite) for group in groups),
    )


def every_turn(
    items: Sequence[Item], groups: Sequence[Group], languages: Sequence[str], faults: Faults
) -> Rows:
    """What `one_turn` gave, every turn written out; warns where we bound their number."""
    repeats = _repeats(items, groups)
    if not repeats:
        return tuple(items), tuple(groups)
    outside = _outside(repeats)
    written_items: list[Item] = []
    written_groups: list[Group] = []
    by_member = {item.name: repeat for repeat in repeats for item in repeat.items}
    done: set[str] = set()
    for group in groups:
        if not any(group in repeat.groups for repeat in repeats):
            written_groups.append(_rewritten(group, outside))
    for item in items:
        repeat = by_member.get(item.name)
        if repeat is None:
            written_items.append(_rewritten(item, outside))
        elif repeat.group.name not in done:
            done.add(repeat.group.name)
            _warn(repeat, faults)
            asked, around = _block(repeat, repeats, outside, languages)
            written_items += asked
            written_groups += around
    return tuple(written_items), tuple(written_groups)


def _repeats(items: Sequence[Item], groups: Sequence[Group]) -> list[_Repeat]:
    found = []
    for group in groups:
        if group.repeat:
            inner = tuple(item for item in items if group.name in item.groups)
            around = (group, *(each for each in groups if group.name in each.groups))
            fixed = group.repeat_count.isdecimal()
            wanted = min(int(group.repeat_count[:4]), MOST_FIXED) if fixed else MOST_TURNS
            turns = max(1, min(wanted, _MOST_ITEMS // max(1, len(inner))))
            found.append(_Repeat(group, inner, around, turns))
    return found


def _warn(repeat: _Repeat, faults: Faults) -> None:
    written = repeat.group.repeat_count
    if not written.isdecimal() or int(written) > repeat.turns:
        place = cell_place("survey", repeat.group.row, "repeat_count" if written else "type")
        faults.warn(ProblemCode.REPEAT_BOUNDED, place, name=repeat.group.name, limit=repeat.turns)


def _block(
    repeat: _Repeat, repeats: Sequence[_Repeat], outside: Rewrite, languages: Sequence[str]
) -> tuple[list[Item], list[Group]]:
    """The turns of a repeat one after the other, with the question for more between them."""
    items: list[Item] = []
    groups: list[Group] = []
    counted = bool(repeat.group.repeat_count)
    elsewhere = _outside([each for each in repeats if each != repeat])
    if counted:
        items.append(_count(repeat, outside))
    for turn in range(1, repeat.turns + 1):
        inside = _inside(repeat, turn, elsewhere)
        asked = outside(repeat.asked_if(turn))
        for group in repeat.groups:
            own = _rewritten(group, inside)
            own = replace(own, label=_numbered(own.label, turn)) if group == repeat.group else own
            own = replace(own, relevant=asked) if group == repeat.group else own
            groups.append(_renamed(own, repeat, turn))
        for item in repeat.items:
            items.append(_renamed(_rewritten(item, inside), repeat, turn))
        if not counted and turn < repeat.turns:
            around, name = repeat.group, repeat.more(turn)
            items.append(one_more(around, name, turn, relevant=asked, languages=languages))
    if not counted:
        items.append(_count(repeat, outside))
    return items, groups


def _of_turn(name: str, turn: int) -> str:
    return name if turn == 1 else f"{name}.{turn}"


def _inside(repeat: _Repeat, turn: int, elsewhere: Rewrite) -> Rewrite:
    """References within a turn mean that turn, those to other repeats all of theirs."""
    members = {item.name for item in repeat.items}

    def rewrite(source: str) -> str:
        return _NAMED.sub(
            lambda named: f"${{{_of_turn(named[1], turn)}}}" if named[1] in members else named[0],
            elsewhere(source).replace(_TURN, str(turn)),
        )

    return rewrite


def _outside(repeats: Sequence[_Repeat]) -> Rewrite:
    """References from elsewhere mean every turn in an aggregate, the number of turns in count()."""
    by_member = {item.name: repeat for repeat in repeats for item in repeat.items}

    def rewrite(source: str) -> str:
        counted = _COUNT.sub(
            lambda call: f"${{{by_member[call[1]].count}}}" if call[1] in by_member else call[0], source
        )
        counted = _JOIN.sub(
            lambda call: _joined(call[1], call[2], by_member[call[2]]) if call[2] in by_member else call[0],
            counted,
        )
        if not any(f"{{{name}}}" in counted for name in by_member):
            return counted
        return _aggregated(counted, by_member)

    return rewrite


def _joined(separator: str, name: str, repeat: _Repeat) -> str:
    """join() of every turn that was answered: a turn that was not asked leaves no separator."""
    later = (f"${{{_of_turn(name, turn)}}}" for turn in range(2, repeat.turns + 1))
    parts = [f"if({each} != '', concat({separator}, {each}), '')" for each in later]
    # Inside string() a name means the first turn: alone it would mean them all.
    return f"concat({', '.join([f'string(${{{name}}})', *parts])})"


def _aggregated(source: str, by_member: Mapping[str, _Repeat]) -> str:
    """The source with a name that is a whole argument of an aggregate written out turn by turn."""
    try:
        read = tokens(source)
    except ExpressionError:
        return source
    called: list[str] = []
    written, start = "", 0
    for place, token in enumerate(read):
        if token.kind is Kind.OPEN:
            called.append(read[place - 1].value if place and read[place - 1].kind is Kind.NAME else "")
        elif token.kind is Kind.CLOSE and called:
            called.pop()
        elif token.kind is Kind.REFERENCE and token.value in by_member and called:
            alone = read[place - 1].kind in (Kind.OPEN, Kind.COMMA)
            alone = alone and read[place + 1].kind in (Kind.CLOSE, Kind.COMMA)
            if alone and called[-1] in _AGGREGATES:
                end = source.index("}", token.position) + 1
                turns = range(1, by_member[token.value].turns + 1)
                names = [f"${{{_of_turn(token.value, turn)}}}" for turn in turns]
                written += source[start : token.position - 1] + ", ".join(names)
                start = end
    return written + source[start:]


def _count(repeat: _Repeat, outside: Rewrite) -> Item:
    if repeat.group.repeat_count:
        calculation = outside(repeat.group.repeat_count)
    else:
        more = [f"(${{{repeat.more(turn)}}} = 'yes')" for turn in range(1, repeat.turns)]
        calculation = " + ".join(["1", *more])
        if repeat.group.relevant:
            calculation = f"if({outside(repeat.group.relevant)}, {calculation}, 0)"
    return Item(
        name=repeat.count,
        kind="calculate",
        row=repeat.group.row,
        calculation=calculation,
        groups=repeat.group.groups,
        turn=0,
    )


def _rewritten(node: Node, rewrite: Rewrite) -> Node:
    """A row with its expressions, and the names in its texts, said otherwise."""
    found: dict[str, object] = {
        column: rewrite(getattr(node, column))
        for column in (*_SOURCES, "repeat_count")
        if hasattr(node, column)
    }
    for column in _WORDS:
        if hasattr(node, column):
            written: Texts = getattr(node, column)
            pairs = tuple((code, _named_only(text, rewrite)) for code, text in written.by_language)
            found[column] = Texts(written.default_language, pairs)
    return replace(node, **found)  # type: ignore[arg-type]


def _named_only(text: str, rewrite: Rewrite) -> str:
    """A text with its references said otherwise: the rest of it is no expression."""
    return _NAMED.sub(lambda named: rewrite(named[0]), text)


def _renamed(node: Node, repeat: _Repeat, turn: int) -> Node:
    """A row of a turn under its name there; a role is carried by the first turn only."""
    if turn == 1:
        return node
    inner = {group.name for group in repeat.groups}
    groups = tuple(_of_turn(name, turn) if name in inner else name for name in node.groups)
    changed: dict[str, object] = {"name": _of_turn(node.name, turn), "groups": groups, "turn": turn}
    if isinstance(node, Item):
        changed["role"] = ""
    return replace(node, **changed)  # type: ignore[arg-type]


def _numbered(label: Texts, turn: int) -> Texts:
    if turn == 1:
        return label
    return Texts(label.default_language, tuple((code, f"{text} {turn}") for code, text in label.by_language))
