"""What is printed of how well words are normalised and personal data found."""

import json
from pathlib import Path

import pytest

from nlp.reading.measuring import measure_mask, measure_words


def written(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def row(printed: str, name: str) -> list[str]:
    """The columns of the first line that begins with a name, less the name."""
    return next(line[24:].split() for line in printed.splitlines() if line.startswith(name))


def test_rows_of_words_are_counted_when_every_word_is_right_and_misses_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(
        tmp_path / "words.jsonl",
        {"id": "a", "lang": "fr", "raw": "les amis, le foot", "words": ["ami", "foot"]},
        {"id": "b", "lang": "fr", "raw": "les amis, le foot", "words": ["foot", "ami"]},
        {"id": "c", "lang": "en", "raw": "the towers", "words": ["tower"]},
    )
    measure_words(path)
    printed = capsys.readouterr().out
    assert row(printed, "words")[:2] == ["3", "66.7%"]
    assert row(printed, "  fr")[:2] == ["2", "50.0%"]
    assert "b fr: 'les amis, le foot' → ['ami', 'foot'], expected ['foot', 'ami']" in printed
    assert "a fr" not in printed


def test_spans_are_counted_to_the_letter_and_by_overlap_and_misses_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(
        tmp_path / "personal_data.jsonl",
        {
            "id": "a",
            "lang": "fr",
            "text": "je m'appelle Karim",
            "spans": [{"start": 13, "end": 18, "label": "PERSON"}],
        },
        {
            "id": "b",
            "lang": "fr",
            "text": "moi c'est Karim",
            "spans": [{"start": 4, "end": 15, "label": "PERSON"}],
        },
        {
            "id": "c",
            "lang": "en",
            "text": "hello Zzyx",
            "spans": [{"start": 6, "end": 10, "label": "PERSON"}],
        },
    )
    measure_mask(path)
    printed = capsys.readouterr().out
    assert row(printed, "exact recall")[:2] == ["3", "33.3%"]
    assert row(printed, "exact precision")[:2] == ["2", "50.0%"]
    assert row(printed, "overlap recall")[:2] == ["3", "66.7%"]
    assert row(printed, "overlap precision")[:2] == ["2", "100.0%"]
    assert row(printed, "  phone recall")[:2] == ["0", "–"]
    assert "c en missed PERSON: 'hello ⟦Zzyx⟧'" in printed
    assert 'b fr not marked PERSON: "moi c\'est ⟦Karim⟧"' in printed


def test_misses_are_left_out_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "words.jsonl", {"id": "a", "lang": "fr", "raw": "amis", "words": ["x"]})
    measure_words(path, misses=False)
    assert "expected" not in capsys.readouterr().out
