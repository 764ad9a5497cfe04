"""Migrations make the very tables of the models, and carry data up and down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from tests.conftest import hurry_sqlite, settings_for
from tests.webapp import build
from webapp import create_app
from webapp.factory import MIGRATIONS
from webapp.models import Action, Answer, Base, Contact, Submission, WaveKind, db


@pytest.fixture
def empty(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without tables."""
    app = create_app(settings_for(tmp_path, database_url))
    with app.app_context():
        hurry_sqlite(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


def revisions() -> list[str]:
    script = ScriptDirectory(str(MIGRATIONS))
    return [revision.revision for revision in script.walk_revisions()][::-1]


def go_up(to: str = "head") -> None:
    db.session.remove()
    upgrade(directory=str(MIGRATIONS), revision=to)


def go_down(to: str) -> None:
    db.session.remove()
    downgrade(directory=str(MIGRATIONS), revision=to)


def names(kind: str) -> dict[str, set[str]]:
    """The names of constraints or indexes that the database knows, by table."""
    inspector = sa.inspect(db.engine)
    read = {
        "check": inspector.get_check_constraints,
        "unique": inspector.get_unique_constraints,
        "foreign": inspector.get_foreign_keys,
        "index": inspector.get_indexes,
    }[kind]
    tables = set(inspector.get_table_names()) - {"alembic_version"}
    return {table: {str(found["name"]) for found in read(table)} for table in tables}


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1
    assert revisions() == sorted(revisions())


def test_the_head_is_what_the_models_say(empty: Flask) -> None:
    go_up()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("kind", ["check", "unique", "foreign", "index"])
def test_the_head_has_the_very_constraints_of_the_models(empty: Flask, kind: str) -> None:
    go_up()
    migrated = names(kind)
    db.session.remove()
    with db.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))
        Base.metadata.drop_all(connection)
    Base.metadata.create_all(db.engine)
    assert migrated == names(kind)


def test_migrations_go_down_to_nothing_and_up_again(empty: Flask) -> None:
    go_up()
    go_down("base")
    assert sa.inspect(db.engine).get_table_names() == ["alembic_version"]
    go_up()
    assert set(sa.inspect(db.engine).get_table_names()) == {"alembic_version", *Base.metadata.tables}


def test_going_one_step_down_and_up_again_loses_no_row_of_the_first_tables(empty: Flask) -> None:
    go_up()
    town = build.small_town()
    action = build.action(town, capacity=3)
    keys = build.registered(action, name="Inès")
    build.answered(build.wave_of(action, WaveKind.BEFORE), keys.respondent)

    def rows() -> tuple[object, ...]:
        return (
            build.column(Action.title),
            build.column(Contact.name),
            build.column(Submission.respondent),
            build.column(Answer.value),
        )

    before = rows()
    go_down(revisions()[0])
    go_up()
    assert rows() == before
    assert before[1] == ["Inès"]


def test_every_step_up_and_down_works_with_data_in_the_tables(empty: Flask) -> None:
    go_up()
    town = build.small_town()
    build.registered(build.action(town), name="Inès")
    for revision in revisions()[-2::-1]:
        go_down(revision)
    for revision in revisions()[1:]:
        go_up(revision)
    assert build.column(Contact.name) == ["Inès"]
