"""Page by page: what is shown, refused, gone back to, and how the path follows the answers."""

import pytest

from survey.flow import (
    End,
    Plan,
    Screen,
    enter,
    first_screen,
    is_complete,
    next_screen,
    on_path,
    previous_screen,
    screen_at,
)
from survey.problems import Problem, ProblemCode
from survey.questionnaires import Answers
from tests.survey.build import MOMENT, Cells, group, item, plan

PLACE: Cells = {"type": "hidden", "name": "place", "role": "context.quartier_name"}


def first(of: Plan, answers: Answers | None = None, language: str = "fr") -> Screen:
    return shown(first_screen(of, answers or {}, language=language, moment=MOMENT))


def after(of: Plan, page: str, answers: Answers, language: str = "fr") -> Screen | End:
    return next_screen(of, answers, after=page, language=language, moment=MOMENT)


def shown(screen: Screen | End | None) -> Screen:
    assert isinstance(screen, Screen)
    return screen


def entered(of: Plan, answers: Answers, page: str, **posted: list[str]) -> dict[str, str]:
    return dict(enter(of, answers, page, posted, moment=MOMENT).answers)


def pages(of: Plan, answers: Answers) -> list[str]:
    """The pages of the path, walked by `next_screen` without entering anything."""
    found, screen = [], first_screen(of, answers, language="fr", moment=MOMENT)
    while isinstance(screen, Screen) and screen.page not in found:
        found.append(screen.page)
        screen = after(of, screen.page, answers)
    return found


def test_a_field_list_is_one_page_and_a_lone_question_another() -> None:
    of = plan(*group("g", item("text", "a"), item("text", "b"), label="Vous"), item("text", "c"))
    screen = first(of)
    assert (screen.page, screen.title, screen.step, screen.steps, screen.previous) == (
        "g",
        "Vous",
        1,
        2,
        False,
    )
    assert [found.name for found in screen.items] == ["a", "b"]
    last = shown(after(of, "g", {}))
    assert (last.page, last.title, last.step, last.steps, last.previous) == ("c", "", 2, 2, True)
    assert after(of, "c", {}) == End(2)


def test_a_group_that_is_no_page_gives_its_label_to_its_pages() -> None:
    of = plan(*group("g", item("text", "a"), *group("h", item("text", "b")), appearance="", label="Vous"))
    assert pages(of, {}) == ["a", "h"]
    assert [first(of).title, shown(after(of, "a", {})).title] == ["Vous", "Vous"]


def test_a_screen_tells_how_to_draw_an_item() -> None:
    of = plan(
        item(
            "select_one yn",
            "a",
            "Votre avis",
            **{"label::ar": "رأيك", "hint::fr": "Pour mieux savoir"},
            appearance="likert",
            required="yes",
            role="scale:use",
        )
    )
    (found,) = first(of, {"a": "no"}, "ar").items
    assert (found.name, found.kind, found.role, found.appearance) == (
        "a",
        "select_one",
        "scale:use",
        ("likert",),
    )
    assert (found.label, found.language, found.hint, found.hint_language) == (
        "رأيك",
        "ar",
        "Pour mieux savoir",
        "fr",
    )
    assert found.required is True
    assert [(choice.name, choice.label, choice.language, choice.chosen) for choice in found.choices] == [
        ("yes", "نعم", "ar", False),
        ("no", "لا", "ar", True),
    ]
    assert (found.value, found.entered, found.problem) == ("no", "no", None)


def test_the_path_follows_the_answers_and_keeps_those_it_leaves() -> None:
    of = plan(
        item("select_one yn", "a"),
        item("text", "b", relevant="${a} = 'yes'"),
        item("text", "c"),
    )
    assert pages(of, {}) == ["a", "c"]
    answers = {"a": "yes", "b": "dit", "c": "fin"}
    assert pages(of, answers) == ["a", "b", "c"]
    changed = entered(of, answers, "a", a=["no"])
    assert pages(of, changed) == ["a", "c"]
    assert on_path(of, changed, MOMENT) == {"a": "no", "c": "fin"}
    assert on_path(of, entered(of, changed, "a", a=["yes"]), MOMENT) == answers


def test_what_is_off_the_path_is_empty_for_the_conditions_that_look_at_it() -> None:
    of = plan(
        item("select_one yn", "a"),
        item("integer", "b", relevant="${a} = 'yes'"),
        item("text", "c", relevant="${b} > 3"),
        item("text", "d", relevant="${b} = ''"),
    )
    assert pages(of, {"a": "yes", "b": "5"}) == ["a", "b", "c"]
    assert pages(of, {"a": "no", "b": "5"}) == ["a", "d"]


