"""The words behind a figure: masked, hidden when few wrote them, a page at a time, each reading noted."""

from collections.abc import Callable

import pytest

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Page
from tests.webapp.voices import coding, hear, wrote
from webapp.models import Audit, RoleName, WaveKind
from webapp.services.verbatims import Chosen, read_words

PATH = "/lecture/action/HAPPY/paroles"
Desks = Callable[..., Desk]


@pytest.fixture
def waves(town: build.SmallTown) -> tuple[int, int]:
    """The survey before and the one after an action."""
    action = build.action(town)
    return build.wave_of(action, WaveKind.BEFORE), build.open_after(action)


def quotes(page: Page) -> list[str]:
    return [quote.text_content().strip() for quote in page.tree.xpath("//blockquote/p")]


def test_answers_are_read_masked_with_what_the_coder_says(waves: tuple[int, int], desk: Desks) -> None:
    text = "Appelez Mme Benali au 06 39 98 12 34, <b>ça</b> fait peur."
    hear(waves[0], [wrote(coding("safety", polarity="negative", frame="stigmatising"), text)] * 5)
    page = desk(RoleName.EVALUATOR).go(PATH)
    assert len(quotes(page)) == 5
    assert all("<b>ça</b> fait peur" in quote for quote in quotes(page))
    assert not any(secret in page.text for secret in ("Benali", "06 39", "<b>ça"))
    assert "sécurité" in page.tree.xpath("string(//blockquote/footer)")


def test_four_people_are_hidden_however_much_they_wrote_and_so_is_their_number(
    waves: tuple[int, int], desk: Desks
) -> None:
    keys = hear(waves[0], [wrote(coding("housing"), "Une phrase reconnaissable.")] * 4)
    hear(waves[1], [wrote(coding("housing"), "Une autre phrase.", respondent=key) for key in keys])
    reader = desk(RoleName.EVALUATOR)
    page = reader.go(PATH)
    assert (quotes(page), "reconnaissable" in page.text) == ([], False)
    assert "Trop peu de personnes" in page.text
    assert not any(sign.isdigit() for sign in page.heading)
    hear(waves[0], [wrote(coding("safety"), "Une phrase reconnaissable.")])
    assert len(quotes(reader.go(PATH))) == 9
    filtered = reader.go(f"{PATH}?theme=housing")
    assert (quotes(filtered), any(sign.isdigit() for sign in filtered.heading)) == ([], False)


def test_codes_and_collections_choose_the_words(waves: tuple[int, int], desk: Desks) -> None:
    hear(waves[0], [wrote(coding("safety", "housing", polarity="negative"), "avant")] * 6)
    hear(waves[1], [wrote(coding("housing", polarity="positive", frame="valorising"), "après")] * 5)
    hear(waves[1], [wrote(None, "en attente")] * 5)
    reader = desk(RoleName.EVALUATOR)

    def read(query: str) -> tuple[int, set[str]]:
        found = quotes(reader.go(f"{PATH}?{query}"))
        return len(found), set(found)

    assert read("") == (11, {"avant", "après"})
    assert read("theme=safety") == (6, {"avant"})
    assert read("theme=housing&polarite=positive") == (5, {"après"})
    assert read("cadre=valorising") == (5, {"après"})
    assert read(f"releve=w{waves[0]}") == (6, {"avant"})
    assert read("theme=safety&polarite=positive") == (0, set())
    assert read("theme=%27%3B--&polarite=x&cadre=%00&releve=w0&question=contact.name") == (
        11,
        {"avant", "après"},
    )


def test_pages_hold_fifty_answers_each_once(waves: tuple[int, int], desk: Desks) -> None:
    hear(waves[0], [wrote(coding("safety"), f"phrase {place}") for place in range(101)])
    reader = desk(RoleName.EVALUATOR)
    pages = [quotes(reader.go(f"{PATH}?theme=safety&page={number}")) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 1]
    assert len({quote for page in pages for quote in page}) == 101
    second = reader.go(f"{PATH}?theme=safety&page=2").tree
    links = [str(link) for link in second.xpath("//p[@class='bar']/a/@href")]
    assert [link.rsplit("page=")[1] for link in links] == ["1", "3"]
    assert all("theme=safety" in link for link in links)


@pytest.mark.parametrize("page", ["0", "-3", "1.5", "x", "", "99999", "9" * 30])
def test_a_page_that_is_none_is_no_error_of_ours(waves: tuple[int, int], desk: Desks, page: str) -> None:
    hear(waves[0], [wrote(coding("safety"))] * 5)
    assert desk(RoleName.EVALUATOR).go(f"{PATH}?page={page}").status == 200


def test_each_reading_is_noted_and_only_evaluators_read(
    waves: tuple[int, int], town: build.SmallTown, desk: Desks
) -> None:
    reader = desk(RoleName.EVALUATOR)
    for _ in range(2):
        reader.go(PATH)
    assert build.column(Audit.verb) == ["read verbatims"] * 2
    assert set(build.column(Audit.user_id)) == {town.accounts[RoleName.EVALUATOR]}
    for role in (RoleName.COORDINATOR, RoleName.ORGANISER, RoleName.ADMINISTRATOR):
        assert desk(role).go(PATH).status == 403
    assert reader.go("/lecture/action/NADA/paroles").status == 404
    assert build.count(Audit) == 2


def test_a_hidden_reading_tells_no_number(waves: tuple[int, int]) -> None:
    hear(waves[0], [wrote(coding("safety"))] * 3)
    hidden = read_words(Chosen(waves), threshold=5)
    assert (hidden.hidden, hidden.people, hidden.total, hidden.verbatims) == (True, None, None, ())
    assert read_words(Chosen(waves), threshold=3).people == 3
