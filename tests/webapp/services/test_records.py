"""Records leave without who people are: ages and places merged, rare profiles blanked, texts masked."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.voices import Voice, coding, hear, wrote
from webapp.models import AgeBand, Answer, Audit, Residence, RoleName, WaveKind
from webapp.services.collections import Scope, collections_of
from webapp.services.records import Record, records_of


@pytest.fixture
def action(town: build.SmallTown) -> int:
    return build.action(town)


@pytest.fixture
def waves(action: int) -> tuple[int, int]:
    """The survey before and the one after the action."""
    return build.wave_of(action, WaveKind.BEFORE), build.open_after(action)


def records(action_id: int) -> list[Record]:
    return records_of(collections_of(Scope("action", action_id, "")))


def people(number: int, age: AgeBand | None, residence: Residence | None, **changes: Any) -> list[Voice]:
    return [Voice(age=age, residence=residence, **changes)] * number


def profiles(action_id: int) -> Counter[tuple[str, str]]:
    return Counter((record.age, record.residence) for record in records(action_id))


def test_ages_are_four_and_places_are_in_or_out(action: int, waves: tuple[int, int]) -> None:
    hear(
        waves[0],
        people(3, AgeBand.FROM_18, Residence.COMMUNE)
        + people(3, AgeBand.FROM_25, Residence.ELSEWHERE)
        + people(5, AgeBand.FROM_11, Residence.THIS_QUARTIER)
        + people(5, None, Residence.OTHER_QUARTIER)
        + people(5, AgeBand.FROM_75, Residence.NO_ANSWER)
        + people(5, None, None),
    )
    assert profiles(action) == {
        ("18_39", "outside"): 6,
        ("under_18", "inside"): 5,
        ("", "outside"): 5,
        ("60_plus", ""): 5,
        ("", ""): 5,
    }


def test_a_profile_that_fewer_than_five_people_share_is_blank(action: int, waves: tuple[int, int]) -> None:
    hear(
        waves[0],
        people(20, AgeBand.FROM_25, Residence.COMMUNE)
        + people(4, AgeBand.FROM_75, Residence.THIS_QUARTIER)
        + people(3, AgeBand.FROM_11, Residence.THIS_QUARTIER),
    )
    assert profiles(action) == {("18_39", "outside"): 20, ("", ""): 7}


def test_those_whose_profile_is_blank_are_never_fewer_than_five(action: int, waves: tuple[int, int]) -> None:
    # One elderly resident alone would be the blank one: others go blank with them.
    hear(
        waves[0],
        people(20, AgeBand.FROM_25, Residence.COMMUNE)
        + people(6, AgeBand.FROM_40, Residence.COMMUNE)
        + people(1, AgeBand.FROM_75, Residence.THIS_QUARTIER),
    )
    assert profiles(action) == {("18_39", "outside"): 20, ("", ""): 7}


def test_people_and_not_their_answers_make_a_profile_common(action: int, waves: tuple[int, int]) -> None:
    keys = hear(waves[0], people(4, AgeBand.FROM_75, Residence.THIS_QUARTIER))
    hear(
        waves[1],
        [Voice(respondent=key, age=AgeBand.FROM_75, residence=Residence.THIS_QUARTIER) for key in keys],
    )
    assert profiles(action) == {("", ""): 8}


def test_nobody_is_named_and_what_could_find_them_again_stays(action: int, waves: tuple[int, int]) -> None:
    answers = {
        "quartier_name": "Les Tilleuls",
        "context_age_band": "25_39",
        "context_residence": "commune",
        "consent_survey": "OK",
        "birth": "other",
        "years_here": "always",
        "use_choice": "4",
        "valence_1": "good",
        "treated_worse": "origin",
    }
    hear(waves[0], [Voice(answers=answers)])
    (record,) = records(action)
    assert record.answers == {"use_choice": "4", "valence_1": "good", "treated_worse": "origin"}


@pytest.mark.parametrize("role", ["code.birth_day", "contact.name", "agreement.parent", "residence.quartier"])
def test_answers_of_roles_that_tell_who_somebody_is_are_left_out(
    action: int, waves: tuple[int, int], role: str
) -> None:
    hear(waves[0], [Voice(answers={"use_choice": "4", "word_1": "secret"})])
    (identifier,) = build.column(Answer.id, Answer.question == "word_1")
    build.set_row(Answer, identifier, role=role)
    (record,) = records(action)
    assert record.answers == {"use_choice": "4"}


def test_free_texts_are_masked(action: int, waves: tuple[int, int]) -> None:
    text = "Demandez à Mme Yasmina Benali, 06 39 98 12 34, yasmina@example.org."
    hear(waves[0], [wrote(None, text, answers={"word_1": "06 39 98 12 34", "word_2": "marché"})])
    (record,) = records(action)
    told = " ".join(record.answers.values())
    assert not re.search(r"Benali|06 39|example\.org", told)
    assert record.answers["word_2"] == "marché"
    assert record.answers["represents"].startswith("Demandez à")


def test_codes_stand_beside_the_question_and_those_that_wait_are_empty(
    action: int, waves: tuple[int, int]
) -> None:
    hear(waves[0], [wrote(coding("safety", "housing", polarity="negative", frame="stigmatising"))])
    hear(waves[1], [wrote(None)])
    by_collection = {record.collection: record for record in records(action)}
    before, after = (by_collection[f"w{wave}"] for wave in waves)
    assert before.codes == {"represents": ("safety housing", "negative", "stigmatising")}
    assert after.codes == {}


def test_a_person_has_one_key_in_an_export_and_another_one_in_the_next(
    action: int, waves: tuple[int, int]
) -> None:
    keys = hear(waves[0], [Voice(answers={"use_choice": value}) for value in "12345"])
    hear(
        waves[1],
        [
            Voice(respondent=key, answers={"use_choice": value})
            for key, value in zip(keys, "12345", strict=True)
        ],
    )
    first, second = (
        {record.person: {other.answers["use_choice"] for other in found if other.person == record.person}}
        for found in (records(action), records(action))
        for record in found[:1]
    )
    found = records(action)
    assert set(Counter(record.person for record in found).values()) == {2}
    for person in {record.person for record in found}:
        assert len({record.answers["use_choice"] for record in found if record.person == person}) == 1
    assert set(first) != set(second)
    assert not {record.person for record in found} & set(first)
    assert not any(record.person in key or key in record.person for record in found for key in keys)


def test_rows_come_in_no_order_of_time(action: int, waves: tuple[int, int]) -> None:
    hear(
        waves[0],
        [Voice(answers={"use_choice": str(1 + place % 5)}, complete=place < 20) for place in range(40)],
    )
    orders = {tuple(record.complete for record in records(action)) for _ in range(3)}
    assert len(orders) == 3


def test_an_export_is_written_in_the_audit_and_only_evaluators_make_one(
    action: int, waves: tuple[int, int], town: build.SmallTown, desk: Callable[..., Desk]
) -> None:
    hear(waves[0], [wrote(coding("safety"), "=HYPERLINK(1)", answers={"use_choice": "4"})] * 5)
    reader = desk(RoleName.EVALUATOR)
    page = reader.send("/lecture/action/HAPPY/reponses.csv")
    lines = page.response.get_data().decode("utf-8-sig").split("\r\n")
    assert page.response.headers["Content-Disposition"] == 'attachment; filename="reponses-HAPPY.csv"'
    assert page.response.headers["Cache-Control"] == "no-store"
    assert len([line for line in lines if ";'=HYPERLINK(1);" in line]) == 5
    assert "avant l'action" in lines[2]
    assert (build.column(Audit.verb), build.column(Audit.subject_id)) == (["export records"], [action])
    assert build.column(Audit.user_id) == [town.accounts[RoleName.EVALUATOR]]
    for role in (RoleName.COORDINATOR, RoleName.ORGANISER, RoleName.ADMINISTRATOR):
        assert desk(role).send("/lecture/action/HAPPY/reponses.csv").status == 403
    assert reader.go("/lecture/action/HAPPY/reponses.csv").status == 405
    assert reader.send("/lecture/action/HAPPY/reponses.csv", forged=True).status == 400
    assert build.count(Audit) == 1


def test_a_scope_without_answers_exports_files_that_open(
    town: build.SmallTown, desk: Callable[..., Desk]
) -> None:
    reader = desk(RoleName.EVALUATOR)
    for ending in ("csv", "xlsx"):
        assert reader.send(f"/lecture/quartier/QTRTN/reponses.{ending}").status == 200
        assert reader.go(f"/lecture/quartier/QTRTN/tableaux.{ending}").status == 200
    assert reader.go("/lecture/quartier/NADA/tableaux.csv").status == 404
