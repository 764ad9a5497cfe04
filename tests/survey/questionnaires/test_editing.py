"""What each edit of a working copy writes, keeps and refuses."""

from collections.abc import Callable

import pytest

from survey.problems import ProblemCode
from survey.questionnaires import QuestionnaireRefused, Workbook, load_builtin, questionnaire_from
from survey.questionnaires.builtin import BUILTIN
from survey.questionnaires.completeness import completeness
from survey.questionnaires.editing import (
    THE_TITLE,
    AnswerTest,
    Direction,
    NewKind,
    NewQuestion,
    Operator,
    SimpleCondition,
    Slot,
    TextEdit,
    add_choice,
    add_question,
    can_move,
    copied,
    editable,
    free_name,
    lacking,
    lines,
    most_characters,
    move,
    move_before,
    move_choice,
    name_from,
    remove_choice,
    remove_question,
    set_condition,
    set_required,
    set_text,
    set_texts,
    simple_condition,
    slots,
)
from survey.questionnaires.workbook import Row, Sheet
from tests.survey.build import Cells, group, item, workbook

AGE = item("integer", "age", "Quel âge ?")
YES = item("select_one yn", "yes_no", "Oui ?")
WHY = item("text", "why", "Pourquoi ?", relevant="${yes_no} = 'yes'")


def survey(book: Workbook) -> Sheet:
    assert book.survey is not None
    return book.survey


def order(book: Workbook) -> list[str]:
    return [line.name if line.kind != "end" else f"/{line.name}" for line in lines(survey(book))]


def cell(book: Workbook, name: str, column: str) -> str:
    sheet = survey(book)
    row = next(row for row in sheet.rows if sheet.cell(row, "name") == name)
    return sheet.cell(row, column)


def choice_names(book: Workbook, name: str) -> list[str]:
    (asked,) = [each for each in questionnaire_from(book, converter=False).items if each.name == name]
    return [choice.name for choice in asked.choices]


def why_not(edit: Callable[[], object]) -> list[tuple[ProblemCode, dict[str, str]]]:
    with pytest.raises(QuestionnaireRefused) as refusal:
        edit()
    return [(fault.code, dict(fault.values)) for fault in refusal.value.problems]


def test_a_text_in_a_new_language_opens_a_column_spelled_as_the_others_are() -> None:
    kobo = {"type": "text", "name": "a", "label::Français (fr)": "A", "label::Türkçe (tr)": "B"}
    book = set_text(workbook(kobo, choices=()), Slot("a", "hint"), "tr", "İpucu")
    assert survey(book).columns[-1] == "hint::Türkçe (tr)"
    book = set_text(book, Slot("a"), "uk", "Що?")
    assert survey(book).columns[-1] == "label::uk"
    assert questionnaire_from(book, converter=False).languages == ("fr", "tr", "uk")


def test_a_form_in_one_language_without_a_name_keeps_its_plain_headers() -> None:
    plain = Sheet("survey", ("type", "name", "label"), (Row(2, ("text", "a", "A")),))
    book = set_texts(
        Workbook("plain", (plain,)),
        [TextEdit(Slot("a", "hint"), "fr", "Deux mots"), TextEdit(Slot("a"), "fr", "Dites")],
    )
    assert survey(book).columns == ("type", "name", "label", "hint")
    assert survey(book).rows == (Row(2, ("text", "a", "Dites", "Deux mots")),)


def test_a_text_that_names_nobody_or_empties_a_question_is_refused() -> None:
    book = workbook(AGE)
    assert why_not(lambda: set_text(book, Slot("age"), "fr", "Vous, ${nom} ?")) == [
        (ProblemCode.UNKNOWN_REFERENCE, {"name": "nom", "suggestion": ""})
    ]
    assert [code for code, _ in why_not(lambda: set_text(book, Slot("age"), "fr", ""))] == [
        ProblemCode.MISSING_LABEL
    ]
    assert [code for code, _ in why_not(lambda: set_text(book, Slot("nobody"), "fr", "x"))] == [
        ProblemCode.NO_SUCH_QUESTION
    ]
    assert [code for code, _ in why_not(lambda: set_text(book, Slot("yn", "label", "maybe"), "fr", "x"))] == [
        ProblemCode.NO_SUCH_QUESTION
    ]


def test_labels_of_choices_groups_and_the_title_are_texts_too() -> None:
    book = workbook(YES, *group("g", AGE, label="Vous"))
    for slot, text in (
        (Slot("yn", "label", "no"), "Hayır"),
        (Slot("g"), "Siz"),
        (THE_TITLE, "Anket"),
    ):
        book = set_text(book, slot, "tr", text)
    read = questionnaire_from(book, converter=False)
    assert read.title.text("tr") == "Anket"
    assert read.groups[0].label.text("tr") == "Siz"
    assert [choice.label.text("tr") for choice in read.items[0].choices] == ["Oui", "Hayır"]


