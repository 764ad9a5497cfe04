"""Addresses of static files that change with their content, so that a phone may keep them for a year."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def fingerprint_static(app: Flask) -> None:
    """Adds ``static_url(name)`` to templates and long caching to the files it names."""
    folder = Path(str(app.static_folder))

    @app.template_global()
    @cache
    def static_url(name: str) -> str:
        return url_for("static", filename=name, v=_fingerprint(folder / name))

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static":
            response.direct_passthrough = False
            response.set_data(
                response.get_data()
            )  # a whole body can be compressed, a stream of a file cannot
        if request.endpoint == "static" and "v" in request.args:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
