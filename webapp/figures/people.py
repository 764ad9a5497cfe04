"""Who came and who answered: head counts, profiles, and whether publics mixed."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from survey.disclosure import MERGED_AGES, Shown
from survey.indicators.mixing import Missing, Mixing, MixThresholds, MixVerdict
from survey.indicators.tally import Dimension
from webapp.figures.section import Section, capitalised, hidden_note, shown
from webapp.figures.tables import Cell, Column, Kind, Table
from webapp.models import Residence, Sex
from webapp.services.attendance import CATEGORIES, Attendance
from webapp.services.comparison import Comparison, protected_profile
from webapp.services.tallies import added
from webapp.view_helpers import percent
from webapp.wording import AGE_BANDS, RESIDENCES, SEXES, word_collection

MIXINGS = {
    Mixing.ESTABLISHED: _l("établi"),
    Mixing.PROBABLE: _l("probable"),
    Mixing.NOT_ESTABLISHED: _l("non établi"),
}
MISSING = {
    Missing.NOBODY_KNOWN: _l("on ne sait pas où habitent les personnes"),
    Missing.SMALLER_SIDE: _l(
        "l'un des deux côtés, dans le quartier ou hors du quartier, est trop peu présent"
    ),
    Missing.AGES_AND_SEXES: _l("ni les âges ni les sexes ne sont assez mêlés"),
    Missing.HEAD_COUNT: _l("il faudrait connaître la résidence d'une plus grande part des présents"),
}
MERGED = {
    "under_18": _l("moins de 18 ans"),
    "18_39": _l("18 à 39 ans"),
    "40_59": _l("40 à 59 ans"),
    "60_plus": _l("60 ans et plus"),
}
DIMENSIONS = {
    Dimension.AGE_BAND: _l("Âge"),
    Dimension.SEX: _l("Sexe"),
    Dimension.RESIDENCE: _l("Lieu de résidence"),
}
UNKNOWN, UNKNOWN_OR_OTHER = _l("non connu"), _l("autre, ou non connu")
LABELS: Mapping[str, object] = {
    **{str(band): words for band, words in AGE_BANDS.items()},
    **{name: words for name, words in MERGED.items() if name not in AGE_BANDS},
    **{str(sex): words for sex, words in SEXES.items()},
    **{str(place): words for place, words in RESIDENCES.items()},
}


def verdict_sentence(verdict: MixVerdict) -> str:
    """Returns the verdict on one action in one or two sentences."""
    if verdict.missing is None:
        said = gettext("Le mélange des publics est établi.")
    elif verdict.verdict is Mixing.PROBABLE:
        said = gettext("Le mélange des publics est probable : %(why)s.", why=MISSING[verdict.missing])
    else:
        said = gettext("Le mélange des publics n'est pas établi : %(why)s.", why=MISSING[verdict.missing])
    if verdict.registered_only and verdict.known:
        said += " " + gettext("Ce verdict parle des seules personnes inscrites.")
    return said


def threshold_sentences() -> list[str]:
    """Returns the thresholds of the verdict, as they are set."""
    limits = MixThresholds()
    return [
        gettext(
            "Mélange établi : résidence connue d'au moins %(people)s personnes et de %(known)s des "
            "présents ; le côté le moins nombreux (dans ou hors du quartier) fait au moins %(side)s "
            "des présents et %(few)s personnes ; deux tranches d'âge à %(age)s chacune, ou le sexe "
            "le plus rare à %(sex)s. Probable : la même part parmi les seules résidences connues.",
            people=limits.known_people,
            known=percent(limits.known_share),
            side=percent(limits.smaller_side),
            few=limits.smaller_people,
            age=percent(limits.age_share),
            sex=percent(limits.rarer_sex),
        ),
        gettext("Un comptage n'est pas un sondage : il n'a pas d'intervalle."),
    ]


def attendance_section(comparison: Comparison) -> Section:
    """Returns head counts and verdicts, one action a row."""
    found = comparison.attendance
    return Section(
        key="presents",
        title=gettext("Présence et mélange des publics"),
        sentences=_attendance_sentences(found),
        tables=[
            Table(
                gettext("Actions, comptages et mélange"),
                (
                    Column(gettext("Action")),
                    Column(gettext("Inscrits"), Kind.COUNT),
                    Column(gettext("En attente"), Kind.COUNT),
                    Column(gettext("Séances comptées"), Kind.COUNT),
                    Column(gettext("Présents, séance la plus suivie"), Kind.COUNT),
                    Column(gettext("Résidence connue"), Kind.COUNT),
                    Column(gettext("Côté le moins nombreux"), Kind.SHARE),
                    Column(gettext("Mélange")),
                ),
                tuple(_attendance_row(each) for each in found),
            )
        ],
        how=[*threshold_sentences(), hidden_note()],
    )


def profile_section(comparison: Comparison) -> Section:
    """Returns the profile of the people registered and of those who answered."""
    columns = [Column(gettext("Profil")), Column(gettext("Groupe"))]
    profiles: list[Mapping[Dimension, Shown]] = []
    if comparison.attendance:
        columns.append(Column(gettext("Inscrits"), Kind.COUNT))
        profiles.append(_registered(comparison.attendance))
    for side in (comparison.before, comparison.after):
        if side is not None:
            columns.append(Column(word_collection(side.collection), Kind.COUNT))
            profiles.append(side.profile)
    return Section(
        key="profil",
        title=gettext("Profil des publics"),
        sentences=_answered(comparison),
        tables=[
            Table(
                gettext("Profil des personnes inscrites et de celles qui ont répondu"),
                tuple(columns),
                tuple(profile_rows(profiles)),
            )
        ],
        how=[
            hidden_note(),
            gettext(
                "« Non connu » : sans réponse, ou venu avec une personne inscrite. Les inscrits sont "
                "comptés en personnes."
            ),
        ],
    )


def profile_rows(profiles: Sequence[Mapping[Dimension, Shown]]) -> list[tuple[Cell, ...]]:
    """Returns the rows of several profiles side by side; ages are merged in all of them as soon as in one."""
    rows: list[tuple[Cell, ...]] = []
    for dimension in CATEGORIES:
        merged = any(profile[dimension].merged for profile in profiles)
        tallies = [_merged(profile[dimension]) if merged else profile[dimension] for profile in profiles]
        if not tallies:
            continue
        for category in tallies[0].categories:
            counts = [shown(tally.counts[tally.categories.index(category)]) for tally in tallies]
            rows.append((str(DIMENSIONS[dimension]), str(LABELS[category]), *counts))
        unknown = [shown(tally.unknown) for tally in tallies]
        folded = dimension is Dimension.SEX and Sex.OTHER not in tallies[0].categories
        rows.append((str(DIMENSIONS[dimension]), str(UNKNOWN_OR_OTHER if folded else UNKNOWN), *unknown))
    return rows


def registered_table(found: Attendance, *, threshold: int) -> Table:
    """Returns the profile of the people registered for one action; a threshold of 1 merges and hides nothing."""
    profile = {
        dimension: protected_profile(tally, dimension, threshold=threshold)
        for dimension, tally in found.profile.items()
    }
    return Table(
        gettext("Profil des personnes inscrites"),
        (Column(gettext("Profil")), Column(gettext("Groupe")), Column(gettext("Personnes"), Kind.COUNT)),
        tuple(profile_rows([profile])),
    )


def _merged(profile: Shown) -> Shown:
    """Returns a profile of ages in the four merged bands; a band with a hidden part is hidden."""
    if profile.merged or profile.categories != CATEGORIES[Dimension.AGE_BAND]:
        return profile
    by_category = dict(profile.rows())
    counts = []
    for group in MERGED_AGES.values():
        parts = [by_category[category] for category in group]
        known = [part for part in parts if part is not None]
        counts.append(sum(known) if len(known) == len(parts) else None)
    return Shown(tuple(MERGED_AGES), tuple(counts), profile.n, profile.unknown, True, profile.hidden)


def _registered(found: Sequence[Attendance]) -> Mapping[Dimension, Shown]:
    return {
        dimension: protected_profile(added([each.profile[dimension] for each in found]), dimension)
        for dimension in CATEGORIES
    }


def _attendance_sentences(found: Sequence[Attendance]) -> list[str]:
    if not found:
        return [gettext("Aucune action pour l'instant : les comptages s'afficheront ici.")]
    if len(found) == 1:
        return [verdict_sentence(found[0].verdict)]
    mixed = sum(each.verdict.verdict is Mixing.ESTABLISHED for each in found)
    return [
        ngettext(
            "%(num)s action sur %(all)s mélange les publics de façon établie.",
            "%(num)s actions sur %(all)s mélangent les publics de façon établie.",
            mixed,
            all=len(found),
        )
    ]


def _attendance_row(each: Attendance) -> tuple[Cell, ...]:
    counted = sum(session.head_count is not None for session in each.sessions)
    known, share = _sides_told(each)
    return (
        each.action.title,
        each.registered,
        each.waiting,
        counted,
        each.head_count,
        known,
        share,
        str(MIXINGS[each.verdict.verdict]),
    )


def _sides_told(each: Attendance) -> tuple[Cell, Cell]:
    """Returns how many people's residence is known and the share of the smaller side, neither of them where it would
    tell what the profile of those registered hides."""
    residence = protected_profile(each.profile[Dimension.RESIDENCE], Dimension.RESIDENCE)
    if residence.unknown is None:
        return shown(None), shown(None)
    told = not residence.hides(Residence.THIS_QUARTIER)
    return each.verdict.known, each.verdict.smaller_share if told else shown(None)


def _answered(comparison: Comparison) -> list[str]:
    return [
        ngettext(
            "%(when)s : %(num)s personne a répondu, %(complete)s jusqu'au bout.",
            "%(when)s : %(num)s personnes ont répondu, %(complete)s jusqu'au bout.",
            side.people,
            when=capitalised(word_collection(side.collection)),
            complete=side.complete,
        )
        for side in (comparison.before, comparison.after)
        if side is not None
    ]
