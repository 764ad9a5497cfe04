"""The verdict on one action, at each of its thresholds and one person below."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.indicators.mixing import Missing, MixedPublic, Mixing, MixThresholds, mix_verdict

AGES = {"18_24": 10, "40_59": 10}
SEXES = {"woman": 10, "man": 10}
NONE: Mapping[str, int] = {}


def public(
    inside: int,
    outside: int,
    *,
    unknown: int = 0,
    ages: Mapping[str, int] = AGES,
    sexes: Mapping[str, int] = SEXES,
    head_count: int | None,
) -> MixedPublic:
    return MixedPublic(inside, outside, unknown, ages, sexes, head_count)


@pytest.mark.parametrize(
    ("inside", "outside", "head_count", "verdict", "registered_only", "missing"),
    [
        # The smaller side is a fifth of everybody there.
        (4, 16, 20, Mixing.ESTABLISHED, False, None),
        (16, 4, 20, Mixing.ESTABLISHED, False, None),
        # A fifth of those known, less of the head count.
        (4, 16, 21, Mixing.PROBABLE, False, Missing.HEAD_COUNT),
        # Less than a fifth of those known.
        (4, 17, 21, Mixing.NOT_ESTABLISHED, False, Missing.SMALLER_SIDE),
        # Three people at least on the smaller side.
        (3, 7, 10, Mixing.ESTABLISHED, False, None),
        (2, 8, 10, Mixing.NOT_ESTABLISHED, False, Missing.SMALLER_SIDE),
        # Ten people known at least.
        (5, 5, 10, Mixing.ESTABLISHED, False, None),
        (5, 4, 9, Mixing.PROBABLE, True, Missing.HEAD_COUNT),
        # Seven in ten of the head count known.
        (7, 7, 20, Mixing.ESTABLISHED, False, None),
        (7, 7, 21, Mixing.PROBABLE, True, Missing.HEAD_COUNT),
        # Nobody counted, or nobody was there.
        (10, 10, None, Mixing.PROBABLE, True, Missing.HEAD_COUNT),
        (10, 10, 0, Mixing.PROBABLE, True, Missing.HEAD_COUNT),
        (0, 0, 12, Mixing.NOT_ESTABLISHED, True, Missing.NOBODY_KNOWN),
        (0, 20, 20, Mixing.NOT_ESTABLISHED, False, Missing.SMALLER_SIDE),
    ],
)
def test_residence_decides_at_each_threshold(
    inside: int,
    outside: int,
    head_count: int | None,
    verdict: Mixing,
    registered_only: bool,
    missing: Missing | None,
) -> None:
    found = mix_verdict(public(inside, outside, head_count=head_count))
    assert (found.verdict, found.registered_only, found.missing) == (verdict, registered_only, missing)
    assert found.known == inside + outside


@pytest.mark.parametrize(
    ("ages", "sexes", "mixed"),
    [
        ({"18_24": 17, "40_59": 3}, NONE, True),  # two bands of 15 % each
        ({"18_24": 18, "40_59": 3}, NONE, False),  # 3 of 21
        ({"18_24": 20, "40_59": 0}, NONE, False),
        ({"18_24": 20}, {"woman": 14, "man": 6}, True),  # the rarer sex is 30 %
        ({"18_24": 20}, {"woman": 15, "man": 6}, False),
        ({"18_24": 20}, {"woman": 20}, False),
        ({"18_24": 20}, {"woman": 7, "man": 3, "other": 40}, True),  # among women and men
        ({"18_24": 17, "40_59": 3}, {"woman": 20}, True),  # either is enough
        (NONE, NONE, False),
    ],
)
def test_ages_or_sexes_mix_too(ages: Mapping[str, int], sexes: Mapping[str, int], mixed: bool) -> None:
    found = mix_verdict(public(10, 10, ages=ages, sexes=sexes, head_count=20))
    if mixed:
        assert (found.verdict, found.missing) == (Mixing.ESTABLISHED, None)
    else:
        assert (found.verdict, found.missing) == (Mixing.NOT_ESTABLISHED, Missing.AGES_AND_SEXES)


def test_the_shares_are_of_those_known_and_of_the_head_count() -> None:
    found = mix_verdict(public(6, 18, unknown=6, head_count=30))
    assert found.smaller_share == pytest.approx(6 / 24)
    assert found.smaller_of_all == pytest.approx(6 / 30)
    assert found.verdict is Mixing.ESTABLISHED
    assert mix_verdict(public(10, 10, head_count=None)).smaller_of_all is None
    assert mix_verdict(public(0, 0, head_count=None)).smaller_share is None


def test_a_head_count_below_those_known_does_not_make_the_smaller_side_larger() -> None:
    found = mix_verdict(public(4, 17, head_count=10))
    assert found.smaller_of_all == found.smaller_share == pytest.approx(4 / 21)
    found = mix_verdict(public(10, 10, head_count=8))
    assert found.smaller_of_all == pytest.approx(0.5)


def test_every_threshold_is_a_setting() -> None:
    half = public(8, 12, head_count=20)
    assert mix_verdict(half, MixThresholds(smaller_side=0.4)).verdict is Mixing.ESTABLISHED
    assert mix_verdict(half, MixThresholds(smaller_side=0.41)).missing is Missing.SMALLER_SIDE
    assert mix_verdict(half, MixThresholds(smaller_people=9)).missing is Missing.SMALLER_SIDE
    assert mix_verdict(half, MixThresholds(known_people=21)).registered_only
    assert mix_verdict(public(8, 12, head_count=25), MixThresholds(known_share=0.8)).registered_only is False
    assert mix_verdict(public(8, 12, head_count=25), MixThresholds(known_share=0.81)).registered_only
    one_sex = public(8, 12, sexes={"woman": 20}, head_count=20)
    assert mix_verdict(one_sex, MixThresholds(age_bands=3)).missing is Missing.AGES_AND_SEXES
    assert mix_verdict(one_sex, MixThresholds(age_share=0.51)).missing is Missing.AGES_AND_SEXES


@pytest.mark.parametrize("hundredths", range(1, 101))
def test_a_share_equal_to_its_threshold_reaches_it_whatever_the_threshold(hundredths: int) -> None:
    share = hundredths / 100
    limits = MixThresholds(known_share=share, smaller_people=0, smaller_side=0.0, known_people=0)
    assert not mix_verdict(public(hundredths, 0, head_count=100), limits).registered_only
    ages = {"18_24": hundredths, "40_59": 100 - hundredths}
    limits = MixThresholds(age_share=share, age_bands=1, rarer_sex=1.0)
    assert mix_verdict(public(10, 10, ages=ages, head_count=20), limits).missing is None
    if hundredths <= 50:
        sexes = {"woman": hundredths, "man": 100 - hundredths}
        limits = MixThresholds(rarer_sex=share, age_bands=9)
        assert mix_verdict(public(10, 10, sexes=sexes, head_count=20), limits).missing is None


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 20), st.none() | st.integers(0, 120))
def test_established_rests_on_a_head_count_and_enough_people(
    inside: int, outside: int, unknown: int, head_count: int | None
) -> None:
    found = mix_verdict(public(inside, outside, unknown=unknown, head_count=head_count))
    turned = mix_verdict(public(outside, inside, unknown=unknown, head_count=head_count))
    assert found == turned
    if found.smaller_of_all is not None and found.smaller_share is not None:
        assert found.smaller_of_all <= found.smaller_share <= 0.5
    if found.verdict is Mixing.ESTABLISHED:
        assert head_count
        assert inside + outside >= max(10, 0.7 * head_count)
        assert min(inside, outside) >= max(3, 0.2 * head_count)
