"""The three-word question: what people type, and the words that are counted."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.reading import Merges, normalise_word, normalise_words
from nlp.reading.lexicon import LANGUAGES, LexiconError
from nlp.reading.words_filter import run

ROWS = {
    "fr": [
        ("Calme, vert, familial", ["calme", "vert", "familial"]),
        ("SOLIDARITE PARTAGE JOIE", ["solidarité", "partage", "joie"]),
        (
            "les grandes tours / les cages d'escalier / les voisines",
            ["grande tour", "cage d'escalier", "voisin"],
        ),
        ("1) jolie 2) animée 3) chère", ["joli", "animé", "cher"]),
        ("#solidarité #fierté #jeunesse", ["solidarité", "fierté", "jeunesse"]),
        ("tranquilité solidariter amitier", ["tranquillité", "solidarité", "amitié"]),
        ("du bruit des motos des cris", ["bruit", "moto", "cri"]),
        ("je dirais : solidaires, chaleureux et colorés", ["solidaire", "chaleureux", "coloré"]),
        ("c'est chez moi", ["chez moi"]),
        ("pas cher, pas très propre, mal desservie", ["pas cher", "pas propre", "mal desservi"]),
        ("travaux, gens sympas, assos", ["travaux", "gens sympas", "association"]),
        ("proximité des commerces, des écoles et du tram", ["proximité des commerces", "école", "tram"]),
        ("thé a la menthe, jeux pour enfants, bancs", ["thé à la menthe", "jeu pour enfant", "banc"]),
        ("cosmopolite jeune dynamique", ["cosmopolite", "jeune", "dynamique"]),
        ("joie de vivre couleurs épices", ["joie de vivre", "couleur", "épice"]),
        ("journaux, eaux, choix", ["journal", "eau", "choix"]),
        ("voitures brulées, animaux, bijoux", ["voiture brûlée", "animal", "bijou"]),
        ("adorables, dealers, loyauté", ["adorable", "dealer", "loyauté"]),
        ("bruit, peur, colère, espoir", ["bruit", "peur", "colère"]),
        ("jsp", []),
        ("", []),
        ("🙏🙏", []),
    ],
    "en": [
        ("The towers / the trams / my mates", ["tower", "tram", "mate"]),
        ("It's friendly and noisy but cheap", ["friendly", "noisy", "cheap"]),
        ("families; children; nice people", ["family", "child", "nice people"]),
        ("run down, no buses, broken lifts", ["run-down", "no bus", "broken lift"]),
    ],
    "es": [
        ("ruidosa, alegre, los vecinos", ["ruidoso", "alegre", "vecino"]),
        ("calles sucias, luces, la musica", ["calle sucia", "luz", "música"]),
    ],
    "pt": [
        ("Saudades, família e barulho", ["saudade", "família", "barulho"]),
        ("as crianças, confusões, jardins", ["criança", "confusão", "jardim"]),
    ],
    "tr": [
        ("komşularım, çocuklar, sokağım", ["komşu", "çocuk", "sokak"]),
        ("IŞIK ve dayanışma, huzur", ["ışık", "dayanışma", "huzur"]),
    ],
    "ru": [
        ("соседи, рынок, деревья", ["сосед", "рынок", "дерево"]),
        ("зеленая, плохие дороги, старые дома", ["зелёный", "плохая дорога", "старый дом"]),
    ],
    "uk": [
        ("друзі\nпарк\nтрамваї", ["друг", "парк", "трамвай"]),
        ("сім'я, привітні люди, зелені парки", ["сім'я", "привітні люди", "зелений парк"]),
    ],
    "ar": [
        ("الجيران، السوق، الأمان", ["جار", "سوق", "أمان"]),
        ("الامان والهدوء والنظافة", ["أمان", "هدوء", "نظافة"]),
        ("بيوت قديمة، ولد، وسخ", ["بيت قديم", "ولد", "وسخ"]),
    ],
}


@pytest.mark.parametrize(
    ("language", "raw", "words"), [(language, *row) for language, rows in ROWS.items() for row in rows]
)
def test_a_row_of_words_is_normalised(language: str, raw: str, words: list[str]) -> None:
    assert list(normalise_words(raw, language=language)) == words


def test_one_box_holds_one_word_or_expression() -> None:
    assert normalise_word("  L'entraide !", "fr") == "entraide"
    assert normalise_word("calme et vert", "fr") == "calme et vert"
    assert normalise_word("les assos, le foot", "fr") == "association"
    assert normalise_word("…", "fr") == ""


def test_a_language_without_data_is_read_as_french() -> None:
    assert normalise_words("les voisines", language="br") == ("voisin",)
    assert normalise_words("the families", language="en-GB") == ("family",)
    assert normalise_words("les voisines", language="fr@simple") == ("voisin",)


def test_an_evaluator_adds_a_dictionary_on_top_of_the_one_that_comes_with_the_language() -> None:
    own = Merges.read("# version: tours-2\nbruit = nuisance, nuisance = gêne\nfoot = football")
    both = Merges.of("fr").extended(own)
    assert both.version == f"{Merges.of('fr').version}+tours-2"
    assert normalise_words("les bruits, le foot, aire de jeu", language="fr", merges=both) == (
        "gêne",
        "football",
        "aire de jeux",
    )
    assert normalise_words("les bruits", language="fr") == ("bruit",)


def test_words_merged_in_a_ring_do_not_loop() -> None:
    ring = Merges.read("# version: 1\na = b, b = a")
    assert ring.apply("a") in {"a", "b"}


@pytest.mark.parametrize(
    ("text", "code"), [("bruit = son", "version_missing"), ("# version: 1\nbruit", "merge_not_understood")]
)
def test_a_dictionary_that_does_not_read_says_where(text: str, code: str) -> None:
    with pytest.raises(LexiconError) as refusal:
        Merges.read(text, place="own.txt")
    assert refusal.value.code == code
    assert refusal.value.place.startswith("own.txt:")


_SIGNS = st.sampled_from(
    ["les ", "l'", "un ", "la ", ", ", " / ", "\n", " et ", "; ", "1. ", "🙏", "ال", "\u200b"]
)
_WORDS = st.sampled_from(
    ["amis", "tours", "bruyante", "pas cher", "écoles", "соседи", "الجيران", "komşular", "x"]
)


@given(st.lists(_SIGNS | _WORDS | st.text(max_size=4), max_size=14).map("".join), st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_words_are_three_at_most_never_empty_in_small_letters_and_bare(raw: str, language: str) -> None:
    words = normalise_words(raw, language=language)
    assert len(words) <= 3
    for word in words:
        assert word == word.strip() != ""
        assert any(map(str.isalnum, word))
        if language == "fr":
            assert not word.startswith(("les ", "l'", "un ", "la "))


def test_a_very_long_answer_is_read_in_its_first_part_only() -> None:
    assert normalise_words("béton " * 20_000, language="fr") == ("béton", "béton", "béton")


def test_the_filter_adds_words_and_takes_a_dictionary(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = tmp_path / "own.txt"
    own.write_text("# version: 9\nfoot = football\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO('{"raw": "le foot", "lang": "fr", "n": 1}\n{"raw": 3}\n'))
    assert run(["--merges", str(own)]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"raw": "le foot", "lang": "fr", "n": 1, "words": ["football"]}
    assert printed.err == "line 2: 'raw' must be a text\n"
