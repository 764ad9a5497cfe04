"""What templates may call: dates and numbers in the reader's language, the town, and the demonstration mark."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, format_percent, format_time, get_locale
from markupsafe import Markup

from webapp.models import Session, Town, db
from webapp.motif import crossing
from webapp.remembered import remembered
from webapp.wording import CHAT_SENTENCES, word_problem


@dataclass(frozen=True, slots=True)
class TownName:
    """What every page says of the town: its name, and whether people and answers are invented."""

    name: str
    demonstration: bool


# Spanish and Portuguese link the parts of a date with "de"; the other languages put them side by side.
_DAYS = {"es": "EEEE d 'de' MMMM", "pt": "EEEE, d 'de' MMMM"}
_DATES = {"es": "d 'de' MMMM 'de' y", "pt": "d 'de' MMMM 'de' y"}

SMALLEST = 0.001
"""The smallest number that a table prints: a smaller one is no zero."""


def town() -> TownName | None:
    """Returns the town of this installation; None before the first set-up."""

    def read() -> TownName | None:
        found = db.session.get(Town, 1)
        return None if found is None else TownName(found.name, found.demonstration)

    return remembered("town", read)


def day(moment: datetime) -> str:
    """Returns a day as people say it: ``samedi 5 décembre``."""
    return str(format_date(moment, _DAYS.get(_tongue(), "EEEE d MMMM")))


def dated(moment: datetime) -> str:
    """Returns a day with its year: ``5 décembre 2026``."""
    return str(format_date(moment, _DATES.get(_tongue(), "d MMMM y")))


def _tongue() -> str:
    here = get_locale()
    return "" if here is None else str(here.language)


def hours(session: Session) -> Markup:
    """Returns the hours of a session: ``14:00 – 17:00``, kept left to right in every language."""
    return Markup('<bdi class="hours">{} – {}</bdi>').format(
        format_time(session.starts_at, "HH:mm"), format_time(session.ends_at, "HH:mm")
    )


def percent(share: float) -> str:
    """Returns a share between 0 and 1 as a whole percentage of the reader's language."""
    return str(format_percent(round(share, 2)))


def cell(value: object, kind: str) -> str:
    """Returns a cell of a table of figures as it is printed: shares as percentages, scores of 0 to 1 on 100."""
    if value is None or value == "":
        return "–"
    if not isinstance(value, int | float):
        return str(value)
    match kind:
        case "share":
            return percent(value)
        case "score":
            return str(format_decimal(round(100 * value)))
        case "number" if 0 < value < SMALLEST / 2:
            return f"<\u00a0{format_decimal(SMALLEST, '0.000')}"
        case "number":
            return str(format_decimal(value, "0.000" if abs(value) < 1 else "0.00"))
        case _:
            return str(format_decimal(value))


def help_views(app: Flask) -> None:
    """Registers the filters and globals of templates."""
    app.add_template_filter(day)
    app.add_template_filter(dated)
    app.add_template_filter(hours)
    app.add_template_filter(percent)
    app.add_template_filter(cell)
    app.add_template_filter(format_datetime, "instant")
    app.add_template_filter(format_decimal, "number")
    app.add_template_filter(word_problem)
    app.add_template_filter(crossing)
    app.add_template_filter(lambda said: CHAT_SENTENCES[said], "chat_sentence")

    @app.context_processor
    def place() -> dict[str, object]:
        return {"town": town()}