def test_a_group_off_the_path_takes_everything_in_it_away() -> None:
    of = plan(
        item("select_one yn", "a"),
        *group("g", *group("h", item("text", "b"), appearance=""), relevant="${a} = 'yes'", appearance=""),
        {"type": "calculate", "name": "n", "calculation": "string-length(${b})"},
    )
    assert on_path(of, {"a": "no", "b": "mot"}, MOMENT) == {"a": "no", "n": "0"}
    assert on_path(of, {"a": "yes", "b": "mot"}, MOMENT) == {"a": "yes", "b": "mot", "n": "3"}


def test_a_missing_answer_brings_the_page_back_with_its_problem() -> None:
    of = plan(
        *group(
            "g",
            item("text", "a", required="yes", **{"required_message::fr": "Dites-nous"}),
            item("text", "b"),
        ),
        item("text", "c"),
    )
    assert first(of).problems == ()
    answers = entered(of, {}, "g", a=["  "], b=["gardé"])
    screen = shown(after(of, "g", answers))
    assert screen.page == "g"
    assert screen.problems == (
        Problem(ProblemCode.REQUIRED, "a", (("message", "Dites-nous"), ("language", "fr"))),
    )
    assert [found.entered for found in screen.items] == ["", "gardé"]
    assert shown(after(of, "g", entered(of, answers, "g", a=["x"], b=["gardé"]))).page == "c"


def test_required_may_depend_on_an_answer() -> None:
    of = plan(item("select_one yn", "a"), item("text", "b", required="${a} = 'yes'"), item("text", "c"))
    assert shown(after(of, "b", {"a": "no"})).page == "c"
    assert shown(after(of, "b", {"a": "yes"})).problems == (Problem(ProblemCode.REQUIRED, "b"),)
    assert (
        shown(screen_at(of, {"a": "yes"}, page="b", language="fr", moment=MOMENT)).items[0].required is True
    )


def test_a_broken_rule_is_told_in_the_authors_words_in_the_language_of_the_screen() -> None:
    messages = {"constraint_message::fr": "De 0 à 9", "constraint_message::en": "0 to 9"}
    of = plan(item("integer", "a", constraint=". >= 0 and . <= 9", **{"label::en": "A"}, **messages))
    answers = entered(of, {}, "a", a=["12"])
    assert shown(after(of, "a", answers, "en")).problems[0].value("message") == "0 to 9"
    screen = shown(after(of, "a", answers))
    assert screen.problems[0].code is ProblemCode.CONSTRAINT
    assert screen.problems[0].value("message") == "De 0 à 9"
    (found,) = screen.items
    assert (found.value, found.entered) == ("", "12")
    assert on_path(of, answers, MOMENT) == {}


def test_an_empty_answer_breaks_no_rule() -> None:
    of = plan(item("integer", "a", constraint=". > 100"))
    assert after(of, "a", entered(of, {}, "a", a=[""])) == End(1)


def test_a_refused_entry_is_shown_back_as_typed_even_after_going_away() -> None:
    of = plan(item("text", "a"), item("integer", "b"), item("text", "c"))
    answers = entered(of, {"a": "x"}, "b", b=["une dizaine"])
    assert answers["b"] == "une dizaine"
    screen = shown(after(of, "b", answers))
    assert (screen.items[0].value, screen.items[0].entered) == ("", "une dizaine")
    assert screen.problems == (Problem(ProblemCode.NOT_AN_INTEGER, "b", (("entered", "une dizaine"),)),)
    back = shown(previous_screen(of, answers, before="b", language="fr", moment=MOMENT))
    assert back.page == "a"
    again = shown(after(of, "a", answers))
    assert again.items[0].entered == "une dizaine"
    assert again.items[0].problem == screen.problems[0]
    assert not is_complete(of, answers, MOMENT)


def test_an_answer_that_brings_in_a_neighbour_shows_the_page_once_more() -> None:
    of = plan(
        *group("g", item("select_one yn", "a"), item("text", "b", relevant="${a} = 'yes'")),
        item("text", "c"),
    )
    assert [found.name for found in first(of).items] == ["a"]
    answers = entered(of, {}, "g", a=["yes"])
    screen = shown(after(of, "g", answers))
    assert (screen.page, [found.name for found in screen.items], screen.problems) == ("g", ["a", "b"], ())
    assert shown(after(of, "g", entered(of, answers, "g", a=["yes"], b=[""]))).page == "c"
    assert shown(after(of, "g", entered(of, {}, "g", a=["no"]))).page == "c"


def test_nothing_is_missing_where_nothing_was_asked_yet() -> None:
    of = plan(
        *group("g", item("select_one yn", "a"), item("text", "b", relevant="${a} = 'yes'", required="yes")),
    )
    arrived = enter(of, {}, "g", {"a": ["yes"]}, moment=MOMENT)
    assert arrived.problems == ()
    assert shown(after(of, "g", arrived.answers)).problems == ()
    assert not is_complete(of, arrived.answers, MOMENT)
    left = enter(of, arrived.answers, "g", {"a": ["yes"]}, moment=MOMENT)
    assert left.problems == (Problem(ProblemCode.REQUIRED, "b"),)
    assert shown(after(of, "g", left.answers)).problems == left.problems


