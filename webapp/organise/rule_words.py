"""The rules of a questionnaire in the words of the desk: when it asks, what it takes, which choices it shows."""

from dataclasses import dataclass

from flask_babel import force_locale, gettext, ngettext

from survey.flow import Plan
from survey.flow.phrases import Phrases
from survey.flow.plan import PlanItem
from survey.flow.preview import said
from survey.languages import Language
from survey.questionnaires.editing import ORDERED, AnswerTest, most_characters, simple_condition
from webapp.i18n import chosen_language
from webapp.questionnaire_wording import ANSWERED, OPERATORS


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the questionnaire, and the language they are in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class WordedTest:
    """One answer looked at; no question where it is the one that the rule belongs to, no value where none is named."""

    question: Quote | None
    operator: str
    value: Quote | str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class WordedRule:
    """Tests with how they are joined ("" for one alone); ``kept`` is an expression that has no such words."""

    tests: tuple[WordedTest, ...] = ()
    joined: str = ""
    kept: str = ""


class RuleWords:
    """How the desk says rules, in its own language, whatever language is drawn around them."""

    def __init__(self, plan: Plan, shown: Language) -> None:
        self.language = chosen_language()
        self.page = gettext("Page posée si")
        self.asked = gettext("Posée si")
        self.taken = gettext("Acceptée si")
        self.offered = gettext("Choix montrés si")
        self._items = plan.items
        self._shown = shown.code

    def rule(self, source: str, own: str = "") -> WordedRule:
        """Returns an expression in words; `own` names the question that it belongs to."""
        with force_locale(self.language.babel_locale):
            most = most_characters(source)
            if most is not None:
                length = ngettext("%(num)s caractère au plus", "%(num)s caractères au plus", most)
                return WordedRule((WordedTest(None, length),))
            condition = simple_condition(source, own=own)
            if condition is None:
                return WordedRule(kept=source)
            joined = gettext("Toutes ces conditions") if condition.every else gettext("Une seule suffit")
            tests = tuple(self._test(test, own) for test in condition.tests)
            return WordedRule(tests, joined if len(tests) > 1 else "")

    def _test(self, test: AnswerTest, own: str) -> WordedTest:
        item = self._items.get(test.question)
        asked = None if test.question == own else self._quote(item.label if item else None, test.question)
        if not test.value and test.operator in ANSWERED:
            return WordedTest(asked, str(ANSWERED[test.operator]))
        operator, ordered = str(OPERATORS[test.operator]), test.operator in ORDERED
        return WordedTest(asked, operator, self._value(test, item), ordered)

    def _value(self, test: AnswerTest, item: PlanItem | None) -> Quote | str:
        if test.number:
            return test.value
        if item is not None and item.kind.kind == "acknowledge":
            return gettext("cochée")
        labels = {choice.name: choice.label for choice in item.choices} if item else {}
        return self._quote(labels.get(test.value), test.value)

    def _quote(self, written: Phrases | None, name: str) -> Quote:
        text, language = said(written, self._shown) if written else ("", self._shown)
        return Quote(text or name, language)
