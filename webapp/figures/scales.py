"""What became of the scales in the same people, and the answers to questions that are asked once."""

from collections.abc import Mapping

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from survey.flow import Plan
from survey.indicators.figure import Figure, Verdict
from survey.indicators.paired import FEWEST_PAIRS, FLAGGED, SMALLEST_CHANGE
from webapp.figures.section import VERDICTS, Section, capitalised, hidden_note, interval_words, points, shown
from webapp.figures.tables import Cell, Column, Kind, Table
from webapp.i18n import chosen_language
from webapp.services.comparison import NEEDS, Comparison, Effect, ScaleChange
from webapp.services.pairs import plans_of

SCALES = {
    "use": _l("venir dans le quartier"),
    "image": _l("image du quartier"),
    "ties": _l("personnes sur qui compter"),
    "mobility": _l("sorties dans la ville"),
    "attachment": _l("attachement (habitants)"),
}


def scale_section(comparison: Comparison) -> Section:
    """Returns the paired change of every scale."""
    return Section(
        key="echelles",
        title=gettext("Ce que les mêmes personnes disent avant et après"),
        sentences=[scale_sentence(found) for found in comparison.scales],
        tables=[
            Table(
                gettext("Scores appariés, de 0 à 100"),
                (
                    Column(gettext("Échelle")),
                    Column(gettext("Questions"), Kind.COUNT),
                    Column(gettext("Paires"), Kind.COUNT),
                    Column(gettext("Perdues de vue"), Kind.COUNT),
                    Column(gettext("Avant"), Kind.SCORE),
                    Column(gettext("Après"), Kind.SCORE),
                    Column(gettext("Changement (intervalle à 95 pour cent)")),
                    Column(gettext("p exact, corrigé"), Kind.NUMBER),
                    Column(gettext("Effet (d_z)"), Kind.NUMBER),
                    Column(gettext("Lecture")),
                ),
                tuple(_scale_row(found) for found in comparison.scales),
            )
        ]
        if comparison.scales
        else [],
        how=[
            gettext(
                "Chaque personne a un score de 0 à 100 par échelle, moyenne des questions auxquelles "
                "elle a répondu (la moitié au moins). On compare les mêmes personnes ; intervalle de "
                "la différence moyenne (Student), test exact par permutation des signes, corrigé par "
                "Holm pour l'ensemble des échelles."
            ),
            gettext(
                "En dessous de %(pairs)s paires rien n'est testé. « Pas de changement notable » : "
                "l'intervalle tient tout entier entre −%(smallest)s et +%(smallest)s points.",
                pairs=FEWEST_PAIRS,
                smallest=round(100 * SMALLEST_CHANGE),
            ),
            gettext(
                "Questions adaptées ou écrites pour ces enquêtes : elles ne sont pas validées par "
                "une étude. Sans groupe de comparaison, un changement ne prouve pas que l'action l'a causé."
            ),
        ],
    )


def effect_section(comparison: Comparison) -> Section:
    """Returns the shares of the questions that have no before and after."""
    return Section(
        key="effets",
        title=gettext("Ce que les personnes en retirent"),
        sentences=[],
        tables=[_shares(comparison, effects_of(comparison), gettext("Réponses, en part des personnes"))]
        if effects_of(comparison)
        else [],
        how=[
            hidden_note(),
            gettext(
                "Les discriminations ressenties ne sont montrées qu'à partir de 11 personnes par réponse."
            ),
        ],
    )


def needs_section(comparison: Comparison) -> Section:
    """Returns what people do, lack and wish, and what keeps them away."""
    return Section(
        key="besoins",
        title=gettext("Ce que les gens font, ce qui leur manque, ce qui les retient"),
        sentences=[],
        tables=[_shares(comparison, needs_of(comparison), gettext("Besoins, en part des personnes"))],
        how=[
            hidden_note(),
            gettext(
                "Plusieurs réponses étaient possibles : les parts d'une question peuvent dépasser 100 pour cent. "
                "Ce sont les personnes qui ont répondu, pas tous ceux qui habitent ou viennent ici."
            ),
        ],
    )


