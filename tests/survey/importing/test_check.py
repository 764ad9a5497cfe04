"""What an import would store and refuse, said before anything is stored."""

import pytest

from survey.flow import Plan
from survey.importing import (
    Accepted,
    Fault,
    FaultCode,
    Mapping,
    Record,
    Report,
    Source,
    SourceKind,
    check,
    guess_mapping,
    read_file,
)
from tests.survey.build import MOMENT, item, plan

YN = ("yes", "Oui"), ("no", "Non")
PLACES = ("bus", "le bus"), ("tram", "le tram"), ("foot", "à pied, sans rien")
CHOICES = tuple(
    {"list_name": name, "name": choice, "label::fr": label, "label::en": f"{choice} in English"}
    for name, choices in (("yn", YN), ("places", PLACES))
    for choice, label in choices
)


def asked() -> Plan:
    return plan(
        item("hidden", "context", role="context.residence"),
        item("acknowledge", "consent", role="consent.survey", required="yes"),
        item("text", "word", role="evocation.1", constraint="string-length(.) <= 10"),
        item("select_one yn", "met", required="yes"),
        item("select_multiple places", "places"),
        item("rank places", "order"),
        item("integer", "age", relevant="${met} = 'yes'"),
        item("text", "home", relevant="${context} = 'here'"),
        choices=CHOICES,
    )


def report(*rows: dict[str, str], **mapping: object) -> Report:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    source = Source(
        SourceKind.TABLE, columns, tuple(Record(number, row) for number, row in enumerate(rows, 2))
    )
    guessed = guess_mapping(source, asked())
    values: dict[str, object] = {name: getattr(guessed, name) for name in guessed.__slots__}
    return check(source, Mapping(**(values | mapping)), asked(), moment=MOMENT)  # type: ignore[arg-type]


def stored(**row: str) -> dict[str, str]:
    found = report({"word": "x", **row})
    assert not found.refused, found.refused
    return dict(found.accepted[0].answers)


def fault(**row: str) -> Fault:
    found = report({"word": "x", **row})
    assert not found.accepted
    ((only,),) = [refused.faults for refused in found.refused]
    return only


@pytest.mark.parametrize("ticked", ["1", "x", "X", "oui", "Yes", "TRUE", "OK", "y"])
def test_a_tick_is_read_however_it_is_written(ticked: str) -> None:
    assert stored(consent=ticked)["consent"] == "OK"


def test_a_box_that_had_to_be_ticked_and_was_not_refuses_the_row() -> None:
    assert fault(consent="non") == Fault(FaultCode.REFUSED_VALUE, "consent", "non")


@pytest.mark.parametrize("written", ["yes", "YES", "Oui", " oui ", "yes in English"])
def test_a_choice_is_found_by_its_name_or_its_label(written: str) -> None:
    # The row says it is in English; labels of the form's own language are read as well.
    found = report({"met": written, "lang": "en"})
    assert found.accepted[0].answers == {"met": "yes"}


@pytest.mark.parametrize(
    "written",
    ["bus foot", "foot;bus", "foot, bus", "le bus; à pied, sans rien", "bus; bus; foot", ";bus;;foot;"],
)
def test_several_choices_are_read_with_any_separator(written: str) -> None:
    assert stored(places=written)["places"] == "bus foot"


def test_a_label_with_a_comma_in_it_is_one_choice() -> None:
    assert stored(places="à pied, sans rien")["places"] == "foot"


def test_an_order_is_kept_and_an_unfinished_one_refused() -> None:
    assert stored(order="tram; foot; bus")["order"] == "tram foot bus"
    assert fault(order="tram bus").code is FaultCode.REFUSED_VALUE


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"met": "peut-être"}, FaultCode.UNKNOWN_CHOICE),
        ({"places": "bus vélo"}, FaultCode.UNKNOWN_CHOICE),
        ({"word": "beaucoup trop long"}, FaultCode.REFUSED_VALUE),
        ({"met": "yes", "age": "vieux"}, FaultCode.REFUSED_VALUE),
        ({"lang": "tlh"}, FaultCode.UNKNOWN_LANGUAGE),
    ],
)
def test_a_value_that_is_none_of_the_question_s_refuses_the_row_by_column(
    row: dict[str, str], code: FaultCode
) -> None:
    found = fault(**row)
    column, value = list(row.items())[-1]
    assert found == Fault(code, column, value)


def test_every_fault_of_a_row_is_told_at_once() -> None:
    found = report({"word": "beaucoup trop long", "met": "?", "lang": "tlh"})
    (refused,) = found.refused
    assert [each.code for each in refused.faults] == [
        FaultCode.UNKNOWN_LANGUAGE,
        FaultCode.REFUSED_VALUE,
        FaultCode.UNKNOWN_CHOICE,
    ]


def test_a_fault_quotes_eighty_signs_at_most() -> None:
    assert len(fault(met="z" * 5_000).value) == 80


def test_what_is_off_the_path_is_left_aside_as_in_a_form() -> None:
    assert "age" not in stored(met="no", age="12")
    assert stored(met="yes", age="012")["age"] == "12"


