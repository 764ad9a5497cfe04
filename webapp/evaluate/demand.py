"""Whether people ask for more actions than before."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp.access import only
from webapp.evaluate.room import room
from webapp.figures.demand import LENGTH_NAMES, demand_headline, demand_sections
from webapp.models import RoleName, now
from webapp.services.demand import demand as count_demand


@room.get("/demandes")
@only(RoleName.EVALUATOR, RoleName.COORDINATOR)
def demand() -> ResponseReturnValue:
    """The requests of one period beside those of the one before: counts, never words."""
    found = count_demand(request.args.get("mois", type=int), now())
    return render_template(
        "evaluate/demand.html",
        found=found,
        headline=demand_headline(found),
        sections=demand_sections(found),
        lengths=LENGTH_NAMES,
    )
