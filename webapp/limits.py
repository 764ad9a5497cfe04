"""Limits that hold across processes: counted in a small SQLite file of their own, or in Redis when there is one.

Three hundred phones behind one address are normal at a street party, so public limits count by action or by code,
and only what can be guessed (codes, passwords) or filled (registrations) is limited.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import Flask, abort, current_app, request
from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.middleware.proxy_fix import ProxyFix

from survey.pairing import short_code
from webapp.settings import Settings
from webapp.turns import turn_at

P = ParamSpec("P")
R = TypeVar("R")


class SqliteCounts(Storage):
    """Fixed-window counters that several processes of one machine share; each thread keeps its connection."""

    STORAGE_SCHEME = ["croisements-sqlite"]  # noqa: RUF012 - the base class reads a list
    FORGOTTEN_EVERY = 60.0

    def __init__(self, uri: str, wrap_exceptions: bool = False, **_options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions)
        self._path = Path(uri.removeprefix("croisements-sqlite://"))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._local = threading.local()
        self._forgot_at = 0.0
        self._connection().execute(
            "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expiry REAL NOT NULL)"
        )

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(self._path, timeout=10, isolation_level=None)
            found.execute("PRAGMA journal_mode=WAL")
            found.execute("PRAGMA synchronous=OFF")  # a lost count costs nothing
            self._local.connection = found
        return found

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        at = time.time()
        connection = self._connection()
        with turn_at(str(self._path)):
            if at - self._forgot_at > self.FORGOTTEN_EVERY:
                self._forgot_at = at
                connection.execute("DELETE FROM counts WHERE expiry < ?", (at,))
            row = connection.execute(
                "INSERT INTO counts VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET"
                " count = CASE WHEN expiry < ?4 THEN excluded.count ELSE count + excluded.count END,"
                " expiry = CASE WHEN expiry < ?4 THEN excluded.expiry ELSE expiry END RETURNING count",
                (key, amount, at + expiry, at),
            ).fetchone()
        return int(row[0])

    def _read(self, column: str, key: str) -> float | None:
        row = (
            self._connection()
            .execute(
                f"SELECT {column} FROM counts WHERE key = ? AND expiry >= ?",  # noqa: S608 - a name of ours
                (key, time.time()),
            )
            .fetchone()
        )
        return None if row is None else float(row[0])

    def get(self, key: str) -> int:
        return int(self._read("count", key) or 0)

    def get_expiry(self, key: str) -> float:
        return self._read("expiry", key) or time.time()

    def check(self) -> bool:
        return self._path.exists()

    def reset(self) -> int | None:
        return self._connection().execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        self._connection().execute("DELETE FROM counts WHERE key = ?", (key,))


def by_code() -> str:
    """Counts by the action or quartier of the address, whoever asks and however its code is typed."""
    typed = str((request.view_args or {}).get("code", ""))
    return short_code.read(typed) or request.endpoint or ""


def by_address() -> str:
    """Counts by network address: for accounts only, where a person sits behind a desk.

    Behind proxies it is the address that the outermost of those in ``Settings.proxies`` saw; what a visitor writes
    before it in ``X-Forwarded-For`` is not believed.
    """
    return request.remote_addr or "unknown"


def limit(rule: str, key: Callable[[], str] = by_code) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Limits the POSTs of a view to ``rule`` (for instance ``"30 per minute"``), counted by ``key``."""
    rate = parse(rule)

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def limited(*args: P.args, **values: P.kwargs) -> R:
            if request.method == "POST":
                _count(rate, request.endpoint or "", key())
            return view(*args, **values)

        return limited

    return decorate


def limit_guesses(app: Flask, rule: str, endpoints: Collection[str]) -> None:
    """Limits the POSTs to routes of packages, all of them together, to ``rule`` by network address."""
    rate = parse(rule)

    @app.before_request
    def count() -> None:
        if request.method == "POST" and request.endpoint in endpoints:
            _count(rate, "guess", by_address())


def _count(rate: RateLimitItem, what: str, who: str) -> None:
    limiter: FixedWindowRateLimiter = current_app.extensions["croisements_limiter"]
    if not limiter.hit(rate, what, who):
        abort(429)


def apply_limits(app: Flask, settings: Settings) -> None:
    """Connects the counters of ``settings`` to ``app``, and lets it see past its own proxies."""
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    counts = settings.data_folder / "limits.sqlite"
    storage = storage_from_string(settings.redis_url or f"croisements-sqlite://{counts}")
    app.extensions["croisements_limiter"] = FixedWindowRateLimiter(storage)
