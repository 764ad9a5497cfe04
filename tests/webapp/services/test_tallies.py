"""People are counted once, in the category that is known of them last, and nobody who is missing goes unsaid."""

from datetime import timedelta

import pytest

from survey.indicators.tally import Counted, Dimension, Tally, TallySpec
from tests.webapp import build
from tests.webapp.voices import Voice, coding, come, hear, wrote
from webapp.models import AgeBand, RegistrationStatus, Residence, Sex, WaveKind, now
from webapp.services.attendance import CATEGORIES
from webapp.services.comparison import CODED
from webapp.services.tallies import added, count, count_by_action, pending_annotations


def registrations(dimension: Dimension, *action_ids: int) -> TallySpec:
    return TallySpec(Counted.REGISTRATIONS, dimension, CATEGORIES[dimension], action_ids=action_ids)


def people(dimension: Dimension, *wave_ids: int) -> Tally:
    return count(TallySpec(Counted.SUBMISSIONS, dimension, CATEGORIES[dimension], wave_ids=wave_ids))


def said(dimension: Dimension, *wave_ids: int, role: str = "open.represents") -> Tally:
    spec = TallySpec(Counted.ANNOTATIONS, dimension, CODED[dimension], wave_ids=wave_ids, role=role)
    return count(spec)


def chosen(question: str, categories: tuple[str, ...], *wave_ids: int) -> Tally:
    return count(
        TallySpec(Counted.ANSWERS, Dimension.VALUE, categories, wave_ids=wave_ids, question=question)
    )


def filled(tally: Tally) -> dict[str, int]:
    return {name: number for name, number in zip(tally.categories, tally.counts, strict=True) if number}


@pytest.fixture
def before(town: build.SmallTown) -> int:
    return build.wave_of(build.action(town), WaveKind.BEFORE)


@pytest.fixture
def year(town: build.SmallTown) -> tuple[int, int]:
    """Two surveys of the same quartier, which the same people may answer."""
    return build.quartier_wave(town.quartier), build.quartier_wave(town.quartier)


def test_registrations_are_people_and_those_who_come_along_have_no_profile(town: build.SmallTown) -> None:
    action = build.action(town)
    come(action, 2, age=AgeBand.FROM_25, sex=Sex.WOMAN, residence=Residence.THIS_QUARTIER, places=3)
    come(action, 1, age=AgeBand.FROM_75, sex=Sex.MAN, residence=Residence.ELSEWHERE)
    come(action, 1, age=None, sex=Sex.NO_ANSWER, residence=Residence.NO_ANSWER)
    ages = count(registrations(Dimension.AGE_BAND, action))
    sexes = count(registrations(Dimension.SEX, action))
    places = count(registrations(Dimension.RESIDENCE, action))
    assert filled(ages) == {"25_39": 2, "75_plus": 1}
    assert filled(sexes) == {"woman": 2, "man": 1}
    assert filled(places) == {"this_quartier": 2, "elsewhere": 1}
    # Four people along with the two, and one who tells nothing.
    assert {(tally.n, tally.unknown) for tally in (ages, sexes, places)} == {(3, 5)}


def test_those_present_count_and_those_who_wait_or_cancelled_do_not(town: build.SmallTown) -> None:
    action = build.action(town)
    come(action, 3, status=RegistrationStatus.PRESENT)
    come(action, 2, status=RegistrationStatus.CONFIRMED)
    come(action, 7, status=RegistrationStatus.WAITING, places=2)
    come(action, 11, status=RegistrationStatus.CANCELLED, places=2)
    tally = count(registrations(Dimension.RESIDENCE, action))
    assert (filled(tally), tally.n, tally.unknown) == ({"this_quartier": 5}, 5, 0)


