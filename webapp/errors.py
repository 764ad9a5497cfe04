"""Errors as pages in the reader's language: what happened, what to do, and nothing that tells who or what."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

TITLES = {
    400: lazy_gettext("Cette demande n'est pas lisible"),
    403: lazy_gettext("Cette page n'est pas ouverte à ce compte"),
    404: lazy_gettext("Cette page n'existe pas"),
    405: lazy_gettext("Cette page ne se demande pas ainsi"),
    410: lazy_gettext("Cette page n'existe plus"),
    413: lazy_gettext("Ce qui a été envoyé est trop grand"),
    429: lazy_gettext("Trop d'essais d'affilée"),
    500: lazy_gettext("Une erreur de notre côté"),
}
REMEDIES = {
    400: lazy_gettext("Revenez à la page précédente et envoyez de nouveau."),
    403: lazy_gettext("Demandez à la personne qui gère les comptes, ou changez de compte."),
    404: lazy_gettext("Vérifiez l'adresse ou le code, ou partez de l'accueil."),
    405: lazy_gettext("Revenez à l'accueil."),
    410: lazy_gettext("Partez de l'accueil."),
    413: lazy_gettext("Raccourcissez le texte ou choisissez un fichier plus petit."),
    429: lazy_gettext("Attendez une minute, puis recommencez. Ce que vous avez écrit n'est pas perdu."),
    500: lazy_gettext("Rien de ce qui était enregistré n'est perdu. Réessayez dans un instant."),
}


def show_errors(app: Flask) -> None:
    """Registers the error pages of ``app``."""

    @app.errorhandler(CSRFError)
    def expired(_error: CSRFError) -> ResponseReturnValue:
        return _page(
            400, gettext("Cette page est restée ouverte trop longtemps. Revenez en arrière et rechargez-la.")
        )

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None:  # a redirect or an answer that was made on purpose
            return error
        return _page(error.code or 500, None)

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> ResponseReturnValue:
        app.logger.error("unexpected %s", type(error).__name__, exc_info=error)
        return _page(500, None)


def _page(code: int, remedy: str | None) -> ResponseReturnValue:
    shown = code if code in TITLES else 400 if code < 500 else 500
    return render_template(
        "error.html", code=code, title=TITLES[shown], remedy=remedy or REMEDIES[shown]
    ), code
