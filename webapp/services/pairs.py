"""The same people before and after: their scores on a scale, and the words that a place evokes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from nlp.reading import Merges, normalise_word
from survey.flow import Plan
from survey.indicators.scores import ScaleItem, score
from survey.indicators.tally import Scores, Words
from survey.languages import read_as
from webapp.models import Answer, Residence, Submission, Wave, db, now
from webapp.services import questionnaires

WORD_ROLES = ("evocation.1", "evocation.2", "evocation.3")


def plans_of(wave_ids: Sequence[int]) -> list[Plan]:
    """Returns the plans of the questionnaire versions that these waves asked, each once."""
    versions = db.session.scalars(
        sa.select(Wave.questionnaire_version_id).where(Wave.id.in_(wave_ids)).distinct()
    )
    return [questionnaires.plan(version) for version in sorted(versions)]


def paired_scores(
    items: Sequence[ScaleItem],
    before: Sequence[int],
    after: Sequence[int],
    *,
    residents_only: bool = False,
) -> Scores:
    """Returns the scores of everybody who answered the scale in the waves ``before`` or ``after``, paired by person."""
    first = _scores(items, before, residents_only)
    second = _scores(items, after, residents_only)
    both = sorted(first.keys() & second.keys())
    return Scores(
        pairs=tuple((first[person], second[person]) for person in both),
        only_before=tuple(first[person] for person in sorted(first.keys() - second.keys())),
        only_after=tuple(second[person] for person in sorted(second.keys() - first.keys())),
        data_date=now(),
    )


def evoked_words(wave_ids: Sequence[int], merges: Merges | None = None) -> Words:
    """Returns what each person evoked: normalised words, the most important first, else in the order of appearance."""
    people: list[tuple[str, ...]] = []
    for language, answers in _answers_by_role(wave_ids).values():
        words = {
            f"word_{place}": normalise_word(answers[role], language=read_as(language), merges=merges)
            for place, role in enumerate(WORD_ROLES, start=1)
            if answers.get(role)
        }
        order = answers.get("evocation.order", "").split() or list(words)
        ranked = [words[name] for name in order if words.get(name)]
        if ranked:
            people.append(tuple(dict.fromkeys(ranked)))
    return Words(tuple(people), now())


def _scores(items: Sequence[ScaleItem], wave_ids: Sequence[int], residents_only: bool) -> dict[str, float]:
    query = (
        sa.select(Submission.respondent, Answer.question, Answer.value)
        .join(Answer, Answer.submission_id == Submission.id)
        .where(Submission.wave_id.in_(wave_ids), Answer.question.in_([item.name for item in items]))
        .order_by(Submission.submitted_at, Answer.id)
    )
    if residents_only:
        query = query.where(Submission.residence == Residence.THIS_QUARTIER)
    answers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for respondent, question, value in db.session.execute(query):
        answers[respondent][question] = value
    found = {respondent: score(items, given) for respondent, given in answers.items()}
    return {respondent: value for respondent, value in found.items() if value is not None}


def _answers_by_role(wave_ids: Sequence[int]) -> Mapping[str, tuple[str, dict[str, str]]]:
    """Returns by person the language and the words of the last of their submissions that has any."""
    rows = db.session.execute(
        sa.select(Submission.id, Submission.respondent, Submission.language, Answer.role, Answer.value)
        .join(Answer, Answer.submission_id == Submission.id)
        .where(
            Submission.wave_id.in_(wave_ids),
            Answer.role.in_((*WORD_ROLES, "evocation.order")),
            Answer.value != "",
        )
        .order_by(Submission.submitted_at, Submission.id, Answer.id)
    )
    found: dict[str, tuple[int, str, dict[str, str]]] = {}
    for submission, respondent, language, role, value in rows:
        if respondent not in found or found[respondent][0] != submission:
            found[respondent] = (submission, language, {})
        found[respondent][2][role] = value
    return {respondent: (language, answers) for respondent, (_, language, answers) in found.items()}
