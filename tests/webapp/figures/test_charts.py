"""Charts are pictures that run nothing, speak French, and can be read: words beside words, never on them."""

import re
from base64 import b64decode
from collections.abc import Callable
from itertools import combinations

import pytest
from lxml import etree, html
from markupsafe import Markup

from webapp.figures.charts import AFTER, BEFORE, Bar, Points, compare_bars, evocation_plane

HOSTILE = "</text><script>alert(1)</script> & \"'"
BARS = (
    Bar("sécurité", 0, 0.25, 0.125, 0.4),
    Bar("sécurité", 1, 0.125, 0.05, 0.3),
    Bar(HOSTILE, 0, 0.5, 0.4, 0.6),
)
POINTS = Points((("marché", 12.0, 1.25), ("bruit", 5.0, 2.5)), 8.5, 1.7)


def picture(markup: Markup | None) -> html.HtmlElement:
    return html.fragment_fromstring(str(markup))


def drawn(markup: Markup | None) -> etree._Element:
    source = picture(markup).get("src")
    assert source is not None
    kind, _, content = source.partition(",")
    assert kind == "data:image/svg+xml;base64"
    return etree.fromstring(b64decode(content))


def texts(markup: Markup | None) -> list[str]:
    return [str(text) for text in drawn(markup).xpath("//*[local-name()='text']/text()")]


CHARTS: dict[str, Callable[[], Markup | None]] = {
    "bars": lambda: compare_bars(BARS, ["avant", "après"], "a"),
    "one series": lambda: compare_bars([Bar("a", 0, 0.2, 0.1, 0.3)], ["avant"], "a"),
    "plane": lambda: evocation_plane(POINTS, "a"),
    "hostile words": lambda: evocation_plane(
        Points(((HOSTILE, 5.0, 1.0), ("<!--", 6.0, 2.0)), 5.5, 1.5), "a"
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_holds_no_code_no_style_and_no_address(name: str) -> None:
    tree = drawn(CHARTS[name]())
    tags = {etree.QName(node).localname for node in tree.iter(etree.Element)}
    assert tags <= {"svg", "g", "path", "rect", "line", "text", "tspan", "defs", "clipPath", "title"}
    attributes = {str(key) for node in tree.iter(etree.Element) for key in node.attrib}
    assert not [key for key in attributes if key == "style" or key.startswith("on") or key.endswith("href")]


def test_what_people_wrote_stands_in_a_chart_as_they_wrote_it() -> None:
    assert HOSTILE in texts(CHARTS["bars"]())
    assert {HOSTILE, "<!--"} <= set(texts(CHARTS["hostile words"]()))


def test_bars_without_length_are_no_chart() -> None:
    nothing = [Bar("calme", series, 0, 0, 0.2) for series in (0, 1)]
    assert compare_bars([], ["avant", "après"], "") is None
    assert compare_bars(nothing, ["avant", "après"], "") is None
    assert compare_bars([*nothing, Bar("bruit", 0, 0.1, 0, 0.3)], ["avant", "après"], "") is not None


def test_an_alternative_text_cannot_leave_its_attribute() -> None:
    found = picture(compare_bars(BARS, ["avant", "après"], '"><script>alert("é")</script>'))
    assert (found.tag, found.get("class"), list(found)) == ("img", "picture", [])
    assert found.get("alt") == '"><script>alert("é")</script>'


def test_numbers_have_a_comma_and_percentages_a_space() -> None:
    plane = texts(evocation_plane(Points((("a", 5.0, 1.25), ("b", 6.0, 1.75)), 5.5, 1.5), "a"))
    assert [text for text in plane if re.fullmatch(r"\d,\d+", text)]
    assert not [text for text in plane if re.fullmatch(r"\d\.\d+", text)]
    bars = texts(CHARTS["bars"]())
    assert "20\u00a0%" in bars
    assert not [text for text in bars if text.endswith("%") and "\u00a0" not in text]


def test_before_is_grey_and_after_has_the_accent_and_one_alone_has_it_too() -> None:
    def fills(name: str) -> list[str]:
        marks = drawn(CHARTS[name]()).xpath(
            "//*[contains(@class, 'role-mark')]//*[@aria-roledescription='bar']"
        )
        return [str(mark.get("fill")) for mark in marks]

    assert fills("bars") == [BEFORE, AFTER, BEFORE]
    assert fills("one series") == [AFTER]


def boxes(points: Points) -> list[tuple[float, float, float, str]]:
    """Returns left, right and baseline of every word drawn, in pixels, with six pixels a letter."""
    marks = drawn(evocation_plane(points, "a")).xpath(
        "//*[contains(@class, 'mark-text') and contains(@class, 'role-mark')]//*[local-name()='text']"
    )
    found = []
    for mark in marks:
        left, baseline = (
            float(number) for number in re.findall(r"-?[\d.]+(?:e-\d+)?", mark.get("transform"))
        )
        found.append((left, left + 6 * len(mark.text), baseline, mark.text))
    return found


CROWDS = {
    "one place": [(f"mot {number}", 5.0, 2.0) for number in range(40)],
    "many at one place of a wide plane": [
        *((f"mot {number}", 6.0, 2.0) for number in range(40)),
        ("loin", 30.0, 1.0),
        ("bas", 5.0, 3.0),
    ],
    "long words": [
        (f"équipements sportifs du quartier {number}", 5.0 + number % 9, 1.5) for number in range(30)
    ],
    "a real crowd": [
        (f"mot {number}", float(5 + number * number % 23), 1 + number * 7 % 20 / 10) for number in range(60)
    ],
    "one word": [("seul", 5.0, 2.0)],
}


@pytest.mark.parametrize("name", CROWDS)
def test_no_word_is_written_over_another_one(name: str) -> None:
    words = tuple(CROWDS[name])
    found = boxes(Points(words, 5.5, 2.0))
    assert sorted(word for *_, word in found) == sorted(word for word, _, _ in words)
    over = [
        (one[3], other[3])
        for one, other in combinations(found, 2)
        if one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < 12
    ]
    assert over == []
