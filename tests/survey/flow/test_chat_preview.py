"""The chat seen at once, for who writes a questionnaire."""

from hypothesis import given

from survey.flow import Plan
from survey.flow.chat_preview import ChatPreview, chat_preview
from survey.flow.preview import BLANK
from tests.survey.build import group, item, plan
from tests.survey.flow.generate import plans


def said(turn: ChatPreview) -> tuple[list[str], str]:
    return [each.text for each in turn.introductions], turn.question.item.label if turn.question else ""


def test_notes_and_groups_are_said_before_the_question_they_lead_to() -> None:
    asked = plan(
        item("note", "hello", "Bonjour", **{"label::ar": "مرحبا"}),
        item("text", "a", "Votre mot ?"),
        *group("g", item("note", "n", "Vous avez dit ${a}"), item("text", "b", "Et ?"), label="Page"),
        item("integer", "c", "Combien ?", relevant="${b} != ''"),
        item("note", "bye", "Merci"),
    )
    turns = chat_preview(asked, "fr")
    assert [said(turn) for turn in turns] == [
        (["Bonjour"], "Votre mot ?"),
        (["Page", f"Vous avez dit {BLANK}"], "Et ?"),
        ([], "Combien ?"),
        (["Merci"], ""),
    ]
    assert turns[2].question is not None
    assert turns[2].question.relevant == "${b} != ''"
    first = chat_preview(asked, "ar")[0]
    assert [(each.text, each.language) for each in first.introductions] == [("مرحبا", "ar")]


def test_what_decides_of_a_group_is_told_with_each_of_its_questions() -> None:
    asked = plan(
        item("text", "a"),
        *group("g", item("text", "b"), item("text", "c"), relevant="${a} != ''"),
        item("text", "d"),
    )
    assert [turn.relevant for turn in chat_preview(asked, "fr")] == [
        (),
        ("${a} != ''",),
        ("${a} != ''",),
        (),
    ]


@given(plans())
def test_every_question_stands_in_the_preview_once_and_in_its_order(asked: Plan) -> None:
    shown = [turn.question.item.name for turn in chat_preview(asked, "fr") if turn.question]
    assert shown == [
        name
        for name, found in asked.items.items()
        if found.asked and found.kind.shown and found.item.turn <= 1
    ]
