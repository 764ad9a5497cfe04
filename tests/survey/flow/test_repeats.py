"""Repeats: asked again while people say so, or as often as an answer says; every turn is kept and counted."""

from survey.flow import Screen, next_screen, on_path
from survey.problems import Problem, ProblemCode
from survey.questionnaires import QuestionnaireRefused, Workbook, questionnaire_from
from survey.questionnaires.completeness import completeness
from survey.questionnaires.difference import ChangeKind, difference
from survey.questionnaires.repeat_tree import MOST_TURNS
from tests.survey.build import MOMENT, Cells, item, plan, questionnaire, workbook
from tests.survey.flow.answerer import agreeable, fill_items, fill_pages


def repeat(*rows: Cells, label: str = "Enfant", **cells: str) -> list[Cells]:
    begin = {"type": "begin repeat", "name": "child", "label::fr": label, "label::en": "Child", **cells}
    return [begin, *rows, {"type": "end repeat"}]


NAME, AGE = item("text", "name", "Son prénom ?"), item("integer", "age", "L'âge de ${name} ?")
ENOUGH = ["no"]


def test_a_repeat_asks_again_while_people_say_so() -> None:
    found = plan(*repeat(NAME, AGE), item("text", "end"))
    wishes = {
        "name": ["Ana"],
        "name.2": ["Bo"],
        "age.2": ["7"],
        "child.more": ["yes"],
        "child.more.2": ENOUGH,
    }
    answers, screens = fill_pages(found, agreeable(wishes))
    assert [screen.items[0].name for screen in screens] == [
        *("name", "age", "child.more", "name.2", "age.2", "child.more.2", "end")
    ]
    assert on_path(found, answers, MOMENT) == {
        "name": "Ana",
        "age": "3",
        "child.more": "yes",
        "name.2": "Bo",
        "age.2": "7",
        "child.more.2": "no",
        "child.count": "2",
        "end": "Mot",
    }
    assert [screens[place].items[0].label for place in (1, 4)] == ["L'âge de Ana ?", "L'âge de Bo ?"]
    assert [screens[place].title for place in (0, 3)] == ["Enfant", "Enfant 2"]
    assert screens[2].items[0].label == "Enfant : en ajouter encore ?"
    assert [choice.label for choice in screens[2].items[0].choices] == ["Oui", "Non"]


def test_a_repeat_asks_as_often_as_an_answer_says() -> None:
    found = plan(item("integer", "n"), *repeat(AGE_ONLY, repeat_count="${n}"), item("text", "end"))
    for count in (0, 1, 3):
        answers, screens, _ = fill_items(found, agreeable({"n": [str(count)]}))
        asked = [screen.items[0].name for screen in screens]
        assert asked == ["n", *["age", "age.2", "age.3"][:count], "end"]
        assert on_path(found, answers, MOMENT)["child.count"] == str(count)


AGE_ONLY = item("integer", "age")


def test_a_fixed_number_of_turns_is_neither_bounded_nor_asked_about() -> None:
    read = questionnaire(*repeat(AGE_ONLY, repeat_count="30"))
    assert [found.name for found in read.items if found.kind == "integer"][-1] == "age.30"
    assert ProblemCode.REPEAT_BOUNDED not in [warning.code for warning in read.warnings]
    bounded = questionnaire(*repeat(AGE_ONLY))
    (warning,) = [found for found in bounded.warnings if found.code is ProblemCode.REPEAT_BOUNDED]
    assert (warning.place, warning.value("limit")) == ("survey:2:type", str(MOST_TURNS))


def test_a_repeat_that_is_not_asked_has_no_turn() -> None:
    found = plan(
        item("select_one yn", "any"),
        *repeat(AGE_ONLY, relevant="${any} = 'yes'"),
        {"type": "calculate", "name": "c", "calculation": "count(${child})"},
        item("note", "end", "${c}"),
    )
    answers, screens = fill_pages(found, agreeable({"any": ["no"]}))
    assert [screen.items[0].name for screen in screens] == ["any", "end"]
    assert on_path(found, answers, MOMENT)["c"] == "0"
    answers, _ = fill_pages(found, agreeable({"any": ["yes"], "child.more": ENOUGH}))
    assert on_path(found, answers, MOMENT)["c"] == "1"


