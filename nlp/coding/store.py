"""A trained model in one file of arrays, named by the hash of all that it comes from."""

import json
import os
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from zipfile import BadZipFile

import numpy as np
import scipy.sparse

from nlp.coding.calibration import Calibration
from nlp.coding.encoder import Encoder
from nlp.coding.features import Lexical
from nlp.coding.heads import Features, Heads, Rows
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
    features, known = heads.features, heads.known
    arrays = {
        "word_terms": _texts(list(features.lexical.word_terms)),
        "word_weights": features.lexical.word_weights,
        "sign_terms": _texts(list(features.lexical.sign_terms)),
        "sign_weights": features.lexical.sign_weights,
        "languages": _texts(list(features.means)),
        "means": np.stack(list(features.means.values())),
        "rotation": features.rotation,
        "hint_means": features.hint_means,
        "hint_scale": np.array(features.hint_scale),
        "known": known.dense,
        "known_data": known.terms.data,
        "known_indices": known.terms.indices,
        "known_starts": known.terms.indptr,
        "weights": heads.weights,
        "base": heads.base,
        "slopes": calibration.slopes,
        "offsets": calibration.offsets,
        "cuts": calibration.cuts,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as file:
        try:
            np.savez_compressed(file, **arrays)
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
        features = Features(
            lexical=Lexical(
                tuple(_listed(arrays["word_terms"])),
                arrays["word_weights"],
                tuple(_listed(arrays["sign_terms"])),
                arrays["sign_weights"],
            ),
            means=dict(zip(_listed(arrays["languages"]), arrays["means"], strict=True)),
            rotation=arrays["rotation"],
            hint_means=arrays["hint_means"],
            hint_scale=float(arrays["hint_scale"]),
        )
        width = len(features.lexical.word_terms) + len(features.lexical.sign_terms)
        terms = scipy.sparse.csr_matrix(
            (arrays["known_data"], arrays["known_indices"], arrays["known_starts"]),
            shape=(len(arrays["known"]), width),
        )
        heads = Heads(features, Rows(arrays["known"], terms), arrays["weights"], arrays["base"])
        return Model(heads, Calibration(arrays["slopes"], arrays["offsets"], arrays["cuts"]))
    except (OSError, ValueError, KeyError, BadZipFile, EOFError):
        return None


def _texts(values: list[str]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(json.dumps(values, ensure_ascii=False).encode(), dtype=np.uint8)


def _listed(array: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> list[str]:
    values: list[str] = json.loads(array.tobytes().decode())
    return values
