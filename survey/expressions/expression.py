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
def expression(source: str) -> Expression:
    """The expression written in `source`; raises ExpressionError naming the character and the reason."""
    tree = parse(source)
    return Expression(source, tree, compiled(tree))
