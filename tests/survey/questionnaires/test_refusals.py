"""Every fault of a questionnaire is named by its code, sheet, row and column, with what mends it."""

import pytest

from survey.problems import Problem, ProblemCode
from survey.questionnaires import QuestionnaireRefused, Sheet, Workbook, questionnaire_from
from tests.survey.build import YES_NO, Cells, group, item, workbook


def faults(*survey: Cells, choices: tuple[Cells, ...] = YES_NO, **settings: str) -> list[Problem]:
    """What refuses the rows, pyxform not asked."""
    with pytest.raises(QuestionnaireRefused) as refusal:
        questionnaire_from(workbook(*survey, choices=choices, **settings), converter=False)
    return list(refusal.value.problems)


def only(*survey: Cells, choices: tuple[Cells, ...] = YES_NO) -> tuple[ProblemCode, str, dict[str, str]]:
    """The one fault of the rows: its code, place and values."""
    (fault,) = faults(*survey, choices=choices)
    return fault.code, fault.place, dict(fault.values)


def test_all_faults_are_named_at_once_from_the_top_down() -> None:
    found = faults(
        item("text", "a", relevant="${nobody} = 1"),
        item("colour", "b"),
        item("text", "a"),
        item("text", "c", role="contact.mail", constraint=". > "),
    )
    assert [(fault.code, fault.place) for fault in found] == [
        (ProblemCode.UNKNOWN_REFERENCE, "survey:2:relevant"),
        (ProblemCode.UNSUPPORTED_TYPE, "survey:3:type"),
        (ProblemCode.DUPLICATE_NAME, "survey:4:name"),
        (ProblemCode.UNREADABLE_EXPRESSION, "survey:5:constraint"),
        (ProblemCode.UNKNOWN_ROLE, "survey:5:role"),
    ]


def test_an_unknown_type_suggests_the_nearest() -> None:
    code, place, values = only(item("integr", "a"))
    assert (code, place) == (ProblemCode.UNSUPPORTED_TYPE, "survey:2:type")
    assert values == {"type": "integr", "suggestion": "integer"}


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("geopoint", "place"),
        ("start-geopoint", "place"),
        ("osm buildings", "place"),
        ("image", "media"),
        ("add video prompt", "media"),
        ("barcode", "media"),
        ("select_one_from_file places.csv", "file"),
        ("select_one_external places", "file"),
        ("dateTime", "moment"),
        ("begin loop over places", "nested"),
    ],
)
def test_types_of_the_standard_that_we_do_not_ask_are_refused_by_name(kind: str, reason: str) -> None:
    code, place, values = only(item(kind, "a"))
    assert (code, place) == (ProblemCode.TYPE_ELSEWHERE, "survey:2:type")
    assert values == {"type": kind, "reason": reason}


def test_a_loop_is_one_fault_where_it_begins() -> None:
    rows = (item("begin loop over l", "r"), item("text", "a"), {"type": "end loop"})
    assert only(*rows)[:2] == (ProblemCode.TYPE_ELSEWHERE, "survey:2:type")


def test_a_missing_list_suggests_the_nearest() -> None:
    code, place, values = only(item("select_one yno", "a"))
    assert (code, place) == (ProblemCode.MISSING_CHOICE_LIST, "survey:2:type")
    assert values == {"list": "yno", "suggestion": "yn"}


def test_a_name_must_be_there_and_be_one() -> None:
    assert only(item("text", "", "Votre nom"))[:2] == (ProblemCode.MISSING_NAME, "survey:2:name")
    assert only(item("text", "2nd"))[:2] == (ProblemCode.INVALID_NAME, "survey:2:name")
    assert only(item("text", "a b"))[:2] == (ProblemCode.INVALID_NAME, "survey:2:name")


def test_a_name_used_twice_says_where_first_even_across_groups() -> None:
    code, place, values = only(item("text", "a"), *group("g", item("text", "a")))
    assert (code, place) == (ProblemCode.DUPLICATE_NAME, "survey:4:name")
    assert values == {"name": "a", "first": "2"}


