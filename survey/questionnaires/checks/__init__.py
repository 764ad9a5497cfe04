"""What pyxform lets through: expressions, references, roles, translations."""

from survey.questionnaires.checks.defaults import check_defaults
from survey.questionnaires.checks.expressions import check_expressions
from survey.questionnaires.checks.references import check_references
from survey.questionnaires.checks.roles import check_roles
from survey.questionnaires.checks.translations import check_translations

__all__ = ["check_defaults", "check_expressions", "check_references", "check_roles", "check_translations"]
