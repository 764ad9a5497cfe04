"""Faults gathered while a workbook is read, so that an author sees all of them at once."""

from dataclasses import dataclass, field

from survey.problems import Problem, ProblemCode, problem


@dataclass(slots=True)
class Faults:
    """What refuses the questionnaire (`problems`) and what only deserves mending (`warnings`)."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, code: ProblemCode, place: str, **values: object) -> None:
        self.problems.append(problem(code, place, **values))

    def warn(self, code: ProblemCode, place: str, **values: object) -> None:
        self.warnings.append(problem(code, place, **values))