def test_a_group_and_a_question_do_not_share_a_name() -> None:
    assert only(*group("a", item("text", "a")))[:2] == (ProblemCode.DUPLICATE_NAME, "survey:3:name")


def test_a_note_needs_no_name() -> None:
    rows = workbook({"type": "note", "label::fr": "Bonjour"})
    assert questionnaire_from(rows).items[0].name == "generated_note_name_2"


def test_a_question_needs_words() -> None:
    assert only({"type": "text", "name": "a"})[:2] == (ProblemCode.MISSING_LABEL, "survey:2:label")


def test_a_row_with_a_name_and_no_type_is_a_fault_and_a_remark_is_not() -> None:
    assert only(item("", "a"))[:2] == (ProblemCode.MISSING_TYPE, "survey:2:type")
    rows = workbook(item("text", "a"), {"hint::fr": "remarque de l'auteur"})
    assert len(questionnaire_from(rows).items) == 1


def test_groups_open_and_close_in_pairs() -> None:
    assert only({"type": "begin_group", "name": "g"}, item("text", "a"))[:2] == (
        ProblemCode.UNBALANCED_GROUP,
        "survey:2:type",
    )
    assert only(item("text", "a"), {"type": "end_group"})[:2] == (
        ProblemCode.UNBALANCED_GROUP,
        "survey:3:type",
    )


def test_a_page_inside_a_page_is_refused() -> None:
    assert only(*group("g", *group("h", item("text", "a"))))[:2] == (
        ProblemCode.NESTED_PAGE,
        "survey:3:appearance",
    )


def test_an_appearance_we_do_not_draw_is_a_warning_with_those_we_do() -> None:
    read = questionnaire_from(workbook(item("text", "a", appearance="w4 multiline")), converter=False)
    (warning,) = read.warnings
    assert (warning.code, warning.place) == (ProblemCode.UNSUPPORTED_APPEARANCE, "survey:2:appearance")
    assert (warning.value("appearance"), "multiline" in warning.value("known").split()) == ("w4", True)


@pytest.mark.parametrize(
    "appearance", ["ex:org.app(x)", "search('places')", "minimal search('p', 'in', 'a')"]
)
def test_an_appearance_that_calls_something_else_is_refused(appearance: str) -> None:
    code, place, values = only(item("select_one yn", "a", appearance=appearance))
    assert (code, place) == (ProblemCode.EXTERNAL_APPEARANCE, "survey:2:appearance")
    assert values == {"appearance": appearance}


@pytest.mark.parametrize("column", ["media::image", "trigger", "save_to", "readonly"])
def test_a_column_that_would_be_ignored_is_refused_when_it_says_something(column: str) -> None:
    code, place, values = only(item("select_one yn", "a", **{column: "x"}))
    assert (code, place) == (ProblemCode.UNSUPPORTED_COLUMN, f"survey:2:{column}")
    assert values == {"column": column}
    assert questionnaire_from(workbook(item("text", "a", **{column: ""})), converter=False).items


def test_a_calculation_must_be_there_and_only_where_it_is_meant() -> None:
    assert only({"type": "calculate", "name": "c"})[:2] == (
        ProblemCode.MISSING_CALCULATION,
        "survey:2:calculation",
    )
    assert only(item("text", "a", calculation="1 + 1"))[:2] == (
        ProblemCode.UNSUPPORTED_COLUMN,
        "survey:2:calculation",
    )


def test_an_unreadable_expression_says_at_which_character() -> None:
    code, place, values = only(item("integer", "a", constraint=". > (3"))
    assert (code, place) == (ProblemCode.UNREADABLE_EXPRESSION, "survey:2:constraint")
    assert values == {"reason": "a parenthesis is not closed", "position": "5", "expression": ". > (3"}


def test_an_unreadable_pattern_is_found_before_anyone_meets_it() -> None:
    code, place, values = only(item("text", "a", constraint="regex(., '(?=x)')"))
    assert (code, place) == (ProblemCode.UNREADABLE_EXPRESSION, "survey:2:constraint")
    assert values["position"] == "1"
    assert "(?" in values["reason"]