def test_a_neighbour_is_brought_in_through_a_calculation_too() -> None:
    of = plan(
        *group(
            "g",
            item("integer", "a"),
            {"type": "calculate", "name": "many", "calculation": "${a} > 3"},
            item("text", "b", relevant="${many} = 'true'"),
        ),
        item("text", "c"),
    )
    assert shown(after(of, "g", entered(of, {}, "g", a=["5"]))).page == "g"
    assert shown(after(of, "g", entered(of, {}, "g", a=["2"]))).page == "c"


def test_a_page_may_be_passed_by_when_it_asks_for_nothing() -> None:
    of = plan(*group("g", item("text", "a"), item("text", "b")), item("text", "c"))
    assert shown(after(of, "g", {})).page == "c"


def test_boxes_left_empty_are_emptied_and_other_pages_are_left_alone() -> None:
    of = plan(*group("g", item("select_multiple yn", "a"), item("text", "b")), item("text", "c"))
    answers = {"a": "yes no", "b": "x", "c": "y"}
    assert entered(of, answers, "g", b=["z"]) == {"a": "", "b": "z", "c": "y"}
    assert entered(of, answers, "g", c=["hacked"], nobody=["x"]) == {"a": "", "b": "", "c": "y"}


def test_nothing_can_be_posted_for_what_is_not_asked() -> None:
    of = plan(
        *group(
            "g",
            PLACE,
            item("text", "a"),
            item("note", "n"),
            {"type": "calculate", "name": "c", "calculation": "1 + 1"},
        )
    )
    answers = entered(of, {"place": "Sanitas"}, "g", place=["x"], n=["x"], c=["9"], a=["mot"])
    assert on_path(of, answers, MOMENT) == {"place": "Sanitas", "a": "mot", "c": "2"}


def test_a_default_stands_until_somebody_answers() -> None:
    of = plan(item("integer", "a", default="1"), item("text", "b", relevant="${a} = 1"))
    assert first(of).items[0].entered == "1"
    assert pages(of, {}) == ["a", "b"]
    assert on_path(of, {}, MOMENT) == {"a": "1"}
    assert on_path(of, entered(of, {}, "a", a=[""]), MOMENT) == {}


def test_answers_are_said_in_labels_by_their_own_labels() -> None:
    of = plan(
        PLACE,
        item("select_multiple yn", "a"),
        item("note", "n", "${place} : ${a}", **{"label::en": "${place}: ${a}"}),
    )
    answers = {"place": "Sanitas", "a": "yes no"}
    assert shown(after(of, "a", answers)).items[0].label == "Sanitas : Oui, Non"
    assert shown(after(of, "a", answers, "en")).items[0].label == "Sanitas: Yes, No"


def test_an_answer_in_a_label_is_plain_text_and_set_apart_among_arabic() -> None:
    of = plan(PLACE, item("text", "a", "Que dire de ${place} ?", **{"label::ar": "ماذا عن ${place}؟"}))
    assert first(of, {"place": "<b>Sanitas</b> ${a}"}).items[0].label == "Que dire de <b>Sanitas</b> ${a} ?"
    assert first(of, {"place": "Sanitas"}, "ar").items[0].label == "ماذا عن \u2068Sanitas\u2069؟"
    assert first(of, {"place": "حي"}).items[0].label == "Que dire de \u2068حي\u2069 ?"
    assert first(of, {}, "ar").items[0].label == "ماذا عن ؟"


def test_a_choice_made_of_an_empty_answer_is_not_offered() -> None:
    words = tuple({"list_name": "w", "name": f"w{n}", "label::fr": f"${{mot{n}}}"} for n in (1, 2, 3))
    of = plan(
        *group("g", *(item("text", f"mot{n}", str(n)) for n in (1, 2, 3))),
        item("rank w", "order"),
        choices=words,
    )
    answers = entered(of, {}, "g", mot1=["calme"], mot3=["loin"])
    screen = shown(after(of, "g", answers))
    assert [(choice.name, choice.label) for choice in screen.items[0].choices] == [
        ("w1", "calme"),
        ("w3", "loin"),
    ]
    assert enter(of, answers, "order", {"order": ["w3", "w1"]}, moment=MOMENT).problems == ()
    (refused,) = enter(of, answers, "order", {"order": ["w3", "w2"]}, moment=MOMENT).problems
    assert refused.code is ProblemCode.UNKNOWN_CHOICE


