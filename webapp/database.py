"""How the application reads and writes: one write transaction at a time on SQLite, plain ones on PostgreSQL."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from webapp.models import db
from webapp.settings import Settings

T = TypeVar("T")
_WRITES = "croisements_writes"


def configure_database(app: Flask, settings: Settings) -> None:
    """Binds ``db`` to the database of ``settings``; parameters never reach a log or an error."""
    url = settings.url
    options: dict[str, Any] = {"hide_parameters": True}
    if url.drivername.startswith("sqlite"):
        options["connect_args"] = {"timeout": 30}
        if url.database:
            os.makedirs(os.path.dirname(os.path.abspath(url.database)), exist_ok=True)
    else:
        options |= {"pool_pre_ping": True, "pool_size": 10, "connect_args": {"connect_timeout": 10}}
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    if url.drivername.startswith("sqlite"):
        with app.app_context():
            sa.event.listen(db.engine, "connect", _prepare_sqlite)
            sa.event.listen(db.engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours: the driver would only start it at the first write
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _turn(database: str) -> Iterator[None]:
    """Waits for the writers' turn: sleeping in the kernel is what keeps SQLite's slowest writes short."""
    descriptor = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def transaction() -> Iterator[scoped_session[Session]]:
    """One write transaction: committed at the end, rolled back whole by any exception.

    What was read before stays usable but may be stale: a use case reads again, inside, what it decides on.
    """
    session = db.session
    session.commit()
    bind = db.engine
    if bind.dialect.name != "sqlite":
        yield from _committing(session)
        return
    database = bind.url.database or ":memory:"
    if database == ":memory:":
        yield from _committing(session)
        return
    with _turn(database):
        session.connection(execution_options={_WRITES: True})
        yield from _committing(session)


def _committing(session: scoped_session[Session]) -> Iterator[scoped_session[Session]]:
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def locked(query: sa.Select[T]) -> sa.Select[T]:
    """Returns ``query`` so that its rows are locked where that exists and read again, whatever was read before."""
    return query.with_for_update().execution_options(populate_existing=True)


def take_turn(name: str) -> None:
    """Waits, inside a transaction, until no other one holds the turn ``name``; on SQLite the turn is everybody's.

    It is for rows that may not exist yet: there is nothing to lock, and two of them would break a unique constraint.
    """
    if db.engine.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def changed(result: sa.Result[Any]) -> int:
    """Returns how many rows an UPDATE or DELETE changed."""
    return cast("sa.CursorResult[Any]", result).rowcount
