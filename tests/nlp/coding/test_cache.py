"""Vectors kept between runs: found by text and encoder, bounded, and never needed."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nlp.coding.cache import FILE, CachedEncoder
from nlp.coding.encoder import Vectors


class Counting:
    """An encoder of three numbers a text that tells what it was asked."""

    dimensions = 3

    def __init__(self, name: str = "counting-1") -> None:
        self.name = name
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), len(self.name), 1] for text in texts], dtype=np.float32).reshape(-1, 3)


def test_a_text_is_encoded_once_however_often_and_wherever_it_is_asked(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    assert CachedEncoder(first, tmp_path).encode(["a", "bb", "a"]).tolist() == [
        [1, 10, 1],
        [2, 10, 1],
        [1, 10, 1],
    ]
    assert CachedEncoder(second, tmp_path).encode(["bb", "ccc"]).tolist() == [[2, 10, 1], [3, 10, 1]]
    assert (first.asked, second.asked) == (["a", "bb"], ["ccc"])


def test_vectors_of_another_encoder_are_not_taken(tmp_path: Path) -> None:
    CachedEncoder(Counting(), tmp_path).encode(["a"])
    other = Counting("counting-02")
    assert CachedEncoder(other, tmp_path).encode(["a"]).tolist() == [[1, 11, 1]]


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    encoder = Counting()
    cached = CachedEncoder(encoder, tmp_path, most=3)
    for text in "abcde":
        cached.encode([text])
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT COUNT(*) FROM vectors").fetchone() == (3,)
    connection.close()
    cached.encode(["e"])
    cached.encode(["a"])
    assert encoder.asked == [*"abcde", "a"]


def test_a_broken_file_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    assert CachedEncoder(Counting(), tmp_path).encode(["a"]).tolist() == [[1, 10, 1]]


def test_no_text_is_kept(tmp_path: Path) -> None:
    CachedEncoder(Counting(), tmp_path).encode(["mon voisin Bertrand"])
    assert b"Bertrand" not in (tmp_path / FILE).read_bytes()


def test_more_texts_than_one_query_takes_come_back_in_order(tmp_path: Path) -> None:
    texts = ["x" * length for length in range(1, 1300)]
    cached = CachedEncoder(Counting(), tmp_path)
    cached.encode(texts)
    assert cached.encode(texts)[:, 0].tolist() == list(range(1, 1300))
