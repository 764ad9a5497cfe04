"""Server time of a page of a long form, 600 rows with 400 conditions, beside the built-in survey of a quartier."""

import time
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from survey.flow import plan_of
from survey.questionnaires import Workbook, questionnaire_from
from tests.bench.served import build
from tests.conftest import settings_for
from tests.survey.build import Cells, group, item, workbook
from tests.webapp.phone import Page, plain
from webapp import create_app
from webapp.database import transaction
from webapp.models import Quartier, Wave, WaveKind, db, now
from webapp.services import questionnaires

ROWS, CONDITIONS, ON_A_PAGE = 600, 400, 5
RUNS = 3


def main() -> None:
    """Prints reading and planning, then milliseconds a page, and answers a form."""
    book = long_form()
    start = time.perf_counter()
    read = questionnaire_from(book)
    middle = time.perf_counter()
    plan_of(read)
    print(
        f"long form: read and checked in {1000 * (middle - start):.0f} ms, "
        f"planned in {1000 * (time.perf_counter() - middle):.0f} ms"
    )
    with TemporaryDirectory() as name:
        settings = settings_for(Path(name), secret_key="b" * 48)
        build(settings)
        app = create_app(settings)
        codes = _open_waves(app, book)
        for label, code in zip(("long form", "built-in form"), codes, strict=True):
            times: list[float] = []
            pages = asked = 0
            for _ in range(RUNS):
                pages, asked = _walk(app.test_client(), f"/q/{code}/questionnaire", times)
            print(
                f"{label}: median {1000 * median(times):.1f} ms a page, "
                f"95th percentile {1000 * quantiles(times, n=20)[-1]:.1f} ms ({pages} pages, {asked} answers)"
            )


def long_form() -> Workbook:
    """ROWS rows of the sheet survey, CONDITIONS of them with a condition on what stands above."""
    rows: list[Cells] = [item("select_one yn", "q0", "Question 0 ?")]
    count = conditions = 0
    while len(rows) < ROWS:
        page: list[Cells] = []
        for _ in range(min(ON_A_PAGE, ROWS - len(rows) - 2)):
            count += 1
            kind = ("select_one yn", "integer", "text", "calculate", "select_multiple yn")[count % 5]
            cells = item(kind, f"q{count}", f"Question {count} ?")
            if kind == "calculate":
                cells["calculation"] = f"if(${{q{count - 2}}} > 2 or ${{q0}} = 'no', 'many', 'few')"
                conditions += 1
            elif conditions < CONDITIONS:
                cells["relevant"] = (
                    f"(${{q0}} = 'yes' or ${{q{max(count - 7, 0)}}} != '') and 1 + {count} > 2"
                )
                conditions += 1
            if kind == "integer":
                cells["constraint"] = ". >= 0 and . < 1000"
            page.append(cells)
        rows += group(f"g{count}", *page, label=f"Partie {count}")
    return workbook(*rows, form_id="long", form_title="Un long questionnaire")


def _open_waves(app: Flask, book: Workbook) -> list[str]:
    with app.app_context():
        quartiers = db.session.scalars(sa.select(Quartier).order_by(Quartier.id)).all()
        with transaction() as session:
            versions = [questionnaires.publish(book).id, questionnaires.newest("perception_yearly")]
            session.add_all(
                Wave(
                    kind=WaveKind.YEARLY,
                    quartier_id=quartier.id,
                    questionnaire_version_id=version,
                    opens_at=now(),
                )
                for quartier, version in zip(quartiers, versions, strict=False)
            )
        codes = [quartier.code for quartier in quartiers[:2]]
        db.session.remove()
    return codes


def _walk(client: FlaskClient, path: str, times: list[float]) -> tuple[int, int]:
    """Answers a form to its end; the time of every page but the first goes to `times`."""
    page = Page(client.get(path))
    pages = asked = 0
    while page.asked:
        fields = {"state": page.state, "go": "next"}
        given = {f"q.{name}": _answer(page, name) for name in page.names}
        start = time.perf_counter()
        response = client.post(path, data=fields | given)
        times.append(time.perf_counter() - start)
        page = Page(response)
        pages, asked = pages + 1, asked + len(given)
        assert pages < 2 * ROWS, page.trouble
    return pages, asked


def _answer(page: Page, name: str) -> str | list[str]:
    fields: list[html.HtmlElement] = page.fields(name)
    first = fields[0].get("value")
    if name == "q0" and first:
        return str(first)
    return plain(page, name)


if __name__ == "__main__":
    main()
