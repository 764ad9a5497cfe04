"""The evaluator's page: one scope, two collections or one, everything that may be said of them."""

from dataclasses import dataclass, replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.indicators.tally import Dimension
from webapp.access import only
from webapp.evaluate.find import scope_or_404
from webapp.evaluate.room import room
from webapp.figures.cautions import ASKED_ONCE, SCALED, caution_sentence, caution_summary, cautions_of
from webapp.figures.discourse import CODED, discourse_sections
from webapp.figures.evocations import evocation_sections
from webapp.figures.headings import heading_section
from webapp.figures.headline import headline
from webapp.figures.people import attendance_section, profile_section
from webapp.figures.scales import (
    effect_section,
    effects_of,
    needs_of,
    needs_section,
    scale_section,
)
from webapp.figures.section import Section
from webapp.models import RoleName
from webapp.services.collections import Collection, Scope, chosen, collections_of
from webapp.services.comparison import Comparison, compare
from webapp.services.tallies import pending_annotations
from webapp.wording import word_collection

PARAMETERS = {Dimension.THEME: "theme", Dimension.POLARITY: "polarite", Dimension.FRAME: "cadre"}
"""What the page of words calls each code in its address."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one address asks to read: the scope, its collections, the ones chosen, and what they say."""

    kind: str
    code: str
    scope: Scope
    collections: list[Collection]
    comparison: Comparison


def reading(kind: str, code: str) -> Reading:
    """Returns what ``/lecture/<kind>/<code>?avant=…&apres=…`` asks for; unknown collections are ignored."""
    scope = scope_or_404(kind, code)
    collections = collections_of(scope)
    before, after = chosen(collections, request.args.get("avant", ""), request.args.get("apres", ""))
    return Reading(kind, code, scope, collections, compare(scope, before, after))


def sections_of(comparison: Comparison) -> list[Section]:
    """Returns the parts of the page that have something to show, in their order."""
    sections = [*discourse_sections(comparison), *evocation_sections(comparison)]
    if comparison.headings:
        sections.append(heading_section(comparison))
    if comparison.scales or cautions_of(SCALED, comparison):
        sections.append(scale_section(comparison))
    if needs_of(comparison):
        sections.append(needs_section(comparison))
    if effects_of(comparison) or cautions_of(ASKED_ONCE, comparison):
        sections.append(effect_section(comparison))
    if comparison.attendance:
        sections.append(attendance_section(comparison))
    if comparison.attendance or comparison.before or comparison.after:
        sections.append(profile_section(comparison))
    return [_cautioned(section, comparison) for section in sections]


def _cautioned(section: Section, comparison: Comparison) -> Section:
    cautions = cautions_of(section.key, comparison)
    return replace(section, caution=caution_sentence(cautions), cautions=cautions) if cautions else section


@room.get("/<any(action, quartier, ville):kind>/<code>")
@only(RoleName.EVALUATOR, RoleName.COORDINATOR)
def change(kind: str, code: str) -> ResponseReturnValue:
    """What changed from one collection to another, or what one collection says."""
    asked = reading(kind, code)
    sections = sections_of(asked.comparison)
    return render_template(
        "evaluate/change.html",
        asked=asked,
        headline=headline(asked.comparison),
        caution=caution_summary([caution for section in sections for caution in section.cautions]),
        sections=sections,
        waiting=pending_annotations(wave_ids_of(asked.comparison)),
        read=names_of(asked.comparison),
        names={collection.key: word_collection(collection) for collection in asked.collections},
        links=_links(asked) if current_user.holds(RoleName.EVALUATOR) else {},
    )


def wave_ids_of(comparison: Comparison) -> list[int]:
    """Returns the waves of the collections read."""
    sides = (comparison.before, comparison.after)
    return [identifier for side in sides if side is not None for identifier in side.collection.wave_ids]


def names_of(comparison: Comparison) -> list[str]:
    """Returns what the collections read are called, the earlier first."""
    sides = (comparison.before, comparison.after)
    return [word_collection(side.collection) for side in sides if side is not None]


def _links(asked: Reading) -> dict[str, dict[str, str]]:
    """Returns where the words behind each code are read, by section and code."""
    side = asked.comparison.after or asked.comparison.before
    if side is None:
        return {}
    return {
        CODED[dimension].key: {
            change.category: url_for(
                "evaluate.words",
                kind=asked.kind,
                code=asked.code,
                releve=side.collection.key,
                **{PARAMETERS[dimension]: change.category},  # type: ignore[arg-type]
            )
            for change in changes
        }
        for dimension, changes in asked.comparison.codes.items()
        if dimension in PARAMETERS
    }
