"""Addresses as they are printed, sent and scanned: they start with the public address of this installation."""

from io import BytesIO

import segno
from flask import current_app, url_for
from werkzeug.routing import IntegerConverter, Map


class RowNumber(IntegerConverter):
    """A row's number in an address, no larger than databases can compare; a larger one is no address."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - the name is the package's
        super().__init__(map, max=2**31 - 1)


def public_address(endpoint: str, **values: str) -> str:
    """Returns the whole address of a route, whatever name the request came under."""
    base: str = current_app.extensions["croisements_settings"].public_url
    return base + url_for(endpoint, **values)  # type: ignore[arg-type]


def qr_code(address: str) -> bytes:
    """Returns the QR code of ``address`` as an SVG picture, dark on light whatever the page's colours."""
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=4, border=2, light="#fff")
    return out.getvalue()
