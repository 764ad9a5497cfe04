"""The codebook: what a coder, human or model, records of one free-text answer about a quartier."""

from enum import StrEnum


class Theme(StrEnum):
    """What an answer speaks of. ``general`` and ``off_topic`` stand alone."""

    FACILITIES = "facilities"
    SHOPS_ECONOMY = "shops_economy"
    SOCIAL_TIES = "social_ties"
    MIXING = "mixing"
    ATTACHMENT = "attachment"
    REPUTATION = "reputation"
    SAFETY = "safety"
    ENVIRONMENT = "environment"
    HOUSING = "housing"
    MOBILITY = "mobility"
    YOUTH_SCHOOL = "youth_school"
    HARDSHIP_JOBS = "hardship_jobs"
    DISCRIMINATION = "discrimination"
    INSTITUTIONS = "institutions"
    ATMOSPHERE = "atmosphere"
    GENERAL = "general"
    OFF_TOPIC = "off_topic"


ALONE = frozenset({Theme.GENERAL, Theme.OFF_TOPIC})
"""Themes that no other theme stands beside."""


class Polarity(StrEnum):
    """The whole answer's judgement of the place."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    MIXED = "mixed"


class Frame(StrEnum):
    """Whether the place or its people are labelled, defended, or neither; not the same as polarity."""

    STIGMATISING = "stigmatising"
    VALORISING = "valorising"
    NONE = "none"


class Mode(StrEnum):
    """How the writer holds the place: lives there, comes for something, crosses or avoids it."""

    LIVED = "lived"
    USED = "used"
    PASSED = "passed"
    NONE = "none"