def effects_of(comparison: Comparison) -> list[Effect]:
    """Returns the answers to questions of scales."""
    return [effect for effect in comparison.effects if not effect.role.startswith(NEEDS)]


def needs_of(comparison: Comparison) -> list[Effect]:
    """Returns the answers to questions on needs."""
    return [effect for effect in comparison.effects if effect.role.startswith(NEEDS)]


def scale_sentence(found: ScaleChange) -> str:
    """Returns what may be said of the change of one scale."""
    change, name = found.change, str(SCALES[found.scale])
    if found.hidden:
        return gettext(
            "%(scale)s : masqué, pour ne pas dire combien des personnes qui ont répondu habitent le quartier.",
            scale=capitalised(name),
        )
    if change.before is None or change.after is None:
        said = ngettext(
            "%(scale)s : %(num)s personne seulement a répondu avant et après, trop peu pour conclure.",
            "%(scale)s : %(num)s personnes seulement ont répondu avant et après, trop peu pour conclure.",
            change.pairs,
            scale=capitalised(name),
        )
    else:
        template = {
            Verdict.INCREASE: _l(
                "%(scale)s : en hausse, %(before)s avant, %(after)s après, sur 100 (%(pairs)s paires)."
            ),
            Verdict.DECREASE: _l(
                "%(scale)s : en baisse, %(before)s avant, %(after)s après, sur 100 (%(pairs)s paires)."
            ),
            Verdict.NO_LARGER: _l(
                "%(scale)s : pas de changement de plus de %(smallest)s points (%(before)s avant, "
                "%(after)s après, %(pairs)s paires)."
            ),
        }.get(
            found.verdict,
            _l("%(scale)s : non concluant (%(before)s avant, %(after)s après, %(pairs)s paires)."),
        )
        said = str(template) % {
            "scale": capitalised(name),
            "before": round(100 * change.before),
            "after": round(100 * change.after),
            "pairs": change.pairs,
            "smallest": round(100 * SMALLEST_CHANGE),
        }
    if change.attrition is not None and abs(change.attrition) > FLAGGED:
        said += " " + gettext(
            "Attention : avant, les personnes perdues de vue répondaient autrement que les autres."
        )
    return said


def _scale_row(found: ScaleChange) -> tuple[Cell, ...]:
    change = found.change
    return (
        str(SCALES[found.scale]),
        found.items,
        shown(None if found.hidden else change.pairs),
        shown(None if found.hidden else change.lost),
        change.before,
        change.after,
        points(change.interval),
        found.p,
        change.d_z,
        str(VERDICTS[found.verdict]),
    )


def _shares(comparison: Comparison, effects: list[Effect], caption: str) -> Table:
    last = comparison.after or comparison.before
    plan = plans_of(last.collection.wave_ids)[-1] if last is not None and effects else None
    rows = [row for effect in effects if plan is not None for row in _effect_rows(effect, plan)]
    return Table(
        caption,
        (
            Column(gettext("Question")),
            Column(gettext("Réponse")),
            Column(gettext("Part"), Kind.SHARE),
            Column(gettext("Intervalle à 95 pour cent")),
            Column(gettext("n"), Kind.COUNT),
            Column(gettext("Sans réponse"), Kind.COUNT),
        ),
        tuple(rows),
    )


def _effect_rows(effect: Effect, plan: Plan) -> list[tuple[Cell, ...]]:
    language = chosen_language().code
    label = plan.items[effect.question].label.in_language(language).said(_place)
    labels: Mapping[str, object] = {
        choice.name: choice.label.in_language(language).said(_place)
        for choice in plan.items[effect.question].choices
    }
    return [
        _share_row(label, gettext(" ou ").join(str(labels[choice]) for choice in group), figure)
        for group, figure in effect.shares.items()
        if figure.n
    ]


def _share_row(label: str, choice: str, figure: Figure) -> tuple[Cell, ...]:
    return label, choice, figure.value, interval_words(figure.interval), figure.n, figure.unknown


def _place(_name: str, _language: str) -> str:
    return gettext("ce quartier")