@pytest.mark.parametrize("name", BUILTIN)
def test_what_lacks_in_a_language_is_what_the_completeness_does_not_count(name: str) -> None:
    read = questionnaire_from(load_builtin(name), converter=False)
    for figure in completeness(read):
        assert len(slots(read)) == figure.total
        assert len(lacking(read, figure.language)) == figure.total - figure.written
    assert len(lacking(read, "tlh")) == len(slots(read))


def test_the_texts_that_or_other_adds_are_not_asked_for() -> None:
    book = workbook(item("select_one yn or_other", "q", "Q"), item("note", "n", "Merci"))
    found = [slot for slot, _ in lacking(questionnaire_from(book, converter=False), "tr")]
    assert found == [
        THE_TITLE,
        Slot("q"),
        Slot("yn", "label", "yes"),
        Slot("yn", "label", "no"),
        Slot("n"),
    ]
    written = set_texts(book, [TextEdit(slot, "tr", "metin") for slot in found])
    assert lacking(questionnaire_from(written, converter=False), "tr") == ()


def test_a_question_goes_into_and_out_of_a_page_step_by_step() -> None:
    book = workbook(AGE, *group("page", YES), item("text", "end"))
    seen = []
    for _ in range(4):
        book = move(book, "age", Direction.DOWN)
        seen.append(order(book))
    assert seen == [
        ["page", "age", "yes_no", "/page", "end"],
        ["page", "yes_no", "age", "/page", "end"],
        ["page", "yes_no", "/page", "age", "end"],
        ["page", "yes_no", "/page", "end", "age"],
    ]
    assert why_not(lambda: move(book, "age", Direction.DOWN)) == [(ProblemCode.AT_THE_EDGE, {"name": "age"})]
    assert not can_move(lines(survey(book)), "age", Direction.DOWN)
    assert can_move(lines(survey(book)), "age", Direction.UP)


def test_a_page_moves_with_what_it_holds_and_past_other_pages() -> None:
    book = workbook(*group("one", AGE), *group("two", YES))
    assert order(move(book, "two", Direction.UP)) == ["two", "yes_no", "/two", "one", "age", "/one"]
    assert order(move_before(book, "one", None)) == ["two", "yes_no", "/two", "one", "age", "/one"]
    assert why_not(lambda: move(book, "one", Direction.UP)) == [(ProblemCode.AT_THE_EDGE, {"name": "one"})]
    assert why_not(lambda: move_before(book, "one", "age")) == [(ProblemCode.AT_THE_EDGE, {"name": "one"})]


def test_a_move_that_would_ask_something_too_early_is_refused_by_names() -> None:
    book = workbook(YES, WHY, AGE)
    expected = [(ProblemCode.MOVE_BREAKS, {"name": "why", "needed": "yes_no"})]
    assert why_not(lambda: move(book, "why", Direction.UP)) == expected
    assert why_not(lambda: move(book, "yes_no", Direction.DOWN)) == expected
    assert why_not(lambda: move_before(book, "yes_no", None)) == expected


def test_remarks_and_rows_set_aside_stay_with_the_line_above() -> None:
    remark: Cells = {"type": "", "name": "", "comment": "à revoir"}
    aside = {**AGE, "disabled": "yes"}
    book = workbook(YES, remark, aside, item("text", "last"))
    moved = move(book, "last", Direction.UP)
    sheet = survey(moved)
    assert [sheet.cell(row, "name") for row in sheet.rows] == ["last", "yes_no", "", "age"]
    assert sheet.cell(sheet.rows[2], "comment") == "à revoir"


@pytest.mark.parametrize(
    ("source", "condition"),
    [
        ("${q} = 'x'", SimpleCondition((AnswerTest("q", Operator.IS, "x"),))),
        ("( ${ q } != “x” )", SimpleCondition((AnswerTest("q", Operator.IS_NOT, "x"),))),
        ("selected(${q}, 'x')", SimpleCondition((AnswerTest("q", Operator.INCLUDES, "x"),))),
        ("not(selected(${q}, 'x'))", SimpleCondition((AnswerTest("q", Operator.EXCLUDES, "x"),))),
        ("${q} < 3", SimpleCondition((AnswerTest("q", Operator.LESS, "3", number=True),))),
        ("${q} >= -2.50", SimpleCondition((AnswerTest("q", Operator.AT_LEAST, "-2.5", number=True),))),
        (
            "${q} = 'x' or ${r} > 2 or ${s} = ''",
            SimpleCondition(
                (
                    AnswerTest("q", Operator.IS, "x"),
                    AnswerTest("r", Operator.MORE, "2", number=True),
                    AnswerTest("s", Operator.IS),
                ),
                every=False,
            ),
        ),
        ("${q} = 'x' and ${r} = 'y' or ${s} = 'z'", None),
        ("${q} = 'x' and string-length(${r}) > 3", None),
        ("'x' = ${q}", None),
        ("${q} < 'x'", None),
        ("selected(${q}, 1)", None),
        ("${q}", None),
        ("${q} =", None),
    ],
)
def test_a_condition_is_simple_or_left_to_the_spreadsheet(
    source: str, condition: SimpleCondition | None
) -> None:
    assert simple_condition(source) == condition


