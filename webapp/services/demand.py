"""Counts requests for actions by period, and by who asked and about which quartier."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from survey.disclosure import INTERNAL, Shown, protect
from survey.indicators.demand import Flow, Growth, growth, poisson_interval
from survey.indicators.figure import Basis, Figure, Method
from survey.indicators.tally import Tally
from webapp.models import ActionRequest, Asker, Quartier, RequestStatus, db

LENGTHS: Mapping[int, int] = {3: 91, 6: 182, 12: 365}
"""Periods that may be compared: months, and the days that stand for them."""
NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Period:
    """The requests received from ``starts`` until just before ``ends``."""

    starts: datetime
    ends: datetime
    requests: Figure


@dataclass(frozen=True, slots=True)
class Demand:
    """The demand of the last ``months`` beside that of as many before.

    ``growth`` is None when the earlier period began before the first request ever received (``since``): listening had
    perhaps not begun. ``askers`` and ``quartiers`` count every request ever received, small counts hidden.
    """

    months: int
    before: Period
    after: Period
    growth: Growth | None
    since: datetime | None
    askers: Shown
    answers: Shown
    quartiers: Shown
    quartier_names: Mapping[str, str]


def demand(asked: int | None, at: datetime) -> Demand:
    """Returns the demand at ``at``; without ``asked`` (months), over the longest period that can be compared."""
    since = db.session.scalar(sa.select(sa.func.min(ActionRequest.created_at)))
    months = _longest(since, at) if asked is None or asked not in LENGTHS else asked
    length = timedelta(days=LENGTHS[months])
    before, after = _period(at - 2 * length, at - length, at), _period(at - length, at, at)
    comparable = since is not None and since <= before.starts
    names = {str(key): name for key, name in db.session.execute(sa.select(Quartier.id, Quartier.name))}
    return Demand(
        months=months,
        before=before,
        after=after,
        growth=growth(_flow(before, length), _flow(after, length)) if comparable else None,
        since=since,
        askers=_shown(ActionRequest.asker, tuple(Asker), at),
        answers=_shown(ActionRequest.status, tuple(RequestStatus), at),
        quartiers=_shown(ActionRequest.quartier_id, (*names, NOWHERE), at),
        quartier_names=names,
    )


def _longest(since: datetime | None, at: datetime) -> int:
    fit = [
        months
        for months, days in LENGTHS.items()
        if since is not None and since <= at - 2 * timedelta(days=days)
    ]
    return max(fit, default=min(LENGTHS))


def _period(starts: datetime, ends: datetime, at: datetime) -> Period:
    count = (
        db.session.scalar(
            sa.select(sa.func.count(ActionRequest.id)).where(
                ActionRequest.created_at >= starts, ActionRequest.created_at < ends
            )
        )
        or 0
    )
    figure = Figure(
        value=count,
        n=count,
        unknown=0,
        interval=poisson_interval(count),
        basis=Basis.SAMPLE,
        method=Method.EXACT_POISSON,
        data_date=at,
    )
    return Period(starts, ends, figure)


def _flow(period: Period, length: timedelta) -> Flow:
    return Flow(period.requests.n or 0, length.days)


def _shown(
    column: sa.orm.InstrumentedAttribute[int | None] | sa.orm.InstrumentedAttribute[str],
    categories: tuple[str, ...],
    at: datetime,
) -> Shown:
    counted = sa.select(column, sa.func.count(ActionRequest.id)).group_by(column)
    found = Counter({NOWHERE if key is None else str(key): n for key, n in db.session.execute(counted)})
    counts = tuple(found[str(category)] for category in categories)
    tally = Tally(tuple(str(category) for category in categories), counts, sum(counts), 0, at)
    return protect(tally, threshold=INTERNAL)
