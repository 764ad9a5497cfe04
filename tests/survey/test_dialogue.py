"""The chat over the questionnaires of the house: what it understands, what it asks again, and the ways out."""

from dataclasses import replace
from functools import cache

import pytest

from survey.dialogue import ChatTurn, Dialogue, Said, understood
from survey.flow import End, Plan, Screen, ScreenItem, plan_of
from survey.interview import Face, Go, Interview, begin, take_page
from survey.questionnaires import questionnaire_from
from survey.questionnaires.builtin import load_builtin, with_choices
from survey.replies import question_of
from tests.survey.build import MOMENT, item, plan

NONSENSE = "xqzt vbnm"


@cache
def house(name: str) -> Plan:
    workbook = load_builtin(name)
    if name == "registration":
        workbook = with_choices(workbook, "quartier", [("QN03709M", "Sanitas"), ("QN03708M", "Europe")])
    return plan_of(questionnaire_from(workbook, converter=False))


KNOWN = {"quartier_name": "Sanitas", "action_name": "Un repas"}
CHAT = Dialogue(house("registration"), language="fr", moment=MOMENT)
SURVEY = Dialogue(house("perception_before"), language="fr", moment=MOMENT)


def opened(dialogue: Dialogue = CHAT, **known: str) -> ChatTurn:
    return dialogue.open(Interview("key", {**KNOWN, **known}))


def asked(turn: ChatTurn) -> ScreenItem:
    assert turn.screen is not None
    (only,) = turn.screen.items
    assert only.name == turn.interview.item
    return only


def at(name: str, dialogue: Dialogue = CHAT, **known: str) -> ChatTurn:
    """The turn where a question is asked."""
    turn = dialogue.correct(opened(dialogue, **known).interview, name)
    assert asked(turn).name == name
    return replace(turn, said=None)


def stored(turn: ChatTurn) -> dict[str, str]:
    return {name: answer for name, answer in turn.interview.answers.items() if name not in KNOWN}


def test_the_chat_begins_with_the_first_question_and_remembers_that_it_is_a_chat() -> None:
    turn = opened()
    assert asked(turn).name == "age_band"
    assert (turn.interview.face, turn.interview.page) == (Face.CHAT, "you")
    assert (turn.said, turn.understood, turn.offers, turn.way_out, turn.left) == (None, (), (), False, False)


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "25 à 39 ans"), ("en", "25 to 39"), ("ar", "من 25 إلى 39 سنة")]
)
def test_a_label_is_sure_and_what_was_understood_is_shown_in_words(language: str, label: str) -> None:
    dialogue = Dialogue(house("registration"), language=language, moment=MOMENT)
    first = opened(dialogue)
    turn = dialogue.reply(first.interview, label)
    assert stored(turn) == {"age_band": "25_39"}
    (said,) = turn.understood
    assert (said.item, said.value, said.language) == ("age_band", label, language)
    assert said.question == asked(first).label
    assert asked(turn).name == "residence"
    assert turn.said is None


def test_a_tap_is_taken_as_the_answer() -> None:
    turn = CHAT.choose(opened().interview, ["60_74"])
    assert stored(turn) == {"age_band": "60_74"}
    assert turn.understood[0].value == "60 à 74 ans"


def test_a_number_answers_a_scale() -> None:
    turn = SURVEY.reply(at("image_safe", SURVEY).interview, "6")
    assert stored(turn) == {"image_safe": "6"}
    assert asked(turn).name == "image_welcoming"


def test_a_text_is_kept_to_the_letter() -> None:
    said = "  C'est chez moi, depuis 1998 ; j'y tiens !"
    turn = SURVEY.reply(at("represents", SURVEY).interview, said)
    assert stored(turn) == {"represents": said}
    assert turn.understood[0].value == said


@pytest.mark.parametrize(("reply", "kept"), [("oui", "OK"), ("non", "")])
def test_a_box_is_ticked_by_yes_and_left_by_no(reply: str, kept: str) -> None:
    turn = CHAT.reply(at("consent_after").interview, reply)
    assert stored(turn) == {"consent_after": kept}


def test_refusing_what_is_needed_asks_again_and_says_so() -> None:
    turn = SURVEY.reply(at("consent_survey", SURVEY).interview, "non")
    assert asked(turn).name == "consent_survey"
    assert turn.said is Said.NEEDED
    problem = asked(turn).problem
    assert problem is not None
    assert problem.value("message").startswith("Cochez cette case")