def test_a_dot_is_the_question_that_a_rule_belongs_to() -> None:
    age = (AnswerTest("age", Operator.AT_LEAST, "0", number=True), AnswerTest("age", Operator.IS_NOT, "x"))
    assert simple_condition(". >= 0 and . != 'x'", own="age") == SimpleCondition(age)
    assert simple_condition(". >= 0 and . != 'x'") is None


@pytest.mark.parametrize(
    ("source", "most"),
    [
        ("string-length(.) <= 80", 80),
        ("string-length(.) < 80", None),
        ("string-length(${a}) <= 8", None),
        ("(", None),
    ],
)
def test_a_constraint_that_only_limits_the_length_is_known(source: str, most: int | None) -> None:
    assert most_characters(source) == most


def test_a_condition_is_written_changed_and_taken_away() -> None:
    book = workbook(AGE, YES, item("text", "why"))
    both = SimpleCondition(
        (AnswerTest("yes_no", Operator.IS, "yes"), AnswerTest("age", Operator.MORE, "17", number=True))
    )
    book = set_condition(book, "why", both)
    assert cell(book, "why", "relevant") == "${yes_no} = 'yes' and ${age} > 17"
    assert cell(set_condition(book, "why", None), "why", "relevant") == ""
    quoted = SimpleCondition((AnswerTest("yes_no", Operator.IS, "l'un"),))
    assert cell(set_condition(book, "why", quoted), "why", "relevant") == '${yes_no} = "l\'un"'


def test_a_condition_that_is_the_same_keeps_its_spelling_and_another_shape_is_kept() -> None:
    spelled = workbook(YES, {**WHY, "relevant": "( ${yes_no}='yes' )"})
    same = SimpleCondition((AnswerTest("yes_no", Operator.IS, "yes"),))
    assert set_condition(spelled, "why", same) == spelled
    hard = workbook(AGE, item("text", "why", relevant="${age} mod 2 = 0", required="${age} > 3"))
    for edit in (lambda: set_condition(hard, "why", None), lambda: set_required(hard, "why", True)):
        assert [code for code, _ in why_not(edit)] == [ProblemCode.KEPT_FOR_SHEET]
    both_quotes = SimpleCondition((AnswerTest("age", Operator.IS, "'\""),))
    assert [
        code for code, _ in why_not(lambda: set_condition(workbook(AGE, YES), "yes_no", both_quotes))
    ] == [ProblemCode.KEPT_FOR_SHEET]


def test_a_condition_on_what_is_asked_later_or_never_is_refused() -> None:
    book = workbook(AGE, YES)
    later = SimpleCondition((AnswerTest("yes_no", Operator.IS, "yes"),))
    assert [code for code, _ in why_not(lambda: set_condition(book, "age", later))] == [
        ProblemCode.LATER_REFERENCE
    ]
    nobody = SimpleCondition((AnswerTest("nobody", Operator.IS, "yes"),))
    assert [code for code, _ in why_not(lambda: set_condition(book, "yes_no", nobody))] == [
        ProblemCode.UNKNOWN_REFERENCE
    ]


def test_required_says_yes_or_nothing_and_leaves_other_spellings() -> None:
    book = workbook(AGE, {**YES, "required": "TRUE"})
    assert cell(set_required(book, "age", True), "age", "required") == "yes"
    assert set_required(book, "yes_no", True) == book
    assert cell(set_required(book, "yes_no", False), "yes_no", "required") == ""


def test_a_question_with_choices_is_added_into_a_page_and_taken_out_with_them() -> None:
    book = workbook(*group("page", AGE), item("text", "last"))
    asked = NewQuestion(NewKind.SELECT_ONE, "Où allez-vous ?", "fr", ("À l'école", "Au marché"))
    name = free_name(book, asked.label)
    assert name == "ou_allez_vous"
    grown = add_question(book, name, asked, after="page")
    assert order(grown) == ["page", name, "age", "/page", "last"]
    assert choice_names(grown, name) == ["a_l_ecole", "au_marche"]
    assert free_name(grown, asked.label) == "ou_allez_vous_2"
    assert remove_question(grown, name) == book
    assert order(add_question(book, "x", NewQuestion(NewKind.NOTE, "Merci", "fr")))[-1] == "x"
    alone = workbook(AGE, choices=())
    assert choice_names(add_question(alone, name, asked), name) == ["a_l_ecole", "au_marche"]


