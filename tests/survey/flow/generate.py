"""Questionnaires and what people post, made up at random."""

from hypothesis import strategies as st

from survey.flow import Plan, ScreenItem
from survey.questionnaires import Workbook
from tests.survey.build import Cells, group, item, plan, workbook

CHOICES: tuple[Cells, ...] = tuple(
    {
        "list_name": name,
        "name": f"{name}{number}",
        "label::fr": f"Choix {number}",
        "label::ar": f"خيار {number}",
    }
    for name, count in (("two", 2), ("three", 3), ("one", 1))
    for number in range(count)
)
KINDS = (
    "text",
    "integer",
    "decimal",
    "range",
    "date",
    "time",
    "select_one two",
    "select_one three",
    "select_multiple three",
    "rank three",
    "acknowledge",
)
HOSTILE = (
    *(
        "",
        " ",
        "-",
        "0",
        "-0",
        "007",
        "١٢",
        "9" * 40,
        "1e9",
        "OK",
        "ok",
        "two0",
        "two1",
        "three0 three1",
        "three2",
        "2026-02-30",
        "31/12/1999",
        "25:00",
        "9h05",
        "٣٫٥",
        "-0,0",
    ),
    *(
        "three1 three1",
        "a\0b",
        "\ud800",
        "${q0}",
        "<script>",
        "'; DROP TABLE x",
        "\u202eabc",
        "é" * 6000,
        "\r\n",
    ),
)


@st.composite
def conditions(draw: st.DrawFn, earlier: list[tuple[str, str]]) -> str:
    """A condition on questions above, given as (kind, name)."""
    kind, name = draw(st.sampled_from(earlier))
    match kind.split()[0]:
        case "integer" | "decimal" | "range":
            one = draw(st.sampled_from([f"${{{name}}} > 2", f"${{{name}}} <= 2", f"${{{name}}} = ''"]))
        case "text":
            one = draw(st.sampled_from([f"${{{name}}} != ''", f"string-length(${{{name}}}) < 3"]))
        case "date":
            one = draw(st.sampled_from([f"${{{name}}} >= today()", f"${{{name}}} < '2020-01-01'"]))
        case "time":
            one = f"decimal-time(${{{name}}}) > 0.5"
        case "acknowledge":
            one = f"${{{name}}} = 'OK'"
        case "calculate":
            one = draw(st.sampled_from([f"${{{name}}} > 1", f"${{{name}}} = '1'"]))
        case _:
            choice = kind.split()[1] + str(draw(st.integers(0, 2)))
            one = draw(
                st.sampled_from(
                    [f"selected(${{{name}}}, '{choice}')", f"not(selected(${{{name}}}, '{choice}'))"]
                )
            )
    joined = draw(st.sampled_from(["", "", "and", "or"]))
    return f"{one} {joined} {draw(conditions(earlier))}" if joined else one


@st.composite
def questions(draw: st.DrawFn, name: str, earlier: list[tuple[str, str]]) -> Cells:
    """A row that asks, shows or computes something."""
    kind = draw(st.sampled_from([*KINDS, *KINDS, "note", "calculate"]))
    if kind == "calculate":
        source = draw(conditions(earlier)) if earlier else "1 = 1"
        return {"type": kind, "name": name, "calculation": f"if({source}, 1, 2)"}
    said = f" ${{{draw(st.sampled_from(earlier))[1]}}}" if len(earlier) > 0 and draw(st.booleans()) else ""
    cells = item(kind, name, f"Question {name}{said}")
    if earlier and draw(st.integers(0, 2)) == 0:
        cells["relevant"] = draw(conditions(earlier))
    if draw(st.integers(0, 3)) == 0:
        cells["required"] = draw(conditions(earlier)) if len(earlier) > 0 and draw(st.booleans()) else "yes"
    if kind == "select_one three" and earlier and draw(st.booleans()):
        cells["choice_filter"] = f"name != 'three1' or {draw(conditions(earlier))}"
    if kind == "text" and earlier and draw(st.integers(0, 3)) == 0:
        cells["default"] = f"${{{draw(st.sampled_from(earlier))[1]}}}"
        cells["readonly"] = draw(st.sampled_from(["", "yes"]))
    if kind == "integer" and draw(st.booleans()):
        cells["constraint"] = ". >= 0 and . < 100"
    if kind == "text" and draw(st.integers(0, 3)) == 0:
        cells["constraint"] = "string-length(.) <= 50"
    return cells


