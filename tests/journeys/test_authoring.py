"""How somebody who is no engineer makes a questionnaire of the town's own out of one of the house."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Phone, Served
from webapp.models import RoleName

Phones = Callable[..., Phone]
LIST = "/bureau/questionnaires/"


def copied(desk: Phone, title: str) -> str:
    """Copies the survey of before an action under a title; returns the address of the draft."""
    page = desk.page
    desk.go(LIST)
    follow(page.get_by_role("link", name="Votre regard avant l'action 2026.1", exact=True))
    page.get_by_text("Modifier ce questionnaire ici").click()
    page.get_by_label("Titre de la copie").fill(title)
    with page.expect_navigation():
        desk.press("J'en fais une copie")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url.removeprefix(desk.address)


def follow(link: Locator) -> None:
    """Presses a link and waits for the page it leads to."""
    with link.page.expect_navigation():
        link.click()


def lines(page: Page) -> list[str]:
    return [
        str(line.get_attribute("id")).removeprefix("q-") for line in page.locator("li.draftline[id]").all()
    ]


def test_a_survey_is_copied_reworded_put_in_order_translated_seen_and_published(
    phone: Phones, served: Served
) -> None:
    desk = phone(desktop=True)
    page = desk.page
    served.sign_in(page, RoleName.COORDINATOR)
    desk.go(LIST)
    desk.look()
    draft = copied(desk, "Nos regards d'été")
    desk.look()

    follow(page.locator("#q-represents").get_by_role("link", name="Modifier"))
    desk.look()
    page.locator("textarea[lang=fr]").first.fill("Que représente pour vous ${quartier_name}, en été ?")
    page.get_by_label("Il faut répondre pour continuer").check()
    page.get_by_label("Réponse regardée 1").select_option("word_1=")
    page.get_by_label("Comparaison 1").select_option(label="n'est pas")
    desk.press("J'enregistre")
    line = page.locator("#q-represents")
    expect(line).to_be_focused()
    expect(line).to_contain_text("en été")
    expect(line).to_contain_text("obligatoire")
    expect(line).to_contain_text("sous condition")

    before = lines(page)
    page.locator("#q-use_way").get_by_role("button", name="Monter").click()
    expect(page.locator("#q-use_way")).to_be_focused()
    after = lines(page)
    assert after.index("use_way") == before.index("use_way") - 1
    assert sorted(after) == sorted(before)

    follow(page.locator("#q-represents").get_by_role("link", name="Ajouter"))
    desk.look()
    page.get_by_label("La question, comme on la lira").fill("Venez-vous l'été ?")
    page.get_by_label("une réponse au choix", exact=True).check()
    page.get_by_label("Les réponses au choix, une par ligne").fill("Souvent\nJamais")
    desk.press("J'ajoute la question")
    turkish = page.get_by_role("row").filter(has_text="Türkçe")
    expect(turkish).to_contain_text("96 / 99")
    follow(turkish.get_by_role("link", name="Écrire ce qui manque"))
    desk.look()
    boxes = page.get_by_role("textbox")
    assert [boxes.nth(place).get_attribute("lang") for place in range(3)] == ["tr"] * 3
    boxes.nth(0).fill("Yazın gelir misiniz?")
    desk.press("J'enregistre ce qui est écrit")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 textes à écrire")
    boxes.nth(0).fill("Sık sık")
    boxes.nth(1).fill("Hiçbir zaman")
    desk.press("J'enregistre ce qui est écrit")
    expect(turkish).to_contain_text("100 %")
    expect(turkish).to_contain_text("complet")
    desk.look()

    follow(page.get_by_role("link", name="Le voir comme sur un téléphone"))
    expect(page.get_by_text("Yazın gelir misiniz?")).to_be_visible()
    desk.look()
    follow(page.get_by_role("link", name="Comme une conversation"))
    expect(page.locator(".bubble", has_text="Yazın gelir misiniz?")).to_be_visible()
    expect(page.get_by_role("button", name="Hiçbir zaman")).to_be_disabled()
    desk.look()
    follow(page.get_by_role("link", name="العربية"))
    assert page.locator("section.phone").first.get_attribute("dir") == "rtl"
    expect(page.get_by_role("button", name="نعم، أوافق").first).to_be_disabled()

    desk.go(draft + "/publier")
    desk.look()
    changes = page.get_by_role("table", name="Ce qui change depuis la version")
    expect(changes.get_by_role("row").filter(has_text="question (fr)")).to_contain_text("en été")
    expect(changes.get_by_role("row").filter(has_text="Question ajoutée")).to_contain_text("Venez-vous l'été")
    desk.press("Je publie")
    expect(page.locator("[role=status]")).to_contain_text("Le questionnaire est publié.")

    desk.go(draft + "/questions/represents")
    page.locator("textarea[lang=fr]").first.fill("Que représente pour vous ${quartier_name} ?")
    desk.press("J'enregistre")
    follow(page.get_by_role("link", name="Relire et publier"))
    rows = page.get_by_role("table", name="Ce qui change depuis la version 1").locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Que représente pour vous ${quartier_name}, en été ?")
    desk.press("Je publie")
    expect(page.locator("[role=status]")).to_contain_text("Le questionnaire est publié.")


def test_questions_are_put_in_order_on_a_phone_by_the_keyboard_alone(phone: Phones, served: Served) -> None:
    hand = phone(javascript=False)
    page = hand.page
    served.sign_in(page, RoleName.ADMINISTRATOR)
    copied(hand, "Au clavier")
    before = lines(page)
    place = before.index("word_2")
    button = page.locator("#q-word_2").get_by_role("button", name="Monter")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#q-word_2")
    after = lines(page)
    assert (after[place - 1], after[place]) == ("word_2", "word_1")
    # The line that moved is where the keyboard goes on.
    expect(page.locator("#q-word_2")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#q-word_2").get_by_role("button", name="Descendre")).to_be_focused()
    page.keyboard.press("Space")
    order = page.locator("li.draftline[id]")
    expect(order.nth(place)).to_have_id("q-word_2")
    assert lines(page) == before


def test_arabic_is_written_from_right_to_left_beside_french(phone: Phones, served: Served) -> None:
    hand = phone()
    page = hand.page
    served.sign_in(page, RoleName.COORDINATOR)
    draft = copied(hand, "En deux langues")
    hand.look()
    hand.go(draft + "/questions/represents?langue=ar")
    arabic = page.locator("textarea[lang=ar]").first
    assert arabic.get_attribute("dir") == "rtl"
    assert arabic.evaluate("field => getComputedStyle(field).direction") == "rtl"
    assert page.locator("textarea[lang=fr]").first.get_attribute("dir") == "ltr"
    hand.look()
    arabic.fill("ماذا يعني لك هذا الحي؟")
    hand.press("J'enregistre")
    expect(page.locator("#q-represents p[lang=ar]")).to_have_text("ماذا يعني لك هذا الحي؟")
    hand.look()