def test_a_hidden_value_is_taken_and_opens_the_questions_that_wait_for_it() -> None:
    assert stored(context="here", home="oui")["home"] == "oui"
    assert "home" not in stored(context="there", home="oui")
    assert "home" not in stored(home="oui")


def test_a_text_is_kept_to_the_letter() -> None:
    assert stored(word="  =1+1\r\nb ")["word"] == "  =1+1\nb "


def test_a_row_that_answers_nothing_is_refused() -> None:
    found = report({"word": " ", "met": "", "context": "here", "note": "seen"})
    assert found.refused[0].faults == (Fault(FaultCode.EMPTY),)
    assert found.unused == ("note",)


def test_a_row_that_lacks_a_needed_answer_is_partial() -> None:
    full = {"consent": "1", "word": "x", "met": "no"}
    assert report(full).accepted[0].complete
    assert not report({**full, "met": ""}).accepted[0].complete
    assert not report({**full, "consent": ""}).accepted[0].complete


def test_the_same_identifier_twice_is_taken_once() -> None:
    found = report({"id": "7", "word": "a"}, {"id": "8", "word": "a"}, {"id": " 7 ", "word": "b"})
    assert [(row.key, row.answers["word"]) for row in found.accepted] == [("7", "a"), ("8", "a")]
    assert [(row.number, row.faults) for row in found.refused] == [
        (4, (Fault(FaultCode.REPEATED, "id", "7"),))
    ]


def test_a_refused_row_does_not_take_the_identifier() -> None:
    found = report({"id": "7", "met": "?"}, {"id": "7", "met": "Oui"})
    assert [row.number for row in found.accepted] == [3]
    assert [row.number for row in found.refused] == [2]


def test_importing_again_gives_the_same_keys_with_or_without_identifiers() -> None:
    named = ({"id": "7", "word": "a"}, {"id": "8", "word": "b"})
    unnamed = ({"word": "a", "met": "Oui"}, {"word": "b", "met": "yes"})
    for rows in (named, unnamed):
        first, again = report(*rows), report(*rows, {"word": "c", "met": "no"})
        assert [row.key for row in again.accepted][:2] == [row.key for row in first.accepted]
        assert len({row.key for row in again.accepted}) == 3
    turned = report(*reversed(unnamed))
    assert {row.key for row in turned.accepted} == {row.key for row in report(*unnamed).accepted}


def test_checking_stores_nothing_and_can_be_done_again() -> None:
    rows = ({"id": "7", "word": "a"}, {"id": "7", "word": "b"}, {"met": "?"})
    assert report(*rows) == report(*rows)


def test_the_source_s_own_heading_is_kept_beside() -> None:
    found = report({"word": "a", "theme": " Parcs " + "x" * 500}, heading="theme")
    row = found.accepted[0]
    assert isinstance(row, Accepted)
    assert row.heading.startswith("Parcs x")
    assert len(row.heading) == 200
    assert found.unused == ()


@pytest.mark.parametrize(
    ("written", "code"), [("en", "en"), ("EN-gb", "en"), ("fr_FR", "fr"), ("", "fr"), ("ar", "ar")]
)
def test_the_language_of_a_row_is_its_own_or_the_mapping_s(written: str, code: str) -> None:
    assert report({"word": "a", "lang": written}).accepted[0].language == code


def test_a_large_file_is_checked_without_going_through_every_column_each_time() -> None:
    columns = ";".join(f"c{place}" for place in range(1_900))
    content = f"word;{columns}\n" + "\n".join(f"mot {place}" for place in range(400))
    found = read_file("a.csv", content.encode())
    rows = check(found, guess_mapping(found, asked()), asked(), moment=MOMENT)
    assert len(rows.accepted) == 400
    assert len(rows.unused) == 1_900


def test_a_choice_whose_label_speaks_of_the_place_is_found_when_the_place_is_known() -> None:
    # "here" is labelled by the name of the place: a form that does not know it offers no such choice.
    choices = (
        {"list_name": "home", "name": "here", "label::fr": "${place}", "label::en": "${place}"},
        {"list_name": "home", "name": "away", "label::fr": "ailleurs", "label::en": "elsewhere"},
    )
    form = plan(
        item("hidden", "place", role="context.quartier_name"),
        item("select_one home", "home"),
        choices=choices,
    )
    source = Source(
        SourceKind.TABLE,
        ("home",),
        tuple(
            Record(number, {"home": value})
            for number, value in enumerate(("here", "Les Tilleuls", "away"), 2)
        ),
    )
    mapping = guess_mapping(source, form)
    known = check(source, mapping, form, moment=MOMENT, context={"context.quartier_name": "Les Tilleuls"})
    assert [dict(row.answers) for row in known.accepted] == [
        {"place": "Les Tilleuls", "home": "here"},
        {"place": "Les Tilleuls", "home": "away"},
    ]
    assert [refused.faults[0].code for refused in known.refused] == [FaultCode.REPEATED]
    unknown = check(source, mapping, form, moment=MOMENT)
    assert [refused.number for refused in unknown.refused] == [2, 3]
    # Rows are named by their own words alone: what the form knew before does not make them others.
    assert {row.key for row in unknown.accepted} <= {row.key for row in known.accepted}
