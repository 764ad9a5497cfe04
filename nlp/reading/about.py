"""What a question is about, worked out of its name, its label and its choices."""

import re
from functools import lru_cache
from typing import Final

from nlp.reading.bands import bands_of
from nlp.reading.lexicon import phrases
from nlp.reading.tokens import tokenize
from nlp.reading.values import About, Question, QuestionType

_NAMES: Final = (
    (About.AGE, re.compile(r"(^|_)(age|ages|birth_year|birthday)(_|$)")),
    (
        About.PLACE,
        re.compile(r"quartier|residence|neighbou?rhood|(^|_)(place|town|commune|lives_where)(_|$)"),
    ),
    (About.DURATION, re.compile(r"(^|_)(years?|duration|since|seniority|how_long)(_|$)")),
    (
        About.HOUSEHOLD,
        re.compile(
            r"household|companions|(^|_)(children|kids|party|persons|people)(_|$)|family_size|how_many_home"
        ),
    ),
)


def about(question: Question, language: str) -> About:
    """What a question is about; `language` is that of its labels."""
    return question.about if question.about is not None else _about(question, language)


@lru_cache(maxsize=256)
def _about(question: Question, language: str) -> About:
    for subject, pattern in _NAMES:
        if pattern.search(question.name.casefold()):
            return subject
    tokens = tokenize(question.label)
    for subject in (About.AGE, About.HOUSEHOLD, About.DURATION, About.PLACE):
        if phrases(f"{language}/questions.txt", subject.value).first(tokens):
            if (
                question.type is QuestionType.SELECT_ONE
                and subject is About.AGE
                and not bands_of(question.choices)
            ):
                continue
            return subject
    return About.NOTHING
