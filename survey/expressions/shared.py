"""What an expression asks that a device without network cannot compute."""

from survey.expressions.tree import Call, Node, walk

SERVER_ONLY = frozenset({"digest"})
"""Functions that webapp/static/expressions.js leaves to the server: browsers have no MD5, and hash only in promises
and on secure pages."""


def outside_the_device(tree: Node) -> tuple[str, ...]:
    """The functions of an expression that a device leaves to the server, each once in reading order; () when it
    computes all of it."""
    called = (node.function for node in walk(tree) if isinstance(node, Call))
    return tuple(dict.fromkeys(name for name in called if name in SERVER_ONLY))
