"""Addresses as they are printed, sent and scanned: they start with the public address of this installation."""

import segno
from flask import current_app, url_for
from markupsafe import Markup
from werkzeug.routing import IntegerConverter, Map


class RowNumber(IntegerConverter):
    """A row's number in an address, no larger than databases can compare; a larger one is no address."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - the name is the package's
        super().__init__(map, max=2**31 - 1)


def public_address(endpoint: str, **values: str) -> str:
    """Returns the whole address of a route, whatever name the request came under."""
    base: str = current_app.extensions["croisements_settings"].public_url
    return base + url_for(endpoint, **values)  # type: ignore[arg-type]


def qr_code(address: str) -> Markup:
    """Returns the QR code of ``address`` as inline SVG, dark on light whatever the page's colours."""
    return Markup(segno.make(address, error="m").svg_inline(scale=4, border=2, light="#fff", svgclass="qr"))  # noqa: S704
