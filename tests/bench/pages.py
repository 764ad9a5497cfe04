"""How heavy the first page of an action is on a new phone, and how many SQL statements a request runs."""

import gzip
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from tests.bench.served import build
from tests.conftest import settings_for
from webapp import create_app
from webapp.models import db

_ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def main() -> None:
    """Prints both."""
    with TemporaryDirectory() as name:
        settings = settings_for(Path(name), secret_key="b" * 48)
        code = build(settings)[0]
        app = create_app(settings)
        client = app.test_client()
        _weigh(client, f"/a/{code}")
        statements: list[str] = []
        with app.app_context():
            engine = db.engine
        sa.event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
        _count(client, code, statements)


def _weigh(client, path: str) -> None:  # type: ignore[no-untyped-def]
    page = client.get(path, headers={"Accept-Encoding": "gzip"})
    sizes = {path: len(page.data)}
    for address in dict.fromkeys(_ADDRESS.findall(gzip.decompress(page.data).decode())):
        found = client.get(address.replace("&amp;", "&"), headers={"Accept-Encoding": "gzip"})
        sizes[address.split("?")[0]] = len(found.data)
    icon = sum(size for address, size in sizes.items() if "icon" in address or "manifest" in address)
    others = {
        address: size
        for address, size in sizes.items()
        if "icon" not in address and "manifest" not in address
    }
    print(
        f"first page of an action: {sum(others.values())} bytes compressed in {len(others)} requests {others}"
    )
    print(f"icon and manifest: {icon} bytes")


def _count(client, code: str, statements: list[str]) -> None:  # type: ignore[no-untyped-def]
    from tests.bench.client import Response

    def run(label: str, ask) -> Response:  # type: ignore[no-untyped-def]
        statements.clear()
        answer = ask()
        asked = [statement for statement in statements if not statement.startswith("BEGIN")]
        print(f"{label}: {len(asked)} SQL statements")
        return Response(answer.status_code, "", answer.data)

    path = f"/a/{code}/inscription"
    client.get(path)
    run("home", lambda: client.get("/"))
    run("action", lambda: client.get(f"/a/{code}"))
    first = run("registration form", lambda: client.get(path))
    answers = {"state": first.state, "q.age_band": "25_39", "q.residence": "commune", "go": "next"}
    second = run("first page posted", lambda: client.post(path, data=answers))
    last = {
        "state": second.state,
        "q.name": "Zed",
        "q.email": "zed@example.org",
        "q.consent_contact": "OK",
        "go": "next",
    }
    done = run("last page posted, place taken", lambda: client.post(path, data=last))
    assert b"<output" in done.body


if __name__ == "__main__":
    main()
