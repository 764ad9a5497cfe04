"""Form, chat and import are three ways to the same submission, for every questionnaire of the house."""

import csv
from functools import cache
from io import StringIO

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from survey.dialogue import ChatTurn, Dialogue
from survey.flow import End, Plan, Screen, ScreenItem, is_complete, on_path, plan_of
from survey.importing import check, guess_mapping, read_file
from survey.interview import Face, Go, Interview, begin, take_page
from survey.questionnaires import questionnaire_from
from survey.questionnaires.builtin import BUILTIN, load_builtin, with_choices
from survey.questionnaires.types.unasked import HIDDEN
from survey.roles import AGE_BANDS, RESIDENCES
from tests.survey.build import MOMENT
from tests.survey.flow.answerer import MAX_STEPS, agreeable, fill_pages
from tests.survey.flow.generate import plans
from tests.survey.flow.generate import wishes as entries

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
"""Whole questionnaires take minutes to shrink: a failing one is shown as it was found."""
LANGUAGES = st.sampled_from(["fr", "en", "ar"])
WORDS = st.sampled_from(
    ["calme", "bus", "loin d'ici", "العائلة", "noise", "3", "Oui", "aide", "=1+1", "a;b,c"]
)
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cf"], include_characters="\n")
PHRASES = st.text(LETTERS, max_size=60)


@cache
def house(name: str) -> Plan:
    workbook = load_builtin(name)
    if name == "registration":
        workbook = with_choices(workbook, "quartier", [("QN03709M", "Sanitas"), ("QN03708M", "Europe")])
    return plan_of(questionnaire_from(workbook, converter=False))


@st.composite
def contexts(draw: st.DrawFn) -> dict[str, str]:
    """What the application knows beforehand."""
    return {
        "quartier_name": draw(st.sampled_from(["Sanitas", "Les Fontaines", "Bords de Loire"])),
        "action_name": "Un repas de quartier",
        "context_age_band": draw(st.sampled_from(AGE_BANDS)),
        "context_residence": draw(st.sampled_from(RESIDENCES)),
    }


@st.composite
def wished(draw: st.DrawFn, plan: Plan) -> dict[str, list[str]]:
    """What somebody posts for each question: an answer of its kind that its own rule takes, or nothing."""
    found: dict[str, list[str]] = {}
    for name, asked in plan.items.items():
        choices = [choice.name for choice in asked.choices]
        answers: st.SearchStrategy[list[str]]
        match asked.kind.kind:
            case "select_one":
                # Nobody under eleven answers what is asked of perceptions.
                taken = [choice for choice in choices if choice != "under_11" or plan.name == "registration"]
                answers = st.sampled_from(taken).map(lambda choice: [choice])
            case "select_multiple":
                alone = [[choice] for choice in choices if choice in ("no", "no_answer")]
                free = [choice for choice in choices if [choice] not in alone]
                several = st.lists(st.sampled_from(free), min_size=1, unique=True)
                answers = several | st.sampled_from(alone) if alone else several
            case "rank":
                answers = st.permutations(choices)
            case "acknowledge":
                answers = st.just(["OK"])
            case "integer":
                answers = st.integers(0, 9).map(lambda number: [str(number)])
            case "text":
                answers = texts(asked.item.role).map(lambda text: [text])
            case _:
                continue
        needed = asked.required is not False
        found[name] = draw(answers) if needed or draw(st.integers(0, 3)) else []
    return found


def texts(role: str) -> st.SearchStrategy[str]:
    match role:
        case "contact.email":
            return st.sampled_from(["mot@example.org", "a.b+c@exemple.fr"])
        case "contact.phone":
            return st.sampled_from(["06 39 98 00 11", "+33639980012"])
        case "contact.name" | "request.wish":
            return WORDS
        case role if role.startswith("open."):
            return PHRASES
        case _:
            return WORDS | PHRASES.map(lambda text: text.strip()[:60])


