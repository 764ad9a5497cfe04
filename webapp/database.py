"""How the application reads and writes: one write transaction at a time on SQLite, plain ones on PostgreSQL."""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from flask import Flask, current_app
from flask_sqlalchemy.session import Session
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import scoped_session
from sqlalchemy.pool import ConnectionPoolEntry

from webapp.models import Base, db
from webapp.settings import Settings
from webapp.turns import turn_at

T = TypeVar("T")
POOLED = 10
"""Connections a process keeps open: more than its threads, so that none is opened for one request."""
IDLE_AFTER = 1.0
"""Seconds after which a connection is asked whether it still lives before it is used."""
_WRITES, _ALONE = "croisements_writes", "croisements_alone"


def configure_database(app: Flask, settings: Settings) -> None:
    """Binds ``db`` to the database of ``settings``; parameters never reach a log or an error."""
    url = settings.url
    options: dict[str, Any] = {"hide_parameters": True}
    if url.drivername.startswith("sqlite"):
        options["connect_args"] = {"timeout": 30}
        if url.database and url.database != ":memory:":
            os.makedirs(os.path.dirname(os.path.abspath(url.database)), exist_ok=True)
            options["pool_size"] = POOLED
    else:
        options |= {"pool_size": POOLED, "connect_args": {"connect_timeout": 10}}
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if url.drivername.startswith("sqlite"):
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        alone: dict[str, Any] = {_ALONE: True}
    else:
        sa.event.listen(engine, "checkin", _note_use)
        sa.event.listen(engine, "checkout", _ask_idle)
        alone = {"isolation_level": "AUTOCOMMIT"}
    app.extensions["croisements_readers"] = engine.execution_options(**alone)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours: the driver would only start it at the first write
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    if not connection.get_execution_options().get(_ALONE, False):
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _ask_idle(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Asks whether the server still answers, as ``pool_pre_ping`` does, but only where some time has passed.

    A server that stops breaks what is going on whatever was asked before; the first error empties the whole pool.
    """
    if time.monotonic() - record.info.get("used", 0.0) < IDLE_AFTER:
        return
    dialect = db.engine.dialect
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise sa.exc.DisconnectionError from error  # the pool opens another one


def _turn() -> AbstractContextManager[None]:
    """Waits for the writers' turn of a SQLite database; PostgreSQL needs none."""
    url = db.engine.url
    if not url.drivername.startswith("sqlite") or not url.database or url.database == ":memory:":
        return nullcontext()
    return turn_at(url.database)


@contextmanager
def transaction() -> Iterator[scoped_session[Session]]:
    """One write transaction: committed at the end, rolled back whole by any exception.

    What was read before stays usable but may be stale: a use case reads again, inside, what it decides on.
    """
    session = db.session
    session.commit()
    with _turn():
        try:
            session.connection(execution_options={_WRITES: True})
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def statements() -> Iterator[sa.Connection]:
    """As :func:`transaction`, for a use case that is a few plain statements: objects cost more than their rows."""
    if db.session.registry.has():
        db.session.commit()
    with _turn(), db.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def reading() -> Iterator[sa.Connection]:
    """Reads that need not agree with one another: no transaction is begun around them.

    On PostgreSQL that spares two of four questions to the server.
    """
    readers: sa.Engine = current_app.extensions["croisements_readers"]
    with readers.connect() as connection:
        yield connection


def locked(query: sa.Select[T]) -> sa.Select[T]:
    """Returns ``query`` so that its rows are locked where that exists and read again, whatever was read before."""
    return query.with_for_update().execution_options(populate_existing=True)


def table_of(model: type[Base]) -> sa.Table:
    """Returns the table behind ``model``."""
    return cast(sa.Table, model.__table__)


@cache
def _insert_once(dialect: str, table: sa.Table, column: str) -> postgresql.Insert | sqlite.Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=[column])


def insert_once(connection: sa.Connection, table: sa.Table, column: str) -> postgresql.Insert | sqlite.Insert:
    """Returns the INSERT that stores nothing, and returns no row, when the unique ``column`` has this value already.

    Two of them at once wait for one another.
    """
    return _insert_once(connection.dialect.name, table, column)


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
