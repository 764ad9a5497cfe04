"""The demonstration comes whole and once, goes whole and for good, on both databases."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.webapp import build
from tests.webapp.demonstration.conftest import LOADED_AT, forget_plans
from webapp.demonstration import interviews, load_demonstration, remove_town, was_removed
from webapp.demonstration.removal import NoDemonstration
from webapp.models import Action, Answer, Audit, Base, Erasure, Registration, Role, Town, db


def rows() -> dict[str, int]:
    db.session.rollback()
    return {
        table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def test_it_is_loaded_once_and_marked_on_every_page(fresh: Flask) -> None:
    before = rows()
    assert before["town"] == 1
    assert (before["quartier"], before["action"], before["role"]) == (15, 7, 4)
    assert before["answer"] > 10_000
    load_demonstration(LOADED_AT)
    assert rows() == before
    client = fresh.test_client()
    for address in ("/", "/a/TARTE", "/a/CARTE/inscription"):
        page = client.get(address)
        assert page.status_code == 200
        assert 'class="demonstration"' in page.get_data(as_text=True)


def test_it_is_removed_whole_and_never_comes_back(fresh: Flask) -> None:
    assert not was_removed()
    remove_town()
    left = {name: number for name, number in rows().items() if number}
    assert left == {"erasure": 1, "audit": 1}
    assert build.column(Erasure.subject) == ["demonstration"]
    assert build.column(Audit.verb) == ["remove"]
    assert was_removed()
    load_demonstration(LOADED_AT)
    assert build.count(Town) == 0
    forget_plans()
    build.small_town()
    assert build.column(Town.demonstration) == [False]
    assert build.count(Role) == 4


def test_a_real_town_is_never_removed(town: build.SmallTown) -> None:
    with pytest.raises(NoDemonstration):
        remove_town()
    assert build.count(Town) == 1
    assert not was_removed()


def test_a_real_town_is_never_mixed_with_the_demonstration(town: build.SmallTown) -> None:
    load_demonstration(LOADED_AT)
    assert build.count(Action) == 0


def test_a_load_that_fails_on_the_way_leaves_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_plans()

    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("cut")

    monkeypatch.setattr(interviews.Interviews, "keep", fail)
    with pytest.raises(RuntimeError, match="cut"):
        load_demonstration(LOADED_AT)
    assert not any(rows().values())
    forget_plans()


def test_the_same_day_gives_the_same_town(fresh: Flask) -> None:
    first = (
        build.column(Answer.value),
        build.column(Registration.key),
        build.column(Registration.created_at),
    )
    with build.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(sa.delete(table))
        session.expunge_all()
    forget_plans()
    load_demonstration(LOADED_AT)
    second = (
        build.column(Answer.value),
        build.column(Registration.key),
        build.column(Registration.created_at),
    )
    assert second == first
