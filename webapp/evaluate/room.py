"""The blueprint that the files of this desk share."""

from flask import Blueprint

room = Blueprint("evaluate", __name__, url_prefix="/lecture")
