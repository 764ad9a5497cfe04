"""Interface wording: the template of messages, one catalogue a language, and what keeps them true."""