def test_unknown_and_irrelevant_pages_lead_to_the_nearest() -> None:
    of = plan(
        item("select_one yn", "a"),
        item("text", "b", relevant="${a} = 'yes'"),
        item("text", "c"),
        item("text", "d", relevant="${a} = 'yes'"),
    )

    def at(page: str) -> str:
        return shown(screen_at(of, {"a": "no"}, page=page, language="fr", moment=MOMENT)).page

    assert [at("a"), at("b"), at("c"), at("d"), at("nowhere")] == ["a", "c", "c", "c", "a"]
    assert shown(after(of, "nowhere", {})).page == "a"
    assert shown(after(of, "b", {"a": "no"})).page == "c"
    assert after(of, "d", {"a": "no"}) == End(2)
    assert shown(previous_screen(of, {"a": "no"}, before="nowhere", language="fr", moment=MOMENT)).page == "c"
    assert previous_screen(of, {}, before="a", language="fr", moment=MOMENT) is None
    assert enter(of, {"a": "no"}, "nowhere", {"a": ["yes"]}, moment=MOMENT).answers == {"a": "no"}


def test_the_end_does_not_come_while_an_earlier_page_lacks_something() -> None:
    of = plan(item("text", "a", required="yes"), item("text", "b"))
    screen = shown(after(of, "b", {"b": "x"}))
    assert (screen.page, [fault.code for fault in screen.problems]) == ("a", [ProblemCode.REQUIRED])


def test_a_path_that_shows_nothing_is_at_its_end() -> None:
    of = plan(PLACE, item("text", "a", relevant="${place} = 'x'"))
    assert first_screen(of, {}, language="fr", moment=MOMENT) == End(0)
    assert screen_at(of, {}, page="a", language="fr", moment=MOMENT) == End(0)
    assert is_complete(of, {}, MOMENT)


def test_calculations_stand_in_what_is_stored_in_the_order_of_the_sheet() -> None:
    of = plan(
        {"type": "calculate", "name": "late", "calculation": "${twice} + 1"},
        item("integer", "a"),
        {"type": "calculate", "name": "twice", "calculation": "${a} * 2"},
        {"type": "calculate", "name": "none", "calculation": "${a} + 'x'"},
        {"type": "calculate", "name": "when", "calculation": "today()"},
    )
    assert list(on_path(of, {"a": "4"}, MOMENT).items()) == [
        ("late", "9"),
        ("a", "4"),
        ("twice", "8"),
        ("when", "2026-11-23"),
    ]


def test_once_keeps_what_was_stored() -> None:
    of = plan({"type": "calculate", "name": "when", "calculation": "once(today())"}, item("text", "a"))
    assert on_path(of, {"when": "2026-01-01"}, MOMENT) == {"when": "2026-01-01"}
    assert on_path(of, {}, MOMENT) == {"when": "2026-11-23"}


@pytest.mark.parametrize("language", ["fr", "en", "ar", "tlh"])
def test_the_language_changes_words_and_never_the_path(language: str) -> None:
    of = plan(
        item("select_one yn", "a", **{"label::en": "A", "label::ar": "أ"}),
        item("text", "b", relevant="jr:choice-name(${a}, '${a}') = 'Oui'"),
    )
    screen = shown(next_screen(of, {"a": "yes"}, after="a", language=language, moment=MOMENT))
    assert (screen.page, screen.step, screen.steps) == ("b", 2, 2)


def test_a_calculation_says_labels_in_the_language_of_the_screen_and_stores_the_default_one() -> None:
    of = plan(
        item("select_one yn", "a", **{"label::en": "A"}),
        {
            "type": "calculate",
            "name": "said",
            "calculation": "concat('« ', jr:choice-name(${a}, '${a}'), ' »')",
        },
        item("note", "n", "Vous : ${said}", **{"label::en": "You: ${said}"}),
    )
    assert shown(after(of, "a", {"a": "no"}, "en")).items[0].label == "You: « No »"
    assert shown(after(of, "a", {"a": "no"})).items[0].label == "Vous : « Non »"
    assert on_path(of, {"a": "no"}, MOMENT)["said"] == "« Non »"


def test_a_page_knows_whether_a_text_on_it_repeats_an_answer() -> None:
    built = plan(
        item("hidden", "place"),
        item("text", "first"),
        item("note", "known", "À ${place}"),
        item("note", "said", "Merci ${first}"),
        *group("titled", item("text", "last"), label="Encore vous, ${first}"),
        item("text", "hinted", **{"hint::fr": "${last} ?"}),
        item("select_one named", "chosen"),
        choices=({"list_name": "named", "name": "a", "label::fr": "${last}"},),
    )
    repeating = {key for key, page in built.pages.items() if page.repeats}
    assert repeating == {"said", "titled", "hinted", "chosen"}
