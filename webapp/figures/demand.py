"""The demand for actions in words: how many requests, whether there are more than before, and who asks."""

from math import isinf

from flask_babel import format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _l

from survey.disclosure import Shown
from survey.indicators.demand import Growth
from survey.indicators.figure import Interval, Verdict
from webapp.figures.section import Section, hidden_note, shown
from webapp.figures.tables import Cell, Column, Kind, Table
from webapp.models import Asker, RequestStatus
from webapp.services.demand import NOWHERE, Demand, Period
from webapp.view_helpers import SMALLEST, dated
from webapp.wording import ASKERS, REQUEST_STATES

LENGTH_NAMES = {3: _l("trois mois"), 6: _l("six mois"), 12: _l("douze mois")}
GROWTHS = {
    Verdict.INCREASE: _l("La demande augmente."),
    Verdict.DECREASE: _l("La demande diminue."),
    Verdict.NO_LARGER: _l("La demande ne change pas de façon notable."),
    Verdict.INCONCLUSIVE: _l("Non concluant : un tel écart peut être dû au hasard."),
}


def demand_headline(found: Demand) -> str:
    """Returns the finding in one sentence."""
    now, before = found.after.requests.n or 0, found.before.requests.n or 0
    said = ngettext(
        "%(num)s demande d'action en %(length)s",
        "%(num)s demandes d'action en %(length)s",
        now,
        length=LENGTH_NAMES[found.months],
    )
    if found.growth is None:
        return said + "."
    return gettext("%(now)s, contre %(before)s juste avant.", now=said, before=format_decimal(before))


def demand_sections(found: Demand) -> list[Section]:
    """Returns the growth, then who asks and what becomes of it."""
    return [_growth_section(found), _people_section(found)]


def _growth_section(found: Demand) -> Section:
    return Section(
        key="croissance",
        title=gettext("Croissance de la demande"),
        sentences=_growth_sentences(found),
        tables=[
            Table(
                gettext("Demandes reçues"),
                (
                    Column(gettext("Période")),
                    Column(gettext("Demandes"), Kind.COUNT),
                    Column(gettext("Intervalle à 95 pour cent")),
                ),
                tuple(_period_row(period) for period in (found.before, found.after)),
            )
        ],
        how=[
            gettext(
                "Une demande est comptée le jour où elle arrive, en ligne ou notée par une équipe, quelle que soit "
                "la réponse. Une demande effacée par la personne reste comptée."
            ),
            gettext(
                "Rapport des deux taux : intervalle exact conditionnel à 95 pour cent (loi binomiale, le total "
                "étant connu), valeur p exacte bilatérale. Chaque nombre a son intervalle de Poisson exact."
            ),
            gettext(
                "Plus de demandes peut vouloir dire plus d'envies, ou un site et des équipes mieux connus. Sans groupe "
                "de comparaison, rien ne dit que les actions en sont la cause."
            ),
        ],
    )


def _growth_sentences(found: Demand) -> list[str]:
    if found.since is None:
        return [gettext("Aucune demande pour l'instant : elles se compteront ici.")]
    if found.growth is None:
        return [
            gettext(
                "Pas de comparaison : la première demande date du %(date)s, après le début de la période d'avant.",
                date=dated(found.since),
            )
        ]
    return [str(GROWTHS[found.growth.verdict]), _ratio_words(found.growth)]


def _ratio_words(found: Growth) -> str:
    sign = "<" if found.p_value < SMALLEST else "="
    p_value = _formula("p", sign, format_decimal(max(found.p_value, SMALLEST), "0.000"))
    n = _formula("n", "=", str(found.before.count + found.after.count))
    if found.ratio is None:
        return gettext(
            "Rien avant, donc pas de rapport ; il dépasserait %(low)s (%(p)s, %(n)s).",
            low=_number(found.interval.low),
            p=p_value,
            n=n,
        )
    return gettext(
        "Rapport des taux : %(ratio)s ; intervalle à 95 pour cent : %(interval)s (%(p)s, %(n)s).",
        ratio=_number(found.ratio),
        interval=_between(found.interval),
        p=p_value,
        n=n,
    )


def _formula(left: str, sign: str, right: str) -> str:
    """Returns a formula that no line cuts and that reads left to right in every language."""
    return f"\u2066{left}\u00a0{sign}\u00a0{right}\u2069"


def _people_section(found: Demand) -> Section:
    if found.askers.n is None:
        return Section(
            key="demandeurs",
            title=gettext("Qui demande, et où"),
            sentences=[gettext("Trop peu de demandes pour dire de qui elles viennent.")],
            tables=[],
            how=[hidden_note()],
        )
    quartiers = {**found.quartier_names, NOWHERE: gettext("ailleurs, ou peu importe")}
    return Section(
        key="demandeurs",
        title=gettext("Qui demande, et où"),
        sentences=[],
        tables=[
            _counts(
                gettext("Depuis le début, selon qui demande"),
                found.askers,
                {asker.value: str(ASKERS[asker]) for asker in Asker},
            ),
            _counts(
                gettext("Depuis le début, selon la réponse"),
                found.answers,
                {status.value: str(REQUEST_STATES[status]) for status in RequestStatus},
            ),
            _counts(gettext("Depuis le début, selon le quartier"), found.quartiers, quartiers),
        ],
        how=[hidden_note()],
    )


def _counts(title: str, found: Shown, names: dict[str, str]) -> Table:
    rows = [(names[category], count) for category, count in found.rows() if count != 0]
    return Table(
        title,
        (Column(gettext("Groupe")), Column(gettext("Demandes"), Kind.COUNT)),
        tuple((name, shown(count)) for name, count in rows),
    )


def _period_row(period: Period) -> tuple[Cell, ...]:
    days = gettext("du %(first)s au %(last)s", first=dated(period.starts), last=dated(period.ends))
    interval = period.requests.interval
    return days, period.requests.n, _between(interval) if interval else None


def _between(interval: Interval) -> str:
    if isinf(interval.high):
        return gettext("au moins %(low)s", low=_number(interval.low))
    return gettext("de %(low)s à %(high)s", low=_number(interval.low), high=_number(interval.high))


def _number(value: float) -> str:
    return str(format_decimal(value, "0.00" if value < 10 else "0.0"))
