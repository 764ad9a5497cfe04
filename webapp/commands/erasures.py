"""What goes with snapshots: the ledger of what was erased, and erasing it again after a restore."""

from typing import TextIO

import click

from webapp.commands.environment import ready_app, ready_settings, refuse
from webapp.demonstration.removal import SUBJECT, NoDemonstration, remove_town
from webapp.services.erasures import LedgerRefused, add_to_ledger, ledger, read_ledger, replay


@click.command()
def erasures() -> None:
    """Print the erasure ledger as JSON lines, to keep beside snapshots and newer than they are."""
    app = ready_app(ready_settings())
    with app.app_context():
        for entry in ledger():
            click.echo(entry.as_json())


@click.command("replay-erasures")
@click.argument("file", type=click.File(encoding="utf-8"), required=False)
def replay_erasures(file: TextIO | None) -> None:
    """Erase again what the ledger names, after a restore and before serving.

    FILE is what `erasures` printed last; without it, only the ledger of the snapshot itself is replayed.
    """
    try:
        entries = read_ledger(file) if file is not None else []
    except LedgerRefused as refused:
        refuse(f"line {refused.line} of the ledger cannot be read; nothing was erased.")
    app = ready_app(ready_settings())
    with app.app_context():
        add_to_ledger(entries)
        people = replay()
        if any(entry.subject == SUBJECT for entry in ledger()):
            try:
                remove_town()
                click.echo("La démonstration est de nouveau supprimée.")
            except NoDemonstration:
                pass  # a real town was set up since
    click.echo(f"Effacements rejoués : {people} personne(s) effacée(s) de nouveau.")
