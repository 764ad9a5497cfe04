"""The words that the quartier evokes, in their four zones."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from survey.indicators.evocation import FEWEST_PEOPLE, Evocation, Zone
from webapp.figures.charts import Points, evocation_plane
from webapp.figures.section import Section
from webapp.figures.tables import Cell, Column, Kind, Table
from webapp.services.comparison import Comparison, Side
from webapp.view_helpers import percent
from webapp.wording import word_collection

ZONES = {
    Zone.CORE: _l("noyau"),
    Zone.FIRST_PERIPHERY: _l("première périphérie"),
    Zone.CONTRAST: _l("contraste"),
    Zone.SECOND_PERIPHERY: _l("seconde périphérie"),
}


def evocation_sections(comparison: Comparison) -> list[Section]:
    """Returns one section for each collection in which people gave words."""
    sides = [side for side in (comparison.before, comparison.after) if side is not None]
    return [
        _section(comparison, side, words, rank)
        for rank, (side, words) in enumerate(zip(sides, comparison.words, strict=True))
        if words.n
    ]


def _section(comparison: Comparison, side: Side, words: Evocation, rank: int) -> Section:
    name = word_collection(side.collection)
    sentences = [_core(words)]
    if rank == 1 and comparison.shared_core is not None:
        sentences.append(
            gettext(
                "Les deux noyaux ont %(share)s de leurs mots en commun.",
                share=percent(comparison.shared_core),
            )
        )
    return Section(
        key=f"mots-{rank + 1}",
        title=gettext("Les mots du quartier, %(when)s", when=name),
        sentences=sentences,
        chart=_plane(words, name),
        tables=[
            Table(
                gettext("Mots cités, %(when)s (%(n)s personnes)", when=name, n=words.n),
                (
                    Column(gettext("Mot")),
                    Column(gettext("Personnes"), Kind.COUNT),
                    Column(gettext("Rang moyen"), Kind.NUMBER),
                    Column(gettext("Zone")),
                    Column(gettext("Stabilité"), Kind.SHARE),
                ),
                tuple(_row(words)),
            )
        ],
        how=[
            gettext(
                "Trois mots par personne, ramenés à une forme commune, comptés une fois par "
                "personne. Un mot est gardé à partir de %(kept)s personnes, et montré à partir de 5. "
                "Zones de Vergès et Abric : fréquence et rang d'importance coupés à leurs moyennes ; "
                "après, on garde les coupures d'avant.",
                kept=words.kept_from,
            ),
            gettext(
                "Stabilité : part des tirages au sort (500) qui laissent le mot dans sa zone ; "
                "stable à partir de 80. Sous %(people)s personnes, les mots sont seulement listés.",
                people=FEWEST_PEOPLE,
            ),
        ],
    )


def _core(words: Evocation) -> str:
    core = [evoked.word for evoked in words.words if evoked.zone is Zone.CORE]
    if core:
        return gettext("Au cœur de ce qui est dit : %(words)s.", words=", ".join(core))
    if words.words:
        listed = ", ".join(evoked.word for evoked in words.words[:5])
        return gettext("Les mots les plus cités : %(words)s.", words=listed)
    return gettext("Aucun mot n'est cité par assez de personnes pour être montré.")


def _plane(words: Evocation, name: str) -> Markup | None:
    if words.cuts is None or not words.words:
        return None
    points = Points(
        tuple((evoked.word, float(evoked.people), evoked.mean_rank) for evoked in words.words),
        words.cuts.people,
        words.cuts.rank,
        gettext("personnes qui citent le mot"),
        gettext("rang moyen (1 : le plus important)"),
    )
    return evocation_plane(
        points, gettext("Plan des mots, %(when)s : le tableau qui suit les donne tous.", when=name)
    )


def _row(words: Evocation) -> list[tuple[Cell, ...]]:
    return [
        (
            evoked.word,
            evoked.people,
            evoked.mean_rank,
            str(ZONES[evoked.zone]) if evoked.zone else "",
            evoked.stability,
        )
        for evoked in words.words
    ]