def test_an_unknown_function_suggests_the_nearest() -> None:
    code, place, values = only(item("text", "a", relevant="string-lenght('x') > 0"))
    assert (code, place) == (ProblemCode.UNKNOWN_FUNCTION, "survey:2:relevant")
    assert values == {"function": "string-lenght", "suggestion": "string-length"}


def test_a_function_we_do_not_compute_is_refused_by_name() -> None:
    code, _, values = only(item("text", "a", relevant="pulldata('x', 'y', 'z', 'w') = 1"))
    assert code is ProblemCode.UNSUPPORTED_FUNCTION
    assert values == {"function": "pulldata"}


def test_a_wrong_number_of_arguments_says_how_many() -> None:
    code, _, values = only(item("text", "a", relevant="selected('x')"))
    assert code is ProblemCode.WRONG_ARGUMENTS
    assert values == {"function": "selected", "expected": "2", "given": "1"}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"relevant": "${prenon} = 'x'"}, "relevant"),
        ({"required": "${prenon} = 'x'"}, "required"),
        ({"constraint": ". != ${prenon}"}, "constraint"),
        ({"label::fr": "Bonjour ${prenon}"}, "label"),
        ({"hint::fr": "Bonjour ${prenon}"}, "hint"),
        ({"constraint_message::fr": "Non, ${prenon}"}, "constraint_message"),
        ({"relevant": "jr:choice-name('yes', '${prenon}') = 'x'"}, "relevant"),
    ],
)
def test_a_name_nobody_has_is_refused_wherever_it_stands(cells: Cells, column: str) -> None:
    code, place, values = only(item("text", "prenom"), {**item("text", "a"), **cells})
    assert (code, place) == (ProblemCode.UNKNOWN_REFERENCE, f"survey:3:{column}")
    assert values == {"name": "prenon", "suggestion": "prenom"}


def test_a_name_nobody_has_is_refused_in_the_label_of_a_choice() -> None:
    choices = ({"list_name": "w", "name": "w1", "label::fr": "${mot}"},)
    code, place, values = only(item("rank w", "r"), choices=choices)
    assert (code, place, values["name"]) == (ProblemCode.UNKNOWN_REFERENCE, "survey:2:type", "mot")


@pytest.mark.parametrize("column", ["relevant", "required", "constraint"])
def test_a_condition_on_a_later_question_is_refused(column: str) -> None:
    code, place, values = only(item("text", "a", **{column: "${b} = 'x'"}), item("text", "b"))
    assert (code, place) == (ProblemCode.LATER_REFERENCE, f"survey:2:{column}")
    assert values == {"name": "b", "later": "3"}


def test_a_later_question_is_seen_through_calculations() -> None:
    code, place, values = only(
        {"type": "calculate", "name": "c", "calculation": "${b} + 1"},
        item("text", "a", relevant="${c} > 3"),
        item("integer", "b"),
    )
    assert (code, place) == (ProblemCode.LATER_REFERENCE, "survey:3:relevant")
    assert values == {"name": "c", "later": "4"}


def test_a_group_looks_at_questions_above_it_only() -> None:
    found = faults(*group("g", item("text", "a"), relevant="${a} = 'x'"))
    assert ProblemCode.LATER_REFERENCE in [fault.code for fault in found]


def test_a_calculation_may_stand_above_what_it_counts() -> None:
    rows = workbook(
        {"type": "calculate", "name": "c", "calculation": "${b} + 1"},
        item("integer", "b"),
        item("text", "d", relevant="${c} > 3"),
    )
    assert [found.name for found in questionnaire_from(rows).items] == ["c", "b", "d"]


def test_a_constraint_may_look_at_its_own_answer() -> None:
    rows = workbook(item("integer", "a", constraint=". < 5 and ${a} > 0"))
    assert questionnaire_from(rows).items[0].constraint


def test_calculations_that_need_one_another_are_refused_with_the_circle() -> None:
    code, place, values = only(
        {"type": "calculate", "name": "a", "calculation": "${b} + 1"},
        {"type": "calculate", "name": "b", "calculation": "${c} + 1"},
        {"type": "calculate", "name": "c", "calculation": "${a} + 1"},
        {"type": "calculate", "name": "d", "calculation": "${a} + 1"},
        item("text", "e"),
    )
    assert (code, place) == (ProblemCode.CIRCULAR_REFERENCE, "survey:2:calculation")
    assert values == {"cycle": "a → b → c → a"}


