"""The pictograms that a choice may carry beside its label, for people who read little: a closed set of names."""

from difflib import get_close_matches

PICTOGRAMS = (
    # people, by age and otherwise
    *("child", "pupil", "teen", "young_adult", "adult", "worker", "older", "older_cane", "ages"),
    *("woman", "man", "woman_man", "wheelchair"),
    *("nobody", "few_people", "some_people", "many_people", "talk"),
    *("family", "adult_child", "neighbours", "newcomer", "alone", "resident", "group"),
    # answers
    *("yes", "no", "other", "unknown", "no_answer"),
    *("face_1", "face_2", "face_3", "face_4", "face_5"),
    # places
    *("house_here", "house_other", "town", "other_town", "address", "france", "europe", "globe"),
    *("home", "town_hall"),
    # how often, how long, how one comes
    *("never", "sometimes", "weekly", "often"),
    *("time_1", "time_2", "time_3", "time_4", "time_5"),
    *("walk", "bike", "bus", "car"),
    *("week_day", "week_evening", "saturday", "sunday", "holidays"),
    # what one does
    *("sport", "cooking", "music", "tools", "plant", "museum", "book", "carry"),
    # what stands in the way
    *("price", "clock", "no_bus", "steps", "language", "unwelcome", "pram"),
)
"""Each is the id of a symbol in webapp/static/pictograms.svg."""

_KNOWN = frozenset(PICTOGRAMS)


def is_pictogram(name: str) -> bool:
    """Whether this is the name of a pictogram that is drawn."""
    return name in _KNOWN


def closest_pictogram(name: str) -> str:
    """The pictogram whose name is nearest to a word, "" when none is near."""
    return next(iter(get_close_matches(name.lower(), PICTOGRAMS, 1)), "")
