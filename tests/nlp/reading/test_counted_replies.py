"""Counts that are choices of a list, people who come along, and words of degree beside a label."""

import pytest

from nlp.reading import Choice, Question, QuestionType, read_reply
from nlp.reading.heard import Heard
from nlp.reading.settled import settled
from nlp.reading.speakers import own_part
from tests.nlp.reading.questions import TODAY, shown

FAVOUR = Question(
    type=QuestionType.SELECT_ONE,
    name="ties_favour",
    label="À combien de personnes d'ici pourriez-vous demander un service ?",
    choices=(
        Choice("none", "personne"),
        Choice("few", "1 ou 2 personnes"),
        Choice("some", "3 à 5 personnes"),
        Choice("many", "plus de 5"),
    ),
)
AGREE = Question(
    type=QuestionType.SCALE,
    name="clean",
    label="The area is clean.",
    choices=(
        Choice("1", "Strongly disagree"),
        Choice("2", "Disagree"),
        Choice("3", "Neither"),
        Choice("4", "Agree"),
        Choice("5", "Strongly agree"),
    ),
)


def said(question: Question, reply: str, language: str) -> str:
    return shown(read_reply(question, reply, language=language, today=TODAY))


@pytest.mark.parametrize(
    ("reply", "choice"),
    [
        ("4", "some"), ("deux", "few"), ("10", "many"), ("trois voisins", "some"), ("personne", "none"),
        ("une dizaine", "many"), ("réponse 4", "many"), ("le deuxième", "few"), ("3 à 5", "some"), ("2 ou 3", "?"),
    ],
)  # fmt: skip
def test_a_number_is_a_count_and_no_place_where_the_choices_are_counts(reply: str, choice: str) -> None:
    assert said(FAVOUR, reply, "fr") == choice


@pytest.mark.parametrize(
    ("reply", "step"),
    [
        ("totally agree", "5"),
        ("agree", "4"),
        ("disagree", "2"),
        ("meh", "?"),
        ("3, no 2", "2"),
        ("★★★☆☆", "3"),
    ],
)
def test_a_word_of_degree_beside_a_label_moves_the_step(reply: str, step: str) -> None:
    assert said(AGREE, reply, "en") == step


@pytest.mark.parametrize(
    ("reply", "count"),
    [
        ("non", "0"), ("personne", "0"), ("je viens seul", "0"), ("moi et ma fille", "1"), ("moi + 2", "2"),
        ("on sera trois", "?"),
    ],
)  # fmt: skip
def test_the_speaker_is_not_one_of_those_who_come_along_whatever_the_question_is_named(
    reply: str, count: str
) -> None:
    asked = Question(type=QuestionType.INTEGER, name="q7", label="Combien de personnes viennent avec vous ?")
    assert said(asked, reply, "fr") == count


def test_a_question_that_does_not_say_whether_the_speaker_counts_leaves_both_open() -> None:
    asked = Question(type=QuestionType.INTEGER, name="q8", label="Combien de personnes mangeront ?")
    reading = read_reply(asked, "moi et ma fille", language="fr", today=TODAY)
    assert reading.candidates == (2, 1)


def test_a_number_that_is_taken_back_leaves_only_what_follows_the_correction() -> None:
    assert [n.value for n in settled(Heard.of("4, enfin 5 avec ma mère", "fr")).numbers] == [5]
    assert [n.value for n in settled(Heard.of("4 et 5", "fr")).numbers] == [4, 5]


def test_the_speaker_s_part_is_cut_out_only_where_somebody_else_has_a_number() -> None:
    assert [n.value for n in own_part(Heard.of("my son is 6 and I'm 31", "en")).figures] == [31]
    assert [n.value for n in own_part(Heard.of("31, my son", "en")).figures] == [31]
    assert [n.value for n in own_part(Heard.of("my son is 6", "en")).figures] == [6]
