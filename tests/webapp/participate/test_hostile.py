"""Hostile values in every field end in a page: stored escaped, or refused, never an error of ours."""

from collections.abc import Callable, Iterator
from itertools import cycle
from urllib.parse import quote_from_bytes, urlencode

import pytest
import sqlalchemy as sa

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Entry, Page, Phone, plain, register
from webapp.models import Answer, Contact, RoleName, db

Phones = Callable[..., Phone]
SCRIPT = "<script>alert('é')</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}${word_1}"
HOSTILE = (
    "a\0b",
    "\ud800 seul",
    "\u202eabc\u2066\u200f",
    "é" * 50_000,
    SCRIPT,
    "'; DROP TABLE answer; --",
    "9" * 5000,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u0301\u0489",
    "\r\n\x0b\x1b[31m\x7f\ufeff\uffff",
)
SURVEYS = ("registration", "avant", "apres", "quartier")


def encoded(value: str) -> bytes:
    """What a hostile client sends: lone surrogates go out as the bytes that no browser would send."""
    return value.encode("utf-8", "surrogatepass")


class Stranger(Phone):
    """A client that sends what no browser does."""

    def send_raw(self, page: Page, *values: str, everywhere: bool = False) -> Page:
        """Posts ``values`` in turn for the questions of a page; ``everywhere`` for hidden fields and buttons too."""
        fixed = {} if everywhere else {"state": page.state, "go": "next"}
        names = [f"q.{name}" for name in page.names] + (["state", "go", "lang", "face"] if everywhere else [])
        body = urlencode(fixed) + "".join(
            f"&{name}={quote_from_bytes(encoded(value))}"
            for name, value in zip(names, cycle(values), strict=False)
        )
        answer = self._client.post(
            page.form.action,
            data=body,
            content_type="application/x-www-form-urlencoded",
            headers=self._headers,
            buffered=True,
        )
        return Page(answer)


@pytest.fixture
def stranger(phone: Phones, town: build.SmallTown) -> Stranger:
    build.open_after(build.action(town))
    build.quartier_wave(town.quartier)
    return Stranger(phone()._client)


def first_page(stranger: Phone, survey: str) -> Page:
    if survey == "registration":
        return stranger.go("/a/HAPPY/inscription")
    if survey == "quartier":
        return stranger.go("/q/QTRTM/questionnaire")
    return stranger.go(f"/p/{register(stranger).token}/{survey}")


def pages(stranger: Phone, survey: str) -> Iterator[Page]:
    """Every page of a survey, gone through with plain answers."""
    page = first_page(stranger, survey)
    while page.asked:
        yield page
        page = stranger.fill(page, {name: plain(page, name) for name in page.names})


def looks_sound(page: Page) -> bool:
    """True for a page of ours that runs nothing of what was sent."""
    scripts = page.tree.xpath("//script[not(@src)] | //img | //*[@onerror]")
    return page.status in (200, 302, 303, 404, 409, 413, 422) and not scripts and "\0" not in page.text


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_page_of_every_questionnaire_bears_hostile_entries(stranger: Stranger, survey: str) -> None:
    wrong = []
    seen: set[str] = set()
    start = 0
    thorough = db.engine.dialect.name == "postgresql"  # three times as long: the quick part does without
    for page in pages(stranger, survey):
        for _ in range(3 if thorough or len(page.names) < 3 else 1):
            values = [HOSTILE[(start + place) % len(HOSTILE)] for place in range(len(page.names))]
            start += len(values)
            seen |= set(values)
            answer = stranger.send_raw(page, *values)
            if not looks_sound(answer):
                wrong.append((page.names, start, answer.status))
    assert wrong == []
    assert seen == set(HOSTILE)


def test_hidden_fields_and_buttons_bear_hostile_entries_too(stranger: Stranger) -> None:
    page = first_page(stranger, "avant")
    assert [looks_sound(stranger.send_raw(page, value, everywhere=True)) for value in HOSTILE] == [
        True
    ] * len(HOSTILE)


def test_the_chat_bears_hostile_replies(stranger: Stranger) -> None:
    page = stranger.fill(first_page(stranger, "avant"), {}, face="chat")
    page = stranger.fill(page, {}, choose="OK", reply="")
    for value in HOSTILE:
        sendable = value.encode("utf-8", "replace").decode()
        for field in ("reply", "choose", "correct", "go", "face"):
            answer = stranger.fill(page, {}, **({"reply": ""} | {field: sendable}))
            assert looks_sound(answer), (field, value[:20], answer.status)


def hostile(page: Page, name: str) -> Entry:
    """Script and unusual signs in every text, plain answers elsewhere."""
    entry = plain(page, name)
    if not isinstance(entry, str) or not entry.startswith("Réponse"):
        return entry
    return {"name": "<b>Zoé</b>\u202e"}.get(name, "<i>\u202eabc\u202c</i>")


def test_hostile_texts_are_stored_to_the_letter_and_shown_escaped(
    stranger: Stranger, desk: Callable[..., Desk]
) -> None:
    done, _ = stranger.answer_all(first_page(stranger, "registration"), hostile)
    stranger.answer_all(stranger.go(f"/p/{done.token}/avant"), hostile)
    assert "<b>Zoé</b>\u202e" in build.column(Contact.name)
    texts = set(build.column(Answer.value, Answer.question.in_(["word_1", "represents"])))
    assert texts == {"<i>\u202eabc\u202c</i>"}
    roll = desk(RoleName.ORGANISER).go("/bureau/actions/HAPPY/inscrits")
    assert "&lt;b&gt;Zoé&lt;/b&gt;" in roll.text
    assert roll.tree.xpath("//main//b") == []


def test_nul_and_lone_surrogates_are_left_out_of_what_is_stored(stranger: Stranger) -> None:
    page = first_page(stranger, "avant")
    second = stranger.fill(page, {"consent_survey": "OK", "word_1": "mar\0ché"})
    stranger.fill(second, {}, go="leave")
    assert build.column(Answer.value, Answer.question == "word_1") == ["marché"]


ADDRESSES = (
    *("/a/{}", "/a/{}/inscription", "/a/{}/apres", "/q/{}", "/q/{}/questionnaire"),
    *("/p/{}", "/p/{}/avant", "/p/{}/agenda.ics", "/compte/entrer/{}", "/static/{}"),
    *("/?lang={}", "/donnees?lang={}&{}"),
)


def test_hostile_addresses_end_in_a_page(stranger: Stranger) -> None:
    for path in ADDRESSES:
        for value in HOSTILE:
            typed = quote_from_bytes(encoded(value[:3000]), safe="")
            page = stranger.go(path.format(typed, typed))
            assert page.status in (200, 302, 308, 404), (path, value[:20], page.status)


def test_hostile_codes_and_receipts_are_shown_back_escaped(stranger: Stranger) -> None:
    for value in HOSTILE:
        sendable = value.encode("utf-8", "replace").decode()
        for path, field in (("/", "code"), ("/a/HAPPY/apres", "receipt")):
            page = stranger.send(path, {field: sendable})
            assert page.status == 422
            assert looks_sound(page)


def test_the_tables_are_all_there_afterwards(stranger: Stranger) -> None:
    for page in pages(stranger, "registration"):
        stranger.send_raw(page, "'; DROP TABLE answer; --")
    assert "answer" in sa.inspect(db.engine).get_table_names()
