"""The sheet `settings`: what a form is called and which language is its first."""

from dataclasses import dataclass

from survey.problems import ProblemCode
from survey.questionnaires.columns import language_code
from survey.questionnaires.faults import Faults
from survey.questionnaires.table import Table
from survey.questionnaires.texts import Texts

YES = frozenset({"yes", "true", "true()", "1"})
"""How spreadsheets say yes."""

HOUSE_LANGUAGE = "fr"
"""The language of a sheet that names none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`languages` are those that some label is written in, the default one first."""

    name: str
    version: str
    title: Texts
    default_language: str
    languages: tuple[str, ...]
    choice_duplicates: bool = False


def read_settings(
    settings: Table | None, survey: Table, choices: Table | None, fallback: str, faults: Faults
) -> Settings:
    """The settings, `fallback` naming the form when they do not."""
    record = settings.records[0] if settings and settings.records else None
    spoken = _languages(survey, choices, faults)
    default = _default_language(record.value("default_language") if record else "", spoken, faults)
    plain = any(head.column == "label" and not head.written_language for head in survey.headers)
    first = [default] if plain or default in spoken or not spoken else []
    languages = tuple(dict.fromkeys([*first, *spoken]))
    name = (record.value("form_id") if record else "") or fallback
    title = record.texts("form_title", default) if record else Texts(default)
    return Settings(
        name=name,
        version=record.value("version") if record else "",
        title=title if title else Texts(default, ((default, name),)),
        default_language=default,
        languages=languages,
        choice_duplicates=record is not None and record.value("allow_choice_duplicates").lower() in YES,
    )


def _languages(survey: Table, choices: Table | None, faults: Faults) -> list[str]:
    """The languages of labels, each once; one we do not serve is left out with a warning."""
    for table in (survey, choices) if choices else (survey,):
        for head in table.headers:
            if head.written_language and not head.language:
                place = f"{table.name}:1:{head.column}::{head.written_language}"
                faults.warn(ProblemCode.UNKNOWN_LANGUAGE, place, language=head.written_language)
    return list(dict.fromkeys(survey.languages("label")))


def _default_language(written: str, spoken: list[str], faults: Faults) -> str:
    code = language_code(written)
    if written and not code and written.lower() != "default":
        faults.warn(ProblemCode.UNKNOWN_LANGUAGE, "settings:2:default_language", language=written)
    if code:
        return code
    if HOUSE_LANGUAGE in spoken or not spoken:
        return HOUSE_LANGUAGE
    return spoken[0]