def test_each_action_has_its_own_count_and_one_without_anybody_has_zeros(town: build.SmallTown) -> None:
    one, other, empty = (build.action(town, code) for code in ("HAPPY", "FARFA", "QUIET"))
    come(one, 2, sex=Sex.MAN)
    come(other, 4, sex=Sex.WOMAN, places=2)
    found = count_by_action(registrations(Dimension.SEX, one, other, empty))
    assert {action: (filled(tally), tally.unknown) for action, tally in found.items()} == {
        one: ({"man": 2}, 0),
        other: ({"woman": 4}, 4),
        empty: ({}, 0),
    }
    both = added(list(found.values()))
    assert (filled(both), both.n, both.unknown) == ({"man": 2, "woman": 4}, 6, 4)
    assert both.data_date == min(tally.data_date for tally in found.values())
    assert count(registrations(Dimension.SEX, one, other, empty)).counts == both.counts


def test_no_tally_at_all_cannot_be_added() -> None:
    with pytest.raises(ValueError, match="no tally"):
        added([])


@pytest.mark.parametrize(
    ("counted", "dimension"),
    [
        (Counted.REGISTRATIONS, Dimension.THEME),
        (Counted.SUBMISSIONS, Dimension.POLARITY),
        (Counted.ANSWERS, Dimension.SEX),
        (Counted.ANNOTATIONS, Dimension.AGE_BAND),
    ],
)
def test_what_is_not_held_cannot_be_split(
    town: build.SmallTown, counted: Counted, dimension: Dimension
) -> None:
    with pytest.raises(ValueError, match="cannot be split"):
        count(TallySpec(counted, dimension, ("a",), action_ids=(1,), wave_ids=(1,)))


def test_those_who_answered_are_split_by_what_is_known_of_them(before: int) -> None:
    hear(before, [Voice(age=AgeBand.FROM_40, residence=Residence.THIS_QUARTIER)] * 2)
    hear(before, [Voice(age=None, sex=None, residence=Residence.NO_ANSWER), Voice(complete=False)])
    ages = people(Dimension.AGE_BAND, before)
    places = people(Dimension.RESIDENCE, before)
    assert (filled(ages), ages.n, ages.unknown) == ({"40_59": 2, "25_39": 1}, 3, 1)
    assert (filled(places), places.n, places.unknown) == ({"this_quartier": 2, "commune": 1}, 3, 1)


def test_somebody_who_answered_two_surveys_is_one_person_as_last_known(year: tuple[int, int]) -> None:
    one, other = year
    (key,) = hear(one, [Voice(age=AgeBand.FROM_25, residence=Residence.COMMUNE)])
    hear(other, [Voice(respondent=key, age=AgeBand.FROM_40, residence=None)], at=now())
    ages, places = people(Dimension.AGE_BAND, *year), people(Dimension.RESIDENCE, *year)
    assert (filled(ages), ages.n, ages.unknown) == ({"40_59": 1}, 1, 0)
    # The later survey does not say where they live: what the earlier one says is known still.
    assert (filled(places), places.n, places.unknown) == ({"commune": 1}, 1, 0)


TREATED = ("no", "address", "origin", "sex")


def test_several_choices_of_one_answer_are_each_counted_and_the_person_once(before: int) -> None:
    hear(
        before,
        [
            Voice(answers={"treated_worse": "address origin"}),
            Voice(answers={"treated_worse": "origin"}),
            Voice(answers={"treated_worse": "no"}),
            Voice(answers={"treated_worse": "no_answer"}),
            Voice(answers={"use_choice": "no"}),
        ],
    )
    tally = chosen("treated_worse", TREATED, before)
    assert filled(tally) == {"no": 1, "address": 1, "origin": 2}
    assert (tally.n, tally.unknown) == (3, 2)


def test_a_choice_is_not_found_inside_the_name_of_another_one(before: int) -> None:
    hear(
        before, [Voice(answers={"treated_worse": "address_origin"}), Voice(answers={"treated_worse": "ad%"})]
    )
    tally = chosen("treated_worse", ("address", "origin", "ad_ress", "a%"), before)
    assert (tally.counts, tally.n, tally.unknown) == ((0, 0, 0, 0), 0, 2)


