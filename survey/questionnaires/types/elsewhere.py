"""Types of the standard that we do not ask: known by name, so that an author learns what to do instead."""

from enum import StrEnum


class Elsewhere(StrEnum):
    """Why a type is not asked; the remedy is worded by this value."""

    PLACE = "place"  # people are not located: ask for a place in words, or a list of places
    MEDIA = "media"  # nothing is recorded or photographed: ask for words
    FILE = "file"  # choices stand in another file: copy them into the sheet choices
    NESTED = (
        "nested"  # a loop, or repeats too deep in one another: write the inner group as often as it is needed
    )
    MOMENT = "moment"  # a day and a time at once: ask them as two questions


_WORDS = {
    Elsewhere.PLACE: ("geopoint", "geotrace", "geoshape", "start-geopoint", "location", "gps", "osm"),
    Elsewhere.MEDIA: (
        *("image", "photo", "picture", "audio", "video", "file", "barcode", "background-audio"),
        *("draw", "annotate", "signature"),
    ),
    Elsewhere.FILE: (
        *("select_one_from_file", "select_multiple_from_file", "select_one_external"),
        *("select_multiple_external", "csv-external", "xml-external"),
    ),
    Elsewhere.NESTED: ("begin_loop", "end_loop"),
    Elsewhere.MOMENT: ("datetime", "date_time"),
}
_BY_WORD = {word: reason for reason, words in _WORDS.items() for word in words}


def elsewhere(written: str) -> Elsewhere | None:
    """Why we do not ask a type of the standard; None when it is ours, or nobody's."""
    words = written.lower().split()
    for length in (1, 2, 4):
        spelled = "_".join(words[:length])
        if spelled in _BY_WORD:
            return _BY_WORD[spelled]
    return None
