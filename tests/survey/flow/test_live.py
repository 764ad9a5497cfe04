"""What a page is given to follow its own answers: all of it, nothing of other answers, or nothing at all."""

import pytest

from survey.expressions.tree import as_json
from survey.flow import LivePage, Plan, Screen, live_page, screen_at
from survey.problems import ProblemCode
from tests.survey.build import MOMENT, Cells, group, item, plan


def live(found: Plan, answers: dict[str, str], page: str = "g") -> LivePage | None:
    screen = screen_at(found, answers, page=page, language="fr", moment=MOMENT)
    assert isinstance(screen, Screen)
    return live_page(found, answers, screen, language="fr", moment=MOMENT)


def page(*rows: Cells) -> Plan:
    return plan(item("text", "before"), *group("g", *rows))


def test_a_question_that_waits_for_its_page_is_there_with_what_brings_it_in() -> None:
    found = live(page(item("select_one yn", "a"), item("text", "b", relevant="${a} = 'yes'")), {})
    assert found is not None
    assert [shown.name for shown in found.items] == ["a", "b"]
    assert found.waiting == {"b"}
    (a, b) = found.steps
    assert (a.name, a.relevant) == ("a", None)
    assert b.relevant is not None
    assert as_json(b.relevant) == ["chain", ["value", "a"], "=", ["text", "yes"]]


def test_what_was_answered_before_it_was_taken_away_is_still_there() -> None:
    form = page(item("select_one yn", "a"), item("text", "b", relevant="${a} = 'yes'"))
    found = live(form, {"a": "no", "b": "kept"})
    assert found is not None
    assert [(shown.name, shown.entered) for shown in found.items] == [("a", "no"), ("b", "kept")]
    assert found.waiting == {"b"}


def test_a_page_carries_no_answer_of_another_page() -> None:
    rule = "${before} = 'secret' and ${a} = 'yes'"
    form = page(item("select_one yn", "a"), item("text", "b", relevant=rule))
    found = live(form, {"before": "secret"})
    assert found is not None
    assert "secret" not in repr([step.relevant for step in found.steps])
    assert live(form, {"before": "other"}) is None


def test_calculations_and_groups_between_two_questions_are_steps_too() -> None:
    form = plan(
        *group(
            "g",
            item("integer", "a"),
            *group("inner", item("text", "b"), relevant="${twice} > 4", appearance=""),
        ),
        item("calculate", "twice", calculation="${a} * 2"),
        item("calculate", "unused", calculation="${a} * 3"),
    )
    found = live(form, {})
    assert found is not None
    assert [(step.name, step.group) for step in found.steps] == [
        ("a", ""),
        ("twice", ""),
        ("inner", ""),
        ("b", "inner"),
    ]
    assert found.waiting == {"b"}


def test_a_rule_between_two_answers_comes_with_the_sentence_of_its_author() -> None:
    rule = {"constraint": ". >= ${a}", "constraint_message::fr": "Plus que le premier."}
    found = live(page(item("integer", "a"), item("integer", "b", **rule)), {})
    assert found is not None
    problem = found.steps[-1].problem
    assert problem is not None
    assert (problem.code, problem.place) == (ProblemCode.CONSTRAINT, "b")
    assert problem.value("message") == "Plus que le premier."
    assert found.waiting == set()


@pytest.mark.parametrize(
    "rows",
    [
        (item("text", "a"), item("text", "b", constraint=". != ''", relevant="${before} != ''")),
        (item("text", "a"), item("text", "b", "Et ${a} ?", relevant="${a} != ''")),
        (item("text", "a"), item("text", "b", relevant="digest(${a}, 'MD5') = 'x'")),
        (item("select_one yn", "a"), item("text", "b", relevant="jr:choice-name(${a}, '${a}') = 'Oui'")),
        (item("text", "a"), item("select_one yn", "b", relevant="${a} != ''", choice_filter="name = ${a}")),
        (item("text", "a"), item("text", "b", relevant="${a} != ''", required="${a} = 'x'")),
    ],
    ids=["nothing moves", "moving text", "server only", "labels", "moving choices", "moving required"],
)
def test_a_page_that_has_no_need_or_cannot_do_alone_carries_nothing(rows: tuple[Cells, ...]) -> None:
    assert live(page(*rows), {"before": "x"}) is None
