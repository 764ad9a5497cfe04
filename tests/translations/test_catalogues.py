"""Every language says everything, with the same placeholders and tags, and nothing that is no longer said."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from survey.languages import LANGUAGES
from translations.catalogues import TEMPLATE, extracted, faults, french, in_french, path_of, read, write

TRANSLATED = [entry.babel_locale for entry in LANGUAGES if entry.code != "fr"]


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return extracted()


def test_the_template_is_what_the_code_says(messages: Catalog, tmp_path: Path) -> None:
    write(tmp_path / "messages.pot", messages)
    assert (tmp_path / "messages.pot").read_text() == TEMPLATE.read_text(), "run make catalogues"


def test_french_is_derived_from_the_messages(messages: Catalog, tmp_path: Path) -> None:
    write(tmp_path / "messages.po", french(messages))
    assert (tmp_path / "messages.po").read_text() == path_of("fr").read_text(), "run make catalogues"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_language_is_complete_and_true(locale: str, messages: Catalog) -> None:
    assert faults(locale, messages) == []


def test_french_spaces_do_not_break() -> None:
    assert in_french("Vraiment ? « Oui » : non !") == "Vraiment\u00a0? «\u00a0Oui\u00a0»\u00a0: non\u00a0!"


def test_french_numbers_do_not_break() -> None:
    assert in_french("de 1 à 100 000, en 2026") == "de 1 à 100\u00a0000, en 2026"


@pytest.mark.parametrize(
    ("string", "kind"),
    [("", "missing"), ("Hello %(nom)s", "placeholder"), ("Hello <b>%(name)s", "tag")],
)
def test_a_bad_translation_is_named(string: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    messages, catalogue = Catalog(), Catalog(locale="en")
    messages.add("Bonjour %(name)s")
    catalogue.add("Bonjour %(name)s", string)
    monkeypatch.setattr("translations.catalogues.read", lambda locale: catalogue)
    assert kind in {fault.kind for fault in faults("en", messages)}


def test_a_stale_translation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalog(locale="en")
    catalogue.add("Ancien", "Old")
    monkeypatch.setattr("translations.catalogues.read", lambda locale: catalogue)
    assert [fault.kind for fault in faults("en", Catalog())] == ["stale"]


def test_catalogues_read_back_as_written(
    messages: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translations.catalogues.FOLDER", tmp_path)
    write(tmp_path / "fr" / "LC_MESSAGES" / "messages.po", french(messages))
    assert {message.id for message in read("fr") if message.id} == {
        message.id for message in messages if message.id
    }
