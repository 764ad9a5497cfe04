"""How people speak of the quartier: themes, polarity and frame, before and after, with the words behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from survey.indicators.discourse import FEWEST_PEOPLE, SMALLEST_CHANGE, ShareChange
from survey.indicators.figure import Verdict
from survey.indicators.tally import Dimension
from webapp.figures.charts import Bar, compare_bars
from webapp.figures.section import VERDICTS, Section, hidden_note, interval_words, points, share_cell
from webapp.figures.tables import Cell, Column, Kind, Table
from webapp.services.comparison import DESCRIBED, Comparison
from webapp.view_helpers import percent
from webapp.wording import FRAMES, MODES, POLARITIES, THEMES, word_collection

SHOWN_THEMES = 10


@dataclass(frozen=True, slots=True)
class Coded:
    """How one dimension of the codebook is shown."""

    key: str
    title: object
    labels: Mapping[str, object]


CODED = {
    Dimension.THEME: Coded("themes", _l("De quoi on parle"), THEMES),
    Dimension.POLARITY: Coded("polarite", _l("En bien ou en mal"), POLARITIES),
    Dimension.FRAME: Coded("cadre", _l("Le regard porté sur le quartier et ses habitants"), FRAMES),
    Dimension.MODE: Coded("mode", _l("À quel titre on en parle"), MODES),
}
MORE = {
    Dimension.THEME: _l("On parle plus de « %(what)s » qu'avant : %(after)s contre %(before)s (%(n)s)."),
    Dimension.POLARITY: _l("Plus de réponses « %(what)s » qu'avant : %(after)s contre %(before)s (%(n)s)."),
    Dimension.FRAME: _l(
        "Plus de réponses où l'on « %(what)s » qu'avant : %(after)s contre %(before)s (%(n)s)."
    ),
}
LESS = {
    Dimension.THEME: _l("On parle moins de « %(what)s » qu'avant : %(after)s contre %(before)s (%(n)s)."),
    Dimension.POLARITY: _l("Moins de réponses « %(what)s » qu'avant : %(after)s contre %(before)s (%(n)s)."),
    Dimension.FRAME: _l(
        "Moins de réponses où l'on « %(what)s » qu'avant : %(after)s contre %(before)s (%(n)s)."
    ),
}


def discourse_sections(comparison: Comparison) -> list[Section]:
    """Returns one section for each dimension of the codebook that has answers."""
    return [_section(comparison, dimension) for dimension in CODED if comparison.codes[dimension]]


def findings(comparison: Comparison) -> list[tuple[float, str]]:
    """Returns every change that may be stated, with its size, as sentences."""
    found = []
    for dimension in MORE:
        for change in comparison.codes[dimension]:
            sentence = _stated(dimension, change)
            if sentence and change.after is not None:
                found.append((abs((change.after.value or 0) - (change.before.value or 0)), sentence))
    return found


def _section(comparison: Comparison, dimension: Dimension) -> Section:
    coded, changes = CODED[dimension], comparison.codes[dimension]
    names = [
        word_collection(side.collection) for side in (comparison.before, comparison.after) if side is not None
    ]
    ordered = sorted(changes, key=_weight, reverse=True) if dimension is Dimension.THEME else list(changes)
    return Section(
        key=coded.key,
        title=str(coded.title),
        sentences=_sentences(dimension, ordered),
        chart=_chart(coded, ordered, names),
        tables=[_table(coded, ordered, names)],
        how=_how(dimension),
    )


def _sentences(dimension: Dimension, changes: Sequence[ShareChange]) -> list[str]:
    if all(change.after is None for change in changes):
        return []
    stated = [sentence for change in changes if (sentence := _stated(dimension, change))]
    if stated or dimension in DESCRIBED:
        return stated
    if all(change.verdict is Verdict.TOO_FEW for change in changes):
        return [gettext("Trop peu de réponses pour comparer : lisez les parts et les mots.")]
    if all(change.verdict in (Verdict.NO_LARGER, Verdict.TOO_FEW) for change in changes):
        return [
            gettext(
                "Pas de changement de plus de %(smallest)s points.", smallest=round(100 * SMALLEST_CHANGE)
            )
        ]
    return [gettext("Aucun changement n'est concluant à lui seul.")]


def _stated(dimension: Dimension, change: ShareChange) -> str:
    template = {Verdict.INCREASE: MORE, Verdict.DECREASE: LESS}.get(change.verdict, {}).get(dimension)
    if template is None or change.after is None or change.after.value is None or change.before.value is None:
        return ""
    return str(template) % {
        "what": CODED[dimension].labels[change.category],
        "after": percent(change.after.value),
        "before": percent(change.before.value),
        "n": gettext("n = %(after)s et %(before)s", after=change.after.n, before=change.before.n),
    }


def _chart(coded: Coded, changes: Sequence[ShareChange], names: Sequence[str]) -> Markup | None:
    bars = []
    for change in changes[:SHOWN_THEMES]:
        for series, figure in enumerate((change.before, change.after)):
            if figure is not None and figure.value is not None and figure.interval is not None:
                bars.append(
                    Bar(
                        str(coded.labels[change.category]),
                        series,
                        figure.value,
                        figure.interval.low,
                        figure.interval.high,
                    )
                )
    return compare_bars(
        bars,
        names,
        gettext(
            "%(title)s : parts des personnes, le tableau qui suit les donne toutes.", title=str(coded.title)
        ),
    )


def _table(coded: Coded, changes: Sequence[ShareChange], names: Sequence[str]) -> Table:
    columns = [Column(str(coded.title))]
    for name in names:
        columns += [
            Column(gettext("Part, %(when)s", when=name), Kind.SHARE),
            Column(gettext("Intervalle à 95 pour cent")),
            Column(gettext("n"), Kind.COUNT),
            Column(gettext("Non codées"), Kind.COUNT),
        ]
    if len(names) == 2:
        columns += [
            Column(gettext("Différence (intervalle)")),
            Column(gettext("p corrigé"), Kind.NUMBER),
            Column(gettext("Lecture")),
        ]
    return Table(
        str(coded.title),
        tuple(columns),
        tuple(_row(coded, change) for change in changes),
        keys=tuple(change.category for change in changes),
    )


def _row(coded: Coded, change: ShareChange) -> tuple[Cell, ...]:
    cells: list[Cell] = [str(coded.labels[change.category])]
    for figure in (change.before, change.after):
        if figure is not None:
            cells += [share_cell(figure), interval_words(figure.interval), figure.n, figure.unknown]
    if change.after is not None:
        cells += [points(change.interval), change.q, str(VERDICTS[change.verdict])]
    return tuple(cells)


def _how(dimension: Dimension) -> list[str]:
    how = [
        gettext(
            "Question « Que représente ce quartier pour vous ? ». On compte des personnes, pas des "
            "phrases. Les codes sont ceux d'un programme qui se trompe parfois : lisez les mots "
            "derrière chaque part avant d'en parler. Les réponses hors sujet ou d'une langue non "
            "vérifiée sont parmi les « non codées »."
        ),
        hidden_note(),
    ]
    if dimension in DESCRIBED:
        return [*how, gettext("C'est le code le moins sûr : il est décrit, jamais testé.")]
    return [
        *how,
        gettext(
            "Parts avec l'intervalle de Wilson ; différence de deux groupes, intervalle de Newcombe, "
            "test exact de Fisher corrigé par Benjamini et Hochberg ; rien n'est testé sous "
            "%(people)s personnes d'un côté. Sans groupe de comparaison, un changement ne prouve pas "
            "que l'action l'a causé.",
            people=FEWEST_PEOPLE,
        ),
    ]


def _weight(change: ShareChange) -> float:
    values = [figure.value or 0.0 for figure in (change.before, change.after) if figure is not None]
    return sum(values)
