"""Personal tokens are stored only as keyed hashes."""

import hashlib
import hmac


def hash_token(token: str, *, key: bytes) -> str:
    """Returns the HMAC-SHA256 of ``token`` as 64 hexadecimal digits; ``key`` has at least 16 bytes."""
    if len(key) < 16:
        raise ValueError("the key is too short")
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
