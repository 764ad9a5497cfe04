"""A page that follows its own answers asks what the server would ask, and loses nothing of what is typed."""

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from survey.flow import Plan, Screen, enter, screen_at
from survey.flow.path import walk
from survey.problems import ProblemCode
from tests.journeys.bare import bare_page
from tests.journeys.conftest import Phone
from tests.journeys.test_expressions import STATIC
from tests.survey.build import MOMENT
from tests.survey.flow.generate import busy_pages, plans
from webapp.participate.following import following

Phones = Callable[..., Phone]
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
"""Whole questionnaires take minutes to shrink: a failing one is shown as it was found."""
FOLLOW = """async ({ live, posted }) => {
  const { followed } = await import("/static/steps.js");
  const { now, steps } = JSON.parse(live);
  const { asked, broken } = followed(steps, now, (name) => posted[name] ?? []);
  return { asked: [...asked], broken: [...broken] };
}"""
TYPED = st.sampled_from(
    [
        *("", " ", "x", "0", "-0", "007", "١٢", "3", "100", "1 234", "-5", "2,5", "٣٫٥", "1e9", "9" * 40),
        *(
            "2026-11-23",
            "31/12/1999",
            "2026-02-30",
            "1.1.2030",
            "09:30",
            "9h05",
            "25:00",
            "é" * 60,
            "\r\n",
            "+4",
        ),
    ]
)


@pytest.fixture(scope="module")
def device(browser: Browser) -> Iterator[Page]:
    with bare_page(browser, {"static": STATIC}) as page:
        yield page


def entries(draw: st.DrawFn, plan: Plan, name: str) -> list[str]:
    """What the fields of a question may hold: a choice that is offered, or anything typed."""
    found = plan.items[name]
    choices = [choice.name for choice in found.choices]
    match found.kind.kind:
        case "select_one":
            return draw(st.sampled_from([[], *([choice] for choice in choices)]))
        case "select_multiple":
            chosen = draw(st.sets(st.sampled_from(choices)))
            return [choice for choice in choices if choice in chosen]
        case "rank":
            return draw(
                st.permutations(choices) | st.just([""] * len(choices)) | st.just([choices[0]] * len(choices))
            )
        case "acknowledge":
            return draw(st.sampled_from([[], ["OK"]]))
        case _:
            return [draw(TYPED)]


@settings(
    max_examples=250, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.large_base_example]
)
@given(plan=busy_pages() | plans(), data=st.data())
def test_a_page_asks_what_the_server_would_ask(device: Page, plan: Plan, data: st.DataObject) -> None:
    draw = data.draw
    answers: dict[str, str] = {}
    for page in plan.pages.values():
        asked = [found.name for found in page.items if found.asked and draw(st.booleans())]
        posted = {name: entries(draw, plan, name) for name in asked}
        answers = dict(enter(plan, answers, page.key, posted, moment=MOMENT).answers)
    for key in plan.pages:
        screen = screen_at(plan, answers, page=key, language="fr", moment=MOMENT)
        if not isinstance(screen, Screen) or screen.page != key:
            continue
        drawn_page = following(plan, answers, screen, language="fr", moment=MOMENT)
        event(f"follows: {bool(drawn_page.live)}, waits: {bool(drawn_page.waiting)}")
        if not drawn_page.live:
            continue
        posted = {
            item.name: entries(draw, plan, item.name)
            for item in drawn_page.items
            if plan.items[item.name].asked
        }
        there = device.evaluate(FOLLOW, {"live": drawn_page.live, "posted": posted})
        entered = enter(plan, answers, key, posted, moment=MOMENT)
        path = walk(plan, entered.answers, MOMENT)
        here = {step["name"] for step in json.loads(drawn_page.live)["steps"] if step.get("here")}
        drawn = {item.name for item in drawn_page.items}
        on_page = set(plan.pages[key].names) & path.relevant
        assert here & set(there["asked"]) == here & on_page
        assert drawn - here == on_page - here
        faults = {name for name, fault in path.faults.items() if fault.code is ProblemCode.CONSTRAINT}
        assert here & set(there["broken"]) == here & faults