def test_a_question_that_needs_itself_to_be_asked_is_refused() -> None:
    code, place, values = only(item("text", "a", relevant="${a} = 'x'"))
    assert (code, place) == (ProblemCode.CIRCULAR_REFERENCE, "survey:2:relevant")
    assert values == {"cycle": "a → a"}


def test_choices_have_a_list_a_name_and_no_double() -> None:
    choices = (
        {"list_name": "l", "name": "a", "label::fr": "A"},
        {"list_name": "l", "name": "a", "label::fr": "B"},
        {"list_name": "l", "name": "a b", "label::fr": "C"},
        {"list_name": "", "name": "d", "label::fr": "D"},
        {"list_name": "l", "name": "", "label::fr": "E"},
    )
    assert [(fault.code, fault.place) for fault in faults(item("select_one l", "q"), choices=choices)] == [
        (ProblemCode.DUPLICATE_CHOICE, "choices:3:name"),
        (ProblemCode.INVALID_CHOICE_NAME, "choices:4:name"),
        (ProblemCode.MISSING_CHOICE_LIST, "choices:5:list_name"),
        (ProblemCode.INVALID_CHOICE_NAME, "choices:6:name"),
    ]


def test_an_unknown_role_suggests_the_nearest() -> None:
    code, place, values = only(item("text", "a", role="contact.emial"))
    assert (code, place) == (ProblemCode.UNKNOWN_ROLE, "survey:2:role")
    assert values == {"role": "contact.emial", "suggestion": "contact.email"}


def test_a_role_wants_its_type_its_choices_and_to_be_alone() -> None:
    assert only(item("integer", "a", role="contact.email"))[0] is ProblemCode.ROLE_OF_OTHER_TYPE
    codes = [fault.code for fault in faults(item("select_one yn", "a", role="residence"))]
    assert codes == [ProblemCode.ROLE_CHOICES, ProblemCode.ROLE_CHOICES]
    assert only(item("text", "a", role="contact.name"), item("text", "b", role="contact.name")) == (
        ProblemCode.DUPLICATE_ROLE,
        "survey:3:role",
        {"role": "contact.name", "first": "2"},
    )


def test_items_of_a_scale_share_its_role() -> None:
    rows = workbook(
        item("select_one yn", "a", role="scale:use"),
        item("select_one yn", "b", role="scale:use", scoring="reversed"),
    )
    read = questionnaire_from(rows)
    assert [(found.name, found.scoring) for found in read.with_role("scale:use")] == [
        ("a", ""),
        ("b", "reversed"),
    ]
    assert (
        only(item("select_one yn", "a", role="scale:use", scoring="backwards"))[0]
        is ProblemCode.UNKNOWN_SCORING
    )


@pytest.mark.parametrize(
    ("kind", "default"), [("integer", "three"), ("select_one yn", "maybe"), ("date", "Easter")]
)
def test_a_default_must_be_an_answer(kind: str, default: str) -> None:
    code, place, values = only(item(kind, "a", default=default))
    assert (code, place) == (ProblemCode.INVALID_DEFAULT, "survey:2:default")
    assert values == {"default": default}


def test_headers_that_mean_the_same_are_refused_by_name() -> None:
    cells = {**item("text", "a"), "Label::fr": "encore"}
    code, place, values = only(cells)
    assert (code, place) == (ProblemCode.DUPLICATE_COLUMN, "survey:1:Label::fr")
    assert values == {"column": "Label::fr", "first": "label::fr"}


def test_a_workbook_without_questions_is_refused() -> None:
    with pytest.raises(QuestionnaireRefused) as refusal:
        questionnaire_from(Workbook("w", (Sheet("choices", (), ()), Sheet("settings", (), ()))))
    assert refusal.value.problems[0].code is ProblemCode.MISSING_SHEET
    with pytest.raises(QuestionnaireRefused) as refusal:
        questionnaire_from(Workbook("w", (Sheet("survey", ("type", "name"), ()),)), converter=False)
    assert [fault.code for fault in refusal.value.problems] == [ProblemCode.EMPTY_SHEET]


