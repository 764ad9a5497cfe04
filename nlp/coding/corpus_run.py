"""A whole corpus coded part by part, by spawned processes or a Dask cluster, and taken up again where it stopped."""

import json
from collections.abc import Iterator
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Final

from nlp.coding.processes import spawned
from nlp.coding.values import Annotation, Coder

PART: Final = 256
"""Answers that a worker codes before it writes them down: what a killed worker loses at most."""
BATCH: Final = 64
MOST_DEATHS: Final = 5
"""Workers that may die before a run gives up."""
WAITS: Final = "20s"
"""How long a cluster is given to answer the first call."""
_ONE_AT_A_TIME: Final = Lock()


class RunFailed(RuntimeError):
    """A run cannot go on; what was coded is kept, and the same call takes it up again."""


@dataclass(frozen=True)
class Part:
    """Some lines of a corpus, ``size`` bytes from ``start``, and where their coding goes: a file named by their
    place and their hash."""

    source: Path
    start: int
    size: int
    path: Path


def run_corpus(
    source: Path, out: Path, *, workers: int = 1, scheduler: str = "", model: str = "", part: int = PART
) -> int:
    """Codes the JSON lines of ``source`` into ``out``, in order; returns how many parts had been coded before.

    Parts are kept in a folder beside ``out`` until all are there. ``scheduler`` is the address of a Dask cluster,
    whose workers see the same folders; otherwise ``workers`` processes are spawned, one thread each. Parts carry
    the hash of their lines and of ``model``, so that what a changed corpus or coder makes is never mixed with what
    was. The corpus is never held in memory. Raises :class:`RunFailed`.
    """
    source, out = source.absolute(), out.absolute()
    folder = out.with_name(out.name + ".parts")
    folder.mkdir(parents=True, exist_ok=True)
    parts = list(_parts(source, folder, model, part))
    waiting = [one for one in parts if not one.path.exists()]
    before = len(parts) - len(waiting)
    if waiting:
        if scheduler:
            _on_cluster(waiting, scheduler)
        else:
            _on_processes(waiting, workers)
    with _written(out) as path, path.open("w", encoding="utf-8") as whole:
        for one in parts:
            whole.write(one.path.read_text(encoding="utf-8"))
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    return before


def code_part(part: Part) -> int:
    """Codes a part into a file that is there whole or not at all; returns how many lines. It runs in a worker."""
    from nlp.coding.commands import as_json

    with part.source.open("rb") as file:
        file.seek(part.start)
        values = [json.loads(line) for line in file.read(part.size).splitlines() if line.strip()]
    said: list[Annotation] = []
    with (
        _ONE_AT_A_TIME
    ):  # a worker of a cluster may run several threads, and the encoder is not made for that
        coder = _coder()
        for start in range(0, len(values), BATCH):
            some = values[start : start + BATCH]
            said += coder.annotate(
                [value["text"] for value in some], [value.get("lang") or "" for value in some]
            )
    with _written(part.path) as path, path.open("w", encoding="utf-8") as coded:
        for value, one in zip(values, said, strict=True):
            line = json.dumps(value | {"annotation": as_json(one)}, ensure_ascii=False)
            coded.write(line.encode("utf-8", "replace").decode() + "\n")
    return len(values)


@cache
def _coder() -> Coder:
    from nlp.coding import load_coder

    return load_coder()


def _parts(source: Path, folder: Path, model: str, most: int) -> Iterator[Part]:
    digest, count, number, start, end = blake2b(model.encode(), digest_size=8), 0, 0, 0, 0

    def made() -> Part:
        return Part(source, start, end - start, folder / f"{number:08}-{digest.hexdigest()}.jsonl")

    with source.open("rb") as file:
        for at, line in enumerate(file, start=1):
            end += len(line)
            if not line.strip():
                continue
            _check(line, f"{source.name}:{at}")
            digest.update(line.strip() + b"\n")
            count += 1
            if count == most:
                yield made()
                digest, count, number, start = blake2b(model.encode(), digest_size=8), 0, number + 1, end
    if count:
        yield made()


def _check(line: bytes, place: str) -> None:
    try:
        value = json.loads(line)
    except ValueError:
        raise RunFailed(f"{place}: not JSON") from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise RunFailed(f"{place}: 'text' must be a text")


def _on_processes(waiting: list[Part], workers: int) -> None:
    """Spawns workers; those that die are replaced, and their parts given out again."""
    deaths = 0
    while waiting:
        with spawned(workers) as pool:
            futures = [pool.submit(code_part, part) for part in waiting]
            try:
                for future in as_completed(futures):
                    future.result()
            except BrokenProcessPool:
                deaths += 1
        waiting = [part for part in waiting if not part.path.exists()]
        if waiting and deaths >= MOST_DEATHS:
            raise RunFailed(f"{deaths} workers died; {len(waiting)} parts are left")


def _on_cluster(waiting: list[Part], scheduler: str) -> None:
    """Gives parts to the workers of a Dask cluster; a part whose worker dies is given to another one."""
    from dask.distributed import Client, KilledWorker  # heavy, and seldom needed

    try:
        with Client(scheduler, timeout=WAITS) as client:  # type: ignore[no-untyped-call]
            client.gather(
                [client.submit(code_part, part, pure=False, retries=MOST_DEATHS) for part in waiting]
            )
    except KilledWorker as death:
        raise RunFailed(f"workers of the cluster died again and again: {death}") from death
    except OSError as problem:
        raise RunFailed(f"no Dask cluster answers at {scheduler!r}: {problem}") from problem


@contextmanager
def _written(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to; it takes its place at the end, and is gone if writing fails."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
