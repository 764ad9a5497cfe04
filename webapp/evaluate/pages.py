"""The evaluators' first page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.access import only
from webapp.models import RoleName

room = Blueprint("evaluate", __name__, url_prefix="/lecture")


@room.get("/")
@only(RoleName.EVALUATOR, RoleName.COORDINATOR)
def home() -> ResponseReturnValue:
    """Today."""
    return render_template("evaluate/home.html")
