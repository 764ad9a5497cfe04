"""The title of the evaluator's page: one sentence with the finding in it."""

from flask_babel import gettext, ngettext

from survey.indicators.figure import Verdict
from survey.indicators.tally import Dimension
from webapp.figures.discourse import findings
from webapp.figures.people import verdict_sentence
from webapp.figures.scales import scale_sentence
from webapp.services.comparison import Comparison
from webapp.view_helpers import percent
from webapp.wording import THEMES


def headline(comparison: Comparison) -> str:
    """Returns the largest change that may be stated; else what is said most, or that nothing is conclusive."""
    stated = findings(comparison)
    if stated:
        return max(stated)[1]
    for found in comparison.scales:
        if found.verdict in (Verdict.INCREASE, Verdict.DECREASE):
            return scale_sentence(found)
    if comparison.before is not None and comparison.after is not None:
        return gettext("Rien de concluant entre les deux relevés : les comptages et les mots restent à lire.")
    side = comparison.before or comparison.after
    if side is None:
        if len(comparison.attendance) == 1:
            return verdict_sentence(comparison.attendance[0].verdict)
        return gettext("Aucune réponse pour l'instant.")
    said = ngettext("%(num)s personne a répondu.", "%(num)s personnes ont répondu.", side.people)
    themes = [
        (change.before.value, change.category)
        for change in comparison.codes[Dimension.THEME]
        if change.before.value
    ]
    if not themes:
        return said
    value, theme = max(themes)
    return (
        gettext(
            "Ce dont on parle le plus : « %(theme)s », %(share)s des réponses. ",
            theme=THEMES[theme],
            share=percent(value),
        )
        + said
    )
