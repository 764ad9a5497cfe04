"""A trained model in one file of arrays, named by the hash of all that it comes from."""

import json
import os
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from zipfile import BadZipFile

import numpy as np

from nlp.coding.calibration import Calibration
from nlp.coding.encoder import Encoder
from nlp.coding.features import Lexical
from nlp.coding.heads import Heads
from nlp.coding.hints import FOLDER as HINTS
from nlp.coding.training import Model

_CODE: Final = Path(__file__).parent
_MODULES: Final = (
    *(
        "calibration",
        "corpus",
        "cues",
        "encoder",
        "features",
        "heads",
        "labels",
        "language",
        "store",
        "training",
    ),
)


def model_name(encoder: Encoder, corpus: Path) -> str:
    """Names a model by its encoder and twelve hexadecimal digits of its corpus, code and encoder."""
    digest = blake2b(encoder.name.encode(), digest_size=6)
    sources = [*sorted(corpus.glob("*.jsonl")), *sorted(HINTS.glob("*.txt"))]
    for path in [*sources, *(_CODE / f"{module}.py" for module in _MODULES)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{encoder.name.partition('-')[0]}-{digest.hexdigest()}"


def save(model: Model, path: Path) -> None:
    """Writes a model beside its name and moves it there in one step; nobody sees half a file."""
    heads, calibration = model.heads, model.calibration
    arrays = {
        "word_terms": _texts(list(heads.lexical.word_terms)),
        "word_weights": heads.lexical.word_weights,
        "sign_terms": _texts(list(heads.lexical.sign_terms)),
        "sign_weights": heads.lexical.sign_weights,
        "vector_weights": heads.vector_weights,
        "term_weights": heads.term_weights,
        "hint_weights": heads.hint_weights,
        "base": heads.base,
        "languages": _texts(list(heads.means)),
        "means": np.stack(list(heads.means.values())),
        "slopes": calibration.slopes,
        "offsets": calibration.offsets,
        "cuts": calibration.cuts,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as file:
        try:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(path)


def load(path: Path) -> Model | None:
    """Reads a model; None when there is no file or it is not whole. Objects are never read, only arrays."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            arrays = dict(kept)
        means = dict(zip(_listed(arrays["languages"]), arrays["means"], strict=True))
        heads = Heads(
            lexical=Lexical(
                tuple(_listed(arrays["word_terms"])),
                arrays["word_weights"],
                tuple(_listed(arrays["sign_terms"])),
                arrays["sign_weights"],
            ),
            means=means,
            vector_weights=arrays["vector_weights"],
            term_weights=arrays["term_weights"],
            hint_weights=arrays["hint_weights"],
            base=arrays["base"],
        )
        return Model(heads, Calibration(arrays["slopes"], arrays["offsets"], arrays["cuts"]))
    except (OSError, ValueError, KeyError, BadZipFile, EOFError):
        return None


def _texts(values: list[str]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(json.dumps(values, ensure_ascii=False).encode(), dtype=np.uint8)


def _listed(array: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> list[str]:
    values: list[str] = json.loads(array.tobytes().decode())
    return values
