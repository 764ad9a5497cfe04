"""Files as KoboToolbox and LimeSurvey write them, brought in without a mapping."""

from functools import cache
from pathlib import Path

from survey.flow import Plan, plan_of
from survey.importing import Accepted, FaultCode, Report, Source, SourceKind, check, guess_mapping, read_file
from survey.importing.headers import bare_name, split_columns, split_header
from survey.questionnaires import questionnaire_from
from survey.questionnaires.builtin import load_builtin
from tests.survey.build import MOMENT

FOLDER = Path(__file__).parent


@cache
def perception() -> Plan:
    return plan_of(questionnaire_from(load_builtin("perception_before"), converter=False))


def source(name: str) -> Source:
    return read_file(name, (FOLDER / name).read_bytes())


def report(name: str) -> Report:
    found = source(name)
    return check(found, guess_mapping(found, perception()), perception(), moment=MOMENT)


def test_a_kobotoolbox_export_is_recognised_and_read_by_its_headers() -> None:
    found = source("kobo.csv")
    assert found.kind is SourceKind.KOBO
    assert [record.number for record in found.records] == [2, 4, 5]  # the second one holds a line end
    mapping = guess_mapping(found, perception())
    assert mapping.identifier == "_uuid"
    assert mapping.columns["word_1"] == "words/word_1"
    assert mapping.columns["treated_worse"] == "optional/treated_worse"
    assert mapping.columns["consent_survey"] == "words/consent_survey"


def test_rows_of_kobotoolbox_become_what_a_form_would_have_stored() -> None:
    first, second = report("kobo.csv").accepted
    assert (first.key, first.language, first.number) == ("uuid-a", "fr", 2)
    assert first.answers == {
        "consent_survey": "OK",
        "word_1": "calme",
        "word_2": "bus",
        "word_3": "voisins",
        "word_order": "word_3 word_1 word_2",
        "valence_1": "good",
        "represents": "Un endroit où l'on se parle ; j'y viens à pied.",
        "use_choice": "4",
        "image_safe": "6",
        "treated_worse": "address age",
        "birth": "france",
    }
    assert second.answers["represents"] == "Trop de bruit\nle soir"
    assert "word_order" not in second.answers  # one word has no order


def test_the_report_says_what_is_refused_and_what_answers_nothing() -> None:
    found = report("kobo.csv")
    (refused,) = found.refused
    assert refused.number == 5
    ((fault),) = refused.faults
    assert (fault.code, fault.column, fault.value) == (FaultCode.UNKNOWN_CHOICE, "use/use_choice", "9")
    assert found.unused == ("start", "end", "_id", "_submission_time", "_validation_status")


def test_a_question_that_kobotoolbox_wrote_split_up_only_is_put_together() -> None:
    content = (
        "consent_survey,optional/treated_worse/no,optional/treated_worse/address,optional/treated_worse/age,_id,_uuid\n"
        "OK,0,1,1,1,a\nOK,1,0,0,2,b\nOK,,,,3,c\n"
    )
    found = read_file("split.csv", content.encode())
    mapping = guess_mapping(found, perception())
    rows = check(found, mapping, perception(), moment=MOMENT)
    assert [row.answers.get("treated_worse", "") for row in rows.accepted] == ["address age", "no", ""]
    assert rows.unused == ("_id",)


def lime() -> tuple[Accepted, ...]:
    return report("limesurvey.csv").accepted


def test_a_limesurvey_export_is_recognised_and_read_by_its_headers() -> None:
    found = source("limesurvey.csv")
    assert found.kind is SourceKind.LIMESURVEY
    mapping = guess_mapping(found, perception())
    assert mapping.identifier == "id. ID de la réponse"
    assert mapping.language_column == "startlanguage. Langue de départ"
    assert mapping.columns["use_choice"] == "usechoice. Je viens (par envie / par plaisir)"
    assert mapping.columns["treated_worse"] == "treatedworse"
    assert mapping.columns["word_order"] == "wordorder"


def test_rows_of_limesurvey_are_read_by_codes_and_by_the_labels_of_their_language() -> None:
    french, english = lime()
    assert (french.key, french.language) == ("1", "fr")
    assert french.answers == {
        "consent_survey": "OK",
        "word_1": "calme",
        "word_2": "bus",
        "word_3": "voisins",
        "word_order": "word_3 word_1 word_2",
        "represents": "C'est chez moi.",
        "use_choice": "5",
        "treated_worse": "address",
        "years_here": "1_4",
    }
    assert (english.key, english.language) == ("2", "en")
    assert english.answers == {
        "consent_survey": "OK",
        "word_1": "quiet",
        "use_choice": "5",
        "treated_worse": "no",
        "years_here": "1_4",  # LimeSurvey's codes have no underscore
    }


def test_a_language_we_do_not_serve_is_refused_by_name() -> None:
    (refused,) = report("limesurvey.csv").refused
    (fault,) = refused.faults
    assert (fault.code, fault.value) == (FaultCode.UNKNOWN_LANGUAGE, "tlh")


def test_headers_are_read_without_what_stands_around_the_question() -> None:
    assert bare_name("group/inner/word_1") == "word_1"
    assert bare_name("Q1. Votre âge (an / mois) ?") == "Q1"
    assert bare_name("word_1") == "word_1"
    assert bare_name("J'habite ici. Ou ailleurs.") == "J'habite ici. Ou ailleurs."
    assert split_header("group/question/choice") == ("group/question", "choice")
    assert split_header("code[sub]") == ("code", "sub")
    assert split_header("code[sub]. A text [with a label]") == ("code", "sub")
    assert split_header("word_1") == ("", "")
    assert split_columns(["q[b]", "x", "q[a]", "q[]"]) == {"q": [("q[b]", "b"), ("q[a]", "a")]}
