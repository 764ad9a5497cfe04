"""Founds the town of an installation: controller, officer, quartiers, questionnaires and first administrator."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from email_validator import EmailNotValidError, validate_email

from survey.pairing import short_code
from survey.questionnaires import BUILTIN
from webapp.database import transaction
from webapp.models import Organisation, OrganisationKind, Quartier, Role, RoleName, Town
from webapp.services.accounts import add_account
from webapp.services.questionnaires import publish_builtin

NAME_FIELDS = ("lib_qp", "nom_qp", "Lib_QP", "LIB_QP", "NOM_QP")
CODE_FIELDS = ("code_qp", "Code_QP", "CODE_QP")


@dataclass(frozen=True, slots=True)
class NewTown:
    """What set-up asks. ``quartiers`` is names separated by commas, or the path of a GeoJSON file of perimeters."""

    name: str
    controller: str
    rights_email: str
    officer: str
    quartiers: str
    administrator: str
    password: str


def found_town(asked: NewTown) -> None:
    """Stores the town; raises ValueError with the sentence to show when an entry cannot be used."""
    email = _email(asked.administrator, "l'adresse du premier compte")
    rights_email = _email(asked.rights_email, "l'adresse pour exercer ses droits")
    if len(asked.password) < 12:
        raise ValueError("le mot de passe doit avoir 12 caractères au moins.")
    name, _, address = (part.strip() for part in asked.controller.partition(","))
    with transaction() as session:
        controller = Organisation(
            name=name,
            kind=OrganisationKind.TOWN_HALL,
            address=address,
            rights_email=rights_email,
            officer=asked.officer.strip(),
        )
        session.add(Town(name=asked.name.strip(), controller=controller))
        session.add_all(quartiers_from(asked.quartiers, asked.name.strip()))
        session.add_all(Role(name=role.value) for role in RoleName)
        session.flush()
        publish_questionnaires()
        add_account(email, asked.password, [RoleName.ADMINISTRATOR], organisation=controller)


def publish_questionnaires() -> None:
    """Publishes the questionnaires of the house, with the town's quartiers; in the caller's transaction."""
    for name in BUILTIN:
        publish_builtin(name)


def quartiers_from(text: str, commune: str) -> list[Quartier]:
    """Returns the quartiers that ``text`` names; raises ValueError when there is none or the file is not readable."""
    if text.strip().endswith((".geojson", ".json")):
        return _quartiers_of_file(Path(text.strip()), commune)
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise ValueError("il faut au moins un quartier.")
    return [Quartier(code=short_code.new(), name=name, commune=commune) for name in names]


def _quartiers_of_file(path: Path, commune: str) -> list[Quartier]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ValueError(f"le fichier {path.name} ne se lit pas comme du GeoJSON de quartiers.") from None
    found = []
    for feature in features:
        properties: dict[str, Any] = feature.get("properties") or {}
        name = _first(properties, NAME_FIELDS)
        if not name:
            raise ValueError(f"le fichier {path.name} a un quartier sans nom (champ lib_qp ou nom_qp).")
        found.append(
            Quartier(
                code=short_code.new(),
                official_code=_first(properties, CODE_FIELDS) or None,
                name=name,
                commune=str(properties.get("nom_com") or commune),
                perimeter=feature.get("geometry"),
            )
        )
    return found


def _first(properties: dict[str, Any], fields: tuple[str, ...]) -> str:
    return next((str(properties[field]).strip() for field in fields if properties.get(field)), "")


def _email(text: str, what: str) -> str:
    try:
        return validate_email(text.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise ValueError(f"{what} n'est pas une adresse mail : {text!r}.") from None