def test_an_answer_that_the_question_s_rule_refuses_is_shown_back() -> None:
    turn = CHAT.choose(at("companions").interview, ["12"])
    assert asked(turn).name == "companions"
    assert turn.said is Said.REFUSED
    assert (asked(turn).value, asked(turn).entered) == ("", "12")
    assert turn.understood == ()
    assert asked(CHAT.choose(turn.interview, ["2"])).name == "name"


@pytest.mark.parametrize(
    ("typed", "order"), [("2 3 1", "word_2 word_3 word_1"), ("3, 2, 1", "word_3 word_2 word_1")]
)
def test_an_order_is_typed_as_numbers(typed: str, order: str) -> None:
    words = {"word_1": "calme", "word_2": "bus", "word_3": "voisins"}
    turn = SURVEY.reply(at("word_order", SURVEY, **words).interview, typed)
    assert stored(turn)["word_order"] == order
    assert turn.understood[0].value.split(", ")[0] == words[order.split()[0]]


def test_an_order_is_typed_as_words() -> None:
    words = {"word_1": "calme", "word_2": "bus", "word_3": "voisins"}
    turn = SURVEY.reply(at("word_order", SURVEY, **words).interview, "voisins puis calme puis bus")
    assert stored(turn)["word_order"] == "word_3 word_1 word_2"


@pytest.mark.parametrize("typed", ["1 2", "1 1 2", "1 2 4", "voisins"])
def test_an_order_with_places_missing_is_asked_again(typed: str) -> None:
    words = {"word_1": "calme", "word_2": "bus", "word_3": "voisins"}
    turn = SURVEY.reply(at("word_order", SURVEY, **words).interview, typed)
    assert "word_order" not in stored(turn)
    assert asked(turn).name == "word_order"


def test_a_reply_that_is_not_understood_once_is_asked_again_and_stores_nothing() -> None:
    turn = CHAT.reply(opened().interview, NONSENSE)
    assert asked(turn).name == "age_band"
    assert turn.said in (Said.UNCLEAR, Said.OFFER)
    assert turn.interview.lost == 1
    assert not turn.way_out
    assert stored(turn) == {}


def test_being_lost_twice_opens_the_way_out_with_all_the_choices() -> None:
    first = CHAT.reply(opened().interview, NONSENSE)
    second = CHAT.reply(first.interview, NONSENSE)
    assert second.said is Said.LOST
    assert second.way_out
    assert second.offers == ()
    assert len(asked(second).choices) == 8
    third = CHAT.reply(second.interview, NONSENSE)
    assert (third.said, third.way_out) == (Said.LOST, True)


def test_an_answer_understood_ends_being_lost() -> None:
    lost = CHAT.reply(opened().interview, NONSENSE)
    found = CHAT.reply(lost.interview, "25 à 39 ans")
    assert found.interview.lost == 0
    assert CHAT.reply(found.interview, NONSENSE).said is not Said.LOST


def test_an_unsure_reply_offers_choices_of_the_question() -> None:
    # Two choices begin alike: none of them is taken without asking.
    turn = CHAT.reply(at("residence").interview, "dans")
    assert "residence" not in stored(turn)
    assert turn.said in (Said.OFFER, Said.UNCLEAR)
    assert {offer.name for offer in turn.offers} <= {choice.name for choice in asked(turn).choices}
    assert bool(turn.offers) == (turn.said is Said.OFFER)


def test_a_question_that_may_be_left_is_skipped_and_emptied() -> None:
    turn = SURVEY.skip(at("represents", SURVEY, represents="un lieu").interview)
    assert (turn.said, asked(turn).name) == (Said.SKIPPED, "use_choice")
    assert stored(turn)["represents"] == ""


def test_a_question_that_is_needed_is_not_skipped_and_keeps_its_answer() -> None:
    turn = CHAT.skip(opened().interview)
    assert (turn.said, asked(turn).name) == (Said.NEEDED, "age_band")
    turn = CHAT.skip(at("age_band", age_band="25_39").interview)
    assert stored(turn) == {"age_band": "25_39"}


def test_going_back_shows_the_answer_given_before() -> None:
    after = CHAT.reply(opened().interview, "25 à 39 ans")
    turn = CHAT.back(after.interview)
    assert (turn.said, asked(turn).name, asked(turn).value) == (Said.BACK, "age_band", "25_39")
    again = CHAT.back(turn.interview)
    assert (again.said, asked(again).name) == (Said.AT_START, "age_band")


