"""What a reader must know of questions that were not asked alike: said beside the figure, and in every export."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from survey.languages import language
from survey.questionnaires.comparability import Aspect, Divergence, Reworded, Variant
from survey.questionnaires.dependencies import REFERENCE
from webapp.figures.tables import Cell, Column, Kind, Table
from webapp.i18n import CODES, chosen_language
from webapp.services.comparison import SCALES, Comparison
from webapp.services.versions_compared import EVOCATION, OPEN, PROFILE, Asked, Contrast

ASPECTS = {
    Aspect.LABEL: _l("La question"),
    Aspect.HINT: _l("L'aide sous la question"),
    Aspect.CHOICES: _l("Les réponses proposées"),
    Aspect.ORDER: _l("L'ordre des réponses proposées"),
    Aspect.CODES: _l("Les codes des réponses"),
    Aspect.KIND: _l("Le type de question"),
    Aspect.BOUNDS: _l("Les bornes"),
    Aspect.POLES: _l("Le sens du score"),
}
WORDED = frozenset({Aspect.LABEL, Aspect.HINT, Aspect.CHOICES, Aspect.ORDER})
_WORD = re.compile(r"\S+\s*")
SCALED, ASKED_ONCE = "echelles", "effets"
_SCALE_ROLES = tuple(f"scale:{scale}" for scale in SCALES)
SECTION_ROLES = {
    **dict.fromkeys(("themes", "polarite", "cadre", "mode"), OPEN),
    **dict.fromkeys(("mots-1", "mots-2"), EVOCATION),
    "profil": PROFILE,
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What some versions say: pieces of text and whether each is only said here, or not by the others.

    ``language`` is that of the text, "" for none of the questionnaire; ``people`` are those who answered these
    versions, in any language, for each collection; ``first`` marks what the earliest version says.
    """

    pieces: tuple[tuple[str, bool], ...]
    language: str
    versions: str
    people: tuple[int, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One aspect of a question in the language of some readers ("" for all of them)."""

    aspect: str
    language: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """A question that was not asked alike; ``apart`` when its answers are therefore left out of the figure."""

    name: str
    label: str
    language: str
    apart: bool
    changes: tuple[Changed, ...]


def cautions_of(key: str, comparison: Comparison) -> tuple[Caution, ...]:
    """Returns what to know before one reads the section ``key``."""
    contrast = comparison.contrast
    if key == SCALED:
        both = comparison.before is not None and comparison.after is not None
        found = _by_role(contrast, _SCALE_ROLES) if both else []
        return _cautions(found, contrast.versions, left_out=True)
    if key == ASKED_ONCE:
        shown = {effect.question for effect in comparison.effects}
        pooled = [each for several in contrast.pooled.values() for each in several]
        told = [each for each in pooled if each.item.name in shown or not each.together]
        return _cautions(told, contrast.last, left_out=True)
    return _cautions(_by_role(contrast, SECTION_ROLES.get(key, ())), contrast.versions, left_out=False)


def caution_sentence(cautions: Sequence[Caution]) -> str:
    """Returns the warning that stands over the wordings of one section."""
    said = ngettext(
        "Attention : %(num)s question n'a pas été posée à tout le monde dans les mêmes termes.",
        "Attention : %(num)s questions n'ont pas été posées à tout le monde dans les mêmes termes.",
        len(cautions),
    )
    apart = sum(caution.apart for caution in cautions)
    return f"{said} {_left_out(apart)}" if apart else said


def caution_summary(cautions: Sequence[Caution]) -> str:
    """Returns the line at the top of a page over the cautions of all its sections, "" without any."""
    names = {caution.name for caution in cautions}
    if not names:
        return ""
    apart = len({caution.name for caution in cautions if caution.apart})
    said = ngettext(
        "Le questionnaire a changé : %(num)s question n'a pas été posée à tout le monde dans les mêmes termes. "
        "Ce qu'elle disait est écrit à côté des chiffres.",
        "Le questionnaire a changé : %(num)s questions n'ont pas été posées à tout le monde dans les mêmes termes. "
        "Ce qu'elles disaient est écrit à côté des chiffres.",
        len(names),
    )
    return f"{said} {_left_out(apart)}" if apart else said


def caution_table(contrast: Contrast, names: Sequence[str]) -> Table:
    """Returns every wording of every question that was not asked alike, one a row; ``names`` are the collections'."""
    found = [each for several in contrast.changed.values() for each in several]
    rows: list[tuple[Cell, ...]] = []
    for reworded, caution in zip(found, _cautions(found, contrast.versions, left_out=True), strict=True):
        together = gettext("oui") if reworded.together else gettext("non")
        rows += [
            (
                caution.name,
                caution.label,
                change.aspect,
                change.language,
                wording.versions,
                "".join(text for text, _ in wording.pieces),
                *wording.people,
                together,
            )
            for change in caution.changes
            for wording in change.wordings
        ]
    columns = (
        Column(gettext("Nom")),
        Column(gettext("Question")),
        Column(gettext("Ce qui change")),
        Column(gettext("Langue")),
        Column(gettext("Version")),
        Column(gettext("Ce qui était écrit")),
        *(Column(gettext("Ont répondu à cette version, %(when)s", when=name), Kind.COUNT) for name in names),
        Column(gettext("Réponses comptées ensemble")),
    )
    return Table(gettext("Questions qui ont changé"), columns, tuple(rows))


def _left_out(apart: int) -> str:
    return ngettext(
        "%(num)s n'est pas comparée : ses réponses ne veulent plus dire la même chose.",
        "%(num)s ne sont pas comparées : leurs réponses ne veulent plus dire la même chose.",
        apart,
    )


def _by_role(contrast: Contrast, roles: Sequence[str]) -> list[Reworded]:
    return [each for role in roles for each in contrast.changed.get(role, ())]


def _cautions(found: Sequence[Reworded], versions: Sequence[Asked], *, left_out: bool) -> tuple[Caution, ...]:
    spoken = chosen_language().code
    cautions = []
    for each in found:
        wording = each.item.label.wording(spoken)
        changes = tuple(_changed(divergence, versions) for divergence in each.divergences)
        apart = left_out and not each.together
        cautions.append(Caution(each.item.name, _plain(wording.text), wording.language, apart, changes))
    return tuple(cautions)


def _changed(divergence: Divergence, versions: Sequence[Asked]) -> Changed:
    first = divergence.variants[0]
    name = language(divergence.language).name if divergence.language in CODES else ""
    return Changed(
        str(ASPECTS[divergence.aspect]),
        name,
        tuple(_wording(divergence, variant, first, versions) for variant in divergence.variants),
    )


def _wording(divergence: Divergence, variant: Variant, first: Variant, versions: Sequence[Asked]) -> Wording:
    other = divergence.variants[1] if variant is first else first
    own = [versions[place] for place in variant.versions]
    people = tuple(sum(each.answered(side) for each in own) for side in range(len(versions[0].people)))
    return Wording(
        _pieces(_plain(variant.text) or gettext("(rien)"), _plain(other.text)),
        variant.language if divergence.aspect in WORDED else "",
        ", ".join(f"{each.name} {each.version}" for each in own),
        people,
        variant is first,
    )


def _plain(text: str) -> str:
    """A text with its references left open."""
    return REFERENCE.sub("…", text)


def _pieces(text: str, other: str) -> tuple[tuple[str, bool], ...]:
    """The text cut where its words part from those of the other."""
    here, there = _WORD.findall(text), _WORD.findall(other)
    matcher = SequenceMatcher(
        None, [word.strip() for word in here], [word.strip() for word in there], autojunk=False
    )
    pieces = []
    for tag, start, end, _, _ in matcher.get_opcodes():
        said = "".join(here[start:end])
        shown = said.rstrip()
        pieces += [(shown, tag != "equal"), (said[len(shown) :], False)]
    return tuple(piece for piece in pieces if piece[0])