def test_what_only_pyxform_refuses_is_passed_on_with_its_row() -> None:
    rows = workbook(item("text", "a"), item("text", "meta"))
    with pytest.raises(QuestionnaireRefused) as refusal:
        questionnaire_from(rows)
    (fault,) = refusal.value.problems
    assert fault.code is ProblemCode.REFUSED_BY_PYXFORM
    assert fault.place == "survey:3:name"
    assert "meta" in fault.value("message")


def test_what_pyxform_says_of_a_row_already_named_is_not_said_twice() -> None:
    with pytest.raises(QuestionnaireRefused) as refusal:
        questionnaire_from(workbook(item("text", "a"), item("colour", "b")))
    assert [fault.code for fault in refusal.value.problems] == [ProblemCode.UNSUPPORTED_TYPE]


@pytest.mark.parametrize(
    "parameters", ["start=a", "start=5 end=5", "step=0", "start=0 end=2 step=3", "end=inf"]
)
def test_a_range_without_bounds_that_hold_is_refused(parameters: str) -> None:
    code, place, values = only(item("range", "a", parameters=parameters))
    assert (code, place) == (ProblemCode.INVALID_PARAMETERS, "survey:2:parameters")
    assert values == {"parameters": parameters}


def test_choices_in_a_random_order_are_refused_and_a_height_in_rows_is_not() -> None:
    code, place, _ = only(item("select_one yn", "a", parameters="randomize=true"))
    assert (code, place) == (ProblemCode.UNSUPPORTED_COLUMN, "survey:2:parameters")
    assert questionnaire_from(workbook(item("text", "a", parameters="rows=5")), converter=False).items


def test_a_filter_looks_at_columns_and_at_questions_above() -> None:
    choices = ({"list_name": "l", "name": "x", "label::fr": "X", "zone": "a"},)
    later = (item("select_one l", "q", choice_filter="zone = ${z}"), item("text", "z"))
    assert only(*later, choices=choices)[:2] == (ProblemCode.LATER_REFERENCE, "survey:2:choice_filter")
    code, place, values = only(item("select_one l", "q", choice_filter="zone = ${nobody}"), choices=choices)
    assert (code, place, values["name"]) == (
        ProblemCode.UNKNOWN_REFERENCE,
        "survey:2:choice_filter",
        "nobody",
    )
    own = item("select_one l", "q", choice_filter="zone = ${q}")
    assert only(own, choices=choices)[0] is ProblemCode.CIRCULAR_REFERENCE


def test_a_filter_on_a_column_that_is_not_there_is_refused_with_the_nearest() -> None:
    choices = ({"list_name": "l", "name": "x", "label::fr": "X", "zone": "a"},)
    code, place, values = only(item("select_one l", "q", choice_filter="zones = 'a'"), choices=choices)
    assert (code, place) == (ProblemCode.UNKNOWN_FILTER_COLUMN, "survey:2:choice_filter")
    assert values == {"column": "zones", "suggestion": "zone"}


def test_a_path_into_another_file_names_its_function() -> None:
    source = "instance('places')/places/place[name = ${a}]/label"
    code, place, values = only(item("text", "a"), {"type": "calculate", "name": "c", "calculation": source})
    assert (code, place, values) == (
        ProblemCode.UNSUPPORTED_FUNCTION,
        "survey:3:calculation",
        {"function": "instance"},
    )


def test_one_more_choice_and_a_filter_do_not_go_together() -> None:
    found = only(item("select_one yn or_other", "a", choice_filter="name != 'no'"))
    assert found[:2] == (ProblemCode.OTHER_WITH_FILTER, "survey:2:choice_filter")


def test_the_words_of_or_other_have_a_name_nobody_else_has() -> None:
    rows = (item("text", "a_other"), item("select_one yn or_other", "a"))
    code, place, values = only(*rows)
    assert (code, place, values) == (
        ProblemCode.DUPLICATE_NAME,
        "survey:3:name",
        {"name": "a_other", "first": "2"},
    )
