"""What can be wrong with a questionnaire or an answer: a code, a place, and the values its wording needs."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    """Every code with its English meaning; the wording people read is translated in webapp, by code.

    The names in braces are keys of `Problem.values`.
    """

    # A file that cannot be read as a workbook.
    EMPTY_FILE = "empty_file"  # the file holds nothing
    ENCRYPTED_FILE = "encrypted_file"  # the file wants a password: save it without one
    MACROS = "macros"  # the file holds programs: save it as .xlsx
    UNKNOWN_FORMAT = "unknown_format"  # {name} has none of the endings we read
    UNREADABLE_LETTERS = "unreadable_letters"  # line {line} is not UTF-8: save the file again as UTF-8
    UNREADABLE_FILE = "unreadable_file"  # not a workbook of this format: save it again as .xlsx ({reason})
    FILE_TOO_LARGE = "file_too_large"  # more than {limit} bytes once unpacked: remove pictures and old sheets
    TOO_MANY_ROWS = "too_many_rows"  # the sheet has more than {limit} rows
    TOO_MANY_COLUMNS = "too_many_columns"  # the sheet has more than {limit} columns
    CELL_TOO_LONG = "cell_too_long"  # the cell holds more than {limit} characters
    FORMULA_WITHOUT_VALUE = (
        "formula_without_value"  # a formula never computed: open and save in a spreadsheet
    )
    MISSING_SHEET = "missing_sheet"  # there is no sheet {sheet} among {found}
    EMPTY_SHEET = "empty_sheet"  # the sheet has no row under its headers
    MISSING_COLUMN = "missing_column"  # the sheet has no column {column}
    DUPLICATE_COLUMN = "duplicate_column"  # two columns are named {column}: rename or remove one
    UNNAMED_COLUMN = "unnamed_column"  # cells stand under a column without a header: name or empty it
    # A questionnaire that cannot be asked.
    UNSUPPORTED_COLUMN = "unsupported_column"  # we do not ask what the column {column} wants
    UNKNOWN_LANGUAGE = "unknown_language"  # {language} is not a language we serve; known ones: {known}
    MISSING_TYPE = "missing_type"  # the row has no type
    UNSUPPORTED_TYPE = "unsupported_type"  # we do not ask questions of type {type}; close one: {suggestion}
    TYPE_ELSEWHERE = "type_elsewhere"  # {type} is of the standard and not asked here; {reason} says why
    REPEAT_BOUNDED = "repeat_bounded"  # (warning) {name} is asked {limit} times at most
    NOT_COLLECTED = "not_collected"  # (warning) {type} is accepted and stays empty
    INVALID_PARAMETERS = "invalid_parameters"  # {parameters}: a range wants start=0 end=10 step=1
    OTHER_WITH_FILTER = "other_with_filter"  # or_other and choice_filter do not go together: write the choice
    UNSUPPORTED_APPEARANCE = (
        "unsupported_appearance"  # (warning) {appearance} is not drawn for {type}; known: {known}
    )
    EXTERNAL_APPEARANCE = "external_appearance"  # {appearance} wants another application or table
    MISSING_NAME = "missing_name"  # the row has no name
    INVALID_NAME = "invalid_name"  # {name}: begin with a letter or _, then letters, digits, _ - .
    SPACED_REFERENCE = "spaced_reference"  # {reference}: no spaces between the braces
    DUPLICATE_NAME = "duplicate_name"  # {name} is already the name of row {first}
    MISSING_LABEL = "missing_label"  # the question has no label in any language
    MISSING_CALCULATION = "missing_calculation"  # a calculate row has no calculation
    INVALID_DEFAULT = (
        "invalid_default"  # {default} is not an answer the question takes (nor is an expression)
    )
    MISSING_CHOICE_LIST = (
        "missing_choice_list"  # no list {list} in the sheet choices; close one: {suggestion}
    )
    INVALID_CHOICE_NAME = "invalid_choice_name"  # {name}: a choice's name has neither spaces nor nothing
    DUPLICATE_CHOICE = "duplicate_choice"  # {name} is already in list {list}, row {first}
    UNBALANCED_GROUP = "unbalanced_group"  # begin_group without end_group, or the reverse
    NESTED_PAGE = "nested_page"  # a field-list group inside another: a page cannot hold a page
    UNKNOWN_ROLE = "unknown_role"  # {role} is no role; did you mean {suggestion}
    DUPLICATE_ROLE = "duplicate_role"  # {role} is already given to row {first} and can be given once
    ROLE_OF_OTHER_TYPE = "role_of_other_type"  # {role} wants a question of type {known}, this one is {type}
    ROLE_CHOICES = "role_choices"  # {role} wants choices among {known}; {name} is none of them
    UNKNOWN_SCORING = "unknown_scoring"  # {scoring} is no scoring: leave empty or write reversed
    UNKNOWN_PICTOGRAM = "unknown_pictogram"  # {name} is none of those drawn: {known}; close one: {suggestion}
    UNREADABLE_EXPRESSION = "unreadable_expression"  # {reason} at character {position} of {expression}
    UNKNOWN_FUNCTION = "unknown_function"  # no function {function}; did you mean {suggestion}
    UNSUPPORTED_FUNCTION = "unsupported_function"  # ODK has {function}, we do not compute it
    ONLINE_ONLY = (
        "online_only"  # (warning) {function} is computed by the server: no device asks the form alone
    )
    WRONG_ARGUMENTS = "wrong_arguments"  # {function} takes {expected} arguments, not {given}
    UNKNOWN_REFERENCE = "unknown_reference"  # no question is named {name}; did you mean {suggestion}
    LATER_REFERENCE = "later_reference"  # {name} is asked later (row {later}): refer to questions above only
    UNKNOWN_FILTER_COLUMN = "unknown_filter_column"  # choices have no column {column}; close: {suggestion}
    CIRCULAR_REFERENCE = "circular_reference"  # the value needs itself: {cycle}
    NAME_TAKEN = "name_taken"  # {name} is of the house, or longer than {limit}: write another form_id
    VERSION_TAKEN = "version_taken"  # version {version} is published with other rows: write another one
    REFUSED_BY_PYXFORM = "refused_by_pyxform"  # the XLSForm converter says: {message}
    MISSING_TRANSLATION = "missing_translation"  # (warning) no {language} text: shown in the default language
    # An edit that cannot be made.
    NO_SUCH_QUESTION = "no_such_question"  # nothing is named {name} any more
    AT_THE_EDGE = "at_the_edge"  # {name} has nothing on that side to go past
    MOVE_BREAKS = "move_breaks"  # {name} depends on {needed}, which would be asked later
    STILL_USED = "still_used"  # {users} refer to {name}: change them first
    GROUP_NOT_EMPTY = "group_not_empty"  # the group {name} still holds questions: take them out first
    LAST_CHOICE = "last_choice"  # {name} is the only choice of its list
    KEPT_FOR_SHEET = "kept_for_sheet"  # what stands in {column} is not simple: change it in the spreadsheet
    # An answer that cannot be taken as it is.
    REQUIRED = "required"  # an answer is needed; the author's sentence may be in {message}, in {language}
    CONSTRAINT = (
        "constraint"  # the answer breaks the author's rule; the sentence may be in {message}, {language}
    )
    NOT_A_NUMBER = "not_a_number"  # {entered} is not a number
    OUT_OF_RANGE = "out_of_range"  # {entered} is not between {least} and {most}, by {step}
    NOT_A_DATE = "not_a_date"  # {entered} is no day: 2026-11-23 or 23/11/2026
    NOT_A_TIME = "not_a_time"  # {entered} is no time of the day: 09:30
    NOT_AN_INTEGER = "not_an_integer"  # {entered} is not a whole number
    NUMBER_TOO_LARGE = "number_too_large"  # more than {limit} digits
    TEXT_TOO_LONG = "text_too_long"  # {length} characters, at most {limit}
    UNKNOWN_CHOICE = "unknown_choice"  # {entered} is not one of the choices
    SEVERAL_CHOICES = "several_choices"  # one choice only
    RANK_REPEATED = "rank_repeated"  # {entered} stands twice in the order
    RANK_INCOMPLETE = "rank_incomplete"  # every choice wants its place: {given} of {expected} placed
    NOT_ACKNOWLEDGED = "not_acknowledged"  # only OK or nothing can be entered here


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its code, where it is, and the values that its sentence names.

    `place` is `sheet:row:column` for a questionnaire (`survey:12:relevant`; what is not known is left empty,
    as in `survey::`) and the item's name for an answer.
    """

    code: ProblemCode
    place: str
    values: tuple[tuple[str, str], ...] = ()

    def value(self, key: str) -> str:
        """The value named `key`, or "" when this problem carries none."""
        return dict(self.values).get(key, "")


def problem(code: ProblemCode, place: str, **values: object) -> Problem:
    """A Problem whose values are written as text, in the order given."""
    return Problem(code, place, tuple((key, str(value)) for key, value in values.items()))


def cell_place(sheet: str, row: int | None = None, column: str = "") -> str:
    """`sheet:row:column`, with what is unknown left empty."""
    return f"{sheet}:{'' if row is None else row}:{column}"
