"""The web application: the only room with a request, a page, a database row or a clock."""

from webapp.factory import create_app

__all__ = ["create_app"]
