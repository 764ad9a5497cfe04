"""A whole corpus coded part by part, by spawned processes or a Dask cluster, and taken up again where it stopped."""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from nlp.coding.values import Annotation, Coder

PART: Final = 256
"""Answers that a worker codes before it writes them down: what a killed worker loses at most."""
BATCH: Final = 64
MOST_DEATHS: Final = 5
"""Workers that may die before a run gives up."""
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class RunFailed(RuntimeError):
    """A run cannot go on; what was coded is kept, and the same call takes it up again."""


@dataclass(frozen=True)
class Part:
    """Some lines of a corpus and where their coding goes: a file named by their place and their hash."""

    lines: tuple[str, ...]
    path: Path


def run_corpus(
    source: Path, out: Path, *, workers: int = 1, scheduler: str = "", model: str = "", part: int = PART
) -> int:
    """Codes the JSON lines of ``source`` into ``out``, in order; returns how many parts had been coded before.

    Parts are kept in a folder beside ``out`` until all are there. ``scheduler`` is the address of a Dask cluster,
    whose workers see the same folders; otherwise ``workers`` processes are spawned, one thread each. Parts carry
    the hash of their lines and of ``model``, so that what a changed corpus or coder makes is never mixed with what
    was. Raises :class:`RunFailed`.
    """
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


def code_part(lines: Sequence[str], path: str) -> int:
    """Codes lines into a file that is there whole or not at all; returns how many. It runs in a worker."""
    from nlp.coding.commands import as_json

    coder = _coder()
    values = [json.loads(line) for line in lines]
    said: list[Annotation] = []
    for start in range(0, len(values), BATCH):
        some = values[start : start + BATCH]
        said += coder.annotate([value["text"] for value in some], [value.get("lang") or "" for value in some])
    with _written(Path(path)) as part, part.open("w", encoding="utf-8") as file:
        for value, one in zip(values, said, strict=True):
            line = json.dumps(value | {"annotation": as_json(one)}, ensure_ascii=False)
            file.write(line.encode("utf-8", "replace").decode() + "\n")
    return len(values)


@cache
def _coder() -> Coder:
    from nlp.coding import load_coder

    return load_coder()


def _parts(source: Path, folder: Path, model: str, size: int) -> Iterator[Part]:
    lines: list[str] = []
    number = 0

    def made() -> Part:
        digest = blake2b("\n".join([model, *lines]).encode(), digest_size=8).hexdigest()
        return Part(tuple(lines), folder / f"{number:08}-{digest}.jsonl")

    with source.open(encoding="utf-8") as file:
        for at, line in enumerate(file, start=1):
            if not line.strip():
                continue
            _check(line, f"{source.name}:{at}")
            lines.append(line.strip())
            if len(lines) == size:
                yield made()
                lines, number = [], number + 1
    if lines:
        yield made()


def _check(line: str, place: str) -> None:
    try:
        value = json.loads(line)
    except ValueError:
        raise RunFailed(f"{place}: not JSON") from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise RunFailed(f"{place}: 'text' must be a text")


def _on_processes(waiting: list[Part], workers: int) -> None:
    """Spawns workers; those that die are replaced, and their parts given out again."""
    deaths = 0
    with one_thread_each():
        while waiting:
            with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
                futures = [pool.submit(code_part, part.lines, str(part.path)) for part in waiting]
                try:
                    for future in as_completed(futures):
                        future.result()
                except BrokenProcessPool:
                    deaths += 1
            waiting = [part for part in waiting if not part.path.exists()]
            if waiting and deaths >= MOST_DEATHS:
                raise RunFailed(f"{deaths} workers died; {len(waiting)} parts are left")


def _on_cluster(waiting: list[Part], scheduler: str) -> None:
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise RunFailed("a scheduler needs the package distributed (Dask), which is not installed") from None
    with distributed.Client(scheduler) as client:
        futures = [
            client.submit(code_part, part.lines, str(part.path), pure=False, retries=MOST_DEATHS)
            for part in waiting
        ]
        client.gather(futures)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Children that are spawned inside compute with one thread each: two of them share two cores well."""
    kept = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


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
