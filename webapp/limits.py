"""Limits that hold across processes: counted in a small SQLite file of their own, or in Redis when there is one.

Three hundred phones behind one address are normal at a street party, so public limits count by action or by code,
and only what can be guessed (codes, passwords) or filled (registrations) is limited.
"""

import sqlite3
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import Flask, abort, request
from flask_limiter import Limiter
from limits import parse
from limits.storage import Storage

from survey.pairing import short_code
from webapp.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")


class SqliteCounts(Storage):
    """Fixed-window counters that several processes of one machine share."""

    STORAGE_SCHEME = ["croisements-sqlite"]  # noqa: RUF012 - the base class reads a list

    def __init__(self, uri: str, wrap_exceptions: bool = False, **_options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions)
        self._path = Path(uri.removeprefix("croisements-sqlite://"))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expiry REAL NOT NULL)"
            )

    def _connection(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        connection.execute("PRAGMA synchronous=OFF")  # a lost count costs nothing
        return connection

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        at = time.time()
        connection = self._connection()
        try:
            connection.execute("DELETE FROM counts WHERE expiry < ?", (at,))
            row = connection.execute(
                "INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET count = count + excluded.count"
                " RETURNING count",
                (key, amount, at + expiry),
            ).fetchone()
        finally:
            connection.close()
        return int(row[0])

    def _read(self, column: str, key: str) -> float | None:
        connection = self._connection()
        try:
            row = connection.execute(
                f"SELECT {column} FROM counts WHERE key = ? AND expiry >= ?",  # noqa: S608 - a name of ours
                (key, time.time()),
            ).fetchone()
        finally:
            connection.close()
        return None if row is None else float(row[0])

    def get(self, key: str) -> int:
        return int(self._read("count", key) or 0)

    def get_expiry(self, key: str) -> float:
        return self._read("expiry", key) or time.time()

    def check(self) -> bool:
        return self._path.exists()

    def reset(self) -> int | None:
        connection = self._connection()
        try:
            return connection.execute("DELETE FROM counts").rowcount
        finally:
            connection.close()

    def clear(self, key: str) -> None:
        connection = self._connection()
        try:
            connection.execute("DELETE FROM counts WHERE key = ?", (key,))
        finally:
            connection.close()


def by_code() -> str:
    """Counts by the action or quartier of the address, whoever asks and however its code is typed."""
    typed = str((request.view_args or {}).get("code", ""))
    return short_code.read(typed) or request.endpoint or ""


def by_address() -> str:
    """Counts by network address: for accounts only, where a person sits behind a desk."""
    return request.remote_addr or "unknown"


limiter = Limiter(key_func=by_code, default_limits=[], headers_enabled=False)


def limit(rule: str, key: Callable[[], str] = by_code) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Limits the POSTs of a view to ``rule`` (for instance ``"30 per minute"``), counted by ``key``."""
    decorate: Callable[[Callable[P, R]], Callable[P, R]] = limiter.limit(rule, key_func=key, methods=["POST"])
    return decorate


def limit_guesses(app: Flask, rule: str, endpoints: Collection[str]) -> None:
    """Limits the POSTs to routes of packages, all of them together, to ``rule`` by network address."""
    rate = parse(rule)

    @app.before_request
    def count() -> None:
        if (
            request.method == "POST"
            and request.endpoint in endpoints
            and not limiter.limiter.hit(rate, "guess", by_address())
        ):
            abort(429)


def apply_limits(app: Flask, settings: Settings) -> None:
    """Connects the counters of ``settings`` to ``app``."""
    counts = settings.data_folder / "limits.sqlite"
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or f"croisements-sqlite://{counts}"
    limiter.init_app(app)
