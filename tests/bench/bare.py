"""The baseline: Flask, one template, one INSERT, nothing else."""

import os

import sqlalchemy as sa
from flask import Flask, request

PAGE = "<!doctype html><title>{{ title }}</title><form method=post><input name=a><button>{{ title }}</button></form>"
engine = sa.create_engine(os.environ["BARE_DATABASE"], pool_size=10)
table = sa.Table(
    "row",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("a", sa.Text),
    sa.Column("b", sa.Text),
)
app = Flask(__name__)
page = app.jinja_env.from_string(PAGE)


if engine.dialect.name == "sqlite":

    @sa.event.listens_for(engine, "connect")
    def prepare(connection, _record):  # type: ignore[no-untyped-def]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")


@app.get("/")
def show() -> str:
    return page.render(title="bare")


@app.post("/")
def store() -> str:
    with engine.begin() as connection:
        connection.execute(table.insert().values(a=request.form["a"], b="b"))
    return page.render(title="stored")
