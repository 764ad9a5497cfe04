"""Serves everything from one terminal: migrations, the web, the worker; Ctrl-C stops all of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from urllib.request import urlopen

import click

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


@click.command()
def run() -> None:
    """Serve Croisements until Ctrl-C; at the very first start, with a demonstration town."""
    settings = ready_settings()
    port = _free_port(os.environ.get("PORT") or "8000")
    app = ready_app(settings)
    with app.app_context():
        if db.session.get(Town, 1) is None:
            if settings.production or was_removed():
                refuse("no town is set up yet: run `python -m webapp set-up`, then start again.")
            click.echo("Première fois : chargement de la ville de démonstration…")
            load_demonstration()
    children = [_web(port), _worker()]
    try:
        _wait_for(f"http://127.0.0.1:{port}/sante", children)
        _greet(settings, app)
        _watch(children)
    finally:
        _stop(children)


def _greet(settings: Settings, app) -> None:  # type: ignore[no-untyped-def]
    click.echo(f"\nCroisements : {settings.public_url}")
    if not settings.production:
        with app.test_request_context():
            for role, link in links_by_role(settings.key_for("sign-in link")).items():
                click.echo(f"  {ROLES_FR[role]:<15} {link}")
        click.echo("Chaque lien sert une fois. Ctrl-C arrête tout.\n")


def _free_port(text: str) -> int:
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
    options = ["--bind", f"0.0.0.0:{port}", "--workers", "2", "--threads", "8", "--worker-class", "gthread"]
    options += ["--log-level", "warning", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *options, "wsgi:app"]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own words only


def _worker() -> subprocess.Popen[bytes]:
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "webapp", "worker"], env=environment, start_new_session=True
    )


def _wait_for(address: str, children: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(300):
        if any(child.poll() is not None for child in children):
            refuse("the service stopped while starting; the lines above say why.")
        try:
            with urlopen(address, timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    refuse("the service does not answer after 30 seconds.")


def _watch(children: list[subprocess.Popen[bytes]]) -> None:
    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        refuse("a part of the service stopped by itself; the lines above say why.")
    except KeyboardInterrupt:
        click.echo("\nArrêt…")


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
