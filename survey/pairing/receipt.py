"""Receipt codes: eight signs and a check sign, shown as ``7K3M-9QRT-X``.

The check is the weighted sum of the values of the eight signs modulo 37; codes whose check would not be one of the
32 signs are never made. As 37 is prime and greater than every value, a single wrong sign and a swap of neighbours
are always detected.
"""

import hashlib

from survey.pairing.alphabet import SIGNS, tidy

PAYLOAD = 8
MODULUS = 37
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}


def from_bytes(random: bytes) -> str:
    """Returns the receipt that belongs to ``random``, at least 5 bytes; the same bytes give the same receipt."""
    if len(random) < 5:
        raise ValueError("a receipt needs 40 bits")
    number = int.from_bytes(random[:5], "big")
    signs = "".join(SIGNS[(number >> (5 * place)) & 31] for place in reversed(range(PAYLOAD)))
    check = check_sign(signs)
    return show(signs + check) if check is not None else from_bytes(hashlib.sha256(random).digest())


def check_sign(signs: str) -> str | None:
    """Returns the check sign of eight signs, None when no code can begin with them."""
    check = sum((place + 2) * _VALUES[sign] for place, sign in enumerate(signs)) % MODULUS
    return SIGNS[check] if check < len(SIGNS) else None


def show(code: str) -> str:
    """Returns a nine-sign code grouped for reading."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read(typed: str) -> str | None:
    """Returns the receipt that was typed in its canonical form, None when it cannot be one."""
    code = tidy(typed)
    if len(code) != PAYLOAD + 1 or any(sign not in _VALUES for sign in code[:PAYLOAD]):
        return None
    return show(code) if check_sign(code[:PAYLOAD]) == code[PAYLOAD] else None