def test_correcting_goes_to_the_question_and_on_from_there() -> None:
    answers = {"age_band": "25_39", "residence": "commune", "sex": "woman"}
    turn = CHAT.correct(at("companions", **answers).interview, "residence")
    assert (turn.said, asked(turn).name, asked(turn).value) == (Said.BACK, "residence", "commune")
    turn = CHAT.choose(turn.interview, ["other_quartier"])
    assert asked(turn).name == "residence_quartier"
    assert stored(turn) == {**answers, "residence": "other_quartier"}


def test_a_correction_that_takes_a_question_off_the_path_keeps_its_answer_aside() -> None:
    answers = {"age_band": "25_39", "residence": "other_quartier", "residence_quartier": "QN03708M"}
    left = CHAT.choose(CHAT.correct(at("sex", **answers).interview, "residence").interview, ["commune"])
    assert asked(left).name == "sex"
    back = CHAT.choose(CHAT.correct(left.interview, "residence").interview, ["other_quartier"])
    assert asked(back).value == "QN03708M"


@pytest.mark.parametrize(
    ("language", "word", "said"),
    [
        ("fr", "passer", Said.NEEDED),
        ("en", "skip", Said.NEEDED),
        ("fr", "retour", Said.BACK),
        ("en", "back", Said.BACK),
        ("fr", "aide", Said.HELP),
        ("en", "help", Said.HELP),
        ("fr", "recommencer", Said.RESTARTED),
        ("en", "restart", Said.RESTARTED),
    ],
)
def test_commands_are_obeyed_and_change_no_answer(language: str, word: str, said: Said) -> None:
    dialogue = Dialogue(house("registration"), language=language, moment=MOMENT)
    turn = dialogue.reply(at("residence", dialogue, age_band="25_39").interview, word)
    assert turn.said is said
    assert stored(turn) == {"age_band": "25_39"}
    expected = "age_band" if said in (Said.BACK, Said.RESTARTED) else "residence"
    assert asked(turn).name == expected


def test_asking_for_a_person_shows_the_way_out_and_keeps_the_question() -> None:
    turn = CHAT.reply(at("residence").interview, "je veux parler à une personne")
    assert (turn.said, turn.way_out, asked(turn).name) == (Said.HUMAN, True, "residence")


def test_stopping_keeps_what_was_answered_and_where() -> None:
    turn = CHAT.reply(at("residence", age_band="25_39").interview, "stop")
    assert turn.left
    assert stored(turn) == {"age_band": "25_39"}
    assert asked(CHAT.open(turn.interview)).name == "residence"


def test_restarting_goes_through_the_answers_again_without_losing_them() -> None:
    turn = CHAT.reply(at("sex", age_band="25_39", residence="commune").interview, "recommencer")
    assert (asked(turn).name, asked(turn).value) == ("age_band", "25_39")
    turn = CHAT.choose(turn.interview, ["40_59"])
    assert (asked(turn).name, asked(turn).value) == ("residence", "commune")


def test_a_reply_that_says_more_answers_the_questions_it_answers_outright() -> None:
    turn = CHAT.reply(opened().interview, "j'ai 30 ans et je suis une femme")
    assert stored(turn)["age_band"] == "25_39"
    assert {said.item for said in turn.understood} == set(stored(turn))
    assert stored(turn).get("sex", "woman") == "woman"
    assert asked(turn).name == "residence"


def test_a_label_said_to_one_question_is_not_taken_for_its_neighbours_with_the_same_choices() -> None:
    turn = SURVEY.reply(at("visits_here", SURVEY).interview, "jamais")
    assert stored(turn) == {"visits_here": "never"}
    turn = SURVEY.reply(at("visits_here", SURVEY).interview, "oh, jamais !")
    assert set(stored(turn)) <= {"visits_here"}
    turn = SURVEY.reply(at("birth", SURVEY).interview, "je préfère ne pas répondre")
    assert stored(turn) == {"birth": "no_answer"}


def test_the_history_shows_the_last_answers_before_the_question() -> None:
    turn = at("companions", age_band="25_39", residence="this_quartier", sex="woman")
    assert [(said.item, said.value) for said in CHAT.history(turn.interview, most=2)] == [
        ("residence", "Sanitas"),
        ("sex", "une femme"),
    ]
    assert len(CHAT.history(turn.interview, most=9)) == 3
    assert CHAT.history(opened().interview, most=3) == ()


