"""Invariants live in the database, each with a name: here each one is broken on purpose."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.webapp import build
from webapp.models import (
    Action,
    ActionRequest,
    Annotation,
    Answer,
    Base,
    Consent,
    Contact,
    FigureRelease,
    ImportBatch,
    ImportedRecord,
    Link,
    PartnerReport,
    Quartier,
    Registration,
    Session,
    Submission,
    Town,
    Wave,
    WaveKind,
    db,
    now,
)
from webapp.models.base import Choice

Change = Callable[[build.SmallTown, int], sa.UpdateBase]


def with_values(model: type[Any], **values: Any) -> Change:
    return lambda _town, _action: sa.update(model).values(**values)


def once_more(model: type[Base], **values: Any) -> Change:
    """Copies the first row of a table with ``values`` in place of its own."""

    def copy(_town: build.SmallTown, _action: int) -> sa.UpdateBase:
        table = model.__table__
        row = dict(db.session.execute(sa.select(table)).mappings().first() or {})
        row.pop("id", None)
        return sa.insert(table).values(row | values)

    return copy


def raw(statement: str) -> Change:
    return lambda _town, _action: sa.text(statement)  # type: ignore[return-value]


CHECKS: dict[str, Change] = {
    "ck_town_single": once_more(Town, id=2),
    "ck_quartier_dates_ordered": raw("UPDATE quartier SET valid_from='2024-02-01', valid_to='2024-01-31'"),
    "ck_action_capacity_positive": raw("UPDATE action SET capacity=0, places_taken=0"),
    "ck_action_places_not_negative": with_values(Action, places_taken=-1),
    "ck_action_places_within_capacity": raw("UPDATE action SET capacity=1, places_taken=2"),
    "ck_session_ends_after_start": lambda town, action: sa.update(Session).values(ends_at=Session.starts_at),
    "ck_session_head_count_not_negative": raw("UPDATE session SET head_count=-1, head_count_source='list'"),
    "ck_session_head_count_has_source": raw("UPDATE session SET head_count=3"),
    "ck_registration_places_reasonable": raw("UPDATE registration SET places=21"),
    "ck_link_one_scope": lambda town, action: sa.update(Link).values(quartier_id=town.quartier),
    "ck_wave_one_scope": lambda town, action: sa.update(Wave).values(quartier_id=town.quartier),
    "ck_wave_closes_after_opening": lambda town, action: sa.update(Wave).values(closes_at=Wave.opens_at),
    "ck_annotation_done_has_polarity": raw("UPDATE annotation SET state='done'"),
    "ck_partner_report_answers_have_a_date": with_values(PartnerReport, sent_at=now()),
    "ck_action_request_taken_up_has_action": raw(
        "UPDATE action_request SET status='taken_up', settled_at=created_at"
    ),
    "ck_action_request_declined_has_reason": raw("UPDATE action_request SET reason='Pas de salle.'"),
    "ck_action_request_settled_has_moment": raw("UPDATE action_request SET settled_at=created_at"),
    "ck_action_request_logged_by_staff": lambda town, action: sa.update(ActionRequest).values(
        logged_by_id=town.stranger
    ),
    "ck_figure_release_threshold_positive": raw("UPDATE figure_release SET threshold=0"),
}
BESIDE = {
    ("session", "head_count_source"): ", head_count = 1",
    ("action_request", "status"): ", settled_at = created_at",
}
"""What has to change with a column so that no other check speaks first."""
ENUMS = [
    constraint
    for table in Base.metadata.sorted_tables
    for constraint in table.constraints
    if isinstance(constraint, sa.CheckConstraint) and str(constraint.name).endswith("_known")
]
UNIQUES: dict[str, Change] = {
    "uq_organisation_name": raw(
        "INSERT INTO organisation (name, kind, address, rights_email, officer, help_phone)"
        " SELECT name, kind, '', '', '', '' FROM organisation WHERE id = 1"
    ),
    "uq_quartier_code": with_values(Quartier, code="SAMES"),
    "uq_quartier_official_code": with_values(Quartier, official_code="QN03701I"),
    "uq_action_code": once_more(Action),
    "uq_registration_key": once_more(Registration),
    "uq_link_respondent": once_more(Link, registration_id=None, token_hash="other"),
    "uq_link_registration_id": once_more(Link, respondent="other", token_hash="other"),
    "uq_link_token_hash": once_more(Link, registration_id=None, respondent="other"),
    "uq_submission_wave_id_respondent": once_more(Submission),
    "uq_answer_submission_id_question": with_values(Answer, question="same"),
    "uq_annotation_answer_id_coder": once_more(Annotation),
    "uq_user_email": raw("UPDATE \"user\" SET email='same'"),
    "uq_user_fs_uniquifier": raw("UPDATE \"user\" SET fs_uniquifier='same'"),
    "uq_role_name": raw("UPDATE role SET name='same'"),
    "uq_draft_wave_id_respondent": raw(
        "INSERT INTO draft (wave_id, respondent, sealed, expires_at)"
        " SELECT wave_id, respondent, sealed, expires_at FROM draft"
    ),
    "uq_questionnaire_version_name_version_digest": raw(
        "INSERT INTO questionnaire_version (name, version, digest, workbook, created_at)"
        " SELECT name, version, digest, workbook, created_at FROM questionnaire_version WHERE id = 901"
    ),
    "uq_action_request_key": once_more(ActionRequest, token_hash=None),
    "uq_action_request_token_hash": once_more(ActionRequest, key="other"),
    "uq_imported_record_batch_id_source_key": raw("UPDATE imported_record SET source_key='same'"),
    "uq_partner_report_action_id_organisation_id": once_more(PartnerReport, token_hash="other"),
    "uq_partner_report_token_hash": lambda town, action: once_more(
        PartnerReport, organisation_id=town.neighbour
    )(town, action),
}


@pytest.fixture
def action(town: build.SmallTown) -> int:
    """An action with a registration, its contact and link, a submission, a draft, a report, released figures, and a
    request."""
    identifier = build.action(town, capacity=5)
    keys = build.registered(identifier, name="Inès")
    wave = build.wave_of(identifier, WaveKind.BEFORE)
    build.answered(wave, keys.respondent)
    build.answered(wave)
    build.requested(town)
    batch = ImportBatch(wave_id=wave, file_name="enquete.csv", digest="d")
    db.session.add(batch)
    db.session.flush()
    db.session.add_all(
        ImportedRecord(submission_id=submission, batch_id=batch.id, source_key=str(submission))
        for submission in db.session.scalars(sa.select(Submission.id))
    )
    build.asked_report(identifier, town.controller)
    db.session.add(FigureRelease(title="Bilan", threshold=5, data_date=now(), figures={}))
    db.session.execute(
        sa.text(
            "INSERT INTO draft (wave_id, respondent, sealed, expires_at) VALUES (:wave, 'r', :sealed, :at)"
        ),
        {"wave": wave, "sealed": b"?", "at": "2030-01-01 00:00:00"},
    )
    db.session.commit()
    return identifier


def broken_by(change: Change, town: build.SmallTown, action: int) -> str:
    """The database's own words on refusing a change."""
    db.session.rollback()
    with pytest.raises(IntegrityError) as refused:
        db.session.execute(change(town, action))
    db.session.rollback()
    return str(refused.value.orig)


