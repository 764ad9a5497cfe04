"""Repeats as they stand in one another: what is in each of them, and how many turns are written out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from survey.questionnaires.values import Group, Item

MOST_TURNS = 20
"""Where people say when to stop, or an answer says how many."""
MOST_FIXED = 50
"""Where the sheet says how many."""
MOST_TOGETHER = 100
"""Turns of a repeat in other repeats, over all of theirs: two that people go on with have ten turns each."""
MOST_ITEMS = 2_000
"""Items that a repeat, with those in it, is written out as."""
DEEPEST = 4
"""Repeats in one another: a name with one number for each must fit where answers are stored."""

Turns = tuple[int, ...]
"""The turn of each repeat around something, outermost first."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeat: the names of those around it and its own (`chain`, outermost first), what stands in it in the order of
    the sheet (items, and repeats by name), its groups, itself the first, and its number of turns."""

    group: Group
    chain: tuple[str, ...]
    members: tuple[Item | str, ...]
    groups: tuple[Group, ...]
    turns: int

    @property
    def count(self) -> str:
        """The item that says how many turns there are."""
        return f"{self.group.name}.count"

    @property
    def more(self) -> str:
        """The question after a turn whether there is one more."""
        return f"{self.group.name}.more"


@dataclass(frozen=True, slots=True)
class RepeatTree:
    """Every repeat of a questionnaire by its name, and the repeats around each item by the item's name."""

    repeats: Mapping[str, Repeat]
    chains: Mapping[str, tuple[str, ...]]

    def turns_of(self, chain: Sequence[str], known: Turns = ()) -> Iterator[Turns]:
        """All the turns of repeats in one another, of which the outer ones may be known."""
        rest = (range(1, self.repeats[name].turns + 1) for name in chain[len(known) :])
        return (known + later for later in product(*rest))

    def first_member(self, repeat: str) -> str:
        """The name of the first item in a repeat or in those in it, "" in an empty one."""
        return next((name for name, chain in self.chains.items() if repeat in chain), "")


def of_turns(name: str, turns: Turns) -> str:
    """What something in repeats is called in these turns: `age` in the first ones, else `age.2` or `age.1.3`."""
    return name if set(turns) <= {1} else ".".join([name, *map(str, turns)])


def shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many repeats two chains have in common, from the outermost."""
    common = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        common += 1
    return common


def repeat_tree(items: Sequence[Item], groups: Sequence[Group], *, once: bool = False) -> RepeatTree:
    """The repeats among the groups; with `once` each has one turn only."""
    names = frozenset(group.name for group in groups if group.repeat)
    chains = {item.name: _chain(item.groups, names) for item in items}
    found = {}
    for group in groups:
        if group.repeat:
            chain = (*_chain(group.groups, names), group.name)
            inside = tuple(each for each in groups if _chain(each.groups, names) == chain and not each.repeat)
            members = tuple(_members(items, chains, chain))
            found[group.name] = Repeat(group, chain, members, (group, *inside), 1 if once else _wanted(group))
    return RepeatTree(found if once else _bounded(found), {name: c for name, c in chains.items() if c})


def wanted(group: Group) -> int | None:
    """How many turns the sheet says, None when people or an answer say it."""
    return int(group.repeat_count[:4]) if group.repeat_count.isdecimal() else None


def _wanted(group: Group) -> int:
    said = wanted(group)
    return MOST_TURNS if said is None else max(1, min(said, MOST_FIXED))


def _chain(groups: Sequence[str], names: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in groups if name in names)


def _members(
    items: Sequence[Item], chains: Mapping[str, tuple[str, ...]], chain: tuple[str, ...]
) -> Iterator[Item | str]:
    """What stands directly in a repeat: its items, and each repeat in it where its first item stands."""
    seen = set()
    for item in items:
        around = chains[item.name]
        if around == chain:
            yield item
        elif around[: len(chain)] == chain and around[len(chain)] not in seen:
            seen.add(around[len(chain)])
            yield around[len(chain)]


def _bounded(repeats: Mapping[str, Repeat]) -> dict[str, Repeat]:
    """The repeats with no more turns than are written out: as long as there are too many, the repeat with most turns
    loses one, before all one whose number the sheet does not say."""
    turns = {name: repeat.turns for name, repeat in repeats.items()}
    for root in (repeat for repeat in repeats.values() if len(repeat.chain) == 1):
        inside = [each for each in repeats.values() if each.chain[0] == root.group.name]
        while crowded := _crowded(inside, turns):
            most = max(crowded, key=lambda each: (wanted(each.group) is None, turns[each.group.name]))
            turns[most.group.name] -= 1
    return {
        name: Repeat(each.group, each.chain, each.members, each.groups, turns[name])
        for name, each in repeats.items()
    }


def _crowded(repeats: Sequence[Repeat], turns: Mapping[str, int]) -> list[Repeat]:
    """Those of the repeats in one another that could lose a turn, where all together are too many."""
    by_name = {each.group.name: each for each in repeats}
    together = {each.group.name: _product(turns[name] for name in each.chain) for each in repeats}
    for each in repeats:
        if len(each.chain) > 1 and together[each.group.name] > MOST_TOGETHER:
            return [by_name[name] for name in each.chain if turns[name] > 1]
    items = sum(together[each.group.name] * max(1, len(each.members)) for each in repeats)
    return [each for each in repeats if turns[each.group.name] > 1] if items > MOST_ITEMS else []


def _product(numbers: Iterator[int]) -> int:
    found = 1
    for number in numbers:
        found *= number
    return found
