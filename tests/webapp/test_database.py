"""Connections: one that the server has closed is noticed before it is used."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.webapp import build
from tests.webapp.phone import Phone, register
from webapp import database
from webapp.models import db

OTHERS = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def test_after_a_pause_a_connection_that_was_closed_is_opened_again(
    app: Flask, town: build.SmallTown, phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    build.action(town)
    monkeypatch.setattr(database, "IDLE_AFTER", 0.0)
    hand = phone()
    assert hand.go("/a/HAPPY").status == 200
    db.session.remove()
    if db.engine.dialect.name == "postgresql":
        administrator = sa.create_engine(db.engine.url, poolclass=sa.NullPool)
        with administrator.connect() as connection:
            connection.execute(OTHERS)
    app.extensions.pop("croisements_remembered")
    assert hand.go("/a/HAPPY").status == 200
    assert register(phone()).status == 200
