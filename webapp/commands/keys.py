"""Prints new secrets."""

import secrets

import click
from cryptography.fernet import Fernet


@click.command("new-key")
def new_key() -> None:
    """Print a new SECRET_KEY and a new CONTACT_KEY, as lines for the environment."""
    click.echo(f"SECRET_KEY={secrets.token_urlsafe(48)}")
    click.echo(f"CONTACT_KEY={Fernet.generate_key().decode()}")
