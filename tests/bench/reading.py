"""What reading a reply adds to a turn and to a web process, beside a bare lookup in a dictionary."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

_PAGE = 4096
_ROUNDS = 5


def main() -> None:
    """Measures in a process of its own, so that what is loaded before does not hide the memory added."""
    subprocess.run([sys.executable, "-m", "tests.bench.reading"], check=True)


def measure() -> None:
    """Prints the milliseconds of a turn, the memory added, and the time and work of the longest replies."""
    before = _resident()
    started = perf_counter()
    understanding = import_module("nlp.reading.understanding")
    print(f"import: {1000 * (perf_counter() - started):.0f} ms")
    lines = _lines(understanding.HELD_OUT)
    turns: list[Callable[[], object]] = [_turn(understanding, line) for line in lines]
    first = _timed(turns)
    print(
        f"first turns, eight languages loaded meanwhile: {sum(first):.0f} ms together, longest {max(first):.0f} ms"
    )
    warm = [time for _ in range(_ROUNDS) for time in _timed(turns)]
    print(
        f"a turn, processor time: median {median(warm):.2f} ms, p95 {quantiles(warm, n=20)[-1]:.2f} ms, n = {len(warm)}"
    )
    print(f"memory added by all eight languages: {_resident() - before:.0f} MB")
    known = {line["reply"].casefold().strip(): "yes" for line in lines}
    bare = [
        time for _ in range(_ROUNDS) for time in _timed([_lookup(known, line["reply"]) for line in lines])
    ]
    print(f"bare dictionary lookup: median {median(bare):.4f} ms, p95 {quantiles(bare, n=20)[-1]:.4f} ms")
    for size in (1_000, 10_000, 100_000):
        longest = max(
            _timed([_turn(understanding, {**line, "reply": ("oui non " * size)[:size]}) for line in lines])
        )
        print(f"longest of all questions on a reply of {size:,} characters: {longest:.1f} ms")


def _turn(understanding, line):  # type: ignore[no-untyped-def]
    question, language = understanding.question_of(line), understanding.language_of(line)
    return lambda: understanding.read_reply(
        question, line["reply"], language=language, today=understanding.WRITTEN_ON
    )


def _lookup(known: dict[str, str], reply: str) -> Callable[[], object]:
    return lambda: known.get(reply.casefold().strip())


def _timed(turns: list[Callable[[], object]]) -> list[float]:
    times = []
    for turn in turns:
        started = process_time()
        turn()
        times.append(1000 * (process_time() - started))
    return times


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _resident() -> float:
    """The resident memory of this process, in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 1e6


if __name__ == "__main__":
    measure()
