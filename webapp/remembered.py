"""Values that every request needs and that hardly ever change, read again after a few seconds."""

import time
from collections.abc import Callable
from typing import TypeVar

from flask import current_app

T = TypeVar("T")

SECONDS = 5.0


def remembered(name: str, read: Callable[[], T | None]) -> T | None:
    """Returns what ``read`` returned at most :data:`SECONDS` ago under this name in this process; None is never kept.

    What is kept must be frozen: it is shared by every thread.
    """
    kept: dict[str, tuple[float, T]] = current_app.extensions.setdefault("croisements_remembered", {})
    found = kept.get(name)
    at = time.monotonic()
    if found is not None and at - found[0] < SECONDS:
        return found[1]
    value = read()
    if value is not None:
        kept[name] = (at, value)
    return value
