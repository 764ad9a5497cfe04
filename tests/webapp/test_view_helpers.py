"""Dates are said the way each language says them."""

from datetime import datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from webapp.view_helpers import dated, day

MOMENT = datetime(2026, 12, 5, 14, 0)


@pytest.mark.parametrize(
    ("locale", "as_day", "as_date"),
    [
        ("fr", "samedi 5 décembre", "5 décembre 2026"),
        ("en", "Saturday 5 December", "5 December 2026"),
        ("es", "sábado 5 de diciembre", "5 de diciembre de 2026"),
        ("pt", "sábado, 5 de dezembro", "5 de dezembro de 2026"),
    ],
)
def test_a_date_is_said_as_its_language_says_it(app: Flask, locale: str, as_day: str, as_date: str) -> None:
    with app.test_request_context(), force_locale(locale):
        assert (day(MOMENT), dated(MOMENT)) == (as_day, as_date)
