"""A mapping file says which column answers what; each of its faults is named."""

import pytest

from survey.flow import Plan
from survey.importing import Mapping, MappingRefused, Source, check, guess_mapping, read_file, read_mapping
from tests.survey.build import MOMENT, item, plan

TABLE = read_file("survey.csv", b"Code;Quartier vu;Sexe;Vu;Vu2;Langue;Titre\nA1;un lieu;F;Oui;Non;fr;Parcs\n")


def asked() -> Plan:
    return plan(
        item("text", "represents", role="open.represents"),
        item("select_one sex", "sex", role="profile.sex"),
        item("select_one yn", "met", role="scale:ties"),
        item("select_one yn", "met_age", role="scale:ties"),
        choices=(
            *({"list_name": "sex", "name": name, "label::fr": name} for name in ("woman", "man")),
            *({"list_name": "yn", "name": name, "label::fr": name} for name in ("yes", "no")),
        ),
    )


def read(text: str, source: Source = TABLE) -> Mapping:
    return read_mapping(text, source, asked())


def test_a_mapping_names_questions_by_role_or_by_name() -> None:
    found = read(
        """
        columns: {open.represents: Quartier vu, sex: Sexe}
        values: {sex: {F: woman, H: man}}
        id: Code
        language: {column: Langue}
        heading: Titre
        """
    )
    assert found == Mapping(
        columns={"open.represents": "Quartier vu", "sex": "Sexe"},
        values={"sex": {"F": "woman", "H": "man"}},
        identifier="Code",
        language="fr",
        language_column="Langue",
        heading="Titre",
    )
    (row,) = check(TABLE, found, asked(), moment=MOMENT).accepted
    assert row.answers == {"represents": "un lieu", "sex": "woman"}
    assert (row.key, row.language, row.heading) == ("A1", "fr", "Parcs")


def test_yes_and_no_stay_words() -> None:
    found = read("columns: {met: Vu, met_age: Vu2}\nvalues:\n  met: {Oui: yes}\n  met_age: {Non: no}\n")
    (row,) = check(TABLE, found, asked(), moment=MOMENT).accepted
    assert row.answers == {"met": "yes", "met_age": "no"}


def test_numbers_and_dates_stay_as_they_are_written() -> None:
    source = read_file("a.csv", b"007;2026-13-99\nbonjour;x\n")
    found = read("columns: {represents: 007}\nid: 2026-13-99\n", source)
    assert (found.columns, found.identifier) == ({"represents": "007"}, "2026-13-99")


def test_a_language_may_be_one_code_and_is_the_form_s_own_otherwise() -> None:
    assert read("columns: {sex: Sexe}\nlanguage: ar").language == "ar"
    assert read("columns: {sex: Sexe}").language == "fr"


@pytest.mark.parametrize(
    ("text", "reason", "name"),
    [
        ("columns: {sex: [", "yaml", ""),
        ("\tcolumns: x", "yaml", ""),
        ("!!python/object/apply:os.system [echo]", "key", "columns"),
        ("[" * 1_500, "yaml", ""),
        ("", "key", "columns"),
        ("- columns", "key", "columns"),
        ("columns: Sexe", "key", "columns"),
        ("values: {}", "key", "columns"),
        ("columns: {sex: Sexe}\ncolunms: {}", "key", "colunms"),
        ("columns: {sex: {a: b}}", "key", "sex"),
        ("columns: {sex: [Sexe]}", "key", "sex"),
        ("columns: {seks: Sexe}", "question", "seks"),
        ("columns: {profile.age_band: Sexe}", "question", "profile.age_band"),
        ("columns: {scale:ties: Vu}", "question", "scale:ties"),  # two questions have this role
        ("columns: {sex: Genre}", "column", "Genre"),
        ("columns: {sex: ''}", "column", ""),
        ("columns: {sex: Sexe}\nid: Numéro", "column", "Numéro"),
        ("columns: {sex: Sexe}\nid: [Code]", "key", "id"),
        ("columns: {sex: Sexe}\nheading: Thème", "column", "Thème"),
        ("columns: {sex: Sexe}\nlanguage: {column: Langues}", "column", "Langues"),
        ("columns: {sex: Sexe}\nlanguage: {col: Langue}", "key", "language"),
        ("columns: {sex: Sexe}\nlanguage: [fr]", "key", "language"),
        ("columns: {sex: Sexe}\nvalues: [woman]", "key", "values"),
        ("columns: {sex: Sexe}\nvalues: {sex: woman}", "key", "values: sex"),
        ("columns: {sex: Sexe}\nvalues: {sex: {F: [woman]}}", "key", "values: sex"),
        ("columns: {sex: Sexe}\nvalues: {seks: {F: woman}}", "question", "seks"),
    ],
)
def test_each_fault_of_a_mapping_is_refused_with_its_reason_and_name(
    text: str, reason: str, name: str
) -> None:
    with pytest.raises(MappingRefused) as refusal:
        read(text)
    assert (refusal.value.reason, refusal.value.name) == (reason, name)


def test_a_mapping_that_grows_when_read_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{place}: &a{place} [{', '.join([f'*a{place - 1}'] * 9)}]" for place in range(1, 30)]
    with pytest.raises(MappingRefused):
        read("\n".join([*lines, "columns: {sex: *a29}"]))


def test_names_of_columns_are_guessed_whatever_the_letters_between() -> None:
    source = read_file("a.csv", b"ID,Represents,group/SEX,met-age,other\n1,a,woman,yes,b\n")
    found = guess_mapping(source, asked())
    assert found.columns == {"represents": "Represents", "sex": "group/SEX", "met_age": "met-age"}
    assert found.identifier == "ID"
    assert found.language == "fr"


def test_the_first_of_two_columns_for_one_question_is_taken() -> None:
    source = read_file("a.csv", b"sex,group/sex\nwoman,man\n")
    assert guess_mapping(source, asked()).columns == {"sex": "sex"}


def test_several_answers_are_renamed_one_by_one() -> None:
    places = tuple({"list_name": "p", "name": name, "label::fr": name} for name in ("bus", "tram", "foot"))
    asked_places = plan(item("select_multiple p", "places"), choices=places)
    source = read_file("a.csv", "places\nÀ pied; Autobus\n".encode())
    mapping = read_mapping(
        "columns: {places: places}\nvalues: {places: {À pied: foot, autobus: bus}}", source, asked_places
    )
    (row,) = check(source, mapping, asked_places, moment=MOMENT).accepted
    assert row.answers == {"places": "bus foot"}