def test_the_last_answer_of_somebody_who_answered_twice_is_the_one_that_counts(year: tuple[int, int]) -> None:
    one, other = year
    (key,) = hear(one, [Voice(answers={"use_choice": "1"})])
    hear(
        other,
        [Voice(respondent=key, answers={"use_choice": "5"}), Voice(answers={"use_choice": "1"})],
        at=now(),
    )
    tally = chosen("use_choice", ("1", "2", "3", "4", "5"), *year)
    assert (filled(tally), tally.n, tally.unknown) == ({"1": 1, "5": 1}, 2, 0)


def test_codes_count_people_whose_answer_is_coded_on_topic_and_in_a_language_that_is_read(
    before: int,
) -> None:
    hear(
        before,
        [
            wrote(coding("safety", polarity="negative", frame="stigmatising", mode="passed")),
            wrote(coding("social_ties", "safety", polarity="positive", mode="lived")),
            wrote(coding("off_topic", polarity="negative")),
            wrote(coding("safety", polarity="negative", language="und")),
            wrote(None),
            wrote(None, failed=True),
            Voice(answers={"word_1": "calme"}),
        ],
    )
    polarity, themes = said(Dimension.POLARITY, before), said(Dimension.THEME, before)
    assert filled(polarity) == {"positive": 1, "negative": 1}
    assert filled(themes) == {"safety": 2, "social_ties": 1}
    assert filled(said(Dimension.FRAME, before)) == {"stigmatising": 1, "none": 1}
    assert filled(said(Dimension.MODE, before)) == {"passed": 1, "lived": 1}
    # Off topic, not verified, waiting and failed; who gave only a word wrote nothing here.
    assert {(tally.n, tally.unknown) for tally in (polarity, themes)} == {(2, 4)}


def test_only_the_answers_to_the_question_asked_for_are_counted(town: build.SmallTown) -> None:
    after = build.open_after(build.action(town))
    both = {"changed": "On se parle davantage."}
    hear(after, [wrote(coding("mixing"), answers=both), Voice(answers=both, coded=coding("safety"))])
    assert filled(said(Dimension.THEME, after)) == {"mixing": 1}
    changed = said(Dimension.THEME, after, role="open.changed")
    assert (filled(changed), changed.n, changed.unknown) == ({"mixing": 1, "safety": 1}, 2, 0)


def test_a_person_speaks_once_however_many_surveys_they_answered(year: tuple[int, int]) -> None:
    one, other = year
    (key,) = hear(one, [wrote(coding("safety", polarity="negative"))])
    hear(
        other,
        [
            wrote(coding("safety", "housing", polarity="positive"), respondent=key),
            wrote(coding("safety", polarity="negative")),
        ],
        at=now() + timedelta(minutes=1),
    )
    themes, polarity = said(Dimension.THEME, *year), said(Dimension.POLARITY, *year)
    assert (filled(themes), themes.n, themes.unknown) == ({"safety": 2, "housing": 1}, 2, 0)
    assert (filled(polarity), polarity.n, polarity.unknown) == ({"positive": 1, "negative": 1}, 2, 0)


def test_a_person_whose_last_answer_waits_counts_by_the_one_before(year: tuple[int, int]) -> None:
    one, other = year
    (key,) = hear(one, [wrote(coding("safety", polarity="negative"))])
    hear(other, [wrote(None, respondent=key)], at=now())
    polarity = said(Dimension.POLARITY, *year)
    assert (filled(polarity), polarity.n, polarity.unknown) == ({"negative": 1}, 1, 0)


def test_nobody_in_no_wave_counts_as_nobody(before: int) -> None:
    for tally in (
        people(Dimension.SEX, before),
        said(Dimension.THEME, before),
        said(Dimension.FRAME, before),
        chosen("use_choice", ("1", "2"), before),
        said(Dimension.POLARITY),
    ):
        assert (sum(tally.counts), tally.n, tally.unknown) == (0, 0, 0)


def test_answers_that_wait_are_told_until_they_are_coded(before: int) -> None:
    hear(before, [wrote(None), wrote(None, failed=True), wrote(coding())])
    assert pending_annotations() == 1
    assert (pending_annotations([before]), pending_annotations([before + 1])) == (1, 0)
