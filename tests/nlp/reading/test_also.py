"""One reply that answers two questions."""

from nlp.reading import Choice, Question, QuestionType, read_also
from tests.nlp.reading.questions import TODAY, read

SEX = Question(
    QuestionType.SELECT_ONE, "sex", "Vous êtes", (Choice("woman", "une femme"), Choice("man", "un homme"))
)


def also(name: str, reply: str, *others: str) -> dict[str, object]:
    return {found.question: found.reading.value for found in read(name, reply, others=others).also}


def test_an_age_with_its_unit_and_a_quartier_by_its_name_are_both_taken() -> None:
    assert also("age_band", "34 ans au sanitas", "quartier") == {"quartier": "sanitas"}
    assert also("quartier", "34 ans au sanitas", "age_band") == {"age_band": "25_39"}


def test_a_bare_number_says_nothing_of_another_question() -> None:
    assert also("age_band", "34", "quartier") == {}
    assert also("quartier", "3", "age_band") == {}


def test_years_lived_here_are_no_age() -> None:
    assert also("years_here", "depuis 12 ans", "age_band") == {}


def test_what_is_near_or_denied_says_nothing_of_another_question() -> None:
    assert also("age_band", "34 ans à côté du sanitas", "quartier") == {}
    assert also("age_band", "34 ans mais pas au sanitas", "quartier") == {}


def test_a_choice_by_its_label_is_taken() -> None:
    found = read_also([SEX], "je suis une femme de 34 ans", language="fr", today=TODAY)
    assert [(each.question, each.reading.value) for each in found] == [("sex", "woman")]


def test_somebody_else_s_age_is_not_taken() -> None:
    assert also("quartier", "sanitas, ma fille a 12 ans", "age_band") == {}
