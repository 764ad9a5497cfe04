"""Everything an evaluator reads of one scope: who came, what changed between two collections, and how it is said.

Counts are protected here, once, before anything is computed to be shown: pages and exports print what this returns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from nlp.codebook import Frame, Mode, Polarity, Theme
from survey.disclosure import INTERNAL, MERGED_AGES, PUBLIC, Shown, protect, protect_changes, protect_shares
from survey.indicators.discourse import ShareChange, share, share_changes
from survey.indicators.evocation import Evocation, evocation, jaccard
from survey.indicators.figure import Figure, Verdict
from survey.indicators.multiplicity import holm
from survey.indicators.paired import PairedChange, paired_change
from survey.indicators.scores import asked_alike, scale_items
from survey.indicators.tally import Counted, Dimension, Scores, Tally, TallySpec
from survey.roles import NO_ANSWER
from webapp.models import Residence, Sex, Submission, db, now
from webapp.services.attendance import CATEGORIES, Attendance, attendance_of
from webapp.services.collections import Collection, Scope, action_ids_of
from webapp.services.headings import Heading, headings_of
from webapp.services.pairs import evoked_words, paired_scores, plans_of
from webapp.services.tallies import count
from webapp.services.versions_compared import Contrast, contrast

SCALES = ("use", "image", "ties", "mobility", "attachment")
NEEDS = "needs."
"""How the roles of questions on needs begin: what people do, lack and wish, and what keeps them away."""
ASKED = ("scale:", NEEDS)
"""How the roles of questions begin whose answers are counted one by one."""
AGREEMENT = frozenset({"scale:use", "scale:experience", "scale:attachment"})
"""Scales whose questions are answered from 1, not at all, to 5, entirely: the two last are agreement."""
RESIDENTS_ONLY = frozenset({"attachment"})
CODED: Mapping[Dimension, tuple[str, ...]] = {
    Dimension.THEME: tuple(theme for theme in Theme if theme is not Theme.OFF_TOPIC),
    Dimension.POLARITY: tuple(Polarity),
    Dimension.FRAME: tuple(Frame),
    Dimension.MODE: tuple(Mode),
}
DESCRIBED = frozenset({Dimension.MODE})
"""Codes that are too soft to be tested: they are described only."""


@dataclass(frozen=True, slots=True)
class Side:
    """One collection: how many people answered (and how many of them to the end), and who they are."""

    collection: Collection
    people: int
    complete: int
    profile: Mapping[Dimension, Shown]


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """The change of one scale: ``items`` questions that both collections ask alike.

    ``p`` is the exact p-value corrected by Holm over the scales tested together, and ``verdict`` rests on it.
    ``hidden`` is true when nothing is told of a scale that only residents answer, because how many they are is hidden.
    """

    scale: str
    items: int
    change: PairedChange
    p: float | None
    verdict: Verdict
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """The answers to one question that only the later collection asks.

    ``shares`` is the share of people by answer, several choices together where they are agreement; hidden ones are left
    out.
    """

    question: str
    role: str
    shares: Mapping[tuple[str, ...], Figure]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One scope read: ``after`` is None when one collection is read alone."""

    scope: Scope
    attendance: Sequence[Attendance]
    before: Side | None
    after: Side | None
    scales: Sequence[ScaleChange]
    effects: Sequence[Effect]
    codes: Mapping[Dimension, Sequence[ShareChange]]
    coded: Mapping[Dimension, Sequence[Tally]]
    words: Sequence[Evocation]
    shared_core: float | None
    headings: Sequence[Heading]
    contrast: Contrast


def compare(scope: Scope, before: Collection | None, after: Collection | None) -> Comparison:
    """Returns what there is to read of a scope, comparing ``before`` with ``after`` where both are given."""
    sides = [side for side in (before, after) if side is not None]
    coded = {dimension: [_coded(side, dimension) for side in sides] for dimension in CODED}
    words = _words(sides)
    read = {side.key: _side(side) for side in sides}
    told = (
        frozenset(SCALES) if all(map(_tells_residents, read.values())) else frozenset(SCALES) - RESIDENTS_ONLY
    )
    return Comparison(
        scope=scope,
        attendance=attendance_of(action_ids_of(scope)),
        before=read[before.key] if before is not None else None,
        after=read[after.key] if after is not None else None,
        scales=_scales(before, after, told) if before is not None and after is not None else (),
        effects=_effects(sides, told),
        codes={dimension: _changes(dimension, tallies) for dimension, tallies in coded.items()},
        coded=coded,
        words=words,
        shared_core=jaccard(words[0].core(), words[1].core()) if len(words) == 2 else None,
        headings=headings_of(_ids(sides)) if sides else (),
        contrast=contrast(sides),
    )


def protected_profile(tally: Tally, dimension: Dimension, *, threshold: int = INTERNAL) -> Shown:
    """Returns a profile as it may be shown: ages merged first, then small cells hidden.

    Few people say that they are neither a woman nor a man: to hide them alone would take a larger group with them, so
    they are counted with those who did not say, wherever anything may be hidden.
    """
    merge = MERGED_AGES if dimension is Dimension.AGE_BAND else None
    if dimension is Dimension.SEX and threshold > 1:
        tally = tally.folded(Sex.OTHER)
    return protect(tally, threshold=threshold, merge=merge)


