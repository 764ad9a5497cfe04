"""Numbers are printed as readers of each language write them."""

from collections.abc import Callable

import pytest
from flask import Flask

from webapp.view_helpers import cell, percent

Print = Callable[..., str]


@pytest.fixture
def printed(app: Flask) -> Print:
    """Prints a number, or a cell of a kind, in a language."""

    def of(language: str, value: object, kind: str = "") -> str:
        with app.test_request_context(headers={"Accept-Language": language}):
            return cell(value, kind) if kind else percent(value)  # type: ignore[arg-type]

    return of


PERCENT = {"fr": "50\u00a0%", "en": "50%", "ar": "50%"}


@pytest.mark.parametrize("language", PERCENT)
def test_a_share_is_a_whole_percentage(printed: Print, language: str) -> None:
    assert printed(language, 0.5) == PERCENT[language]
    assert printed(language, 0.495) == PERCENT[language].replace(
        "50", "50" if round(0.495, 2) == 0.5 else "49"
    )
    assert printed(language, 0.0) == PERCENT[language].replace("50", "0")
    assert printed(language, 1) == PERCENT[language].replace("50", "100")
    assert printed(language, 0.004) == PERCENT[language].replace("50", "0")


COUNTS = {"fr": "12\u202f345", "en": "12,345", "ar": "12,345"}


@pytest.mark.parametrize("language", COUNTS)
def test_a_count_has_the_separators_of_the_language(printed: Print, language: str) -> None:
    assert printed(language, 12345, "count") == COUNTS[language]
    assert printed(language, 0, "count") == "0"


DECIMALS = {"fr": ",", "en": ".", "ar": "."}


@pytest.mark.parametrize("language", DECIMALS)
def test_a_number_has_three_decimals_below_one_and_two_above(printed: Print, language: str) -> None:
    mark = DECIMALS[language]
    assert printed(language, 0.0312, "number") == f"0{mark}031"
    assert printed(language, 2.345678, "number") == f"2{mark}35"
    assert printed(language, -0.5, "number").lstrip("\u200e") == f"-0{mark}500"


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_cells_say_what_they_hold(printed: Print, language: str) -> None:
    assert printed(language, 0.25, "share") == PERCENT[language].replace("50", "25")
    assert printed(language, 0.125, "score") == "12"
    assert printed(language, 1.0, "score") == "100"
    assert printed(language, None, "share") == "–"
    assert printed(language, "", "count") == "–"
    assert printed(language, "masqué", "share") == "masqué"
    assert printed(language, "de 3 à 5", "text") == "de 3 à 5"


@pytest.mark.parametrize(("language", "mark"), DECIMALS.items())
def test_a_p_value_too_small_to_print_is_not_printed_as_nothing(
    printed: Print, language: str, mark: str
) -> None:
    assert printed(language, 0.00004, "number") == f"<\u00a00{mark}001"
    assert printed(language, 0.0009, "number") == f"0{mark}001"
    assert printed(language, 0.0, "number") == f"0{mark}000"
