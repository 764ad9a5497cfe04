"""What goes through a filter of JSON lines, and what is named and left out."""

import io
import json
import threading
from os import fdopen, pipe

import pytest

from nlp.filters import Line, LineRefused, run_filter, text_of


def upper(lines: list[Line]) -> list[Line]:
    return [{**line, "upper": line["text"].upper()} for line in lines]


def check(line: Line) -> None:
    text_of(line, "text")


def filtered(source: str, batch: int = 2) -> tuple[int, list[Line], str]:
    out, errors = io.StringIO(), io.StringIO()
    code = run_filter(io.StringIO(source), out, errors, upper, check=check, batch=batch)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue()


def test_lines_come_out_in_order_with_what_they_held() -> None:
    source = "".join(json.dumps({"n": n, "text": f"é{n}"}) + "\n\n" for n in range(7))
    code, lines, errors = filtered(source)
    assert (code, errors) == (0, "")
    assert lines == [{"n": n, "text": f"é{n}", "upper": f"É{n}"} for n in range(7)]


def test_broken_lines_are_named_by_their_number_and_the_others_go_through() -> None:
    code, lines, errors = filtered('{"text": "a"}\n{"text": \n[1]\n\n{"texte": "b"}\n{"text": "c"}\n')
    assert code == 1
    assert [line["upper"] for line in lines] == ["A", "C"]
    assert errors == "line 2: not JSON\nline 3: not a JSON object\nline 5: 'text' must be a text\n"


def test_half_a_character_is_written_as_a_replacement() -> None:
    code, lines, _ = filtered('{"text": "a\\ud800b"}\n')
    assert code == 0
    assert lines[0]["text"] == "a?b"


def test_bytes_that_are_no_utf8_break_their_line_only() -> None:
    source = (b'{"text": "a"}\n{"text": "\xff"}\n{"text": "b"}\n').decode("utf-8", "surrogateescape")
    code, lines, errors = filtered(source)
    assert (code, errors) == (1, "line 2: not UTF-8\n")
    assert [line["upper"] for line in lines] == ["A", "B"]


def test_a_line_is_answered_before_the_next_one_comes() -> None:
    into, source = pipe()
    outside, out = pipe()
    with (
        fdopen(into) as lines,
        fdopen(out, "w") as answers,
        fdopen(outside) as reader,
        fdopen(source, "w") as writer,
    ):
        arguments = (lines, answers, io.StringIO(), upper)
        runner = threading.Thread(target=run_filter, args=arguments, kwargs={"check": check, "batch": 64})
        runner.start()
        for word in ("un", "deux"):
            writer.write(json.dumps({"text": word}) + "\n")
            writer.flush()
            assert json.loads(reader.readline())["upper"] == word.upper()
        writer.close()
        runner.join(timeout=10)
        assert not runner.is_alive()


def test_a_refusal_says_what_is_wrong() -> None:
    with pytest.raises(LineRefused, match="'text' must be a text"):
        text_of({"text": 3}, "text")
