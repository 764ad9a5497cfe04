"""Edits of a working copy: from workbook to workbook, row by row, each one leaving every other cell as it came.

A workbook that is accepted stays accepted: an edit that would bring a fault raises QuestionnaireRefused with it.
"""

from survey.questionnaires.editing.blocks import add_block
from survey.questionnaires.editing.choices import add_choice, editable, move_choice, remove_choice
from survey.questionnaires.editing.conditions import (
    ORDERED,
    AnswerTest,
    Operator,
    SimpleCondition,
    most_characters,
    set_condition,
    set_required,
    simple_condition,
)
from survey.questionnaires.editing.lines import Line, LineKind, line_of, lines
from survey.questionnaires.editing.moving import Direction, can_move, move, move_before
from survey.questionnaires.editing.names import copied, name_from
from survey.questionnaires.editing.questions import (
    WITH_CHOICES,
    NewKind,
    NewQuestion,
    add_question,
    free_name,
    remove_question,
)
from survey.questionnaires.editing.texts import (
    THE_TITLE,
    Slot,
    TextEdit,
    lacking,
    set_text,
    set_texts,
    slots,
    slots_of,
)

__all__ = [
    "ORDERED",
    "THE_TITLE",
    "WITH_CHOICES",
    "AnswerTest",
    "Direction",
    "Line",
    "LineKind",
    "NewKind",
    "NewQuestion",
    "Operator",
    "SimpleCondition",
    "Slot",
    "TextEdit",
    "add_block",
    "add_choice",
    "add_question",
    "can_move",
    "copied",
    "editable",
    "free_name",
    "lacking",
    "line_of",
    "lines",
    "most_characters",
    "move",
    "move_before",
    "move_choice",
    "name_from",
    "remove_choice",
    "remove_question",
    "set_condition",
    "set_required",
    "set_text",
    "set_texts",
    "simple_condition",
    "slots",
    "slots_of",
]
