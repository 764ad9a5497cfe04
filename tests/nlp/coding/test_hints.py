"""Words that hint at a label: found through case, accents and joined articles, and turned round by a negation."""

import numpy as np
import pytest

from nlp.coding import hints as module
from nlp.coding.hints import SECTIONS, HintsRefused, hints, patterns
from nlp.coding.language import SERVED


def found(text: str, language: str = "fr") -> set[str]:
    row = hints([text], [language])[0]
    return {section for section, there in zip(SECTIONS, row, strict=False) if there}


def test_every_language_served_has_hints_for_every_theme() -> None:
    for language in SERVED:
        assert set(patterns(language)) == set(SECTIONS), language


def test_hints_are_found_through_case_accents_and_endings() -> None:
    assert "mobility" in found("Les TRAMWAYS sont loin")
    assert "facilities" in found("une médiathèque")
    assert "mobility" in found("العزلة والحافلة", "ar")
    assert "mobility" not in found("l'abus de pouvoir")


def test_a_negation_turns_a_tone_round() -> None:
    assert "negative" in found("c'est pas agréable")
    assert "positive" not in found("c'est pas agréable")
    assert "positive" in found("agréable, pas loin")


def test_shares_lie_between_nought_and_one_and_another_language_has_none() -> None:
    rows = hints(["le bus, le tram, le train et la piscine sont sales " * 30, "bus"], ["fr", "und"])
    assert rows.min() >= 0
    assert rows.max() <= 1
    assert not rows[1].any()
    assert rows.dtype == np.float32


def test_a_section_that_is_no_label_is_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.txt").write_text("# hints\n[trains]\nbus\n")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(HintsRefused, match=r"xx\.txt:2: 'trains' is no section"):
        patterns("xx")
