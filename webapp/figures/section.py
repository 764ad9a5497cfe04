"""One part of the evaluator's page: a finding in words, its chart, its tables, and how it was counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from survey.indicators.figure import Figure, Interval, Verdict
from webapp.figures.cautions import Caution
from webapp.figures.tables import Cell, Table
from webapp.view_helpers import percent


@dataclass(frozen=True, slots=True)
class Section:
    """``key`` names it in addresses; ``sentences`` say what was found, ``how`` how it was counted.

    ``cautions`` are the questions behind it that were not asked alike, and ``caution`` says so in one sentence.
    """

    key: str
    title: str
    sentences: Sequence[str]
    tables: Sequence[Table]
    how: Sequence[str]
    chart: Markup | None = None
    caution: str = ""
    cautions: Sequence[Caution] = ()


VERDICTS = {
    Verdict.INCREASE: _l("davantage"),
    Verdict.DECREASE: _l("moins"),
    Verdict.NO_LARGER: _l("pas de changement notable"),
    Verdict.INCONCLUSIVE: _l("non concluant"),
    Verdict.TOO_FEW: _l("trop peu de personnes"),
}
HIDDEN = _l("masqué")


def hidden_note() -> str:
    """Returns the sentence that tells why some cells are not shown."""
    return gettext(
        "Les effectifs de moins de 5 personnes sont regroupés ou masqués, avec ceux qui "
        "permettraient de les retrouver."
    )


def shown(count: int | None) -> Cell:
    """Returns a count as a table holds it; a hidden one is said to be hidden."""
    return str(HIDDEN) if count is None else count


def capitalised(text: str) -> str:
    """Returns a text whose first letter is a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def share_cell(figure: Figure | None) -> Cell:
    """Returns the share of a figure; hidden ones are said to be hidden, those of nobody are empty."""
    if figure is None or figure.n == 0:
        return None
    return str(HIDDEN) if figure.value is None else figure.value


def interval_words(interval: Interval | None) -> str:
    """Returns the interval of a share in words: ``de 12 % à 31 %``, "" without one."""
    if interval is None:
        return ""
    return gettext("de %(low)s à %(high)s", low=percent(interval.low), high=percent(interval.high))


def points(interval: Interval | None) -> str:
    """Returns the interval of a difference of shares or scores in points: ``−3 à +14 points``, "" without one."""
    if interval is None:
        return ""
    low, high = (f"{round(100 * end):+d}".replace("-", "−") for end in (interval.low, interval.high))
    return gettext("%(low)s à %(high)s points", low=low, high=high)
