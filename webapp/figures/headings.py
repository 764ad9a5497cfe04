"""The headings of a survey that was brought in, beside the themes that were found under each."""

from flask_babel import gettext, ngettext

from webapp.figures.section import Section, hidden_note
from webapp.figures.tables import Cell, Column, Kind, Table
from webapp.services.comparison import Comparison
from webapp.services.headings import Heading
from webapp.wording import THEMES

SHOWN = 3


def heading_section(comparison: Comparison) -> Section:
    """Returns one row a heading, with the themes most spoken of under it."""
    columns = [Column(gettext("Rubrique d'origine")), Column(gettext("n"), Kind.COUNT)]
    for place in range(1, SHOWN + 1):
        columns += [Column(gettext("Thème %(place)s", place=place)), Column(gettext("Part"), Kind.SHARE)]
    found = comparison.headings
    return Section(
        key="rubriques",
        title=gettext("Les rubriques d'origine et les thèmes trouvés"),
        sentences=[
            ngettext(
                "Le fichier repris a %(num)s rubrique ; voici de quoi l'on y parle d'après le codage.",
                "Le fichier repris a %(num)s rubriques ; voici de quoi l'on y parle d'après le codage.",
                len(found),
            )
        ],
        tables=[
            Table(
                gettext("Rubriques d'origine et thèmes"),
                tuple(columns),
                tuple(_row(heading) for heading in found),
            )
        ],
        how=[
            gettext(
                "Rubriques et thèmes ne se recouvrent pas un à un : les premières classent un texte à une seule place, "
                "les seconds disent tout ce dont il parle."
            ),
            hidden_note(),
        ],
    )


def _row(heading: Heading) -> tuple[Cell, ...]:
    cells: list[Cell] = [heading.name, heading.people]
    for place in range(SHOWN):
        if place < len(heading.themes):
            theme, number = heading.themes[place]
            cells += [str(THEMES[theme]), number / heading.people]
        else:
            cells += [None, None]
    return tuple(cells)
