"""Processes for the encoder, which cannot live in forked ones: spawned, one thread each, gone with their parent."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Final

_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@contextmanager
def spawned(
    count: int, *, start: Callable[..., None] | None = None, given: tuple[Any, ...] = ()
) -> Iterator[ProcessPoolExecutor]:
    """A pool of ``count`` processes; each calls ``start(*given)`` first."""
    with (
        one_thread_each(),
        ProcessPoolExecutor(
            count, mp_context=get_context("spawn"), initializer=_begin, initargs=(start, given)
        ) as pool,
    ):
        yield pool


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Children that are spawned inside compute with one thread each: two of them share two cores well."""
    kept = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _begin(start: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # Ctrl-C reaches every process of a terminal: end without a word
    Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start(*given)


def _end_with_parent() -> None:
    """Ends this process when its parent was killed and nobody is left to read what it says."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
