"""Existing surveys brought in: files read, their makers recognised, rows turned into submissions or refused."""

from survey.importing.check import check
from survey.importing.files import FileRefused, read_file
from survey.importing.mapping import MappingRefused, guess_mapping, read_mapping
from survey.importing.values import (
    Accepted,
    Fault,
    FaultCode,
    Mapping,
    Record,
    Refused,
    Report,
    Source,
    SourceKind,
)

__all__ = [
    "Accepted",
    "Fault",
    "FaultCode",
    "FileRefused",
    "Mapping",
    "MappingRefused",
    "Record",
    "Refused",
    "Report",
    "Source",
    "SourceKind",
    "check",
    "guess_mapping",
    "read_file",
    "read_mapping",
]
