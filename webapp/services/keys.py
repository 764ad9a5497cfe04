"""What is derived from the random key of one opened form, each by its own one-way keyed hash.

The form's key itself is never stored. A registration keeps one hash of it, a respondent is another: from what the
database holds of the one, nobody can compute the other once the link is gone.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from flask import current_app

from survey.pairing import receipt
from survey.pairing.token import hash_token


@dataclass(frozen=True, slots=True)
class FormKeys:
    """The four values of one opened form: shown to the person (token, receipt) or stored (registration, respondent)."""

    registration: str
    respondent: str
    token: str
    receipt: str


class Keyring:
    """Derives and hashes with the installation's own key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of_form(self, form_key: str) -> FormKeys:
        """Returns the values that belong to the form opened with ``form_key``; the same key gives the same values."""
        return FormKeys(
            registration=self._derive("registration", form_key),
            respondent=self._derive("respondent", form_key),
            token=self._derive("token", form_key),
            receipt=receipt.from_bytes(
                hmac.digest(self._key, f"receipt:{form_key}".encode(), hashlib.sha256)
            ),
        )

    def hash_token(self, token: str) -> str:
        """Returns what is stored of a personal token or of a canonical receipt code."""
        return hash_token(token, key=self._key)

    def _derive(self, purpose: str, form_key: str) -> str:
        digest = hmac.digest(self._key, f"{purpose}:{form_key}".encode(), hashlib.sha256)
        return urlsafe_b64encode(digest).decode().rstrip("=")


def keyring() -> Keyring:
    """Returns the keyed hashes of this installation."""
    return Keyring(current_app.extensions["croisements_settings"].key_for("links"))
