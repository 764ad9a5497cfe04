"""Charts as SVG pictures, one definition for the page, a picture and a report.

A chart never stands alone: its table is beside it, and its alternative text says what it shows. Before is grey and
above, after is accent and below, always on the same scale, so that neither colour nor place alone carries the meaning.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

BEFORE, AFTER, NOTICE, INK, LINE = "#8A909C", "#0B5D57", "#B4461E", "#1F2430", "#D9DCDD"
FONT = "system-ui, sans-serif"
PLANE, ROWS = 440, 20
"""The plane of words: how many pixels wide, and how many rows of words tall unless more are needed."""
ROW, LETTER = 15, 7
"""Pixels that a row and a letter of these words take, at the most."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One share (0 to 1) with its interval; ``series`` is which of the collections it belongs to, 0 or 1."""

    label: str
    series: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Points:
    """Words on the plane of evocations: how many people (x), mean rank (y), the two cuts, and the axes' titles."""

    words: tuple[tuple[str, float, float], ...]
    frequency_cut: float
    rank_cut: float
    people_title: str = "personnes qui citent le mot"
    rank_title: str = "rang moyen (1 : le plus important)"


def compare_bars(bars: Sequence[Bar], names: Sequence[str], alternative: str) -> Markup | None:
    """Returns pairs of bars with intervals; ``names`` are the collections', in the order before, after.

    None when no bar has a length: there would be nothing to see but the intervals around nothing.
    """
    if not any(bar.share for bar in bars):
        return None
    return _picture(_bars_svg(tuple(bars), tuple(names)), alternative)


def evocation_plane(points: Points, alternative: str) -> Markup:
    """Returns the words on their plane, cut in four zones."""
    return _picture(_plane_svg(points), alternative)


def _picture(svg: str, alternative: str) -> Markup:
    source = "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    return Markup('<img class="picture" src="{}" alt="{}">').format(source, alternative)


@lru_cache(maxsize=128)
def _bars_svg(bars: tuple[Bar, ...], names: tuple[str, ...]) -> str:
    import altair as alt

    rows = [
        {
            "label": bar.label,
            "series": names[bar.series],
            "share": bar.share,
            "low": bar.low,
            "high": bar.high,
            "order": bar.series,
        }
        for bar in bars
    ]
    labels = list(dict.fromkeys(bar.label for bar in bars))
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("label:N", sort=labels, title=None, axis=alt.Axis(labelLimit=220)),
        yOffset=alt.YOffset("series:N", sort=list(names)),
    )
    colour = alt.Color(
        "series:N",
        sort=list(names),
        scale=alt.Scale(
            domain=list(names), range=[BEFORE, AFTER][-len(names) :] if len(names) == 1 else [BEFORE, AFTER]
        ),
        legend=alt.Legend(title=None, orient="top"),
    )
    axis = alt.Axis(format="%", title=None, tickCount=5)
    drawn = base.mark_bar(height={"band": 0.86}).encode(x=alt.X("share:Q", axis=axis), color=colour)
    halo = base.mark_rule(color="white", strokeWidth=4, opacity=0.75).encode(x="low:Q", x2="high:Q")
    whiskers = base.mark_rule(color=INK, strokeWidth=1.6).encode(x="low:Q", x2="high:Q")
    return _svg(
        (drawn + halo + whiskers).properties(
            width=440, height=max(len(labels) * 15 * max(len(names), 1) + 14, 60)
        )
    )


@lru_cache(maxsize=64)
def _plane_svg(points: Points) -> str:
    import altair as alt

    heights, tall = _label_heights(points)
    rows = [
        {"word": word, "people": people, "rank": rank, "label": label}
        for (word, people, rank), label in zip(points.words, heights, strict=True)
    ]
    across = alt.Scale(nice=False)  # places of words are reckoned in pixels: the scale ends where the data do
    down = alt.Scale(reverse=True, zero=False, nice=False)
    x = alt.X("people:Q", title=points.people_title, axis=alt.Axis(tickMinStep=1), scale=across)
    y = alt.Y("rank:Q", title=points.rank_title, scale=down)
    base = alt.Chart(_data(rows))
    dots = base.mark_circle(color=AFTER, size=55, opacity=1).encode(x=x, y=y)
    beside = alt.Y("label:Q", scale=down)
    words = base.mark_text(align="left", dx=7, color=INK, fontSize=12).encode(x=x, y=beside, text="word:N")
    cuts = alt.Chart(_data([{"people": points.frequency_cut}])).mark_rule(
        color=NOTICE, strokeDash=[4, 3]
    ).encode(x="people:Q") + alt.Chart(_data([{"rank": points.rank_cut}])).mark_rule(
        color=NOTICE, strokeDash=[4, 3]
    ).encode(y="rank:Q")
    return _svg((cuts + dots + words).properties(width=PLANE, height=tall))


def _label_heights(points: Points) -> tuple[list[float], float]:
    """Returns where each word is written, as a rank: beside its point, or lower when another word is written there;
    and how tall a plane, in pixels, gives each of them a row of its own."""
    ranks = [rank for _, _, rank in points.words]
    widest = max(people for _, people, _ in points.words) or 1.0
    line = (max(ranks) - min(ranks) or 1.0) / ROWS
    placed: list[tuple[float, float, float]] = []
    for word, people, rank in points.words:
        end = people + (LETTER * len(word) + LETTER) * widest / PLANE
        height = rank
        while any(people < right and left < end and abs(height - at) < line for left, right, at in placed):
            height += line
        placed.append((people, end, height))
    heights = [height for _, _, height in placed]
    span = max(heights) - min(*ranks, points.rank_cut)
    return heights, max(ROW * ROWS, ROW * span / line)


def _data(rows: Sequence[Mapping[str, object]]) -> Any:
    import altair as alt

    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


def _svg(chart: Any) -> str:
    import vl_convert

    themed = chart.configure(font=FONT, background="white", padding=8).configure_axis(
        labelColor=INK, titleColor=INK, gridColor=LINE, domainColor=LINE, labelFontSize=12
    )
    locale = {
        "decimal": ",",
        "thousands": "\u00a0",
        "grouping": [3],
        "currency": ["", "\u00a0€"],
        "percent": "\u00a0%",
    }
    return str(
        vl_convert.vegalite_to_svg(
            themed.configure_view(stroke=None).configure_legend(labelFontSize=12).to_json(),
            format_locale=locale,
        )
    )
