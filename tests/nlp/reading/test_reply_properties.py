"""What holds of every reply, whatever it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.cleaning import storable
from nlp.reading import QuestionType, Reading, phrases, read_reply
from nlp.reading.bands import bands_of
from nlp.reading.lexicon import LANGUAGES
from tests.nlp.reading.questions import QUESTIONS, TODAY, read

WORDS = (
    "oui non pas le la sanitas fontaines sauf tout ou et 3 12 ans né en 2009 , . ? arobase point com jamais evet "
    "нет да لا نعم ٣٤ un une entre rue mais"
)
SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "०१२३४५६७८९")


def check(question_name: str, language: str, reply: str, reading: Reading) -> None:
    question = QUESTIONS[language, question_name]
    names = [choice.name for choice in question.choices]
    said = [reading.value is not None, reading.values is not None, reading.command is not None]
    assert sum(said) + reading.unclear == 1
    assert 0 <= reading.confidence <= 1
    assert len(reading.candidates) <= 3
    if question.type is QuestionType.SCALE and reading.value is not None:
        assert str(reading.value) in names
    elif names and reading.value is not None:
        assert reading.value in names
    if reading.values is not None:
        assert reading.values
        assert list(reading.values) == [name for name in names if name in reading.values]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(QUESTIONS)), st.text(max_size=60))
def test_any_string_gives_one_reading_that_the_question_knows(key: tuple[str, str], reply: str) -> None:
    check(key[1], key[0], reply, read(key[1], reply, key[0]))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(QUESTIONS)), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
)
def test_any_sentence_of_known_words_gives_one_reading(key: tuple[str, str], reply: str) -> None:
    check(key[1], key[0], reply, read(key[1], reply, key[0]))


@pytest.mark.parametrize("key", sorted(QUESTIONS))
def test_any_label_is_read_as_its_choice_however_it_is_written(key: tuple[str, str]) -> None:
    question = QUESTIONS[key]
    for choice in question.choices:
        for written in (choice.label, choice.label.upper(), f" {choice.label}. "):
            reading = read(key[1], written, key[0])
            stored = reading.values or (reading.value,)
            assert [str(value) for value in stored] == [choice.name], written


@given(st.integers(1, 110), st.sampled_from(SCRIPTS), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_an_age_in_any_script_is_in_its_band(age: int, script: str, language: str) -> None:
    question = QUESTIONS[language, "age_band"]
    written = "".join(script[int(digit)] for digit in str(age))
    band = next(band for band in bands_of(question.choices) if band.low <= age <= band.high)
    assert read("age_band", written, language).value == question.choices[band.choice].name


@given(st.dates(date(1920, 1, 1), date(2021, 12, 31)), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_a_birth_date_gives_the_age_of_that_day(born: date, language: str) -> None:
    question = QUESTIONS[language, "age_band"]
    age = TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))
    band = next(band for band in bands_of(question.choices) if band.low <= age <= band.high)
    assert read("age_band", f"{born:%d/%m/%Y}", language).value == question.choices[band.choice].name


@given(st.integers(0, 99_999_999))
@settings(deadline=None)
def test_a_french_number_is_the_same_however_it_is_spaced(digits: int) -> None:
    number = f"06{digits:08d}"
    pairs = [number[place : place + 2] for place in range(0, 10, 2)]
    wanted = f"+33{number[1:]}"
    for written in (
        number,
        " ".join(pairs),
        ".".join(pairs),
        "-".join(pairs),
        f"+33 {number[1:]}",
        f"0033{number[1:]}",
    ):
        assert read("contact_phone", written).value == wanted


@given(st.text(min_size=1, max_size=80).filter(str.strip))
@settings(deadline=None)
def test_an_open_answer_is_kept_to_the_letter_or_asks_something(reply: str) -> None:
    reading = read("represents", reply)
    assert reading.value == storable(reply) or reading.command is not None or reading.unclear


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Counts the steps that the search for phrases takes in its trees."""
    steps = [0]
    real = phrases._steps

    def counting(*arguments: object) -> object:
        steps[0] += 1
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(phrases, "_steps", counting)
    yield steps


@pytest.mark.parametrize(
    "word", ["oui", "pas", "un", "sanitas", "sauf", "moi", "3", "né en", "point", "à côté"]
)
@pytest.mark.parametrize(
    "name", ["lives_here", "quartier", "activities", "household", "age_band", "contact_email"]
)
def test_work_grows_no_faster_than_the_reply(word: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with counted(monkeypatch) as steps:
        read(name, f"{word} " * 25)
        short, steps[0] = steps[0], 0
        read(name, f"{word} " * 50)
    assert steps[0] <= 2.5 * short + 500


@pytest.mark.parametrize(
    "piece", ["a", "oui ", "1", "sanitas ", "😀", "é", "non oui ", "@", "\n", "\u200f", "ب"]
)
@pytest.mark.parametrize("key", sorted(key for key in QUESTIONS if key[0] in ("fr", "ar")))
def test_a_hundred_thousand_characters_are_bounded(
    piece: str, key: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = (piece * 100_000)[:100_000]
    with counted(monkeypatch) as steps:
        reading = read_reply(QUESTIONS[key], reply, language=key[0], today=TODAY)
    assert steps[0] == 0
    is_text = QUESTIONS[key].type is QuestionType.TEXT and bool(reply.strip("\n\u200f"))
    assert (reading.value == reply) if is_text else reading.unclear
