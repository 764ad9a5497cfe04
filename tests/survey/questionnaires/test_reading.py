"""Rows become items, groups, choices and texts; languages and settings are read as people write them."""

import pytest

from survey.languages import LANGUAGES, Direction, UnknownLanguageError, language
from survey.problems import ProblemCode
from survey.questionnaires import Wording, questionnaire_from
from survey.questionnaires.columns import Header, header
from survey.questionnaires.texts import texts
from survey.roles import closest_role, role
from tests.survey.build import YES_NO, group, item, questionnaire, workbook


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("label", Header("label")),
        ("label::fr", Header("label", "fr", "fr")),
        ("Label::Français (fr)", Header("label", "fr", "Français (fr)")),
        ("label:English", Header("label", "en", "English")),
        ("hint::ar", Header("hint", "ar", "ar")),
        ("label::Klingon (tlh)", Header("label", "", "Klingon (tlh)")),
        ("Constraint Message::fr", Header("constraint_message", "fr", "fr")),
        ("caption", Header("label")),
        ("relevance", Header("relevant")),
        ("list name", Header("list_name")),
        ("media::image", Header("media::image")),
        (" name ", Header("name")),
    ],
)
def test_headers_are_understood_in_the_spellings_of_the_field(written: str, meant: Header) -> None:
    assert header(written) == meant


def test_an_item_carries_what_its_row_says() -> None:
    read = questionnaire(
        *group(
            "g",
            item(
                "select_one yn",
                "a",
                "Oui ?",
                **{"label::en": "Yes?", "hint::fr": "Pourquoi", "required": "yes", "appearance": "likert"},
                role="scale:use",
                scoring="reversed",
            ),
            label="Le quartier",
            relevant="1 = 1",
        )
    )
    (found,) = read.items
    assert (found.name, found.kind, found.row, found.groups) == ("a", "select_one", 3, ("g",))
    assert (found.role, found.scoring, found.required, found.appearance) == (
        "scale:use",
        "reversed",
        "true()",
        "likert",
    )
    assert [choice.name for choice in found.choices] == ["yes", "no"]
    assert found.label.wording("en") == Wording("Yes?", "en")
    assert found.hint.wording("en") == Wording("Pourquoi", "fr")
    (around,) = read.groups
    assert (around.name, around.page, around.relevant, around.label.text("fr")) == (
        "g",
        True,
        "1 = 1",
        "Le quartier",
    )


def test_a_text_falls_back_to_the_default_language_then_to_any() -> None:
    both = texts("fr", [("en", "Hello"), ("fr", "Bonjour"), ("ar", "")])
    assert both.languages == ("en", "fr")
    assert both.wording("en") == Wording("Hello", "en")
    assert both.wording("ar") == Wording("Bonjour", "fr")
    assert texts("fr", [("en", "Hello")]).wording("ar") == Wording("Hello", "en")
    assert texts("fr", []).wording("ar") == Wording("", "ar")


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("yes", "true()"),
        ("TRUE", "true()"),
        ("true()", "true()"),
        ("no", ""),
        ("", ""),
        ("false()", ""),
        ("${b} = 1", "${b} = 1"),
    ],
)
def test_required_is_yes_no_or_a_condition(written: str, condition: str) -> None:
    read = questionnaire(item("integer", "b"), item("text", "a", required=written))
    assert read.items[1].required == condition


def test_a_missing_translation_is_a_warning_with_its_place() -> None:
    read = questionnaire(
        item("select_one l", "a", **{"label::ar": "أ"}),
        item("text", "b", **{"hint::fr": "Indice"}),
        choices=({"list_name": "l", "name": "x", "label::fr": "X"},),
    )
    assert read.languages == ("fr", "ar")
    assert [(found.code, found.place) for found in read.warnings] == [
        (ProblemCode.MISSING_TRANSLATION, "survey:3:label::ar"),
        (ProblemCode.MISSING_TRANSLATION, "survey:3:hint::ar"),
        (ProblemCode.MISSING_TRANSLATION, "choices:2:label::ar"),
    ]


