"""Builds the town: its quartiers with their perimeters, organisations, facilities and accounts."""

from dataclasses import dataclass
from datetime import date
from random import Random

from survey.pairing.short_code import LENGTH, UNAMBIGUOUS
from webapp.demonstration.content import perimeters, plain, planned_actions
from webapp.models import Facility, Organisation, OrganisationKind, Quartier, Role, RoleName, Town, db
from webapp.services.accounts import add_account

NAME = "Tours"
IN_FORCE = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Places:
    """The places and organisations, by the key that the data files give them."""

    quartiers: dict[str, Quartier]
    organisations: dict[str, Organisation]
    facilities: dict[str, Facility]

    def others(self, quartier: Quartier) -> list[str]:
        """Returns the codes of the other quartiers."""
        return [other.code for other in self.quartiers.values() if other is not quartier]


def build_places() -> Places:
    """Stores the town and its places, marked as a demonstration; in the caller's transaction."""
    shapes = perimeters()
    codes = _codes(len(shapes))
    quartiers = {
        row["code"]: Quartier(
            code=code,
            official_code=row["code"],
            name=row["name"],
            commune=row["commune"],
            perimeter=shapes[row["code"]],
            valid_from=IN_FORCE,
        )
        for row, code in zip(plain("quartiers"), codes, strict=True)
    }
    organisations = {
        row.pop("key"): Organisation(**row | {"kind": OrganisationKind(row["kind"])})
        for row in plain("organisations")
    }
    facilities = {
        row["key"]: Facility(
            name=row["name"], address=row["address"], quartier=quartiers.get(row.get("quartier"))
        )
        for row in plain("facilities")
    }
    controller = next(iter(organisations.values()))
    db.session.add(Town(id=1, name=NAME, controller=controller, demonstration=True))
    for rows in (quartiers, organisations, facilities):
        db.session.add_all(rows.values())
    db.session.add_all(Role(name=role.value) for role in RoleName)
    db.session.flush()
    for row in plain("accounts"):
        add_account(
            row["email"], None, [RoleName(row["role"])], organisation=organisations[row["organisation"]]
        )
    return Places(quartiers, organisations, facilities)


def _codes(count: int) -> list[str]:
    """Returns short codes for the quartiers, the same each time, none of them an action's."""
    rng = Random("quartiers")  # noqa: S311 - printed on posters, no secret
    taken = {action.code for action in planned_actions()}
    codes: list[str] = []
    while len(codes) < count:
        code = "".join(rng.choice(UNAMBIGUOUS) for _ in range(LENGTH))
        if code not in taken:
            taken.add(code)
            codes.append(code)
    return codes
