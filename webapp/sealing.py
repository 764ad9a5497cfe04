"""Values that travel through a phone and come back unread and unchanged."""

import json
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

LIFETIME = 24 * 3600


class SealBroken(Exception):
    """What came back is not what was sent, or is too old."""


class Seal:
    """Signs, encrypts and dates small JSON values; opens them for 24 hours."""

    def __init__(self, cipher: Fernet) -> None:
        self._cipher = cipher

    def close(self, value: dict[str, Any]) -> str:
        """Returns ``value`` as opaque URL-safe text."""
        packed = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)
        return self._cipher.encrypt(packed).decode()

    def open(self, text: str) -> dict[str, Any]:
        """Returns the sealed value; raises :class:`SealBroken` when it was altered or is older than a day."""
        try:
            value: dict[str, Any] = json.loads(
                zlib.decompress(self._cipher.decrypt(text.encode(), ttl=LIFETIME))
            )
        except (InvalidToken, ValueError) as error:
            raise SealBroken from error
        return value
