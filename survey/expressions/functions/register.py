"""What every function of expressions is: a name, how many arguments, and the code."""

from collections.abc import Callable
from dataclasses import dataclass

from survey.expressions.context import Context
from survey.expressions.values import Value

Body = Callable[[Context, list[Value]], Value]


@dataclass(frozen=True, slots=True)
class Function:
    """`body` gets the values of its arguments; `most` is None when there is no upper bound.

    `paired` functions want an even number of arguments.
    """

    name: str
    least: int
    most: int | None
    body: Body
    paired: bool = False

    def takes(self, count: int) -> bool:
        """Whether the function can be called with `count` arguments."""
        within = self.least <= count and (self.most is None or count <= self.most)
        return within and not (self.paired and count % 2)

    @property
    def expected(self) -> str:
        """The number of arguments in words: "2", "1 to 2", "1 or more"."""
        if self.most is None:
            return f"{self.least} or more" + (", in pairs" if self.paired else "")
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"
