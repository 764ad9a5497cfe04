"""An expression ready to run."""

from dataclasses import dataclass, field
from functools import lru_cache

from survey.expressions.compiler import Run, compiled
from survey.expressions.parser import parse
from survey.expressions.tree import Node


@dataclass(frozen=True, slots=True)
class Expression:
    """The source, its tree, and `run`, which gives its value in a Context and never raises."""

    source: str
    tree: Node
    run: Run = field(repr=False, compare=False)


@lru_cache(maxsize=4096)
def expression(source: str, *, columns: bool = False) -> Expression:
    """The expression written in `source`; raises ExpressionError naming the character and the reason.

    With `columns`, plain names mean the columns of a choice, as in choice filters.
    """
    tree = parse(source, columns=columns)
    return Expression(source, tree, compiled(tree))
