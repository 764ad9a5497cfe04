"""The command line: ``python -m webapp …``."""

import click

from webapp.commands import demonstration, erasures, keys, setup, worker
from webapp.commands.run import run


@click.group()
def main() -> None:
    """Croisements: serve it, set it up, look after it."""


for command in (
    run,
    worker.worker,
    setup.set_up,
    setup.migrate,
    setup.sign_in_link,
    demonstration.remove_demonstration,
    erasures.erasures,
    erasures.replay_erasures,
    keys.new_key,
):
    main.add_command(command)
