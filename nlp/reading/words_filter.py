"""The filter ``python -m nlp words``: lines of `raw` and `lang`, with `words` added."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from nlp.filters import Line, run_standard, text_of
from nlp.reading.lexicon import LexiconError, known_language
from nlp.reading.merges import Merges
from nlp.reading.words import normalise_words


def run(arguments: Sequence[str]) -> int:
    """Adds `words`, the three-word question normalised, to each line of `raw` and `lang`."""
    parser = argparse.ArgumentParser(prog="python -m nlp words", description=run.__doc__)
    parser.add_argument("--merges", type=Path, help="a merging dictionary put on top of that of the language")
    given = parser.parse_args(list(arguments))
    try:
        own = (
            Merges.read(given.merges.read_text(encoding="utf-8"), place=str(given.merges))
            if given.merges
            else None
        )
    except (OSError, UnicodeDecodeError, LexiconError) as wrong:
        parser.exit(2, f"python -m nlp words: {wrong}\n")
    return run_standard(_normaliser(own), check=_check)


def _check(line: Line) -> None:
    text_of(line, "raw")
    text_of(line, "lang")


def _normaliser(own: Merges | None) -> Callable[[list[Line]], list[Line]]:
    def normalise(line: Line) -> Line:
        language = known_language(line["lang"])
        merges = Merges.of(language).extended(own) if own else None
        return {**line, "words": list(normalise_words(line["raw"], language=language, merges=merges))}

    return lambda lines: [normalise(line) for line in lines]