@st.composite
def rows_of_forms(draw: st.DrawFn) -> list[Cells]:
    """Two to ten rows in groups and alone, with conditions on what stands above."""
    rows: list[Cells] = []
    earlier: list[tuple[str, str]] = []
    opened: list[Cells] = []
    for number in range(draw(st.integers(2, 10))):
        if opened and draw(st.integers(0, 2)) == 0:
            rows.append({"type": opened.pop()["type"].replace("begin", "end")})
        inside = bool(opened) and all(begin["type"] == "begin_repeat" for begin in opened)
        if (not opened or (inside and len(opened) < 3)) and draw(st.integers(0, 2)) == 0:
            begin = group(f"g{number}", label=draw(st.sampled_from(["", f"Partie {number}"])))[0]
            begin["appearance"] = draw(st.sampled_from(["field-list", "field-list", ""]))
            if earlier and draw(st.integers(0, 2)) == 0:
                begin["relevant"] = draw(conditions(earlier))
            if draw(st.integers(0, 1 if opened else 3)) == 0:
                turns = st.sampled_from(["2"] if opened else ["", "2", "3"])
                begin |= {"type": "begin_repeat", "repeat_count": draw(turns)}
            if opened:
                begin["appearance"] = ""  # the repeat around it may be a page already
            opened.append(begin)
            rows.append(begin)
        row = draw(questions(f"q{number}", earlier))
        rows.append(row)
        if row["type"] != "note":
            earlier.append((row["type"], row["name"]))
    rows += [{"type": begin["type"].replace("begin", "end")} for begin in reversed(opened)]
    return rows


def plans() -> st.SearchStrategy[Plan]:
    """Plans of such rows."""
    return rows_of_forms().map(lambda rows: plan(*rows, choices=CHOICES))


def workbooks() -> st.SearchStrategy[Workbook]:
    """Workbooks of such rows."""
    return rows_of_forms().map(lambda rows: workbook(*rows, choices=CHOICES))


@st.composite
def busy_pages(draw: st.DrawFn) -> Plan:
    """A plan of one page whose questions depend on one another, in a group inside it and by way of calculations."""
    rows: list[Cells] = []
    earlier: list[tuple[str, str]] = []
    for number in range(draw(st.integers(3, 7))):
        row = draw(questions(f"q{number}", earlier))
        if earlier and row["type"] != "calculate" and draw(st.booleans()):
            row["relevant"] = draw(conditions(earlier))
        if earlier and row["type"] in ("integer", "text") and draw(st.booleans()):
            row["constraint"] = draw(conditions([*earlier, (row["type"], row["name"])]))
        rows.append(row)
        if row["type"] != "note":
            earlier.append((row["type"], row["name"]))
    above = [(row["type"], row["name"]) for row in rows[:3] if row["type"] != "note"]
    if len(rows) > 4 and above:
        inner = group("inner", *rows[3:], appearance="", relevant=draw(conditions(above)))
        rows = [*rows[:3], *inner]
    return plan(*group("g", *rows), choices=CHOICES)


ENTRIES = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=4)
"""What a stranger posts for an item."""

POSTS = st.dictionaries(st.sampled_from([f"q{number}" for number in range(10)]), ENTRIES, max_size=10)
"""What a stranger posts for a page."""


def wishes(draw_from: st.SearchStrategy[list[str]] = ENTRIES) -> st.SearchStrategy[dict[str, list[str]]]:
    """What somebody would first like to post for each question."""
    return st.dictionaries(st.sampled_from([f"q{number}" for number in range(10)]), draw_from, max_size=10)


def is_kept(found: ScreenItem) -> bool:
    """Whether a screen shows an accepted answer as it was entered."""
    return not found.value or found.value == found.entered
