"""A column whose text is encrypted before it reaches the database."""

import sqlalchemy as sa
from cryptography.fernet import Fernet, MultiFernet
from sqlalchemy.types import TypeDecorator

_cipher: MultiFernet | None = None


def use_contact_keys(keys: tuple[str, ...]) -> None:
    """Sets the keys for this process: the first one encrypts, every one decrypts, so that a key can be renewed."""
    global _cipher
    _cipher = MultiFernet([Fernet(key) for key in keys])


def _contact_cipher() -> MultiFernet:
    if _cipher is None:
        raise RuntimeError("the contact key is not set")
    return _cipher


class EncryptedText(TypeDecorator[str]):
    """Text that the database, its files and its snapshots hold only as a Fernet token."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else _contact_cipher().encrypt(value.encode())

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else _contact_cipher().decrypt(bytes(value)).decode()
