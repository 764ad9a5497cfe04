"""The filter ``python -m nlp mask``: lines of `text` and `lang`, with `spans` and `masked` added."""

import sys
from collections.abc import Sequence

from nlp.filters import Line, run_standard, text_of
from nlp.reading.mask import mask


def run(arguments: Sequence[str]) -> int:
    """Filters standard input; 0 when every line went through, 1 when some were broken, 2 when misused."""
    if arguments:
        sys.stderr.write('usage: python -m nlp mask < LINES, each {"text": …, "lang": …}\n')
        return 2
    return run_standard(_masked, check=_check)


def _check(line: Line) -> None:
    text_of(line, "text")
    if "lang" in line:
        text_of(line, "lang")


def _masked(lines: list[Line]) -> list[Line]:
    found = [(line, mask(line["text"], language=line.get("lang", "fr"))) for line in lines]
    return [
        {
            **line,
            "spans": [
                {"start": span.start, "end": span.end, "label": span.label.value} for span in read.spans
            ],
            "masked": read.masked,
        }
        for line, read in found
    ]
