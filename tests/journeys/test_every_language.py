"""From registration to thanks in each language: axe-core finds nothing, nothing is cut; and by keyboard alone."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from survey.languages import LANGUAGES
from tests.journeys.conftest import PHONE, Phone, Served
from tests.journeys.voices import give_voices
from translations.catalogues import read

Phones = Callable[..., Phone]
THANKS = "Merci, c'est bien reçu."
ENLARGED = {"width": 180, "height": 320}
"""What is left of a phone's page when it is enlarged twice."""
WITHOUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
"""Colours are the same in every language and take most of the time: each page is looked at with them in one."""
FINDINGS = """options => axe.run(document, {resultTypes: ["violations"], ...options})
    .then(found => found.violations.map(each => each.id + ": " + each.nodes.map(node => node.html).join(" ")))"""
CUT = """() => {
    const unseen = ".sr, .skip, svg, option, details:not([open]) > :not(summary)";
    const scrolled = "input, select, textarea, progress, .chips";
    const cut = (node) => getComputedStyle(node).overflow !== "visible" && node.scrollWidth > node.clientWidth + 1;
    return [...document.querySelectorAll("body, body *")].filter((node) => {
        const box = node.getBoundingClientRect();
        if (node.closest(unseen) || !box.width || !box.height) return false;
        return box.right > innerWidth + 1 || box.left < -1 || (!node.closest(scrolled) && cut(node));
    }).map((node) => `${node.tagName} ${node.className}: ${node.textContent.trim().slice(0, 60)}`);
}"""
ANSWER = """() => {
    const form = document.getElementById("interview");
    const wanted = { "q.age_band": "25_39", "q.residence": "commune", "q.companions": "1" };
    for (const [place, field] of [...form.elements].entries()) {
        if (!field.name?.startsWith("q.")) continue;
        const value = wanted[field.name];
        if (field.type === "radio") {
            const open = !form.elements[field.name].value;
            if (open && (value ?? field.value) === field.value) field.checked = true;
        } else if (field.type === "checkbox") {
            field.checked = field.id !== "" && field.name !== "q.consent_contact";
        } else if (field.tagName === "SELECT") {
            if (!field.closest(".rank")) field.value = value ?? field.options[2].value;
        } else if (field.type !== "email" && field.type !== "tel") {
            field.value = value ?? "soleil " + place;
        }
    }
}"""
FOCUS = """selector => {
    const node = document.activeElement;
    const ring = getComputedStyle(node.closest(".choice") ?? node).outlineStyle;
    return [ring, node.getBoundingClientRect().top + scrollY, node.matches(selector), node.outerHTML.slice(0, 120)];
}"""


def walk(page: Page, address: str, action: str, language: str) -> Iterator[None]:
    """Goes from the home page to the thanks, and halts at each page."""
    page.goto(f"{address}/?lang={language}")
    yield
    page.goto(f"{address}/a/{action}")
    yield
    page.locator("main a.button").first.click()
    for _ in range(16):
        page.wait_for_load_state()
        yield
        if page.locator("form#interview").count():
            page.evaluate(ANSWER)
            page.locator("button.main").last.click()
        elif page.locator("a.button[href$='/avant']").count():
            page.locator("a.button[href$='/avant']").click()
        else:
            return


@pytest.mark.parametrize("language", [entry.code for entry in LANGUAGES])
def test_someone_registers_and_answers_in_their_language(
    phone: Phones, served: Served, language: str
) -> None:
    entry = next(each for each in LANGUAGES if each.code == language)
    visitor = phone(locale="fr")
    page = visitor.page
    give_voices(page.context, [(entry.nlp, True)])
    page.context.add_init_script(AXE_SCRIPT)
    here = [each.code for each in LANGUAGES].index(language)
    found: list[str] = []
    seen = 0
    for seen, _ in enumerate(walk(page, served.address, served.action, language), start=1):
        root = page.locator("html")
        assert (root.get_attribute("lang"), root.get_attribute("dir")) == (entry.html_lang, entry.direction)
        with_colours = seen % len(LANGUAGES) == here
        if with_colours:
            found += page.evaluate(FINDINGS, {})
        page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
        found += page.evaluate(CUT)
        found += page.evaluate(FINDINGS, {} if with_colours else WITHOUT_COLOURS)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert found == [], page.url
    thanks = read(entry.babel_locale).get(THANKS)
    assert thanks is not None
    assert page.locator("h1").inner_text() == thanks.string
    assert seen >= 14


def test_the_chat_fits_when_enlarged_twice(phone: Phones, served: Served) -> None:
    visitor = phone(locale="uk")
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
    page.locator("button[name=face]").click()
    page.wait_for_selector("#reply")
    assert page.evaluate(CUT) == []
    visitor.look()


def press(page: Page, key: str, *, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> list[float]:
    """Presses Tab until this element has the focus; returns how far down each halt was.

    Every halt shows a ring: around itself, or around the row it belongs to.
    """
    down: list[float] = []
    for _ in range(30):
        press(page, "Tab")
        ring, top, here, element = page.evaluate(FOCUS, selector)
        assert ring == "solid", element
        down.append(top)
        if here:
            return down
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_someone_registers_with_the_keyboard_alone(phone: Phones, served: Served, nickname: str) -> None:
    visitor = phone(locale="fr")
    page = visitor.page
    give_voices(page.context)
    visitor.go(f"/a/{served.action}")
    press(page, "Tab")
    expect(page.locator(".skip")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "a.button")
    press(page, "Enter")
    page.wait_for_selector("#q-age_band")
    halts = tab_to(page, "#q-age_band")
    page.keyboard.type("25")
    expect(page.locator("#q-age_band")).to_have_value("25_39")
    halts += tab_to(page, "input[name='q.residence']")
    press(page, "Space")
    expect(page.locator("input[value='this_quartier']")).to_be_checked()
    press(page, "ArrowDown", times=2)
    expect(page.locator("input[value='commune']")).to_be_checked()
    halts += tab_to(page, ".actions button.main")
    assert halts == sorted(halts)
    press(page, "Enter")
    page.wait_for_selector("#q-name")
    halts = tab_to(page, "#q-name")
    page.keyboard.type(nickname)
    halts += tab_to(page, "#q-consent_after")
    press(page, "Space")
    expect(page.locator("#q-consent_after")).to_be_checked()
    halts += tab_to(page, ".actions button.main")
    assert halts == sorted(halts)
    press(page, "Enter")
    page.wait_for_selector("output.code")
