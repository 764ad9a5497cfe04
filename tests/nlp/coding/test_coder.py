"""What a coder says, whatever it is given; and the same coder from the same corpus."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.codebook import ALONE, Frame, Mode, Polarity, Theme
from nlp.coding import store
from nlp.coding.coder import ModelCoder
from nlp.coding.encoder import MOST_CHARACTERS
from nlp.coding.values import UNVERIFIED
from tests.nlp.coding.build import LetterEncoder, small_coder, small_model

HOSTILE = {
    "ten thousand words": "le bus est en retard et " * 2000,
    "one endless word": "a" * 500_000,
    "emojis only": "🙂👩🏽‍🚀🇫🇷" * 50,
    "zero-width": "\u200b\u200d\ufeff" * 300,
    "bidirectional": "\u202ele bus\u202c \u2066tram\u2069",
    "mixed scripts": "le bus автобус الحافلة 公交 λεωφορείο",
    "html": "<script>alert(1)</script><b>le bus</b>" * 100,
    "nul": "le\0 bus\0\0",
    "lone surrogates": "\ud800le bus\udfff",
    "combining marks": "e" + "\u0301" * 5000,
    "nothing": "",
    "spaces": " \t\n\u00a0\u3000" * 100,
    "negations": "pas " * 5000,
    "commas": "," * 20_000,
    "expanding": "\ufdfa" * 3000,
}


@pytest.fixture(scope="module")
def coder() -> ModelCoder:
    return small_coder()


def test_what_it_learnt_is_said_of_new_texts(coder: ModelCoder) -> None:
    good, bad, both, off = coder.annotate(
        [
            "le tram c'est vraiment super",
            "l'ascenseur toujours en panne, marre",
            "le parc c'est super mais nul",
            "asdf",
        ],
        ["fr"] * 4,
    )
    assert (good.themes, good.polarity) == ((Theme.MOBILITY,), Polarity.POSITIVE)
    assert (bad.themes, bad.polarity) == ((Theme.HOUSING,), Polarity.NEGATIVE)
    assert (both.themes, both.polarity) == ((Theme.ENVIRONMENT,), Polarity.MIXED)
    assert off.themes == (Theme.OFF_TOPIC,)
    assert (off.polarity, off.frame, off.mode, off.reported) == (
        Polarity.NEUTRAL,
        Frame.NONE,
        Mode.NONE,
        False,
    )


def test_the_company_of_other_texts_changes_nothing(coder: ModelCoder) -> None:
    texts = ["le tram c'est super", "x" * 3000, "", "la police la nuit"]
    assert coder.annotate(texts, [""] * 4) == [coder.annotate([text], [""])[0] for text in texts]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_coded_or_sent_to_a_reader(coder: ModelCoder, name: str) -> None:
    (said,) = coder.annotate([HOSTILE[name]], ["fr"])
    assert said.themes
    assert set(said.confidence) == {"themes", "polarity", "frame", "mode", "reported"}
    assert all(0 <= share <= 1 for share in said.confidence.values())


@pytest.mark.parametrize("name", ["nothing", "spaces", "zero-width"])
def test_a_text_without_a_sign_is_off_topic(coder: ModelCoder, name: str) -> None:
    (said,) = coder.annotate([HOSTILE[name]], ["fr"])
    assert (said.themes, said.review) == ((Theme.OFF_TOPIC,), False)


def test_a_text_that_was_cut_and_one_in_no_language_served_go_to_a_reader(coder: ModelCoder) -> None:
    long, greek = coder.annotate([HOSTILE["ten thousand words"], "Το τετράγωνο είναι όμορφο"], ["fr", "fr"])
    assert long.review
    assert (greek.review, greek.language) == (True, UNVERIFIED)


def test_what_comes_after_the_cut_costs_nothing(coder: ModelCoder) -> None:
    base = "le bus est en retard " * (MOST_CHARACTERS // 20)
    asked = []
    coder_seen = coder._encoder.encode
    try:
        coder._encoder.encode = lambda texts: asked.extend(texts) or coder_seen(texts)  # type: ignore[method-assign]
        coder.annotate([base * 50], ["fr"])
    finally:
        del coder._encoder.encode
    assert [len(text) <= MOST_CHARACTERS for text in asked] == [True]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(alphabet=st.characters(codec=None), max_size=200), min_size=1, max_size=4),
    st.text(max_size=6),
)
def test_any_text_in_any_claimed_language_has_a_coding_of_the_codebook(
    coder: ModelCoder, texts: list[str], language: str
) -> None:
    said = coder.annotate(texts, [language] * len(texts))
    assert len(said) == len(texts)
    for one in said:
        assert len(one.themes) == 1 or not ALONE & set(one.themes)
        assert isinstance(one.mode, Mode)


def test_the_same_corpus_gives_the_same_model_through_a_file(tmp_path: Path) -> None:
    first, second = small_model(), small_model()
    store.save(first, tmp_path / "model.npz")
    again = store.load(tmp_path / "model.npz")
    assert again is not None
    texts, languages = ["le bus est en retard", "j'adore le parc"], ["fr", "fr"]
    vectors = LetterEncoder().encode(texts)
    expected = first.shares(texts, vectors, languages)
    assert np.array_equal(expected, second.shares(texts, vectors, languages))
    assert np.array_equal(expected, again.shares(texts, vectors, languages))
    assert [path.name for path in tmp_path.iterdir()] == ["model.npz"]


def test_half_a_file_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    store.save(small_model(), path)
    path.write_bytes(path.read_bytes()[:-200])
    assert store.load(path) is None
    assert store.load(tmp_path / "none.npz") is None


def test_a_changed_corpus_has_another_name(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}")
    before = store.model_name(LetterEncoder(), tmp_path)
    (tmp_path / "a.jsonl").write_text("{} ")
    assert store.model_name(LetterEncoder(), tmp_path) != before
    assert before.startswith("letters-")
