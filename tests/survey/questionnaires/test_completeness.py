"""What counts as written in a language: everything that is said in words."""

import pytest

from survey.problems import ProblemCode
from survey.questionnaires import questionnaire_from
from survey.questionnaires.builtin import load_builtin, with_choices
from survey.questionnaires.completeness import completeness
from survey.questionnaires.editing import lacking
from tests.survey.build import item, questionnaire

PLACES = (("QN1", "Les Tilleuls"), ("QN2", "Le Port"))


@pytest.mark.parametrize("name", ["registration", "perception_yearly", "action_request"])
def test_names_of_places_need_no_translation(name: str) -> None:
    read = questionnaire_from(with_choices(load_builtin(name), "quartier", PLACES), converter=False)
    assert {figure.share for figure in completeness(read)} == {1.0}
    assert ProblemCode.MISSING_TRANSLATION not in {warning.code for warning in read.warnings}
    assert not lacking(read, "ar")


def test_words_beside_places_and_choices_of_other_questions_do() -> None:
    choices = (
        {"list_name": "where", "name": "port", "label::fr": "Le Port"},
        {"list_name": "where", "name": "away", "label::fr": "ailleurs", "label::en": "elsewhere"},
    )
    text = {"label::fr": "Où ?", "label::en": "Where?", "label::ar": "أين؟"}
    where = questionnaire(item("select_one where", "w", role="residence.quartier", **text), choices=choices)
    french, english, arabic = completeness(where)
    assert (french.written, english.written, arabic.written, french.total) == (3, 2, 1, 3)
    free = questionnaire(item("select_one where", "w", **text), choices=choices)
    assert [figure.written for figure in completeness(free)] == [4, 2, 1]
