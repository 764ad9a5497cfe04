"""Repeats: the same questions asked again, each turn written out as questions of its own.

The first turns keep the names of the sheet, later ones add their numbers (`age`, `age.2`, in a repeat in a repeat
`age.1.3`). A plan, a screen and an answer then know nothing of repeats.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from survey.expressions.lexer import MAX_LENGTH
from survey.problems import ProblemCode, cell_place
from survey.questionnaires.dependencies import CONDITIONS, CircularError, condition, evaluation_order
from survey.questionnaires.faults import Faults
from survey.questionnaires.one_more import one_more
from survey.questionnaires.repeat_expressions import OUTSIDE, Place, Rewriting
from survey.questionnaires.repeat_tree import Repeat, RepeatTree, Turns, of_turns, repeat_tree, wanted
from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Group, Item

_SOURCES = ("relevant", "required", "constraint", "calculation", "choice_filter", "default_expression")
_WORDS = ("label", "hint", "guidance", "required_message", "constraint_message")

Node = TypeVar("Node", Item, Group)
Rows = tuple[tuple[Item, ...], tuple[Group, ...]]


def one_turn(items: Sequence[Item], groups: Sequence[Group]) -> Rows:
    """The rows with what only a repeat understands (paths, position(), the count of a repeat) said of its first
    turn: what the checks read."""
    tree = repeat_tree(items, groups, once=True)
    if not tree.repeats:
        return tuple(items), tuple(groups)

    def first(node: Node) -> Node:
        around = (*node.groups, node.name) if isinstance(node, Group) else node.groups
        chain = tuple(name for name in around if name in tree.repeats)
        place = Place(around, chain, (1,) * len(chain))
        return _rewritten(node, Rewriting(tree, place, checked=True))

    return tuple(map(first, items)), tuple(map(first, groups))


def every_turn(
    items: Sequence[Item], groups: Sequence[Group], languages: Sequence[str], faults: Faults
) -> Rows:
    """The rows with every turn written out, read from the sheet; warns where we bound the number of turns.

    What cannot be written out goes to `faults`: a turn called like another row, an expression that grows too long,
    turns that need one another.
    """
    tree = repeat_tree(items, groups)
    if not tree.repeats:
        return tuple(items), tuple(groups)
    for repeat in tree.repeats.values():
        _warn(repeat, faults)
    writer = _Writer(tree, languages)
    for group in groups:
        if not group.repeat and not any(name in tree.repeats for name in group.groups):
            writer.groups.append(_rewritten(group, Rewriting(tree, OUTSIDE)))
    done: set[str] = set()
    for item in items:
        chain = tree.chains.get(item.name, ())
        if not chain:
            writer.items.append(_rewritten(item, Rewriting(tree, Place(item.groups, (), ()))))
        elif chain[0] not in done:
            done.add(chain[0])
            writer.write(tree.repeats[chain[0]], ())
    _check(writer.items, writer.groups, faults)
    return tuple(writer.items), tuple(writer.groups)


class _Writer:
    """Writes repeats out, those in them within each of their turns."""

    def __init__(self, tree: RepeatTree, languages: Sequence[str]) -> None:
        self.items: list[Item] = []
        self.groups: list[Group] = []
        self._tree = tree
        self._languages = languages

    def write(self, repeat: Repeat, around: Turns) -> None:
        """The turns of a repeat one after the other, with the question for more between them; `around` are those of
        the repeats around it."""
        outer = Rewriting(self._tree, Place(repeat.group.groups, repeat.chain[:-1], around))
        counted = bool(repeat.group.repeat_count)
        if counted:
            self.items.append(self._count(repeat, around, outer))
        for turn in range(1, repeat.turns + 1):
            turns = (*around, turn)
            asked = self._asked_if(repeat, turns, outer)
            self._write_groups(repeat, turns, asked)
            for member in repeat.members:
                if isinstance(member, str):
                    self.write(self._tree.repeats[member], turns)
                else:
                    own = _rewritten(member, self._inside(repeat, member.groups, turns))
                    self.items.append(self._renamed(own, turns))
            if not counted and turn < repeat.turns:
                self.items.append(self._one_more(repeat, turns, asked))
        if not counted:
            self.items.append(self._count(repeat, around, outer))

    def _write_groups(self, repeat: Repeat, turns: Turns, asked: str) -> None:
        for group in repeat.groups:
            own = _rewritten(group, self._inside(repeat, (*group.groups, group.name), turns))
            if group is repeat.group:
                own = replace(own, label=_numbered(own.label, turns[-1]), relevant=asked)
            self.groups.append(self._renamed(own, turns))

    def _inside(self, repeat: Repeat, groups: tuple[str, ...], turns: Turns) -> Rewriting:
        return Rewriting(self._tree, Place(groups, repeat.chain, turns))

    def _asked_if(self, repeat: Repeat, turns: Turns, outer: Rewriting) -> str:
        """The condition of a turn."""
        turn, relevant = turns[-1], outer.source(repeat.group.relevant)
        if not repeat.group.repeat_count:
            before = of_turns(repeat.more, (*turns[:-1], turn - 1))
            return f"${{{before}}} = 'yes'" if turn > 1 else relevant
        enough = f"${{{of_turns(repeat.count, turns[:-1])}}} >= {turn}"
        return f"({relevant}) and {enough}" if relevant else enough

    def _one_more(self, repeat: Repeat, turns: Turns, asked: str) -> Item:
        around = _rewritten(repeat.group, self._inside(repeat, repeat.group.groups, turns))
        around = replace(around, groups=self._groups_of(repeat.group, turns[:-1]))
        name = of_turns(repeat.more, turns)
        return one_more(around, name, max(turns), relevant=asked, languages=self._languages)

    def _count(self, repeat: Repeat, around: Turns, outer: Rewriting) -> Item:
        if repeat.group.repeat_count:
            calculation = outer.source(repeat.group.repeat_count)
        else:
            mores = (of_turns(repeat.more, (*around, turn)) for turn in range(1, repeat.turns))
            calculation = " + ".join(["1", *(f"(${{{more}}} = 'yes')" for more in mores)])
            if repeat.group.relevant:
                calculation = f"if({outer.source(repeat.group.relevant)}, {calculation}, 0)"
        return Item(
            name=of_turns(repeat.count, around),
            kind="calculate",
            row=repeat.group.row,
            calculation=calculation,
            groups=self._groups_of(repeat.group, around),
            turn=0 if set(around) <= {1} else max(around),
        )

    def _groups_of(self, node: Item | Group, turns: Turns) -> tuple[str, ...]:
        """The groups around a row under their names in these turns."""
        found, depth = [], 0
        for name in node.groups:
            depth += name in self._tree.repeats
            found.append(of_turns(name, turns[:depth]))
        return tuple(found)

    def _renamed(self, node: Node, turns: Turns) -> Node:
        """A row of some turns under its name there; a role is carried by the first turns only."""
        if set(turns) <= {1}:
            return node
        changed: dict[str, object] = {
            "name": of_turns(node.name, turns),
            "groups": self._groups_of(node, turns),
            "turn": max(turns),
        }
        if isinstance(node, Item):
            changed["role"] = ""
        return replace(node, **changed)  # type: ignore[arg-type]


def _warn(repeat: Repeat, faults: Faults) -> None:
    said = wanted(repeat.group)
    if said is None or said > repeat.turns:
        place = cell_place(
            "survey", repeat.group.row, "repeat_count" if repeat.group.repeat_count else "type"
        )
        faults.warn(ProblemCode.REPEAT_BOUNDED, place, name=repeat.group.name, limit=repeat.turns)


def _check(items: Sequence[Item], groups: Sequence[Group], faults: Faults) -> None:
    """What writing out may bring about in rows that were fine each by itself."""
    rows: dict[str, int] = {}
    nodes: list[Item | Group] = [*items, *groups]
    for node in nodes:
        first = rows.setdefault(node.name, node.row)
        if first != node.row:
            place = cell_place("survey", node.row, "name")
            faults.refuse(ProblemCode.DUPLICATE_NAME, place, name=node.name, first=first)
        for column in CONDITIONS:
            source = condition(node, column)
            if len(source) > MAX_LENGTH:
                place = cell_place("survey", node.row, column)
                values = {
                    "reason": f"longer than {MAX_LENGTH}",
                    "position": MAX_LENGTH,
                    "expression": source[:200],
                }
                faults.refuse(ProblemCode.UNREADABLE_EXPRESSION, place, **values)
    if faults.problems:
        return
    try:
        evaluation_order(items, groups)
    except CircularError as fault:
        place = cell_place("survey", rows[fault.cycle[0]], "type")
        faults.refuse(ProblemCode.CIRCULAR_REFERENCE, place, cycle=" → ".join(fault.cycle))


def _rewritten(node: Node, said: Rewriting) -> Node:
    """A row with its expressions, and the names in its texts, said otherwise."""
    found: dict[str, object] = dict(_sources(node, said))
    for column in _WORDS:
        if hasattr(node, column):
            written: Texts = getattr(node, column)
            pairs = tuple((code, said.text(text)) for code, text in written.by_language)
            found[column] = Texts(written.default_language, pairs)
    return replace(node, **found)  # type: ignore[arg-type]


def _sources(node: Item | Group, said: Rewriting) -> Iterator[tuple[str, str]]:
    for column in (*_SOURCES, "repeat_count"):
        if hasattr(node, column):
            yield column, said.source(getattr(node, column))


def _numbered(label: Texts, turn: int) -> Texts:
    if turn == 1:
        return label
    return Texts(label.default_language, tuple((code, f"{text} {turn}") for code, text in label.by_language))
