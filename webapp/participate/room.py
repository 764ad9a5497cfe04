"""The blueprint that the files of this room share."""

from flask import Blueprint

room = Blueprint("participate", __name__)
