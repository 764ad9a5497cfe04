"""One spelling for what is written with or without capitals and accents."""

import unicodedata


def folded(text: str) -> str:
    """The text in lower case without accents, apostrophes straight."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
