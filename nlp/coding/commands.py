"""``python -m nlp annotate`` and ``evaluate``: the coder as a filter of JSON lines, and its measurement."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nlp.coding.values import Annotation, Coder
from nlp.filters import Line, LineRefused, run_standard, text_of

BATCH = 64


def run(command: str, arguments: Sequence[str]) -> int:
    """Runs a command of this room; returns its exit code."""
    return {"annotate": annotate, "annotate-corpus": annotate_corpus, "evaluate": evaluate}[command](
        arguments
    )


def annotate(arguments: Sequence[str]) -> int:
    """Codes the lines of standard input: the same lines with one more key, ``annotation``."""
    parser = argparse.ArgumentParser(prog="python -m nlp annotate", description=annotate.__doc__)
    parser.add_argument("--cache", type=Path, help="a folder where vectors of texts are kept and found again")
    options = parser.parse_args(arguments)
    coder = _coder(options.cache)

    def handle(lines: list[Line]) -> list[Line]:
        texts = [line["text"] for line in lines]
        coded = coder.annotate(texts, [line.get("lang") or "" for line in lines])
        return [line | {"annotation": as_json(said)} for line, said in zip(lines, coded, strict=True)]

    return run_standard(handle, check=_check, batch=BATCH)


def annotate_corpus(arguments: Sequence[str]) -> int:
    """Codes a whole file with several workers; killed and called again, it goes on where it was."""
    from nlp.coding.coder import load_coder
    from nlp.coding.corpus_run import RunFailed, run_corpus

    parser = argparse.ArgumentParser(
        prog="python -m nlp annotate-corpus", description=annotate_corpus.__doc__
    )
    parser.add_argument("source", type=Path, help="JSON lines with `text`, and `lang` if known")
    parser.add_argument("out", type=Path, help="the file to write")
    parser.add_argument("--workers", type=int, default=2, help="processes, one thread each (2)")
    parser.add_argument(
        "--scheduler", default="", help="the address of a Dask cluster, in place of processes"
    )
    options = parser.parse_args(arguments)
    model = load_coder().name  # trained here once, so that workers only load it
    try:
        before = run_corpus(
            options.source, options.out, workers=options.workers, scheduler=options.scheduler, model=model
        )
    except (RunFailed, OSError) as problem:
        sys.stderr.write(f"annotate-corpus: {problem}\n")
        return 1
    if before:
        sys.stderr.write(f"annotate-corpus: {before} parts had been coded before\n")
    return 0


def as_json(said: Annotation) -> dict[str, object]:
    """An annotation as the filter writes it."""
    return {
        "language": said.language,
        "themes": [str(theme) for theme in said.themes],
        "polarity": str(said.polarity),
        "frame": str(said.frame),
        "mode": str(said.mode),
        "reported": said.reported,
        "confidence": dict(said.confidence),
        "review": said.review,
        "model": said.model,
    }


def evaluate(arguments: Sequence[str]) -> int:
    """Measures the coder on a file of coded answers, or by leaving out one author batch after another."""
    from nlp.coding.evaluation import evaluate as measure

    return measure(arguments, sys.stdout)


def _coder(cache: Path | None) -> Coder:
    from nlp.coding import load_coder

    return load_coder(cache=cache)


def _check(line: Line) -> None:
    text_of(line, "text")
    if not isinstance(line.get("lang", ""), str | None):
        raise LineRefused("'lang' must be a text")
