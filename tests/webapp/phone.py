"""A browser without JavaScript: pages that were drawn, and the forms on them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

PREFIX = "q."
Entry = str | list[str]


@dataclass
class Page:
    """One answer of the application, read as a person would."""

    response: TestResponse

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status_code

    @cached_property
    def text(self) -> str:
        """The whole page as text."""
        return self.response.get_data().decode(errors="replace")

    @cached_property
    def tree(self) -> html.HtmlElement:
        """The page as elements, as it is without JavaScript: what waits in a template is not there."""
        tree = html.document_fromstring(self.text)
        for template in list(tree.iter("template")):
            template.drop_tree()
        return tree

    @property
    def heading(self) -> str:
        """What the first heading says."""
        return self.tree.findtext(".//h1", "").strip()

    @property
    def problems(self) -> list[str]:
        """The sentences beside the fields."""
        return [" ".join(found.text_content().split()) for found in self.tree.find_class("problem")]

    @property
    def trouble(self) -> str:
        """The sentences of the summary on top."""
        return " ".join(" ".join(found.text_content().split()) for found in self.tree.find_class("summary"))

    @property
    def form(self) -> html.FormElement:
        """The interview's form."""
        return self.tree.get_element_by_id("interview")

    @property
    def asked(self) -> bool:
        """True when the page asks something."""
        return bool(self.tree.xpath("//form[@id='interview']"))

    @property
    def state(self) -> str:
        """The sealed interview that the page carries."""
        return str(self.form.xpath(".//input[@name='state']/@value")[0])

    @property
    def names(self) -> list[str]:
        """The questions on the page, in their order, each once."""
        found = self.form.xpath(".//*[starts-with(@name, 'q.')]/@name")
        return list(dict.fromkeys(str(name).removeprefix(PREFIX) for name in found))

    def fields(self, name: str) -> list[html.HtmlElement]:
        """The fields of one question."""
        return list(self.form.xpath(".//*[@name=$name]", name=PREFIX + name))

    def shown(self, name: str) -> str:
        """What the field of a question shows as entered."""
        values = dict(self.form.fields)
        return str(values.get(PREFIX + name) or "")

    @property
    def receipt(self) -> str:
        """The receipt code that the page gives."""
        return str(self.tree.xpath("string(//output)"))

    @property
    def token(self) -> str:
        """The personal token in the page's addresses."""
        found = re.search(r"/p/([\w-]{43})", self.text)
        assert found is not None, "the page has no personal link"
        return found[1]


class Phone:
    """Goes from page to page as the forms say."""

    def __init__(self, client: FlaskClient, language: str = "fr") -> None:
        self._client = client
        self._headers = {"Accept-Language": language}

    def go(self, path: str) -> Page:
        """Opens an address."""
        return Page(self._client.get(path, headers=self._headers, buffered=True))

    def send(self, path: str, fields: Mapping[str, Entry] | None = None) -> Page:
        """Posts fields to an address."""
        return Page(self._client.post(path, data=dict(fields or {}), headers=self._headers, buffered=True))

    def fill(self, page: Page, answers: Mapping[str, Entry] | None = None, **extra: str) -> Page:
        """Posts the interview page with ``answers`` by question; ``extra`` are buttons and other fields."""
        fields: dict[str, Entry] = {"state": page.state, "go": "next"} | extra
        fields |= {PREFIX + name: entry for name, entry in (answers or {}).items()}
        return self.send(page.form.action, fields)

    def answer_all(self, page: Page, choose: Callable[[Page, str], Entry]) -> tuple[Page, dict[str, Entry]]:
        """Answers page after page with what ``choose`` says of each question; returns the last page and all entries."""
        entered: dict[str, Entry] = {}
        for _ in range(40):
            if not page.asked:
                return page, entered
            now = {name: choose(page, name) for name in page.names}
            entered |= now
            page = self.fill(page, now)
        raise AssertionError(f"no end after 40 pages: {page.trouble}")


def plain(page: Page, name: str) -> Entry:
    """Answers a question with its second choice, ticks boxes, and writes words that differ by question."""
    fields = page.fields(name)
    first = fields[0]
    if len(fields) > 1 and first.tag == "select":
        return [field.value_options[place + 1] for place, field in enumerate(fields)]
    if first.tag == "select":
        return str(first.value_options[min(2, len(first.value_options) - 1)])
    kind = first.get("type")
    if kind == "radio":
        return str(fields[min(1, len(fields) - 1)].get("value"))
    if kind == "checkbox":
        return [str(fields[min(1, len(fields) - 1)].get("value"))]
    if first.get("inputmode") == "numeric":
        return "2"
    return {"email": f"{name}@example.org", "tel": "06 39 98 00 11"}.get(kind or "", f"Réponse à {name}")


def register(hand: Phone, /, code: str = "HAPPY", **answers: Entry) -> Page:
    """Registers someone through the public pages; returns the page that confirms it."""
    page = hand.go(f"/a/{code}/inscription")
    given: dict[str, Entry] = {"age_band": "25_39", "residence": "this_quartier"} | answers
    while page.asked:
        names = page.names
        page = hand.fill(page, {name: given[name] for name in names if name in given})
        if page.status != 200:
            break
    return page


def spoken(page: Page) -> tuple[str, str]:
    """Returns the language tag and the direction of a page."""
    root = page.tree
    return str(root.get("lang")), str(root.get("dir"))


def hidden(fields: Mapping[str, Entry], *names: str) -> dict[str, Entry]:
    """Returns ``fields`` without ``names``."""
    return {name: entry for name, entry in fields.items() if name not in names}
