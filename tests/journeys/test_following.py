"""A page that follows its own answers asks what the server would ask, and loses nothing of what is typed."""

import json
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from survey.flow import Plan, Screen, enter, screen_at
from survey.flow.path import walk
from survey.problems import ProblemCode
from survey.questionnaires.markdown_file import read_markdown
from tests.journeys.bare import bare_page
from tests.journeys.conftest import Phone, Served
from tests.journeys.test_expressions import STATIC
from tests.survey.build import MOMENT
from tests.survey.flow.generate import busy_pages, plans
from tests.webapp import build
from tests.webapp.house import furnish, open_app
from tests.webapp.participate.test_field_types import with_cells
from tests.webapp.phone import Phone as Visitor
from webapp.models import db
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


CELLS = {"g": {"appearance": "field-list"}}
RULES = """
| survey |
| | type | name | label::fr | label::ar | relevant | constraint | constraint_message::fr |
| | begin_group | g | Vos venues | زياراتكم | | | |
| | select_one yn | came | Êtes-vous déjà venu ? | هل أتيتم من قبل؟ | | | |
| | integer | times | Combien de fois ? | كم مرّة؟ | ${came} = 'yes' | . > 0 | Au moins une fois. |
| | integer | alone | Combien de fois seul ? | كم مرّة وحدكم؟ | ${times} > 1 | . <= ${times} | Pas plus que le tout. |
| | note | thanks | Merci de venir si souvent. | شكرا لكم. | ${times} >= 10 | | |
| | end_group | | | | | | |
| choices |
| | list_name | name | label::fr | label::ar |
| | yn | yes | Oui | نعم |
| | yn | no | Non | لا |
| settings |
| | form_id | version |
| | following | 1 |
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Draws the first page of a survey with rules between its answers, as the application sends it."""
    app = open_app(tmp_path_factory.mktemp("following"))
    with app.app_context():
        town = build.small_town()
        build.quartier_wave(town.quartier, workbook=with_cells(read_markdown(RULES, "following"), CELLS))
        yield lambda language: Visitor(app.test_client(), language).go("/q/QTRTM/questionnaire").text
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_questions_come_and_go_under_the_policy_of_the_application(
    browser: Browser, drawn: Callable[[str], str], language: str
) -> None:
    with bare_page(browser, {"static": STATIC}, html=drawn(language)) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        times, alone, thanks = (page.locator(f"#q-{name}") for name in ("times", "alone", "thanks"))
        expect(times).to_have_count(1)
        expect(times).to_be_hidden()
        page.locator("input[name='q.came'][value='yes']").check()
        expect(times).to_be_visible()
        expect(alone).to_be_hidden()
        times.fill("١٢" if language == "ar" else "12")
        expect(alone).to_be_visible()
        expect(thanks).to_be_visible()
        page.locator("input[name='q.came'][value='no']").check()
        for gone in (times, alone, thanks):
            expect(gone).to_be_hidden()
        posted = page.evaluate("[...new FormData(document.getElementById('interview')).keys()]")
        assert {name for name in posted if name.startswith("q.")} == {"q.came", "q.times"}
        page.locator("input[name='q.came'][value='yes']").check()
        expect(times).to_have_value("١٢" if language == "ar" else "12")
        assert said == []


def test_a_rule_that_is_broken_is_said_beside_the_answer_and_unsaid_when_it_is_mended(
    browser: Browser, drawn: Callable[[str], str]
) -> None:
    with bare_page(browser, {"static": STATIC}, html=drawn("fr")) as page:
        page.locator("input[name='q.came'][value='yes']").check()
        page.locator("#q-times").fill("2")
        alone = page.locator("#q-alone")
        alone.fill("3")
        expect(page.locator(".problem")).to_have_count(0)
        alone.blur()
        expect(page.locator(".problem")).to_have_text("Pas plus que le tout.")
        expect(alone).to_have_attribute("aria-invalid", "true")
        expect(alone).to_have_attribute("aria-describedby", "p-alone")
        page.locator("#q-times").fill("4")
        expect(page.locator(".problem")).to_have_count(0)
        assert alone.get_attribute("aria-invalid") is None


def test_a_town_asks_which_quartier_at_once_and_goes_on(phone: Phones, served: Served) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("#q-age_band").select_option("25_39")
    expect(page.locator("#q-residence_quartier")).to_be_hidden()
    page.locator("input[name='q.residence'][value='other_quartier']").check()
    expect(page.locator("#q-residence_quartier")).to_be_visible()
    visitor.look()
    visitor.press("Continuer")
    expect(page.locator("#q-name")).to_be_visible()


def test_without_javascript_the_server_asks_as_it_always_did(phone: Phones, served: Served) -> None:
    visitor = phone(javascript=False)
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("#q-age_band").select_option("25_39")
    page.locator("input[name='q.residence'][value='other_quartier']").check()
    expect(page.locator("#q-residence_quartier")).to_have_count(0)
    visitor.press("Continuer")
    expect(page.locator("#q-residence_quartier")).to_be_visible()


def weight(app: Flask, path: str) -> int:
    """The bytes of an answer as a phone receives them."""
    with app.test_client().get(path, headers={"Accept-Encoding": "gzip"}) as answer:
        return len(answer.data)


def test_the_first_page_of_a_registration_stays_light(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> None:
    app = open_app(tmp_path_factory.mktemp("light"))
    asked: list[str] = []
    with app.app_context():
        furnish(app)
        html = Visitor(app.test_client()).go("/a/HAPPY/inscription").text
        with bare_page(browser, {"static": STATIC}, html=html, asked=asked) as page:
            page.wait_for_load_state()
            weights = [weight(app, path) for path in ("/a/HAPPY/inscription", *asked)]
            assert asked == [
                "/static/site.css",
                "/static/network.js",
                "/static/relevance.js",
                "/static/read_aloud.js",
            ]
            assert sum(weights) <= 14_000
            page.locator("input[name='q.residence']").first.check()
            page.wait_for_load_state("networkidle")
            assert "/static/expressions.js" in asked
        db.session.remove()
        db.engine.dispose()
