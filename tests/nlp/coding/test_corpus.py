"""What the authors' corpus must be: whole, unique, of the codebook, and nobody's copy."""

import json
from collections import Counter
from pathlib import Path

import pytest

from nlp.codebook import ALONE, Frame, Mode, Polarity, Theme
from nlp.coding.corpus import FOLDER, CorpusRefused, read_coded, read_corpus
from nlp.coding.duplicates import near_duplicates

DEVELOPMENT = Path(__file__).parents[4] / "shared" / "data" / "dev_answers.jsonl"
ANSWER = {
    "id": "x-1",
    "lang": "fr",
    "text": "le bus est en retard",
    "themes": ["mobility"],
    "polarity": "negative",
    "frame": "none",
    "mode": "none",
    "reported": False,
}


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


def test_identifiers_are_unique_and_begin_with_their_batch(corpus) -> None:
    assert [
        name for name, times in Counter(answer.identifier for answer in corpus).items() if times > 1
    ] == []
    assert [answer.identifier for answer in corpus if not answer.identifier.startswith(answer.batch)] == []


def test_off_topic_answers_judge_nothing(corpus) -> None:
    off = [answer for answer in corpus if answer.themes == (Theme.OFF_TOPIC,)]
    assert off
    assert {(answer.polarity, answer.frame, answer.mode, answer.reported) for answer in off} == {
        (Polarity.NEUTRAL, Frame.NONE, Mode.NONE, False)
    }
    assert not [answer for answer in corpus if len(answer.themes) > 1 and ALONE & set(answer.themes)]


def test_no_two_answers_of_a_language_are_nearly_the_same_nor_taken_from_the_development_set(corpus) -> None:
    lines = DEVELOPMENT.read_text(encoding="utf-8").splitlines() if DEVELOPMENT.exists() else []
    kept = [json.loads(line) for line in lines]
    texts = [(answer.identifier, answer.language, answer.text) for answer in corpus]
    texts += [("development", line["lang"], line["text"]) for line in kept]
    found = []
    for language in sorted({language for _, language, _ in texts}):
        spoken = [(name, text) for name, told, text in texts if told == language]
        pairs = near_duplicates([text for _, text in spoken])
        found += [(spoken[one][0], spoken[other][0]) for one, other in pairs]
    assert [pair for pair in found if pair != ("development", "development")] == []


def test_near_duplicates_are_found_through_case_accents_and_a_changed_word() -> None:
    texts = [
        "Le bus 14 passe toutes les heures le dimanche et il est toujours plein",
        "le BUS 14 passe toutes les heures le dimanche, et il est toujours bondé",
        "Le bus ne passe pas",
        "très calme",
        "Tres calme !",
    ]
    assert near_duplicates(texts) == [(0, 1), (3, 4)]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"themes": ["trains"]}, "'trains' is not a valid Theme"),
        ({"themes": []}, "there are themes, each once"),
        ({"themes": ["mobility", "mobility"]}, "there are themes, each once"),
        ({"themes": ["mobility", "general"]}, "general and off_topic stand alone"),
        ({"polarity": "bad"}, "'bad' is not a valid Polarity"),
        ({"text": " "}, "the text is empty"),
        ({"reported": "no"}, "'reported' must be true or false"),
        ({"mode": None}, "None is not a valid Mode"),
    ],
)
def test_a_line_that_is_not_of_the_codebook_is_refused_by_its_place(
    tmp_path: Path, change: dict[str, object], problem: str
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(ANSWER) + "\n\n" + json.dumps(ANSWER | change) + "\n")
    with pytest.raises(CorpusRefused) as refused:
        read_coded(path)
    assert (refused.value.place, refused.value.problem) == ("x.jsonl:3", problem)


def test_a_missing_key_and_broken_json_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({key: value for key, value in ANSWER.items() if key != "mode"}))
    with pytest.raises(CorpusRefused, match="the key 'mode' is missing"):
        read_coded(path)
    path.write_text("{")
    with pytest.raises(CorpusRefused, match=r"x\.jsonl:1: not JSON"):
        read_coded(path)


def test_the_corpus_speaks_of_every_value_of_the_codebook(corpus) -> None:
    assert FOLDER.is_dir()
    french = [answer for answer in corpus if answer.language == "fr"]
    assert {theme for answer in french for theme in answer.themes} == set(Theme)
    assert {answer.polarity for answer in french} == set(Polarity)
    assert {answer.frame for answer in french} == set(Frame)
    assert {answer.mode for answer in french} == set(Mode)
