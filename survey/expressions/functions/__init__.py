"""The functions an expression may call. One is added by one entry in the tuple of its family."""

from difflib import get_close_matches

from survey.expressions.functions import days, numbers, selects, texts, truths
from survey.expressions.functions.register import Function

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for family in (texts, numbers, truths, selects, days)
    for function in family.FUNCTIONS
}

LAZY: dict[str, tuple[int, int]] = {"if": (3, 3), "coalesce": (2, 2), "once": (1, 1)}
"""Functions that run only the argument they need, with the fewest and most arguments."""

NOT_COMPUTED = frozenset(
    {
        *("pulldata", "instance", "current", "area", "enclosed-area", "distance", "geofence"),
        *("position", "last", "index", "indexed-repeat", "randomize", "random", "uuid"),
        *("extract-signed", "property", "version", "jr:itext"),
    }
)
"""Functions of ODK that want repeats, external data, places or chance: refused by name at import."""


def closest_function(name: str) -> str:
    """The known function nearest in spelling, "" when none is near."""
    near = get_close_matches(name, (*FUNCTIONS, *LAZY), n=1, cutoff=0.6)
    return near[0] if near else ""
