"""Repeats in repeats: turns of turns, counted, summed and looked up; bounded together, and nothing of them lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.flow import Plan, on_path
from survey.problems import Problem, ProblemCode
from survey.questionnaires import Questionnaire, QuestionnaireRefused, questionnaire_from
from survey.questionnaires.repeat_tree import DEEPEST, MOST_ITEMS, MOST_TOGETHER
from survey.questionnaires.xlsx_file import read_xlsx, write_xlsx
from tests.survey.build import MOMENT, Cells, item, plan, questionnaire, workbook
from tests.survey.flow.answerer import agreeable, fill_items, fill_pages

ENDS = {"type": "end repeat"}


def repeat(name: str, *rows: Cells, **cells: str) -> list[Cells]:
    return [{"type": "begin repeat", "name": name, "label::fr": name.capitalize(), **cells}, *rows, ENDS]


def computes(source: str, name: str = "c") -> Cells:
    return {"type": "calculate", "name": name, "calculation": source}


TREE, STEM = item("text", "tree"), item("integer", "stem", "Le tronc de ${tree} ?")
WOOD = repeat("wood", TREE, *repeat("stems", STEM, repeat_count="2"), repeat_count="2")
WISHES = {
    "tree": ["Chêne"],
    "tree.2": ["Pin"],
    "stem": ["10"],
    "stem.1.2": ["20"],
    "stem.2.1": ["30"],
    "stem.2.2": ["40"],
}


def test_turns_of_turns_are_asked_in_order_each_in_the_words_of_its_own_turn() -> None:
    answers, screens = fill_pages(plan(*WOOD, item("text", "end")), agreeable(WISHES))
    assert [screen.items[0].name for screen in screens] == [
        *("tree", "stem", "stem.1.2", "tree.2", "stem.2.1", "stem.2.2", "end")
    ]
    assert [screen.items[0].label for screen in screens if screen.items[0].kind == "integer"] == [
        *["Le tronc de Chêne ?"] * 2,
        *["Le tronc de Pin ?"] * 2,
    ]
    assert screens[5].title.split("\n")[-1].endswith("Stems 2")
    assert answers["stem.2.1"] == "30"


def computed(source: str, *inside: Cells, within: tuple[Cells, ...] = ()) -> str:
    """The value of a calculation after two trees of two stems each; `inside` stands with a stem, `within` with a
    tree, after its stems."""
    wood = repeat("wood", TREE, *repeat("stems", STEM, *inside, repeat_count="2"), *within, repeat_count="2")
    found = plan(*wood, computes(source), item("text", "end"))
    answers, _ = fill_pages(found, agreeable(WISHES))
    return on_path(found, answers, MOMENT).get("c", "")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("sum(${stem})", "100"),
        ("max(${stem}) - min(${stem})", "30"),
        ("count(${stems})", "4"),
        ("count(${stem}) + count(${wood})", "6"),
        ("count-non-empty(${stem})", "4"),
        ("join(', ', ${stem})", "10, 20, 30, 40"),
        ("${stem}", "10"),
        ("indexed-repeat(${stem}, ${wood}, 2, ${stems}, 1)", "30"),
        ("indexed-repeat(${tree}, ${wood}, 2)", "Pin"),
        ("indexed-repeat(${stem}, ${stems}, 2)", "20"),
        ("indexed-repeat(${stem}, ${wood}, 3, ${stems}, 1)", ""),
        ("indexed-repeat(${stem}, ${wood}, count(${wood}), ${stems}, count(${wood}) - 1)", "30"),
    ],
)
def test_outside_every_turn_is_counted_and_one_can_be_looked_up(source: str, value: str) -> None:
    assert computed(source) == value


def test_within_an_outer_turn_the_inner_turns_are_its_own() -> None:
    own = computes("concat(sum(${stem}), '/', count(${stems}), '/', join('+', ${stem}))", "own")
    assert computed("join(' ', ${own})", within=(own,)) == "30/2/10+20 70/2/30+40"


def test_position_tells_the_turn_of_the_repeat_its_path_leads_to() -> None:
    place = computes("concat(position(../..), '.', position(..), ../../tree, ${stem})", "place")
    assert computed("join(' ', ${place})", place) == "1.1Chêne10 1.2Chêne20 2.1Pin30 2.2Pin40"


def test_the_turn_before_is_looked_up_by_position() -> None:
    before = computes("indexed-repeat(${stem}, ${stems}, position(..) - 1)", "before")
    assert computed("join(' ', ${before})", before) == "10 30"
    tree = computes("indexed-repeat(${tree}, ${wood}, position(..) - 1)", "tree_before")
    assert computed("join(' ', ${tree_before})", within=(tree,)) == "Chêne"


def test_a_question_may_look_at_the_turn_before_of_one_that_stands_below_it() -> None:
    same = item("text", "same", "Comme ${last} ?", relevant="${last} != ''")
    last = computes("indexed-repeat(${name}, ${person}, position(..) - 1)", "last")
    found = plan(*repeat("person", last, same, item("text", "name"), repeat_count="2"))
    _, screens = fill_pages(found, agreeable({"name": ["Ana"]}))
    assert [(screen.items[0].name, screen.items[0].label) for screen in screens][1] == (
        "same.2",
        "Comme Ana ?",
    )


def test_people_say_when_to_stop_in_each_repeat() -> None:
    found = plan(*repeat("home", *repeat("child", item("integer", "age"))), computes("count(${child})"))
    wishes = {"child.more": ["yes"], "child.more.1.2": ["no"], "home.more": ["yes"], "home.more.2": ["no"]}
    wishes["child.more.2.1"] = ["no"]
    answers, screens, _ = fill_items(found, agreeable(wishes))
    assert [screen.items[0].name for screen in screens] == [
        *("age", "child.more", "age.1.2", "child.more.1.2", "home.more"),
        *("age.2.1", "child.more.2.1", "home.more.2"),
    ]
    stored = on_path(found, answers, MOMENT)
    assert (stored["child.count"], stored["child.count.2"], stored["c"]) == ("2", "1", "3")


def test_an_answer_of_the_outer_turn_says_how_many_inner_ones_there_are() -> None:
    stems = repeat("stems", STEM, repeat_count="${n}")
    found = plan(*repeat("wood", TREE, item("integer", "n"), *stems, repeat_count="2"), item("text", "end"))
    _, screens = fill_pages(found, agreeable({"n": ["0"], "n.2": ["3"]}))
    names = [screen.items[0].name for screen in screens]
    assert names == [*("tree", "n", "tree.2", "n.2", "stem.2.1", "stem.2.2", "stem.2.3", "end")]


def turns(read: Questionnaire, name: str) -> int:
    return sum(found.name == name or found.name.startswith(f"{name}.") for found in read.items)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [("", "", (10, 10)), ("5", "", (5, 20)), ("30", "", (30, 3)), ("", "4", (20, 4)), ("50", "50", (10, 10))],
)
def test_turns_are_bounded_together_the_open_ones_first_and_said(
    outer: str, inner: str, expected: tuple[int, int]
) -> None:
    read = questionnaire(
        *repeat("wood", TREE, *repeat("stems", STEM, repeat_count=inner), repeat_count=outer)
    )
    told = {one.value("name"): one for one in read.warnings if one.code is ProblemCode.REPEAT_BOUNDED}
    assert (turns(read, "tree"), turns(read, "stem")) == (expected[0], expected[0] * expected[1])
    for name, wanted, found in (("wood", outer, expected[0]), ("stems", inner, expected[1])):
        assert (name in told) is (wanted in ("", "50"))
        if name in told:
            assert told[name].value("limit") == str(found)


def problems(*rows: Cells) -> list[Problem]:
    with pytest.raises(QuestionnaireRefused) as refused:
        questionnaire_from(workbook(*rows), converter=False)
    return list(refused.value.problems)


def nested(depth: int) -> list[Cells]:
    rows = [item("text", "x")]
    for level in range(depth, 0, -1):
        rows = repeat(f"r{level}", *rows)
    return rows


def test_repeats_are_refused_by_name_where_they_stand_too_deep() -> None:
    assert turns(questionnaire(*nested(DEEPEST)), "x") <= MOST_TOGETHER
    (fault,) = problems(*nested(DEEPEST + 1))
    assert (fault.code, fault.place, fault.value("reason")) == (
        ProblemCode.TYPE_ELSEWHERE,
        f"survey:{DEEPEST + 2}:type",
        "nested",
    )


def test_a_row_called_like_a_turn_is_refused_with_its_place() -> None:
    (fault,) = problems(*repeat("r", item("text", "x")), item("text", "x.2"))
    assert (fault.code, fault.place) == (ProblemCode.DUPLICATE_NAME, "survey:5:name")


@pytest.mark.parametrize(
    "source",
    [
        "indexed-repeat(${x}, ${other}, 1)",
        "indexed-repeat(${x}, ${r})",
        "indexed-repeat(${y}, ${r}, 1)",
        "position(..)",
        "last()",
    ],
)
def test_what_names_no_repeat_around_the_question_is_refused_by_name(source: str) -> None:
    (fault,) = problems(
        *repeat("r", item("text", "x")), *repeat("other", item("text", "y")), computes(source)
    )
    assert fault.code is ProblemCode.UNSUPPORTED_FUNCTION
    assert fault.value("function") == source.partition("(")[0]


def test_a_repeat_that_needs_its_own_turns_is_refused() -> None:
    found = problems(*repeat("r", item("integer", "x"), relevant="${n} > 0"), computes("count(${r})", "n"))
    assert {fault.code for fault in found} <= {ProblemCode.CIRCULAR_REFERENCE, ProblemCode.LATER_REFERENCE}


def test_an_expression_that_grows_too_long_is_refused_by_its_row() -> None:
    name = "x" * 95
    rows = repeat("a", *repeat("b", item("text", name)))
    (fault,) = problems(*rows, computes(f"join(', ', ${{{name}}})"))
    assert (fault.code, fault.place) == (ProblemCode.UNREADABLE_EXPRESSION, "survey:7:calculation")


def test_pyxform_accepts_what_we_nest_and_the_rows_go_out_as_they_came_in() -> None:
    before = computes("indexed-repeat(${stem}, ${stems}, position(..) - 1)", "before")
    book = workbook(
        *repeat("wood", TREE, *repeat("stems", STEM, before, repeat_count="2")),
        computes("sum(${stem}) + count(${stems})"),
        item("note", "end", "${c}"),
    )
    read = questionnaire_from(book)
    assert read.workbook == book
    assert questionnaire_from(read_xlsx(write_xlsx(book), "f"), converter=False).items == read.items


@st.composite
def forests(draw: st.DrawFn) -> tuple[list[Cells], dict[str, int]]:
    """Rows of repeats in repeats, three deep at most, and how many times each question stands in them."""
    names = iter(f"q{number}" for number in range(100))
    expected: dict[str, int] = {}

    def rows(depth: int, times: int) -> list[Cells]:
        found: list[Cells] = []
        for _ in range(draw(st.integers(1, 2))):
            if depth < 3 and draw(st.booleans()):
                count = draw(st.integers(1, 3))
                inner = rows(depth + 1, times * count)
                found += repeat(f"r{next(names)}", *inner, repeat_count=str(count))
            else:
                name = next(names)
                expected[name] = times
                found.append(item("integer", name))
        return found

    return rows(0, 1), expected


def filled(found: Plan) -> dict[str, str]:
    answers, _ = fill_pages(found, agreeable())
    return on_path(found, answers, MOMENT)


@given(forests())
def test_every_turn_of_every_question_is_asked_once_and_kept(
    forest: tuple[list[Cells], dict[str, int]],
) -> None:
    rows, expected = forest
    totals = [computes(f"sum(${{{name}}}) + 0 * count(${{{name}}})", f"t_{name}") for name in expected]
    found = plan(*rows, *totals)
    stored = filled(found)
    for name, times in expected.items():
        own = [key for key in stored if key == name or key.startswith(f"{name}.")]
        assert len(own) == times
        assert stored[f"t_{name}"] == str(3 * times)
    by_item, _, _ = fill_items(found, agreeable())
    assert on_path(found, by_item, MOMENT) == stored
    assert filled(plan(*rows, *totals)) == stored


@given(st.lists(st.sampled_from(["", "1", "2", "7", "50", "400"]), min_size=1, max_size=DEEPEST))
def test_whatever_counts_are_written_there_are_turns_and_never_too_many(counts: list[str]) -> None:
    rows: list[Cells] = [item("text", f"x{number}") for number in range(3)]
    for level, count in enumerate(reversed(counts)):
        rows = repeat(f"r{level}", *rows, repeat_count=count)
    read = questionnaire(*rows)
    most = MOST_ITEMS if len(counts) == 1 else MOST_TOGETHER
    assert 1 <= turns(read, "x0") <= most
