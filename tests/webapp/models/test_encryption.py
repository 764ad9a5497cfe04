"""Contact details are unreadable wherever the database lies."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken
from flask import Flask

from tests.conftest import CONTACT_KEY
from tests.webapp import build
from webapp.models import Contact, db
from webapp.models.encryption import use_contact_keys

NAME, EMAIL, NUMBER = "Yasmina-Oriane", "yasmina.oriane@example.org", "+33 6 39 98 45 67"


@pytest.fixture
def contact(town: build.SmallTown) -> int:
    action = build.action(town)
    keys = build.registered(action, name=NAME, email=EMAIL, phone=NUMBER)
    return build.registration_of(keys).id


def raw() -> bytes:
    """Everything that the contact table holds, as another program reads it."""
    rows = db.session.execute(sa.text("SELECT name, email, phone FROM contact")).all()
    return b"".join(bytes(value) for row in rows for value in row)


def test_the_table_holds_no_contact_in_clear(contact: int) -> None:
    for secret in (NAME, EMAIL, NUMBER):
        assert secret.encode() not in raw()
    stored = build.reread(sa.select(Contact))
    assert (stored.name, stored.email, stored.phone) == (NAME, EMAIL, NUMBER)


def test_no_file_of_the_installation_holds_a_contact_or_a_token_in_clear(
    app: Flask, town: build.SmallTown, tmp_path: Path
) -> None:
    keys = build.registered(build.action(town), name=NAME, email=EMAIL, phone=NUMBER)
    db.session.rollback()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    for secret in (NAME, EMAIL, NUMBER, keys.token, keys.receipt):
        assert secret.encode() not in content
        assert secret.encode("utf-16-le") not in content


def test_the_same_name_twice_is_stored_differently(town: build.SmallTown) -> None:
    action = build.action(town)
    build.registered(action, name=NAME)
    build.registered(action, name=NAME)
    values = {bytes(row.name) for row in db.session.execute(sa.text("SELECT name FROM contact"))}
    assert len(values) == 2


def test_a_renewed_key_writes_while_the_old_one_still_reads(contact: int, town: build.SmallTown) -> None:
    new = Fernet.generate_key().decode()
    try:
        use_contact_keys((new, CONTACT_KEY))
        assert build.column(Contact.name) == [NAME]
        build.registered(build.action(town, "FARFA"), name="Nouvelle")
        use_contact_keys((new,))
        assert build.column(Contact.name, Contact.registration_id != contact) == ["Nouvelle"]
        with pytest.raises(InvalidToken):
            build.column(Contact.name, Contact.registration_id == contact)
    finally:
        use_contact_keys((CONTACT_KEY,))
