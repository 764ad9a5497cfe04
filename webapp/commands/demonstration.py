"""Removes the demonstration town, so that a real one can be set up."""

import click

from webapp.commands.environment import ready_app, ready_settings, refuse
from webapp.demonstration.removal import NoDemonstration, remove_town

QUESTION = "Supprimer la ville de démonstration et tout ce qu'elle contient ? Elle ne reviendra pas."


@click.command("remove-demonstration")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def remove_demonstration(yes: bool) -> None:
    """Remove the demonstration town and everything in it, for good; stop the service first."""
    app = ready_app(ready_settings())
    if not yes and not click.confirm(QUESTION):
        refuse("nothing was removed.")
    with app.app_context():
        try:
            remove_town()
        except NoDemonstration:
            refuse("there is no demonstration town here; nothing was removed.")
    click.echo("La démonstration est supprimée. Fondez votre ville avec : python -m webapp set-up")
