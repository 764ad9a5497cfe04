"""A whole run: the first start, the links, the second start, and a stop that leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener

import pytest

from tests.webapp.commands.shell import ROOT, SECRETS, command, environment, stored, webapp
from tests.webapp.commands.test_demonstration import SET_UP

pytestmark = pytest.mark.journey

PATIENCE = 120.0
READY = "Ctrl-C arrête tout"
ROLES = {
    "administration": "/bureau",
    "coordination": "/bureau",
    "organisation": "/bureau",
    "évaluation": "/lecture",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: object, what: str) -> None:
    """Waits until ``true()`` holds."""
    assert callable(true)
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def of_this_run(folder: Path) -> list[int]:
    """Returns the processes that were started with this data folder, ended ones aside."""
    mark = f"DATA_FOLDER={folder}".encode()
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and mark in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
        except OSError:
            continue
    return found


@contextmanager
def running(folder: Path, log: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A run in a session of its own, as in a terminal; it must be gone when the block is left."""
    with log.open("w") as out:
        process = subprocess.Popen(
            command("run"),
            env=environment(folder, **settings),
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until(
            lambda: READY in log.read_text() or process.poll() is not None, "it never said that it is ready"
        )
        assert process.poll() is None, log.read_text()
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
        for left in of_this_run(folder):
            os.kill(left, signal.SIGKILL)


def browser() -> OpenerDirector:
    return build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))


def signed_in(link: str) -> tuple[str, str]:
    """Enters with a one-time link; returns the path and the text of the first page of that desk."""
    visitor = browser()
    with visitor.open(link) as page:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())
    assert token is not None
    with visitor.open(link, data=urlencode({"csrf_token": token.group(1)}).encode()) as page:
        return urlsplit(page.url).path, page.read().decode()


def test_a_first_and_a_second_run_serve_the_demonstration_and_stop_whole(tmp_path: Path) -> None:
    folder, log, port = tmp_path / "data", tmp_path / "run.log", free_port()
    address = f"http://localhost:{port}"
    database = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    settings = {"PORT": str(port), "PUBLIC_URL": address, "DATABASE_URL": database}
    with running(folder, log, **settings) as process:
        assert f"Croisements : {address}\n" in log.read_text()
        links = dict(re.findall(r"^  (\S+) +(http\S+)$", log.read_text(), re.MULTILINE))
        assert set(links) == set(ROLES)
        for role, link in links.items():
            assert link.startswith(address)
            path, page = signed_in(link)
            assert path.startswith(ROLES[role]), role
            assert 'class="demonstration"' in page
        with browser().open(f"{address}/a/TARTE") as page:
            assert "Le grand repas du Sanitas" in page.read().decode()
        started = len(of_this_run(folder))
        assert started >= 4  # this command, gunicorn and its two workers, our worker
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert of_this_run(folder) == []
    assert "Traceback" not in log.read_text()
    assert not (folder / "croisements.sqlite").exists()
    people = stored(folder, "SELECT count(*) FROM registration", database)

    with running(folder, log, **settings) as process:
        assert "démonstration" not in log.read_text()
        assert stored(folder, "SELECT count(*) FROM registration", database) == people
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
        assert of_this_run(folder) == []


def test_production_serves_without_demonstration_and_prints_no_link(tmp_path: Path) -> None:
    folder, log, port = tmp_path / "data", tmp_path / "run.log", free_port()
    settings = SECRETS | {
        "CROISEMENTS_MODE": "production",
        "PORT": str(port),
        "PUBLIC_URL": "https://croisements.example.org",
    }
    assert webapp(*SET_UP, folder=folder, settings=settings).returncode == 0
    with running(folder, log, **settings):
        with browser().open(f"http://127.0.0.1:{port}/") as page:
            assert 'class="demonstration"' not in page.read().decode()
        assert "entrer" not in log.read_text()
        assert stored(folder, "SELECT count(*) FROM sign_in_link") == [(0,)]


def test_when_one_part_dies_the_rest_stops_and_it_is_said(tmp_path: Path) -> None:
    folder, log, port = tmp_path / "data", tmp_path / "run.log", free_port()
    with running(folder, log, PORT=str(port)) as process:
        worker = next(
            number
            for number in of_this_run(folder)
            if b"worker\0" in Path(f"/proc/{number}/cmdline").read_bytes()
        )
        os.kill(worker, signal.SIGKILL)
        assert process.wait(timeout=60) == 1
        assert of_this_run(folder) == []
    assert "croisements: a part of the service stopped by itself" in log.read_text()
