"""Turns: who writes to a SQLite file waits here, asleep in the kernel, and not in SQLite's own polling.

SQLite tries again after 1, 2, 5, 10, 15… milliseconds, and whoever comes meanwhile goes first: its slowest writes
take a hundred times as long as its median ones.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def turn_at(path: str) -> Iterator[None]:
    """Waits until no other process or thread holds the turn of the file at ``path``, then holds it."""
    descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
