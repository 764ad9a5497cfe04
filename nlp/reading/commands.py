"""The command line of this room: one line a command, each with its arguments in a module of its own."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

_FILTERS: Final = {
    "understand": "nlp.reading.understanding",
    "words": "nlp.reading.words_filter",
    "mask": "nlp.reading.mask_filter",
}
_SETS: Final = (
    ("replies_c.jsonl", "by a third hand, never read by those who wrote the rules: the estimate"),
    ("replies_b.jsonl", "by a second hand, read and mended from since its first measure: no estimate"),
    ("replies.jsonl", "by a first hand, read and mended from since its first measure: no estimate"),
)


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
    from nlp.reading.measuring import measure_mask, measure_words
    from nlp.reading.understanding import HELD_OUT, measured, report

    folder = HELD_OUT.parent
    named = [(Path(arguments[0]), "")] if arguments else [(folder / name, says) for name, says in _SETS]
    try:
        for path, says in named:
            print(f"# {path.name} {says}".rstrip())
            for line in report(measured(path)):
                print(line)
            print()
        if not arguments:
            for name in ("words_b.jsonl", "words.jsonl"):
                print(f"# {name}")
                measure_words(folder / name)
                print()
            for name in ("personal_data_b.jsonl", "personal_data.jsonl"):
                print(f"# {name}")
                measure_mask(folder / name)
                print()
    except (OSError, ValueError, KeyError) as wrong:
        sys.stderr.write(f"{arguments[0] if arguments else folder}: {wrong}\n")
        return 2
    return 0