def computed(source: str, *rows: Cells, turns: int = 3) -> str:
    """The value of a calculation after a repeat of some turns, aged 10, 20, 30 and called A, B, C."""
    found = plan(
        *repeat(NAME, AGE_ONLY, *rows),
        {"type": "calculate", "name": "c", "calculation": source},
        item("text", "end"),
    )
    wishes = {
        "name": ["A"],
        "name.2": ["B"],
        "name.3": ["C"],
        "age": ["10"],
        "age.2": ["20"],
        "age.3": ["30"],
    }
    wishes["child.more" if turns == 1 else f"child.more.{turns}"] = ENOUGH
    answers, _ = fill_pages(found, agreeable(wishes))
    return on_path(found, answers, MOMENT).get("c", "")


def test_aggregates_look_at_every_turn_that_was_asked() -> None:
    assert computed("sum(${age})") == "60"
    assert computed("sum(${age})", turns=2) == "30"
    assert computed("max(${age}) - min(${age})") == "20"
    assert computed("count(${age}) + count(${child})") == "6"
    assert computed("count-non-empty(${name})", turns=1) == "1"
    assert computed("join(', ', ${name})") == "A, B, C"
    assert computed("join(', ', ${name})", turns=1) == "A"
    assert computed("concat(${name}, '.')", turns=2) == "AB."


def test_a_name_means_the_first_turn_outside_and_its_own_inside() -> None:
    assert computed("${age} + 1") == "11"
    number = {"type": "calculate", "name": "place", "calculation": "concat(position(..), ../name, ${name})"}
    assert computed("join('/', ${place})", number) == "1AA/2BB/3CC"


def test_going_back_on_one_more_leaves_later_turns_off_the_path() -> None:
    found = plan(*repeat(AGE_ONLY), item("text", "end"))
    answers = {"age": "1", "child.more": "no", "age.2": "2", "child.more.2": "no"}
    assert on_path(found, answers, MOMENT) == {"age": "1", "child.more": "no", "child.count": "1"}
    screen = next_screen(found, answers, after="child.more", language="fr", moment=MOMENT)
    assert isinstance(screen, Screen)
    assert screen.page == "end"


def test_a_repeat_on_one_page_shows_one_turn_a_page() -> None:
    found = plan(*repeat(NAME, AGE_ONLY, appearance="field-list"))
    wishes = {"child.more": ["yes"], "child.more.2": ENOUGH}
    _, screens = fill_pages(found, agreeable(wishes))
    assert [[each.name for each in screen.items] for screen in screens] == [
        *(["name", "age"], ["child.more"], ["name.2", "age.2"], ["child.more.2"])
    ]


def test_faults_inside_a_repeat_are_said_once() -> None:
    rows = workbook(*repeat(item("text", "a", relevant="${nobody} = 1")))
    assert [fault.code for fault in problems(rows)] == [ProblemCode.UNKNOWN_REFERENCE]
    crossed = workbook(*repeat(item("text", "a"))[:-1], {"type": "end group"})
    assert {fault.code for fault in problems(crossed)} == {ProblemCode.UNBALANCED_GROUP}


def problems(rows: Workbook) -> tuple[Problem, ...]:
    try:
        questionnaire_from(rows, converter=False)
    except QuestionnaireRefused as refusal:
        return refusal.problems
    return ()


def test_a_repeat_counts_once_where_versions_are_compared_and_texts_counted() -> None:
    before, after = questionnaire(*repeat(AGE_ONLY)), questionnaire(*repeat(item("integer", "age", "Âge ?")))
    assert [(change.kind, change.name) for change in difference(before, after)] == [
        (ChangeKind.WORDING, "age")
    ]
    french, english = completeness(before)
    assert ((french.written, french.total), english.written) == ((3, 3), 1)


def test_pyxform_accepts_what_we_repeat() -> None:
    rows = workbook(
        item("integer", "n"),
        *repeat(NAME, AGE, repeat_count="${n}"),
        {"type": "calculate", "name": "c", "calculation": "sum(${age})"},
        item("note", "end", "${c}"),
    )
    assert questionnaire_from(rows).items[-1].name == "end"
