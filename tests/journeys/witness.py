"""Enketo's evaluator of expressions in a page, as a second opinion on the table of cases."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import UnionType
from typing import Any
from xml.sax.saxutils import escape

from playwright.sync_api import Browser, Page

from survey.expressions import ExpressionError, expression
from survey.expressions.tree import Column, Named, Reference, walk
from tests.journeys.bare import bare_page
from tests.survey.expressions.table import MOMENT
from tests.witness.install import HERE

MODULES = HERE / "node_modules"
EVALUATOR = "openrosa-xpath-evaluator/src/"
FORGE = "node-forge/dist/forge.min.js"
REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")

LOAD = """({ sources, evaluator, forge }) => {
  // Modules of CommonJS, each run once.
  const loaded = {};
  const load = (path) => {
    if (!loaded[path]) {
      loaded[path] = { exports: {} };
      const near = (name) => {
        if (!name.startsWith(".")) return load(forge);
        const url = new URL(name.endsWith(".js") ? name : `${name}.js`, `http://x/${path}`);
        return load(url.pathname.slice(1));
      };
      new Function("module", "exports", "require", sources[path])(loaded[path], loaded[path].exports, near);
    }
    return loaded[path].exports;
  };
  globalThis.witness = load(`${evaluator}openrosa-xpath.js`)();
}"""

RUN = """(cases) => cases.map(({ source, xml, here, type }) => {
  const document = new DOMParser().parseFromString(xml, "text/xml");
  const node = document.evaluate(here, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
  try {
    const found = globalThis.witness.evaluate(source, node, null, type);
    return { value: type === 1 ? found.numberValue : type === 2 ? found.stringValue : found.booleanValue };
  } catch (fault) {
    return { refused: String(fault?.message ?? fault) };
  }
})"""


@contextmanager
def witness_page(browser: Browser) -> Iterator[Page]:
    """A page that holds the evaluator, on the clock of the table."""
    with bare_page(browser, {}, policy="") as page:
        page.clock.set_fixed_time(datetime.fromisoformat(MOMENT))
        folder = MODULES / EVALUATOR
        sources = {
            file.relative_to(MODULES).as_posix(): file.read_text(encoding="utf-8")
            for file in (*folder.rglob("*.js"), MODULES / FORGE)
        }
        page.evaluate(LOAD, {"sources": sources, "evaluator": EVALUATOR, "forge": FORGE})
        yield page


def as_witness(case: dict[str, Any]) -> dict[str, Any]:
    """A case as Enketo has it: a form in XML, paths for names, and the type of result that is wanted."""
    names = {*case["answers"], *_named(case, Reference | Named)}
    answers = "".join(f"<{name}>{escape(case['answers'].get(name, ''))}</{name}>" for name in sorted(names))
    cells = dict.fromkeys(_named(case, Column), "") | case.get("columns", {})
    columns = "".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in cells.items())
    return {
        "source": REFERENCE.sub(r"/data/\1", case["expression"]),
        "xml": f"<data>{answers}<row>{columns}</row></data>",
        "here": f"/data/{case.get('current', 'row')}",
        "type": _result_type(case.get("expect", "")),
    }


def run_witness(page: Page, cases: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each case the `value` it has for Enketo, or why it is `refused`."""
    found: list[dict[str, Any]] = page.evaluate(RUN, [as_witness(case) for case in cases])
    return found


def _named(case: dict[str, Any], kinds: UnionType | type) -> set[str]:
    try:
        tree = expression(case["expression"], columns="columns" in case).tree
    except ExpressionError:
        return set()
    return {found.name for found in walk(tree) if isinstance(found, kinds)}


def _result_type(expected: Any) -> int:
    """As XPathResult numbers them."""
    match expected:
        case bool():
            return 3
        case dict() | int() | float():
            return 1
        case _:
            return 2
