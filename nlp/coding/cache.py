"""Vectors kept by the hash of their text and the name of their encoder, in one bounded SQLite file."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np

from nlp.coding.encoder import Encoder, Vectors, readable

FILE: Final = "embeddings.sqlite"
MOST_VECTORS: Final = 100_000
_ASKED_AT_ONCE: Final = 500


class CachedEncoder:
    """An encoder that looks its texts up first; the folder may be shared by processes.

    Only hashes of texts are kept, never texts. Beyond ``most`` vectors the oldest go. A file that cannot be read
    or written is left aside: the cache saves time and is never needed.
    """

    def __init__(self, encoder: Encoder, folder: Path, *, most: int = MOST_VECTORS) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._encoder = encoder
        self._path = folder / FILE
        self._most = most
        self.name = encoder.name
        self.dimensions = encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns what the encoder returns; texts that repeat are encoded once."""
        keys = [self._key(text) for text in texts]
        known = self._known(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = dict(zip(missing, self._encoder.encode(list(missing.values())), strict=True))
            self._keep(fresh)
            known |= fresh
        vectors = np.zeros((len(keys), self.dimensions), dtype=np.float32)
        for row, key in enumerate(keys):
            vectors[row] = known[key]
        return vectors

    def _key(self, text: str) -> bytes:
        return blake2b(f"{self.name}\0{readable(text)}".encode(), digest_size=20).digest()

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as connection, connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(number INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB UNIQUE, vector BLOB)"
            )
            yield connection

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        wanted = list(dict.fromkeys(keys))
        known: dict[bytes, Vectors] = {}
        size = 4 * self.dimensions
        try:
            with self._database() as connection:
                for start in range(0, len(wanted), _ASKED_AT_ONCE):
                    some = wanted[start : start + _ASKED_AT_ONCE]
                    marks = ",".join("?" * len(some))
                    query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 only marks
                    for key, vector in connection.execute(query, some):
                        if len(vector) == size:
                            known[key] = np.frombuffer(vector, dtype="<f4").astype(np.float32)
        except sqlite3.Error:
            return {}
        return known

    def _keep(self, fresh: dict[bytes, Vectors]) -> None:
        rows = [(key, vector.astype("<f4").tobytes()) for key, vector in fresh.items()]
        try:
            with self._database() as connection:
                connection.executemany("INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)", rows)
                connection.execute(
                    "DELETE FROM vectors WHERE number <= (SELECT MAX(number) FROM vectors) - ?", (self._most,)
                )
        except sqlite3.Error:
            return
