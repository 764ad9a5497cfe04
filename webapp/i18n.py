"""The one place that decides in which language and direction a page speaks."""

from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale, get_translations
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header

from survey.languages import LANGUAGES, Language, language

COOKIE = "language"
DEFAULT = "fr"
CODES = frozenset(entry.code for entry in LANGUAGES)
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


def chosen_language() -> Language:
    """Returns the language of this request: asked for here, kept from before, read from the browser, or French."""
    if not has_request_context():
        return language(DEFAULT)
    if "language" not in g:
        g.language = _negotiate()
    found: Language = g.language
    return found


def speak(code: str) -> None:
    """Makes the rest of this request speak ``code``; unknown codes are ignored."""
    if code in CODES:
        g.language = language(code)
        g.pop("_flask_babel", None)


def _negotiate() -> Language:
    for code in (_asked(), request.cookies.get(COOKIE)):
        if code in CODES:
            return language(code)
    return _preferred(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=256)
def _preferred(header: str) -> Language:
    """Returns the language that a browser's own settings prefer: hundreds of phones send the same few lines."""
    by_tag = {entry.html_lang: entry.code for entry in LANGUAGES if entry.code == entry.nlp}
    found = parse_accept_header(header, LanguageAccept).best_match(list(by_tag), default=DEFAULT)
    return language(by_tag[found or DEFAULT])


def _asked() -> str | None:
    """Returns the language that this request asks for; a form that is too large to be read asks for none."""
    if "asked_language" not in g:
        try:
            g.asked_language = request.args.get("lang") or request.form.get("lang")
        except HTTPException:
            g.asked_language = None
    found: str | None = g.asked_language
    return found


def html_lang(code: str) -> str:
    """Returns the tag of a language for the attribute ``lang``; a code that we do not serve as it is."""
    return language(code).html_lang if code in CODES else code


class _Catalogues(Domain):
    """Flask-Babel's catalogues, found by the locale itself: it would spell its name at every message."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        found: NullTranslations | None = self.cache.get(locale)
        if found is None:
            found = self.cache[locale] = super().get_translations()
        return found


def _said(message: str, **values: object) -> Markup:
    """Returns a message of a template, with its values escaped."""
    return Markup(get_translations().gettext(message)) % values  # noqa: S704 - messages are ours


def _said_of(one: str, several: str, num: int, **values: object) -> Markup:
    """Returns a message of a template in the number that belongs to ``num``."""
    return Markup(get_translations().ngettext(one, several, num)) % {"num": num, **values}  # noqa: S704


def speak_languages(app: Flask) -> None:
    """Connects Flask-Babel and keeps a language that somebody asked for in a cookie."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Paris"
    babel = Babel(app, locale_selector=lambda: chosen_language().babel_locale)
    babel.domain_instance = _Catalogues()
    app.jinja_env.globals.update({"_": _said, "gettext": _said, "ngettext": _said_of})

    @app.after_request
    def keep(response: Response) -> Response:
        asked = _asked()
        if asked in CODES and request.cookies.get(COOKIE) != asked:
            response.set_cookie(
                COOKIE,
                asked,
                max_age=31536000,
                httponly=True,
                samesite="Lax",
                secure=app.config["SESSION_COOKIE_SECURE"],
            )
        return response

    @app.context_processor
    def languages() -> dict[str, object]:
        return {"language": chosen_language(), "languages": LANGUAGES}

    app.add_template_filter(html_lang)