@st.composite
def interviews(draw: st.DrawFn, name: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    plan = house(name)
    known = {key: value for key, value in draw(contexts()).items() if key in plan.items}
    return known, draw(wished(plan))


def by_form(plan: Plan, known: dict[str, str], wishes: dict[str, list[str]], language: str) -> dict[str, str]:
    turn = begin(plan, Interview("key", known), language=language, moment=MOMENT)
    for _ in range(MAX_STEPS):
        if turn.screen is None:
            return dict(turn.interview.answers)
        posted = {item.name: wishes.get(item.name, []) for item in turn.screen.items}
        turn = take_page(plan, turn.interview, posted=posted, go=Go.NEXT, language=language, moment=MOMENT)
    raise AssertionError(f"no way out of page {turn.interview.page}")


def said(item: ScreenItem, wish: list[str]) -> str:
    """What somebody types for a wish: labels as they are shown."""
    labels = {choice.name: choice.label for choice in item.choices}
    return labels[wish[0]]


def answered(dialogue: Dialogue, turn: ChatTurn, wishes: dict[str, list[str]]) -> ChatTurn:
    assert turn.screen is not None
    (item,) = turn.screen.items
    wish = wishes.get(item.name, [])
    if not wish:
        return dialogue.skip(turn.interview)
    if item.kind == "select_one":
        return dialogue.reply(turn.interview, said(item, wish))
    return dialogue.choose(turn.interview, wish)


def by_chat(plan: Plan, known: dict[str, str], wishes: dict[str, list[str]], language: str) -> dict[str, str]:
    dialogue = Dialogue(plan, language=language, moment=MOMENT)
    turn = dialogue.open(Interview("key", known))
    for _ in range(MAX_STEPS):
        if turn.screen is None:
            assert isinstance(turn.shown, End)
            return dict(turn.interview.answers)
        turn = answered(dialogue, turn, wishes)
    raise AssertionError(f"no way past {turn.interview.item}: {turn.said}")


def by_switching(
    plan: Plan, known: dict[str, str], wishes: dict[str, list[str]], faces: list[Face]
) -> dict[str, str]:
    """Fills a page or answers a question, then goes on in the other face whenever ``faces`` says so."""
    dialogue = Dialogue(plan, language="fr", moment=MOMENT)
    interview = Interview("key", known)
    for step in range(MAX_STEPS):
        shown: Screen | End
        if faces[step % len(faces)] is Face.CHAT:
            turn = dialogue.open(interview)
            if turn.screen is not None:
                turn = answered(dialogue, turn, wishes)
            interview, shown = turn.interview, turn.shown
        else:
            here = begin(plan, interview, language="fr", moment=MOMENT)
            if here.screen is None:
                return dict(here.interview.answers)
            posted = {item.name: wishes.get(item.name, []) for item in here.screen.items}
            page = take_page(plan, here.interview, posted=posted, go=Go.NEXT, language="fr", moment=MOMENT)
            interview, shown = page.interview, page.shown
            interview = Interview(interview.key, interview.answers, interview.page)
        if isinstance(shown, End):
            return dict(interview.answers)
    raise AssertionError(f"no end from {interview.page}")


def by_import(plan: Plan, stored: dict[str, str], *, labels: bool) -> dict[str, str]:
    """Writes a submission as a table, with names or with labels of choices, and brings it in again."""
    row = {}
    for name, answer in stored.items():
        choices = {choice.name: choice.label.in_language("fr") for choice in plan.items[name].choices}
        worded = {key: phrase.parts[0] for key, phrase in choices.items() if len(phrase.parts) == 1}
        row[name] = (
            "; ".join(worded.get(part, part) for part in answer.split()) if labels and worded else answer
        )
    file = StringIO(newline="")
    writer = csv.DictWriter(file, list(row), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerow(row)
    source = read_file("survey.csv", file.getvalue().encode())
    report = check(source, guess_mapping(source, plan), plan, moment=MOMENT)
    assert not report.refused, report.refused
    (accepted,) = report.accepted
    assert accepted.complete == is_complete(plan, stored, MOMENT)
    return dict(accepted.answers)


@pytest.mark.parametrize("name", BUILTIN)
@settings(max_examples=15, phases=PHASES)
@given(data=st.data())
def test_form_chat_and_import_store_the_same_submission(name: str, data: st.DataObject) -> None:
    plan = house(name)
    known, wishes = data.draw(interviews(name))
    form = on_path(plan, by_form(plan, known, wishes, data.draw(LANGUAGES)), MOMENT)
    chat = on_path(plan, by_chat(plan, known, wishes, data.draw(LANGUAGES)), MOMENT)
    assert chat == form
    assert is_complete(plan, form, MOMENT)
    assert by_import(plan, form, labels=data.draw(st.booleans())) == form
    for key, answer in form.items():
        if plan.items[key].kind is not HIDDEN:
            assert answer == plan.items[key].kind.read(plan.items[key].question, wishes[key])


@pytest.mark.parametrize("name", BUILTIN)
@settings(max_examples=10, phases=PHASES)
@given(data=st.data())
def test_switching_between_form_and_chat_at_any_moment_loses_nothing(name: str, data: st.DataObject) -> None:
    plan = house(name)
    known, wishes = data.draw(interviews(name))
    faces = data.draw(st.lists(st.sampled_from(Face), min_size=1, max_size=12))
    form = on_path(plan, by_form(plan, known, wishes, "fr"), MOMENT)
    assert on_path(plan, by_switching(plan, known, wishes, faces), MOMENT) == form


def as_posted(plan: Plan, stored: dict[str, str]) -> dict[str, list[str]]:
    """What would be posted to store the same: names one by one, anything else as it stands."""
    return {
        name: answer.split(" ") if plan.items[name].choices else [answer] for name, answer in stored.items()
    }


@settings(max_examples=60, phases=PHASES)
@given(plans(), entries(), LANGUAGES, st.booleans())
def test_any_questionnaire_stores_the_same_by_form_chat_and_import(
    plan: Plan, wished: dict[str, list[str]], language: str, labels: bool
) -> None:
    answers, _ = fill_pages(plan, agreeable(wished))
    form = on_path(plan, answers, MOMENT)
    chat = by_chat(plan, {}, as_posted(plan, form), language)
    assert on_path(plan, chat, MOMENT) == form
    assert by_import(plan, form, labels=labels) == form
