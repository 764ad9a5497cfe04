"""Codes of actions and quartiers: five signs, printed large beside the QR code."""

import secrets

from survey.pairing.alphabet import SIGNS, tidy

LENGTH = 5
UNAMBIGUOUS = "".join(sign for sign in SIGNS if sign not in "01258BSVZ")
"""Signs that are printed in new codes: none that looks like another one from three metres away."""


def new() -> str:
    """Returns a random code; 23 signs make 6.4 million of them, uniqueness is the caller's to check."""
    return "".join(secrets.choice(UNAMBIGUOUS) for _ in range(LENGTH))


def read(typed: str) -> str | None:
    """Returns the code that was typed, in its canonical form, None when it cannot be one."""
    code = tidy(typed)
    return code if len(code) == LENGTH and all(sign in SIGNS for sign in code) else None
