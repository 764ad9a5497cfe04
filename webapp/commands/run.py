"""Serves everything from one terminal: migrations, the web, the worker; Ctrl-C stops all of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import NoReturn
from urllib.request import ProxyHandler, build_opener

import click
from flask import Flask

from webapp.commands.environment import ready_app, ready_settings, refuse
from webapp.commands.setup import links_by_role
from webapp.demonstration import load_demonstration, was_removed
from webapp.models import Town, db
from webapp.settings import Settings

ROLES_FR = {
    "administrator": "administration",
    "coordinator": "coordination",
    "organiser": "organisation",
    "evaluator": "évaluation",
}
STOPS_WITHIN = 15


@click.command()
def run() -> None:
    """Serve Croisements until Ctrl-C; at the very first start, with a demonstration town."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if (
            number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN
        ):  # nohup asks to stay
            signal.signal(number, _interrupt)
    children: list[subprocess.Popen[bytes]] = []
    try:
        settings = ready_settings()
        port = free_port(os.environ.get("PORT") or "8000")
        app = ready_app(settings)
        _ready_town(settings, app)
        children += [_web(port)]
        _wait_for(f"http://127.0.0.1:{port}/sante", children)
        children += [_worker()]  # afterwards: it may train, and nobody should wait for that
        _greet(settings, app)
        _watch(children)
    except KeyboardInterrupt:
        click.echo("\nArrêt…")
    finally:
        _stop(children)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ready_town(settings: Settings, app: Flask) -> None:
    with app.app_context():
        if db.session.get(Town, 1) is not None:
            return
        if settings.production or was_removed():
            refuse("no town is set up yet: run `python -m webapp set-up`, then start again.")
        click.echo("Première fois : chargement de la ville de démonstration…")
        load_demonstration()


def _greet(settings: Settings, app: Flask) -> None:
    click.echo(f"\nCroisements : {settings.public_url}")
    if not settings.production:
        with app.test_request_context():
            for role, link in links_by_role(settings.key_for("sign-in link")).items():
                click.echo(f"  {ROLES_FR[role]:<15} {link}")
        click.echo("Chaque lien sert une fois.")
    click.echo("Ctrl-C arrête tout.\n")


def free_port(text: str) -> int:
    """Returns the port that ``text`` names; refuses what is no port, or one that is in use."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        refuse(f"PORT must be a number between 1 and 65535, not {text!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", int(text)))  # noqa: S104 - the very address that will be served
        except OSError:
            refuse(f"port {text} is in use: stop what uses it, or choose another with PORT=… make run.")
    return int(text)


def _web(port: int) -> subprocess.Popen[bytes]:
    options = ["--bind", f"0.0.0.0:{port}", "--workers", "2", "--threads", "4", "--worker-class", "gthread"]
    options += ["--log-level", "warning", "--no-control-socket", "--graceful-timeout", "5"]
    command = [sys.executable, "-m", "gunicorn", *options, "wsgi:app"]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own words only


def _worker() -> subprocess.Popen[bytes]:
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "webapp", "worker"], env=environment, start_new_session=True
    )


def _wait_for(address: str, children: list[subprocess.Popen[bytes]]) -> None:
    ask = build_opener(ProxyHandler({})).open  # our own machine, whatever proxy the environment names
    for _ in range(300):
        if any(child.poll() is not None for child in children):
            refuse("the service stopped while starting; the lines above say why.")
        try:
            with ask(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    refuse("the service does not answer after 30 seconds.")


def _watch(children: list[subprocess.Popen[bytes]]) -> NoReturn:
    while all(child.poll() is None for child in children):
        time.sleep(0.3)
    refuse("a part of the service stopped by itself; the lines above say why.")


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ends the children and theirs, however impatient the person at the keyboard is."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
