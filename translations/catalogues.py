"""Messages and catalogues as values: extracted from the code, read from files, compared.

Messages are written in French in the code. The French catalogue is derived from them: typography put right (spaces
that do not break before : ; ? !, inside quotation marks and in numbers) and the French rule for plurals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_TAG = re.compile(r"</?\w+[^>]*>")
_BEFORE = re.compile(r" ([:;?!»])")
_AFTER = re.compile(r"« ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one message of one language: ``kind`` is missing, stale, placeholder, tag or typography."""

    language: str
    kind: str
    message: str


def extracted() -> Catalog:
    """Returns the messages that the code and the templates hold now."""
    catalogue = Catalog(project="Croisements", charset="utf-8", header_comment="# Messages of Croisements.")
    with (FOLDER / "babel.cfg").open() as configuration:
        methods, options = parse_mapping_cfg(configuration)  # type: ignore[no-untyped-call]
    found = extract_from_dir(
        ROOT, method_map=methods, options_map=options, keywords=KEYWORDS, comment_tags=("Note:",)
    )
    for filename, _line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        catalogue.add(message, None, [(filename, 0)], auto_comments=comments, context=context)
    return catalogue


def in_french(message: str) -> str:
    """Returns a message with the spaces of French typography."""
    return _THOUSANDS.sub("\u00a0", _AFTER.sub("«\u00a0", _BEFORE.sub("\u00a0\\1", message)))


def path_of(locale: str) -> Path:
    """Returns where the catalogue of a locale lies."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> Catalog:
    """Returns the catalogue of a locale, empty when there is none yet."""
    path = path_of(locale)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as source:
        return read_po(source, locale=locale)


def write(path: Path, catalogue: Catalog) -> None:
    """Writes a catalogue without dates, so that the same messages give the same file."""
    out = BytesIO()
    write_po(
        out,
        catalogue,
        width=110,
        no_location=False,
        include_lineno=False,
        omit_header=True,
        ignore_obsolete=True,
    )
    language = f'"Language: {str(catalogue.locale).replace("@", "@")}\\n"\n' if catalogue.locale else ""
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n' if catalogue.locale else ""
    header = (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Croisements\\n"\n'
        f'{language}"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n{plural}\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + out.getvalue().decode(), encoding="utf-8")


def french(messages: Catalog) -> Catalog:
    """Returns the French catalogue that belongs to ``messages``."""
    catalogue = Catalog(locale="fr", charset="utf-8")
    for message in _messages(messages):
        if isinstance(message.id, tuple | list):
            catalogue.add(tuple(message.id), tuple(in_french(part) for part in message.id), message.locations)
        else:
            catalogue.add(message.id, in_french(message.id), message.locations)
    return catalogue


def faults(locale: str, messages: Catalog) -> list[Fault]:
    """Returns everything that is wrong with the catalogue of ``locale`` against the messages of the code."""
    catalogue = read(locale)
    wanted = {_key(message) for message in _messages(messages)}
    found = [
        Fault(locale, "stale", _key(message))
        for message in _messages(catalogue)
        if _key(message) not in wanted
    ]
    for message in _messages(messages):
        translated = catalogue.get(message.id if isinstance(message.id, str) else message.id[0])
        found += _faults_of(locale, message, translated, catalogue.num_plurals)
    return found


def _faults_of(locale: str, message: Message, translated: Message | None, plurals: int) -> Iterator[Fault]:
    key = _key(message)
    if translated is None or translated.fuzzy:
        yield Fault(locale, "missing", key)
        return
    plural = not isinstance(message.id, str)
    strings = _strings(translated.string)
    if not all(strings) or (plural and len(strings) != plurals):
        yield Fault(locale, "missing", key)
        return
    sources = _strings(message.id)
    allowed = set().union(*(set(_PLACEHOLDER.findall(source)) for source in sources))
    needed = set.intersection(*(set(_PLACEHOLDER.findall(source)) for source in sources))
    for string in strings:
        holders = set(_PLACEHOLDER.findall(string))
        if holders - allowed or (needed - holders - ({"%(num)s"} if plural else set())):
            yield Fault(locale, "placeholder", key)
        if sorted(_TAG.findall(string)) not in [sorted(_TAG.findall(source)) for source in sources]:
            yield Fault(locale, "tag", key)


def _strings(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
