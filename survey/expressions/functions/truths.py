"""Functions on truths. `if`, `coalesce` and `once` run only the argument they need: see the compiler."""

from survey.expressions.context import Context
from survey.expressions.functions.register import Function
from survey.expressions.values import Value, as_boolean, as_number, as_text


def _true(_: Context, __: list[Value]) -> Value:
    return True


def _false(_: Context, __: list[Value]) -> Value:
    return False


def _boolean(_: Context, arguments: list[Value]) -> Value:
    return as_boolean(arguments[0])


def _boolean_from_string(_: Context, arguments: list[Value]) -> Value:
    return as_text(arguments[0]) in ("true", "1")


def _not(_: Context, arguments: list[Value]) -> Value:
    return not as_boolean(arguments[0])


def _checklist(_: Context, arguments: list[Value]) -> Value:
    """Whether the count of true values lies between the first two arguments; -1 is no bound."""
    return _within(arguments, float(sum(map(as_boolean, arguments[2:]))))


def _weighted_checklist(_: Context, arguments: list[Value]) -> Value:
    """The same with the weights of the true values, given after each."""
    pairs = zip(arguments[2::2], arguments[3::2], strict=True)
    return _within(arguments, sum((as_number(weight) for truth, weight in pairs if as_boolean(truth)), 0.0))


def _within(arguments: list[Value], total: float) -> bool:
    least, most = as_number(arguments[0]), as_number(arguments[1])
    return (least < 0 or total >= least) and (most < 0 or total <= most)


FUNCTIONS = (
    Function("true", 0, 0, _true),
    Function("false", 0, 0, _false),
    Function("boolean", 1, 1, _boolean),
    Function("boolean-from-string", 1, 1, _boolean_from_string),
    Function("not", 1, 1, _not),
    Function("checklist", 2, None, _checklist),
    Function("weighted-checklist", 2, None, _weighted_checklist, paired=True),
)
