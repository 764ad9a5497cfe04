"""What can be wrong with an expression, with the place in it."""


class ExpressionError(ValueError):
    """An expression that cannot be run. `position` counts characters from 1; `reason` is one English
    clause."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"{reason} at character {position}")
        self.reason = reason
        self.position = position


class UnknownFunctionError(ExpressionError):
    """No function has this name, or ours cannot compute it; `suggestion` is the nearest one or ""."""

    def __init__(self, function: str, position: int, suggestion: str = "") -> None:
        super().__init__(f"unknown function {function}()", position)
        self.function = function
        self.suggestion = suggestion


class WrongArgumentsError(ExpressionError):
    """A function was given `given` arguments where it takes `expected` ("2", "1 to 2", "1 or more")."""

    def __init__(self, function: str, position: int, expected: str, given: int) -> None:
        super().__init__(f"{function}() takes {expected} arguments, not {given}", position)
        self.function = function
        self.expected = expected
        self.given = given
