"""What a supervisor asks: whether this process answers and reaches its database."""

import sqlalchemy as sa
from flask import Flask
from flask.typing import ResponseReturnValue

from webapp.access import public
from webapp.models import db


def answer_health(app: Flask) -> None:
    """Adds ``/sante`` to ``app``."""

    @app.get("/sante")
    @public
    def health() -> ResponseReturnValue:
        db.session.execute(sa.text("SELECT 1"))
        return {"ready": True}