def test_every_named_check_refuses_what_it_is_for(town: build.SmallTown, action: int) -> None:
    silent = [name for name, change in CHECKS.items() if name not in broken_by(change, town, action)]
    assert silent == []


def test_every_unique_constraint_refuses_a_second_row(town: build.SmallTown, action: int) -> None:
    sqlite = db.engine.dialect.name == "sqlite"
    silent = []
    for name, change in UNIQUES.items():
        words = broken_by(change, town, action)
        if (not sqlite and name not in words) or (sqlite and "UNIQUE constraint failed" not in words):
            silent.append((name, words))
    assert silent == []


def test_every_column_of_a_closed_set_refuses_another_word(town: build.SmallTown, action: int) -> None:
    silent = []
    for constraint in ENUMS:
        assert isinstance(constraint.table, sa.Table)
        table, column = constraint.table.name, str(constraint.name).removesuffix("_known")
        column = column.removeprefix(f"ck_{table}_")
        beside = BESIDE.get((table, column), "")
        statement = sa.text(f"UPDATE {table} SET {column} = 'nonsense'{beside}")
        if f"ck_{table}_{column}_known" not in broken_by(
            lambda _town, _action, statement=statement: statement, town, action
        ):
            silent.append((table, column))
    assert silent == []
    assert len(ENUMS) >= 12


def test_the_closed_sets_are_those_of_the_models() -> None:
    guarded = {(constraint.table.name, str(constraint.name)) for constraint in ENUMS}
    choices = {
        (table.name, f"ck_{table.name}_{column.name}_known")
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Choice)
    }
    assert guarded == choices


def test_every_constraint_of_ours_is_tried_here() -> None:
    named = {
        str(constraint.name)
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint | sa.UniqueConstraint) and constraint not in ENUMS
    }
    assert named - set(CHECKS) - set(UNIQUES) == set()


def test_what_belongs_to_someone_goes_with_them_and_what_is_in_use_stays(
    town: build.SmallTown, action: int
) -> None:
    assert "FOREIGN KEY" in broken_by(raw("DELETE FROM action"), town, action).upper()
    assert "FOREIGN KEY" in broken_by(raw("DELETE FROM wave"), town, action).upper()
    db.session.execute(sa.delete(Registration))
    db.session.commit()
    assert build.count(Contact) == build.count(Link) == build.count(Consent) == 0
    db.session.execute(sa.delete(Submission))
    db.session.commit()
    assert build.count(Answer) == build.count(Annotation) == 0


def test_an_instant_without_a_time_zone_is_refused_and_one_with_any_is_kept(
    town: build.SmallTown, action: int
) -> None:
    with pytest.raises(Exception, match="an instant needs a time zone"):
        build.set_row(Action, action, created_at=datetime(2026, 1, 1))
    db.session.rollback()
    east = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    build.set_row(Action, action, created_at=east)
    (kept,) = build.column(Action.created_at)
    assert kept == east
    assert kept.utcoffset() == timedelta(0)
