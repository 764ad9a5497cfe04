"""``python -m nlp``: the filters and measurements of this package; each room is imported only when it is asked for."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

COMMANDS: Final = {
    "annotate": (
        "nlp.coding.commands",
        "code free-text answers: JSON lines in, the same with `annotation` out",
    ),
    "annotate-corpus": (
        "nlp.coding.commands",
        "code a file of JSON lines with several workers, resumable",
    ),
    "evaluate": (
        "nlp.coding.commands",
        "measure the coder on a file of coded answers, or by cross-validation",
    ),
    "understand": ("nlp.reading.commands", "read chat replies: JSON lines in, the same with `reading` out"),
    "words": ("nlp.reading.commands", "normalise the three-word question: the same lines with `words` out"),
    "mask": ("nlp.reading.commands", "find personal data: the same lines with `spans` and `masked` out"),
    "evaluate-reading": (
        "nlp.reading.commands",
        "measure replies, words and personal data on held-out lines",
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Runs the command that is named first and returns its exit code; 2 when there is none of that name.

    A room's ``commands`` module has ``run(command, arguments) -> int``.
    """
    if not arguments or arguments[0] not in COMMANDS:
        sys.stderr.write("usage: python -m nlp COMMAND …\n\n")
        sys.stderr.writelines(f"  {name:<17} {says}\n" for name, (_, says) in COMMANDS.items())
        return 2
    module = import_module(COMMANDS[arguments[0]][0])
    code: int = module.run(arguments[0], arguments[1:])
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