def _side(collection: Collection) -> Side:
    people, complete = db.session.execute(
        sa.select(
            sa.func.count(sa.distinct(Submission.respondent)),
            sa.func.count(sa.distinct(sa.case((Submission.complete, Submission.respondent)))),
        ).where(Submission.wave_id.in_(collection.wave_ids))
    ).one()
    profile = {}
    for dimension, categories in CATEGORIES.items():
        tally = _count(Counted.SUBMISSIONS, dimension, categories, collection)
        profile[dimension] = protected_profile(tally, dimension)
    return Side(collection, people, complete, profile)


def _tells_residents(side: Side) -> bool:
    """True when it is shown how many of those who answered live here; only they answer some of the scales."""
    return not side.profile[Dimension.RESIDENCE].hides(Residence.THIS_QUARTIER)


def _coded(collection: Collection, dimension: Dimension) -> Tally:
    return _count(Counted.ANNOTATIONS, dimension, CODED[dimension], collection)


def _count(
    counted: Counted,
    dimension: Dimension,
    categories: tuple[str, ...],
    collection: Collection,
    question: str = "",
) -> Tally:
    return count(TallySpec(counted, dimension, categories, wave_ids=collection.wave_ids, question=question))


def _changes(dimension: Dimension, tallies: Sequence[Tally]) -> list[ShareChange]:
    if not tallies:
        return []
    exclusive = dimension is not Dimension.THEME
    shown = [protect_shares(tally, threshold=INTERNAL, exclusive=exclusive) for tally in tallies]
    after = tallies[1] if len(tallies) == 2 else None
    changes = share_changes(tallies[0], after, tested=dimension not in DESCRIBED)
    return protect_changes(changes, shown[0], shown[1] if len(shown) == 2 else None)


def _scales(before: Collection, after: Collection, told: frozenset[str]) -> list[ScaleChange]:
    plans = plans_of((*before.wave_ids, *after.wave_ids))
    items_of = {scale: items for scale in SCALES if (items := scale_items(plans, scale))}
    changes = {
        scale: paired_change(
            paired_scores(items, before.wave_ids, after.wave_ids, residents_only=scale in RESIDENTS_ONLY)
            if scale in told
            else Scores((), (), (), now())
        )
        for scale, items in items_of.items()
    }
    tested = [scale for scale, change in changes.items() if change.p is not None]
    corrected = dict(zip(tested, holm([changes[scale].p or 0.0 for scale in tested]), strict=True))
    return [
        replace(_scale(scale, len(items_of[scale]), change, corrected.get(scale)), hidden=scale not in told)
        for scale, change in changes.items()
    ]


def _scale(scale: str, items: int, change: PairedChange, p: float | None) -> ScaleChange:
    found = change.verdict
    if found in (Verdict.INCREASE, Verdict.DECREASE) and (p is None or p > 0.05):
        found = Verdict.INCONCLUSIVE
    return ScaleChange(scale, items, change, p, found)


def _effects(sides: Sequence[Collection], told: frozenset[str]) -> list[Effect]:
    """Returns the questions of the last collection that are no part of a change: what it alone asks, and
    discrimination; of the scales that only residents answer, those in ``told``.

    A question whose answers do not mean the same in all of its versions is left out: nothing is counted over them.
    """
    if not sides:
        return []
    last = sides[-1]
    plans = plans_of(last.wave_ids)
    if not plans:
        return []
    plan = plans[-1]
    paired = {item.name for scale in SCALES for item in scale_items(plans_of(_ids(sides)), scale)}
    found = []
    for question, role in plan.roles.items():
        scale = role.removeprefix("scale:")
        if not role.startswith(ASKED) or (question in paired and len(sides) == 2):
            continue
        if scale in RESIDENTS_ONLY - told:
            continue
        choices = tuple(choice.name for choice in plan.items[question].choices)
        if choices and asked_alike(plans, question):
            exclusive = plan.items[question].kind.kind == "select_one"
            found.append(_effect(last, question, role, choices, exclusive=exclusive))
    return found


def _effect(
    collection: Collection, question: str, role: str, choices: tuple[str, ...], *, exclusive: bool
) -> Effect:
    threshold = PUBLIC if role == "scale:discrimination" else INTERNAL
    tally = _count(
        Counted.ANSWERS,
        Dimension.VALUE,
        tuple(choice for choice in choices if choice != NO_ANSWER),
        collection,
        question,
    )
    groups: list[tuple[str, ...]] = [(choice,) for choice in tally.categories]
    if exclusive:
        groups = _groups(role, tally.categories)
        tally = tally.merged({" ".join(group): group for group in groups})
    shown = protect_shares(tally, threshold=threshold, exclusive=exclusive)
    told = {group: " ".join(group) for group in groups if len(groups) > 2 or group != groups[0]}
    return Effect(
        question, role, {group: share(tally, name) for group, name in told.items() if not shown.hides(name)}
    )


def _groups(role: str, choices: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Returns the answers of a question as they are told: agreement against the rest, yes against no, else each."""
    if choices == ("yes", "no"):
        return [("no",), ("yes",)]
    if role in AGREEMENT and len(choices) == 5:
        return [choices[:3], choices[3:]]
    return [(choice,) for choice in choices]


def _words(sides: Sequence[Collection]) -> list[Evocation]:
    """Returns the evocations of each collection, the later one cut where the first one is; rare words stay hidden."""
    found: list[Evocation] = []
    for side in sides:
        cuts = found[0].cuts if found else None
        found.append(evocation(evoked_words(side.wave_ids), cuts=cuts))
    return [
        replace(each, words=tuple(word for word in each.words if word.people >= INTERNAL)) for each in found
    ]


def _ids(sides: Sequence[Collection]) -> tuple[int, ...]:
    return tuple(identifier for side in sides for identifier in side.wave_ids)