def test_a_question_that_others_refer_to_stays_and_they_are_named() -> None:
    book = workbook(YES, WHY, item("note", "said", "Vous avez dit ${yes_no}"))
    assert why_not(lambda: remove_question(book, "yes_no")) == [
        (ProblemCode.STILL_USED, {"name": "yes_no", "users": "why, said"})
    ]
    assert order(remove_question(book, "why")) == ["yes_no", "said"]
    page = workbook(*group("page", AGE), YES)
    assert why_not(lambda: remove_question(page, "page")) == [(ProblemCode.GROUP_NOT_EMPTY, {"name": "page"})]
    assert order(remove_question(move(page, "age", Direction.UP), "page")) == ["age", "yes_no"]


def test_a_list_that_another_question_takes_stays_when_one_goes() -> None:
    book = workbook(YES, item("select_multiple yn", "other"))
    assert choice_names(remove_question(book, "yes_no"), "other") == ["yes", "no"]


def test_choices_are_added_moved_and_taken_out_of_their_list() -> None:
    book = workbook(YES, choices=_mixed())
    book = add_choice(book, "yn", {"fr": "Peut-être", "tr": "Belki"})
    assert choice_names(book, "yes_no") == ["yes", "no", "peut_etre"]
    assert choice_names(move_choice(book, "yn", "no", Direction.UP), "yes_no") == ["no", "yes", "peut_etre"]
    assert [code for code, _ in why_not(lambda: move_choice(book, "yn", "yes", Direction.UP))] == [
        ProblemCode.AT_THE_EDGE
    ]
    assert choice_names(remove_choice(book, "yn", "no"), "yes_no") == ["yes", "peut_etre"]


def _mixed() -> tuple[Cells, ...]:
    """Two lists whose rows alternate."""
    return tuple(
        {"list_name": name, "name": choice, "label::fr": choice}
        for name, choice in (("yn", "yes"), ("other", "a"), ("yn", "no"), ("other", "b"))
    )


def test_a_choice_that_is_compared_with_or_the_last_one_stays() -> None:
    book = workbook(YES, WHY, item("select_multiple yn", "m", constraint="not(selected(., 'no'))"))
    assert why_not(lambda: remove_choice(book, "yn", "yes")) == [
        (ProblemCode.STILL_USED, {"name": "yes", "users": "why"})
    ]
    assert why_not(lambda: remove_choice(book, "yn", "no"))[0][1]["users"] == "m"
    one = workbook(YES, choices=_mixed()[:1])
    assert why_not(lambda: remove_choice(one, "yn", "yes")) == [(ProblemCode.LAST_CHOICE, {"name": "yes"})]


def test_a_role_keeps_its_choices() -> None:
    registration = load_builtin("registration")
    read = questionnaire_from(registration, converter=False)
    (sex,) = read.with_role("profile.sex") or read.with_role("profile.age_band")
    codes = [code for code, _ in why_not(lambda: add_choice(registration, sex.choice_list, {"fr": "Bof"}))]
    assert codes == [ProblemCode.ROLE_CHOICES]


def test_choices_that_share_a_name_are_left_to_the_spreadsheet() -> None:
    twice = ({"list_name": "yn", "name": "yes", "label::fr": "Oui"},) * 2
    assert editable(workbook(YES), "yn")
    assert not editable(workbook(YES, choices=twice, allow_choice_duplicates="yes"), "yn")


def test_a_copy_has_its_own_name_title_and_no_version() -> None:
    book = copied(load_builtin("perception_before"), form_id="regards", title="Nos regards")
    read = questionnaire_from(book, converter=False)
    assert (read.name, read.version, read.title.text("fr")) == ("regards", "", "Nos regards")
    assert read.title.text("en") == "Your view before the activity"
    assert survey(book) == survey(load_builtin("perception_before"))
    alone = Workbook("one", (Sheet("Feuille 1", ("type", "name", "label"), (Row(2, ("text", "a", "A")),)),))
    again = copied(alone, form_id="one", title="Un")
    assert [sheet.name for sheet in again.sheets] == ["survey", "settings"]
    assert questionnaire_from(again).title.text("fr") == "Un"


def test_names_are_made_of_latin_letters_and_are_free() -> None:
    assert name_from("Où êtes-vous né(e) ?", (), otherwise="q") == "ou_etes_vous_ne_e"
    assert name_from("كيف", {"q"}, otherwise="q") == "q_2"
    assert name_from("3 mots", (), otherwise="question") == "question_3_mots"
