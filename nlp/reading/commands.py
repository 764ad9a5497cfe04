"""The command line of this room: one line a command, each with its arguments in a module of its own."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_FILTERS: Final = {
    "understand": "nlp.reading.understanding",
    "words": "nlp.reading.words_filter",
    "mask": "nlp.reading.mask_filter",
}


def run(command: str, arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code; a module is imported only when it is asked for."""
    if command in _FILTERS:
        code: int = import_module(_FILTERS[command]).run(arguments)
        return code
    return evaluate(arguments)


def evaluate(arguments: Sequence[str]) -> int:
    """Prints how well replies, words and personal data are read on the held-out lines, and every miss.

    Returns 2 when a file is missing or does not load.
    """
    from nlp.reading.understanding import HELD_OUT, measured, report

    path = Path(arguments[0]) if arguments else HELD_OUT
    try:
        for line in report(measured(path)):
            print(line)
        if not arguments:
            _others(path.parent)
    except (OSError, ValueError, KeyError) as wrong:
        sys.stderr.write(f"{path.parent if not arguments else path}: {wrong}\n")
        return 2
    return 0


def _others(folder: Path) -> None:
    """Prints how well words and personal data are read, where this copy has their measure."""
    if find_spec("nlp.reading.measuring") is None:
        return
    measuring = import_module("nlp.reading.measuring")
    print()
    measuring.measure_words(folder / "words.jsonl")
    print()
    measuring.measure_mask(folder / "personal_data.jsonl")
