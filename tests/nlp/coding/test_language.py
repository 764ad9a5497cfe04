"""The language of an answer among those served, and outside them."""

import pytest

from nlp.coding.language import identify
from nlp.coding.values import UNVERIFIED


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("les voisins sont gentils et le marché est vivant", "fr"),
        ("the neighbours are kind and the market is lively", "en"),
        ("komşular çok iyi ama otobüs hep geç geliyor", "tr"),
        ("os vizinhos são simpáticos mas falta um parque", "pt"),
        ("los vecinos son amables pero falta un parque", "es"),
        ("соседи хорошие, но автобус всегда опаздывает, это бывает часто", "ru"),
        ("сусіди добрі, але автобус завжди запізнюється і їхати довго", "uk"),
        ("الجيران طيبون لكن الحافلة تتأخر دائما", "ar"),
        ("nas mla7 bezzaf w l7ouma zwina", "ar"),
        ("ma kayn walou hna", "ar"),
    ],
)
def test_the_languages_served_are_known_without_being_told(text: str, language: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Ich wohne sehr gern hier, es ist ruhig und sauber und die Nachbarn sind freundlich",
        "Το τετράγωνο είναι όμορφο",
        "这个街区很安静",
        "השכונה שקטה",
    ],
)
def test_a_language_outside_is_unverified_whatever_was_expected(text: str) -> None:
    assert identify(text, "fr") == UNVERIFIED
    assert identify(text) == UNVERIFIED


def test_what_is_expected_settles_short_texts_and_those_without_letters() -> None:
    assert identify("calme", "pt") == "pt"
    assert identify("calme", "fr@simple") == "fr"
    assert identify("🙂", "tr") == "tr"
    assert identify("🙂") == UNVERIFIED
    assert identify("👍 10/10", "xx") == UNVERIFIED


def test_french_with_figures_and_units_is_not_latin_script_arabic() -> None:
    assert identify("le 2e bus met 15min et la 3eme ligne ferme à 20h", "fr") == "fr"
    assert identify("appart T2 au 3e, 650e par mois", "fr") == "fr"


def test_mixed_arabic_and_french_is_arabic_when_most_letters_are() -> None:
    assert identify("الحي مليح بصح le bus دايما متأخر", "fr") == "ar"
