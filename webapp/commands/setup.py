"""Setting a town up, and what an administrator needs from a shell."""

import click
import sqlalchemy as sa

from webapp.addresses import public_address
from webapp.commands.environment import ready_app, ready_settings, refuse
from webapp.models import RoleName, Town, User, db
from webapp.services.found_town import NewTown, found_town
from webapp.services.sign_in import make_sign_in_link


@click.command()
def migrate() -> None:
    """Bring the database to the newest structure."""
    ready_app(ready_settings())


@click.command("set-up")
@click.option("--town", prompt="Nom de la ville", help="Name of the town.")
@click.option(
    "--controller", prompt="Responsable du traitement (nom et adresse)", help="Controller, as in the notice."
)
@click.option("--rights-email", prompt="Adresse pour exercer ses droits", help="Where people write to.")
@click.option(
    "--officer", prompt="Délégué à la protection des données", default="", help="Data-protection officer."
)
@click.option(
    "--quartiers",
    prompt="Quartiers, séparés par des virgules, ou un fichier .geojson",
    help="Names separated by commas, or a GeoJSON file of perimeters.",
)
@click.option(
    "--administrator", prompt="Adresse mail du premier compte", help="E-mail of the first administrator."
)
@click.password_option(
    prompt="Mot de passe (12 caractères au moins)", help="Password of the first administrator."
)
def set_up(
    town: str,
    controller: str,
    rights_email: str,
    officer: str,
    quartiers: str,
    administrator: str,
    password: str,
) -> None:
    """Found the town: its name, controller, officer, quartiers and first administrator."""
    app = ready_app(ready_settings())
    with app.app_context():
        if db.session.get(Town, 1) is not None:
            refuse(
                "a town is set up already; a demonstration is removed with `python -m webapp remove-demonstration`."
            )
        try:
            found_town(NewTown(town, controller, rights_email, officer, quartiers, administrator, password))
        except ValueError as error:
            refuse(str(error))
    click.echo(f"{town} : la ville est prête. Lancez le service et connectez-vous avec {administrator}.")


@click.command("sign-in-link")
@click.argument("email")
def sign_in_link(email: str) -> None:
    """Print a link that signs EMAIL in once, within twelve hours."""
    settings = ready_settings()
    app = ready_app(settings)
    with app.test_request_context():
        user = db.session.scalars(sa.select(User).where(User.email == email)).first()
        if user is None:
            refuse(f"no account has the address {email}.")
        token = make_sign_in_link(user.id, settings.key_for("sign-in link"))
        click.echo(public_address("account.enter", token=token))


def links_by_role(app_key: bytes) -> dict[str, str]:
    """Returns a new one-time link for the first account of each role, by role name."""
    links: dict[str, str] = {}
    for role in RoleName:
        user = db.session.scalars(
            sa.select(User).where(User.roles.any(name=role.value)).order_by(User.id)
        ).first()
        if user is not None:
            links[role.value] = public_address("account.enter", token=make_sign_in_link(user.id, app_key))
    return links
