"""A restored snapshot forgets again what was erased after it was made."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from tests.webapp import build
from webapp.commands import erasures as commands
from webapp.models import (
    Action,
    Annotation,
    Answer,
    Contact,
    Draft,
    Erasure,
    Link,
    Registration,
    RegistrationStatus,
    Submission,
    Town,
    WaveKind,
    db,
    now,
)
from webapp.services import erasures
from webapp.services.erasures import LedgerRefused, read_ledger
from webapp.services.keys import FormKeys
from webapp.services.register import cancel
from webapp.services.retention import erase_person

NAME = "Zohra"


def come(action: int, keys: FormKeys | None = None) -> FormKeys:
    """Registers someone with a name and stores what they answered, and a draft of the survey after."""
    keys = build.registered(action, keys, name=NAME, companions=1)
    build.answered(build.wave_of(action, WaveKind.BEFORE), keys.respondent)
    with build.transaction() as session:
        after = session.scalars(sa.select(build.Wave.id).where(build.Wave.kind == WaveKind.AFTER)).one()
        session.add(Draft(wave_id=after, respondent=keys.respondent, sealed=b"-", expires_at=now()))
    return keys


def erased(keys: FormKeys) -> None:
    """Erases someone as the personal page does."""
    link = build.link_of(keys)
    assert link.registration_id is not None
    cancel(link.registration_id)
    erase_person(link)


def traces() -> dict[str, int]:
    return {
        model.__tablename__: build.count(model)
        for model in (Contact, Submission, Answer, Annotation, Draft, Link)
    }


def restored(action: int, keys: FormKeys) -> None:
    """Puts the database back to before the erasure, as a snapshot does: the ledger forgets too."""
    with build.transaction() as session:
        session.execute(sa.delete(Erasure))
        session.execute(sa.delete(Registration).where(Registration.key == keys.registration))
        session.expunge_all()
    come(action, keys)


def test_what_a_restore_brings_back_is_erased_again_and_others_are_left(town: build.SmallTown) -> None:
    action = build.action(town, capacity=10)
    stays = come(action)
    left = traces()
    goes = come(action)
    erased(goes)
    assert traces() == left
    lines = [entry.as_json() for entry in erasures.ledger()]
    restored(action, goes)
    assert traces() == {name: 2 * number for name, number in left.items()}

    erasures.add_to_ledger(read_ledger(lines))
    assert erasures.replay() == 1
    assert traces() == left
    assert build.column(Action.places_taken) == [2]
    registration = build.registration_of(goes)
    assert registration.status is RegistrationStatus.CANCELLED
    assert (registration.age_band, registration.sex, registration.residence) == (None, None, None)
    assert build.column(Contact.name) == [NAME]
    assert build.link_of(stays).respondent == stays.respondent

    erasures.add_to_ledger(read_ledger(lines))
    assert erasures.replay() == 0
    assert build.count(Erasure) == 1


def test_answers_whose_link_was_destroyed_already_are_erased_too(town: build.SmallTown) -> None:
    action = build.action(town)
    respondent = build.answered(build.wave_of(action, WaveKind.BEFORE))
    line = json.dumps({"subject": "respondent", "reference": respondent, "erased_at": now().isoformat()})
    erasures.add_to_ledger(read_ledger([line]))
    assert erasures.replay() == 1
    assert build.count(Submission) == build.count(Answer) == build.count(Annotation) == 0


def test_the_ledger_names_nobody(town: build.SmallTown) -> None:
    keys = come(build.action(town))
    erased(keys)
    (entry,) = erasures.ledger()
    assert json.loads(entry.as_json()).keys() == {"subject", "reference", "erased_at"}
    assert NAME not in entry.as_json()
    assert entry.reference == keys.respondent


@pytest.mark.parametrize(
    "line",
    [
        "letters",
        "[]",
        '{"subject": "respondent"}',
        '{"subject": "respondent", "reference": "a", "erased_at": "yesterday"}',
        '{"subject": "respondent", "reference": "a", "erased_at": "2026-01-01T00:00:00"}',
        '{"subject": "respondent", "reference": 5, "erased_at": "2026-01-01T00:00:00+00:00"}',
    ],
)
def test_a_broken_line_is_named_and_nothing_is_read(line: str) -> None:
    good = '{"subject": "respondent", "reference": "a", "erased_at": "2026-01-01T00:00:00+00:00"}'
    with pytest.raises(LedgerRefused) as refused:
        read_ledger([good, "", line])
    assert refused.value.line == 3


@pytest.fixture
def shell(app: Flask, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The commands on the application under test."""
    monkeypatch.setattr(commands, "ready_settings", lambda: None)
    monkeypatch.setattr(commands, "ready_app", lambda _settings: app)
    return CliRunner()


def test_the_commands_carry_the_ledger_from_one_database_to_another(
    town: build.SmallTown, shell: CliRunner, tmp_path: Path
) -> None:
    action = build.action(town)
    keys = come(action)
    erased(keys)
    printed = shell.invoke(commands.erasures)
    file = tmp_path / "ledger.jsonl"
    file.write_text(printed.output)
    restored(action, keys)
    done = shell.invoke(commands.replay_erasures, [str(file)])
    assert done.exit_code == 0, done.output
    assert "1 personne(s)" in done.output
    assert build.count(Submission) == 0


def test_a_demonstration_that_a_restore_brought_back_goes_again(
    town: build.SmallTown, shell: CliRunner, tmp_path: Path
) -> None:
    line = json.dumps({"subject": "demonstration", "reference": "town", "erased_at": now().isoformat()})
    file = tmp_path / "ledger.jsonl"
    file.write_text(line + "\n")
    assert shell.invoke(commands.replay_erasures, [str(file)]).exit_code == 0
    assert build.count(Town) == 1  # a real town is left alone
    build.set_row(Town, 1, demonstration=True)
    done = shell.invoke(commands.replay_erasures)
    assert done.exit_code == 0, done.output
    assert build.count(Town) == 0
    db.session.remove()
