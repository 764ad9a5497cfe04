"""Expressions of questionnaires: XPath as ODK understands it, read once, run often."""

from survey.expressions.context import ChoiceLabel, Context
from survey.expressions.errors import ExpressionError, UnknownFunctionError, WrongArgumentsError
from survey.expressions.expression import Expression, expression
from survey.expressions.values import Value, as_boolean, as_number, as_text, stored

__all__ = [
    "ChoiceLabel",
    "Context",
    "Expression",
    "ExpressionError",
    "UnknownFunctionError",
    "Value",
    "WrongArgumentsError",
    "as_boolean",
    "as_number",
    "as_text",
    "expression",
    "stored",
]
