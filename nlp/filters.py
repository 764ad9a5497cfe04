"""JSON lines through a function: read as they come, written in order, broken ones named and left out."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from queue import Empty, Queue
from threading import Thread
from typing import Any, Final, TextIO

Line = dict[str, Any]
MOST_WAITING: Final = 1024


class LineRefused(ValueError):
    """A line is JSON but not what the filter takes; the message says what is missing or wrong."""


def run_filter(
    source: TextIO,
    out: TextIO,
    errors: TextIO,
    handle: Callable[[list[Line]], list[Line]],
    *,
    check: Callable[[Line], None],
    batch: int = 1,
) -> int:
    """Returns the exit code: 0 when every line went through, 1 when some were broken.

    ``check`` raises :class:`LineRefused` on a line that cannot be taken. ``handle`` gets at most ``batch`` lines at
    once, and fewer when no more have come yet, so that a slow writer is answered line by line.
    """
    broken = 0
    for numbered in _batches(source, batch):
        taken: list[Line] = []
        for number, text in numbered:
            try:
                line = _read(text)
                check(line)
            except LineRefused as refusal:
                broken += 1
                errors.write(f"line {number}: {refusal}\n")
            else:
                taken.append(line)
        for line in handle(taken) if taken else ():
            out.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n")
        out.flush()
    return 1 if broken else 0


def run_standard(
    handle: Callable[[list[Line]], list[Line]], *, check: Callable[[Line], None], batch: int = 1
) -> int:
    """Runs the filter from standard input to standard output, in UTF-8 whatever the environment says."""
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "strict"), (sys.stderr, "replace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    return run_filter(sys.stdin, sys.stdout, sys.stderr, handle, check=check, batch=batch)


def text_of(line: Line, key: str) -> str:
    """Returns the text of a key; raises :class:`LineRefused` when it is not there or no text."""
    value = line.get(key)
    if not isinstance(value, str):
        raise LineRefused(f"{key!r} must be a text")
    return value


def _read(text: str) -> Line:
    if any("\udc80" <= sign <= "\udcff" for sign in text):
        raise LineRefused("not UTF-8")
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        raise LineRefused("not JSON") from None
    if not isinstance(line, dict):
        raise LineRefused("not a JSON object")
    return line


def _batches(source: Iterable[str], most: int) -> Iterator[list[tuple[int, str]]]:
    """Yields numbered lines that are not blank: as many as have come, ``most`` at the most."""
    waiting: Queue[tuple[int, str] | None] = Queue(MOST_WAITING)

    def read() -> None:
        try:
            for number, text in enumerate(source, start=1):
                if text.strip():
                    waiting.put((number, text))
        finally:
            waiting.put(None)

    Thread(target=read, daemon=True).start()
    while (first := waiting.get()) is not None:
        found = [first]
        try:
            while len(found) < most:
                following = waiting.get_nowait()
                if following is None:
                    yield found
                    return
                found.append(following)
        except Empty:
            pass
        yield found
