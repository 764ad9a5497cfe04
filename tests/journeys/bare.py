"""A page of Chromium with nothing on it, that may import the scripts of some folders: no server, no network."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from webapp.headers import POLICY

ORIGIN = "http://bare.test"
ZONE = "Europe/Paris"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@contextmanager
def bare_page(
    browser: Browser,
    folders: Mapping[str, Path],
    *,
    html: str = "",
    policy: str = POLICY,
    asked: list[str] | None = None,
) -> Iterator[Page]:
    """A page at ORIGIN; a request under `/name/` is answered out of the folder of this name, and added
    to ``asked`` but for icons."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(
                body=f"<!doctype html><title>bare</title>{html}",
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": policy},
            )
            return
        name, _, rest = path.lstrip("/").partition("/")
        if asked is not None and name in folders and not rest.endswith(".svg"):
            asked.append(path)
        file = folders[name] / rest if name in folders else None
        if file is None or not file.is_file():
            route.fulfill(status=404)
        else:
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])

    context = browser.new_context(locale="en-GB", timezone_id=ZONE)
    context.route("**/*", answer)
    try:
        page = context.new_page()
        page.goto(f"{ORIGIN}/")
        yield page
    finally:
        context.close()
