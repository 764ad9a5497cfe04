"""What an answer is for. Registration, import, chat, pairing and figures find answers by role, never by
name."""

from dataclasses import dataclass
from difflib import get_close_matches

RESIDENCES = ("this_quartier", "other_quartier", "commune", "elsewhere", "no_answer")
"""Choices of the role `residence`, seen from the quartier the action is about."""

AGE_BANDS = ("under_11", "11_14", "15_17", "18_24", "25_39", "40_59", "60_74", "75_plus")
"""Choices of the role `profile.age_band`."""

SEXES = ("woman", "man", "other", "no_answer")
"""Choices of the role `profile.sex`."""

AUDIENCES = ("children", "teenagers", "young_adults", "adults", "seniors")
"""Choices of the role `request.audience`: whom a wished action is for."""

ASKERS = ("resident", "partner", "town_service")
"""Choices of the role `request.asker`."""

PLACES = frozenset({"residence.quartier", "request.quartier"})
"""Roles of questions whose choices are names of places: written once, the same in every language."""

NO_ANSWER = "no_answer"
"""The choice of a person who prefers not to say, allowed in every list; counted as unknown."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role an item may carry.

    `kinds` are the types it fits, any when empty; `choices` the names its choice list is made of, free when
    empty; `shared` when several items may carry it.
    """

    name: str
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    shared: bool = False


_ONE = ("select_one",)
_TEXT = ("text",)
_AGREED = ("acknowledge", "select_one")
_SCALES = ("use", "image", "ties", "experience", "mobility", "discrimination", "attachment")

ROLES: tuple[Role, ...] = (
    Role("contact.name", _TEXT),
    Role("contact.email", _TEXT),
    Role("contact.phone", _TEXT),
    Role("party.size", ("integer",)),
    Role("profile.age_band", _ONE, AGE_BANDS),
    Role("profile.sex", _ONE, SEXES),
    Role("residence", _ONE, RESIDENCES),
    Role("residence.quartier", _ONE),
    Role("agreement.child", _AGREED),
    Role("agreement.parent", _AGREED),
    *(Role(f"evocation.{rank}", _TEXT) for rank in (1, 2, 3)),
    Role("evocation.order", ("rank",)),
    *(Role(f"evocation.valence.{rank}", _ONE) for rank in (1, 2, 3)),
    Role("origin.birth", _ONE),
    Role("origin.years", ("select_one", "integer")),
    Role("origin.languages", ("select_one", "select_multiple", "text")),
    Role("request.wish", _TEXT),
    Role("request.audience", ("select_multiple",), AUDIENCES),
    Role("request.quartier", _ONE),
    Role("request.place", _TEXT),
    Role("request.moment", _TEXT),
    Role("request.asker", _ONE, ASKERS),
    *(Role(f"scale:{scale}", ("select_one", "select_multiple", "integer"), shared=True) for scale in _SCALES),
)

_FAMILIES: tuple[Role, ...] = (
    Role("consent.", _AGREED),
    Role("open.", _TEXT),
    Role("code.", ("text", "integer", "select_one")),
    Role("needs.", ("select_one", "select_multiple")),
    Role("context.", ("hidden",)),
)
"""Open families: the rest of the name is free (consent.contact, open.represents, context.quartier_name)."""

_BY_NAME = {role.name: role for role in ROLES}

_EXAMPLES = (
    *("consent.contact", "consent.after", "consent.survey", "open.represents", "open.changed"),
    *("context.quartier_name", "context.action_name", "context.age_band", "context.residence"),
    *("needs.doing", "needs.lacking", "needs.together", "needs.obstacles"),
    *("code.birth_day", "code.birth_month", "code.first_name", "code.mother", "code.siblings"),
)


def role(name: str) -> Role | None:
    """The role of this name, or None when no role and no open family has it."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    for family in _FAMILIES:
        rest = name.removeprefix(family.name)
        if rest != name and rest.replace("_", "a").replace(".", "a").isalnum() and rest.isascii():
            return Role(name, family.kinds, family.choices, family.shared)
    return None


def closest_role(name: str) -> str:
    """The known role nearest in spelling, "" when none is near."""
    near = get_close_matches(name, (*_BY_NAME, *_EXAMPLES), n=1, cutoff=0.6)
    return near[0] if near else ""