def test_the_end_comes_after_the_last_question_and_only_when_nothing_is_missing() -> None:
    answers = {"age_band": "25_39", "residence": "commune"}
    turn = CHAT.reply(at("consent_after", **answers).interview, "oui")
    assert isinstance(turn.shown, End)
    assert turn.screen is None
    missing = CHAT.reply(at("consent_after", residence="commune").interview, "oui")
    assert asked(missing).name == "age_band"


def test_the_form_goes_on_where_the_chat_was_and_the_chat_where_the_form_was() -> None:
    chat = CHAT.choose(CHAT.choose(opened().interview, ["25_39"]).interview, ["commune"])
    form = begin(house("registration"), chat.interview, language="fr", moment=MOMENT)
    assert isinstance(form.shown, Screen)
    assert form.shown.page == "you"
    assert {found.name: found.value for found in form.shown.items}["age_band"] == "25_39"
    turned = take_page(
        house("registration"),
        form.interview,
        posted={"age_band": ["25_39"], "residence": ["commune"], "sex": ["man"]},
        go=Go.NEXT,
        language="fr",
        moment=MOMENT,
    )
    again = CHAT.open(replace(turned.interview, face=Face.FORM, item=""))
    assert asked(again).name == "companions"
    assert stored(again) == {"age_band": "25_39", "residence": "commune", "sex": "man"}


def test_the_chat_opens_a_half_filled_page_at_its_first_empty_question() -> None:
    turn = CHAT.open(Interview("key", {**KNOWN, "age_band": "25_39"}, page="you"))
    assert asked(turn).name == "residence"
    full = {"age_band": "25_39", "residence": "commune", "sex": "man"}
    turn = CHAT.open(Interview("key", {**KNOWN, **full}, page="you"))
    assert asked(turn).name in ("age_band", "residence_quartier", "sex")


def test_a_page_that_is_no_more_is_begun_from_the_first_question() -> None:
    turn = CHAT.open(Interview("key", dict(KNOWN), page="gone"))
    assert asked(turn).name == "age_band"


def test_groups_and_notes_are_said_before_their_first_question() -> None:
    turn = opened()
    assert turn.screen is not None
    assert [said.text for said in turn.screen.introductions] == ["Vous, en bref"]


@pytest.mark.parametrize("reply", ["", " ", "\x00", "\u202e", "9" * 5_000, "a" * 200_000, "🙂", "\ud800"])
def test_a_hostile_reply_breaks_nothing(reply: str) -> None:
    for start in (opened(), at("companions"), at("consent_after"), opened(SURVEY)):
        dialogue = SURVEY if start.interview.item == "consent_survey" else CHAT
        turn = dialogue.reply(start.interview, reply)
        assert turn.screen is not None or isinstance(turn.shown, End)


def test_questions_reach_the_reader_by_type_and_by_what_they_are_about() -> None:
    assert question_of(asked(at("age_band"))).about == "age"
    assert question_of(asked(at("residence"))).about == "place"
    assert question_of(asked(at("email"))).type == "email"
    assert question_of(asked(at("phone"))).type == "phone"
    assert question_of(asked(at("companions"))).type == "integer"
    assert question_of(asked(at("consent_after"))).type == "yes_no"
    assert question_of(asked(at("image_safe", SURVEY))).type == "scale"
    assert question_of(asked(at("treated_worse", SURVEY))).type == "select_multiple"
    assert question_of(asked(at("represents", SURVEY))).type == "text"


def test_several_answers_are_said_back_as_their_labels() -> None:
    turn = SURVEY.choose(at("treated_worse", SURVEY).interview, ["age", "address"])
    assert stored(turn) == {"treated_worse": "address age"}
    (said,) = turn.understood
    assert said.value == "oui, à cause de mon adresse, oui, à cause de mon âge"


def test_an_answer_that_is_none_of_the_choices_is_said_back_as_nothing() -> None:
    only = item("select_one yn", "q")
    dialogue = Dialogue(plan(only), language="fr", moment=MOMENT)
    turn = dialogue.choose(dialogue.open(Interview("key", {})).interview, ["maybe"])
    assert turn.said is Said.REFUSED
    assert understood(asked(turn)).value == ""
