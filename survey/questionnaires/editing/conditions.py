"""Simple conditions: a few tests of answers, all of them or any of them, written and read back."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from survey.expressions import ExpressionError, expression
from survey.expressions.tree import Call, Chain, Current, Negation, Node, Number, Reference, Text
from survey.problems import ProblemCode, cell_place
from survey.questionnaires.editing.lines import line_of, refused
from survey.questionnaires.editing.sheets import column_of, survey_of, with_value
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.rows import NO
from survey.questionnaires.settings import YES
from survey.questionnaires.workbook import Workbook


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    INCLUDES = "includes"
    EXCLUDES = "excludes"
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"


_SIGNS = {
    "=": Operator.IS,
    "!=": Operator.IS_NOT,
    "<": Operator.LESS,
    "<=": Operator.AT_MOST,
    ">": Operator.MORE,
    ">=": Operator.AT_LEAST,
}
_WRITTEN = {operator: sign for sign, operator in _SIGNS.items()}
ORDERED = frozenset({Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST})
"""Operators that compare with a number."""


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """The answer to `question` against a choice or text ("" is no answer), or against a number."""

    question: str
    operator: Operator
    value: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class SimpleCondition:
    """Tests that must all hold when `every`, at least one of them otherwise; never empty."""

    tests: tuple[AnswerTest, ...]
    every: bool = True


def simple_condition(source: str, *, own: str = "") -> SimpleCondition | None:
    """The simple condition that an expression is, None when it has another shape.

    `own` names the question that a dot stands for, where the expression belongs to one.
    """
    try:
        tree = expression(source).tree
    except ExpressionError:
        return None
    operands: tuple[Node, ...] = (tree,)
    every = True
    if isinstance(tree, Chain) and set(tree.operators) in ({"and"}, {"or"}):
        operands, every = tree.operands, tree.operators[0] == "and"
    tests = tuple(_test(operand, own) for operand in operands)
    known = tuple(test for test in tests if test is not None)
    return SimpleCondition(known, every) if len(known) == len(tests) else None


def most_characters(source: str) -> int | None:
    """The length that a constraint allows and all that it asks, as in `string-length(.) <= 80`; None for any other."""
    try:
        tree = expression(source).tree
    except ExpressionError:
        return None
    match tree:
        case Chain((Call("string-length", (Current(),)), Number(most)), ("<=",)) if most.is_integer():
            return int(most)
    return None


def written(condition: SimpleCondition) -> str:
    """The expression of a simple condition; raises QuestionnaireRefused for a text that holds both quotes."""
    joined = " and " if condition.every else " or "
    return joined.join(_written(test) for test in condition.tests)


def set_condition(workbook: Workbook, name: str, condition: SimpleCondition | None) -> Workbook:
    """The workbook with a question or group asked only when `condition` holds, always for None.

    A condition that is already so keeps its spelling. Raises QuestionnaireRefused when the present one is not
    simple, or when the new one names what is not asked above.
    """
    sheet = survey_of(workbook)
    line = line_of(sheet, name)
    present = _cell(workbook, line.start, "relevant")
    read = simple_condition(present) if present else None
    if present and read is None:
        raise refused(
            ProblemCode.KEPT_FOR_SHEET, cell_place("survey", line.number, "relevant"), column="relevant"
        )
    if read == condition:
        return workbook
    text = "" if condition is None else written(condition)
    changed = workbook.with_sheet(with_value(sheet, line.start, "relevant", text))
    questionnaire_from(changed, converter=False)
    return changed


def set_required(workbook: Workbook, name: str, required: bool) -> Workbook:
    """The workbook with an answer required or not; a cell that says so already keeps its spelling.

    Raises QuestionnaireRefused when the present cell is an expression.
    """
    sheet = survey_of(workbook)
    line = line_of(sheet, name)
    present = _cell(workbook, line.start, "required").lower()
    if present not in YES | NO:
        raise refused(
            ProblemCode.KEPT_FOR_SHEET, cell_place("survey", line.number, "required"), column="required"
        )
    if (present in YES) is required:
        return workbook
    return workbook.with_sheet(with_value(sheet, line.start, "required", "yes" if required else ""))


def _cell(workbook: Workbook, place: int, column: str) -> str:
    sheet = survey_of(workbook)
    at, cells = column_of(sheet, column), sheet.rows[place].cells
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _test(node: Node, own: str) -> AnswerTest | None:
    match node:
        case Chain((looked_at, operand), (sign,)) if sign in _SIGNS and (name := _name(looked_at, own)):
            if isinstance(operand, Text):
                return AnswerTest(name, _SIGNS[sign], operand.value) if sign in ("=", "!=") else None
            number = _number(operand)
            return None if number is None else AnswerTest(name, _SIGNS[sign], number, number=True)
        case Call("selected", (looked_at, Text(value))) if name := _name(looked_at, own):
            return AnswerTest(name, Operator.INCLUDES, value)
        case Call("not", (Call("selected", (looked_at, Text(value))),)) if name := _name(looked_at, own):
            return AnswerTest(name, Operator.EXCLUDES, value)
    return None


def _name(node: Node, own: str) -> str:
    match node:
        case Reference(name):
            return name
        case Current():
            return own
    return ""


def _number(node: Node) -> str | None:
    match node:
        case Number(value):
            plain = format(Decimal(repr(value)), "f")
            return plain.rstrip("0").rstrip(".") if "." in plain else plain
        case Negation(Number() as inside):
            return f"-{_number(inside)}"
    return None


def _written(test: AnswerTest) -> str:
    reference = f"${{{test.question}}}"
    match test.operator:
        case Operator.INCLUDES:
            return f"selected({reference}, {_quoted(test)})"
        case Operator.EXCLUDES:
            return f"not(selected({reference}, {_quoted(test)}))"
    value = test.value if test.number else _quoted(test)
    return f"{reference} {_WRITTEN[test.operator]} {value}"


def _quoted(test: AnswerTest) -> str:
    for quote in "'\"":
        if quote not in test.value:
            return f"{quote}{test.value}{quote}"
    raise refused(ProblemCode.KEPT_FOR_SHEET, cell_place("survey", None, "relevant"), column="relevant")