def test_a_language_we_do_not_serve_is_left_out_with_a_warning() -> None:
    read = questionnaire(item("text", "a", **{"label::Klingon (tlh)": "nuq"}))
    assert read.languages == ("fr",)
    assert [(found.code, found.place, found.value("language")) for found in read.warnings] == [
        (ProblemCode.UNKNOWN_LANGUAGE, "survey:1:label::Klingon (tlh)", "Klingon (tlh)")
    ]


def test_settings_name_the_form_and_its_first_language() -> None:
    read = questionnaire(
        item("text", "a", **{"label::en": "A"}),
        form_title="Avant",
        default_language="English (en)",
        version="7",
    )
    assert (read.name, read.version, read.default_language) == ("test", "7", "en")
    assert read.title.text("en") == "Avant"
    assert questionnaire(item("text", "a")).title.text("fr") == "test"


def test_a_sheet_without_languages_is_in_the_default_one() -> None:
    read = questionnaire({"type": "text", "name": "a", "label": "Name"}, default_language="en")
    assert read.languages == ("en",)
    assert read.items[0].label.wording("fr") == Wording("Name", "en")


def test_disabled_rows_are_left_out() -> None:
    read = questionnaire(item("text", "a"), item("text", "b", disabled="yes"))
    assert [found.name for found in read.items] == ["a"]


def test_a_choice_without_label_is_called_by_its_name_with_a_warning() -> None:
    read = questionnaire(item("select_one l", "a"), choices=({"list_name": "l", "name": "x"},))
    assert read.items[0].choices[0].label.text("fr") == "x"
    assert [(found.code, found.place) for found in read.warnings] == [
        (ProblemCode.MISSING_LABEL, "choices:2:label")
    ]


def test_items_are_found_by_role_in_their_order() -> None:
    read = questionnaire(
        item("text", "a", role="evocation.1"),
        item("select_one yn", "b", role="scale:use"),
        item("select_one yn", "c", role="scale:use"),
    )
    assert [found.name for found in read.with_role("scale:use")] == ["b", "c"]
    assert read.with_role("contact.email") == ()


@pytest.mark.parametrize(
    "name",
    [
        "contact.email",
        "consent.after",
        "open.represents",
        "code.mother",
        "context.quartier_name",
        "scale:attachment",
    ],
)
def test_roles_are_known_alone_or_by_their_family(name: str) -> None:
    found = role(name)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "name", ["", "contact", "contact.", "consent.", "consent.a b", "scale:", "Open.changed"]
)
def test_other_words_are_no_role(name: str) -> None:
    assert role(name) is None


def test_a_misspelt_role_has_a_nearest() -> None:
    assert closest_role("contact.mail") == "contact.email"
    assert closest_role("evocations.1") == "evocation.1"
    assert closest_role("xyz") == ""


def test_a_language_is_one_entry() -> None:
    assert [entry.code for entry in LANGUAGES][:4] == ["fr", "fr@simple", "en", "ar"]
    assert language("ar").direction is Direction.RTL
    assert language("fr").direction is Direction.LTR
    with pytest.raises(UnknownLanguageError) as refusal:
        language("tlh")
    assert refusal.value.code == "tlh"


def test_pyxform_accepts_what_we_accept_with_every_column() -> None:
    rows = workbook(
        {"type": "hidden", "name": "place", "role": "context.quartier_name"},
        *group(
            "g",
            item("select_one yn", "a", "${place} ?", required="yes", role="scale:use", scoring="reversed"),
            item(
                "integer",
                "n",
                relevant="${a} = 'yes'",
                constraint=". < 10",
                **{"constraint_message::fr": "Moins"},
            ),
            item("rank yn", "r"),
        ),
        {"type": "calculate", "name": "c", "calculation": "if(${n} > 3, 'many', 'few')"},
        item("note", "end", "Merci ${c}"),
        item("acknowledge", "ok"),
        item("select_multiple yn", "m", appearance="minimal"),
        choices=YES_NO,
    )
    assert len(questionnaire_from(rows).items) == 8
