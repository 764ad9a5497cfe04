"""Choices carry a sign for people who read little: from the sheet to the screen, and back out of the sheet."""

import pytest

from survey.flow import Screen, first_screen, plan_as_json
from survey.flow.plan import Plan
from survey.languages import LANGUAGES
from survey.problems import ProblemCode
from survey.questionnaires import BUILTIN, QuestionnaireRefused, load_builtin, questionnaire_from
from survey.questionnaires.difference import ChangeKind, difference
from survey.questionnaires.pictograms import PICTOGRAMS
from survey.questionnaires.xlsx_file import read_xlsx, write_xlsx
from tests.survey.build import MOMENT, YES_NO, item, plan, questionnaire, workbook

SIGNED = tuple(
    {**choice, "label::fr@simple": choice["name"], "pictogram": choice["name"]} for choice in YES_NO
)
QUESTION = item("select_one yn", "a", **{"label::fr@simple": "A"})
WITHOUT_A_SIGN = {
    ("quartier", "other"),
    *(("seven", str(step)) for step in range(1, 8)),
    *(("words", f"word_{place}") for place in range(1, 4)),
}
"""A list of places is long and stays folded; the ends of a pair change with the question; words are people's own."""
FOR_PROFESSIONALS = {"partner_report"}
"""Filled in at a desk by those who ran an action, who write reports: its lists are of trades and ways to count."""


def drawn(found: Plan, language: str) -> list[str]:
    screen = first_screen(found, {}, language=language, moment=MOMENT)
    assert isinstance(screen, Screen)
    return [choice.pictogram for choice in screen.items[0].choices]


@pytest.mark.parametrize("language", [entry.code for entry in LANGUAGES])
def test_signs_are_drawn_in_easy_french_only(language: str) -> None:
    signs = ["yes", "no"] if language == "fr@simple" else ["", ""]
    assert drawn(plan(QUESTION, choices=SIGNED), language) == signs


def test_a_question_is_pictured_when_every_choice_has_a_sign() -> None:
    def pictured(*choices: dict[str, str]) -> bool:
        screen = first_screen(plan(QUESTION, choices=choices), {}, language="fr@simple", moment=MOMENT)
        assert isinstance(screen, Screen)
        return screen.items[0].pictured

    assert pictured(*SIGNED)
    assert not pictured(SIGNED[0], YES_NO[1])
    assert not pictured(*YES_NO)


def test_an_unknown_sign_is_named_with_its_cell_and_what_to_write() -> None:
    choices = (SIGNED[0], {**SIGNED[1], "pictogram": "hous_here"})
    with pytest.raises(QuestionnaireRefused) as refusal:
        questionnaire_from(workbook(QUESTION, choices=choices), converter=False)
    (fault,) = refusal.value.problems
    assert (fault.code, fault.place) == (ProblemCode.UNKNOWN_PICTOGRAM, "choices:3:pictogram")
    assert (fault.value("name"), fault.value("suggestion")) == ("hous_here", "house_here")
    assert fault.value("known") == ", ".join(PICTOGRAMS)


def test_signs_go_out_as_they_came_in_and_pyxform_takes_them() -> None:
    written = workbook(QUESTION, choices=SIGNED)
    again = read_xlsx(write_xlsx(written), "test")
    assert again.sheet("choices") == written.sheet("choices")
    assert [choice.pictogram for choice in questionnaire_from(again).items[0].choices] == ["yes", "no"]


def test_a_device_without_network_is_told_the_signs() -> None:
    (told,) = plan_as_json(plan(QUESTION, choices=SIGNED))["items"].values()  # type: ignore[union-attr]
    assert [choice.get("pictogram") for choice in told["choices"]] == ["yes", "no"]  # type: ignore[index, union-attr]
    (bare,) = plan_as_json(plan(QUESTION, choices=YES_NO))["items"].values()  # type: ignore[union-attr]
    assert "pictogram" not in bare["choices"][0]  # type: ignore[index, operator]


def test_another_sign_is_a_change_and_no_other_wording() -> None:
    before = questionnaire(QUESTION, choices=SIGNED)
    after = questionnaire(QUESTION, choices=(SIGNED[0], {**SIGNED[1], "pictogram": "never"}))
    (change,) = difference(before, after)
    assert change.kind is ChangeKind.CHOICE_PICTOGRAM
    assert (change.name, change.column, change.before, change.after) == ("yn", "no", "no", "never")


def test_or_other_has_its_sign_where_the_others_have_one() -> None:
    def last(choices: tuple[dict[str, str], ...]) -> str:
        asked = item("select_one yn or_other", "a", **{"label::fr@simple": "A"})
        return questionnaire(asked, choices=choices).items[0].choices[-1].pictogram

    assert (last(SIGNED), last(YES_NO)) == ("other", "")


def test_a_list_of_the_same_choices_has_the_same_signs_in_every_questionnaire_of_the_house() -> None:
    signs: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = {}
    for name in set(BUILTIN) - FOR_PROFESSIONALS:
        for found in questionnaire_from(load_builtin(name), converter=False).items:
            same = (found.choice_list, tuple(choice.name for choice in found.choices))
            signs.setdefault(same, set()).add(tuple(choice.pictogram for choice in found.choices))
    assert [same for same, drawn_as in signs.items() if len(drawn_as) > 1] == []


@pytest.mark.parametrize("name", BUILTIN)
def test_the_choices_of_the_house_have_signs_that_differ_within_a_list(name: str) -> None:
    found = questionnaire_from(load_builtin(name), converter=False)
    lists = {each.choice_list: each.choices for each in found.items if each.choice_list}
    bare = {(key, choice.name) for key, each in lists.items() for choice in each if not choice.pictogram}
    if name in FOR_PROFESSIONALS:
        assert not any(choice.pictogram for choices in lists.values() for choice in choices)
    else:
        assert bare <= WITHOUT_A_SIGN
    for choices in lists.values():
        signs = [choice.pictogram for choice in choices if choice.pictogram]
        assert len(set(signs)) == len(signs)
