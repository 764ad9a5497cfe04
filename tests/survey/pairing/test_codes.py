"""Codes that people copy from paper to phone: a slip is noticed, and no code can be guessed or misread."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.pairing import receipt, short_code
from survey.pairing.alphabet import SIGNS, tidy
from survey.pairing.token import hash_token

RECEIPTS = st.binary(min_size=5, max_size=16).map(receipt.from_bytes)


def test_the_alphabet_has_no_sign_that_reads_as_another() -> None:
    assert len(SIGNS) == len(set(SIGNS)) == 32
    assert not set("ILOU") & set(SIGNS)


@given(RECEIPTS)
def test_a_receipt_is_nine_signs_in_three_groups(code: str) -> None:
    assert [len(part) for part in code.split("-")] == [4, 4, 1]
    assert set(code.replace("-", "")) <= set(SIGNS)
    assert receipt.read(code) == code


@given(RECEIPTS, st.data())
def test_every_single_wrong_sign_is_noticed(code: str, data: st.DataObject) -> None:
    signs = code.replace("-", "")
    for place in range(9):
        wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != signs[place]]))
        assert receipt.read(signs[:place] + wrong + signs[place + 1 :]) is None


def test_all_wrong_signs_of_one_code_are_noticed() -> None:
    signs = receipt.from_bytes(b"\x12\x34\x56\x78\x9a").replace("-", "")
    others = [
        signs[:place] + wrong + signs[place + 1 :]
        for place in range(9)
        for wrong in SIGNS
        if wrong != signs[place]
    ]
    assert len(others) == 9 * 31
    assert [other for other in others if receipt.read(other) is not None] == []


@given(RECEIPTS)
def test_every_swap_of_two_neighbours_is_noticed(code: str) -> None:
    signs = code.replace("-", "")
    for place in range(8):
        first, second = signs[place], signs[place + 1]
        if first != second:
            swapped = signs[:place] + second + first + signs[place + 2 :]
            assert receipt.read(swapped) is None, (code, swapped)


@given(RECEIPTS, st.integers(0, 6))
def test_a_swap_across_one_sign_is_noticed_too(code: str, place: int) -> None:
    signs = code.replace("-", "")[:8]
    if place < 6 and signs[place] != signs[place + 2]:
        swapped = signs[:place] + signs[place + 2] + signs[place + 1] + signs[place] + signs[place + 3 :]
        assert receipt.read(swapped + code[-1]) is None


@given(RECEIPTS)
def test_a_receipt_is_read_however_it_is_typed(code: str) -> None:
    plain = code.replace("-", "")
    for typed in (
        code.lower(),
        plain,
        f"  {code} ",
        " ".join(plain),
        code.replace("-", "‑"),
        code.replace("-", "\u00a0"),
        plain.replace("0", "O").replace("1", "l").replace("V", "u"),
        plain.translate({ord(str(digit)): 0x0660 + digit for digit in range(10)}),
        "\u200f" + code,
    ):
        assert receipt.read(typed) == code


@given(st.text(max_size=30))
def test_what_is_no_receipt_is_refused_and_nothing_breaks(typed: str) -> None:
    found = receipt.read(typed)
    assert found is None or receipt.read(found) == found


@pytest.mark.parametrize("typed", ["", "7K3M-9QRT", "7K3M-9QRT-XX", "!!!!-!!!!-!", "é" * 9, "0" * 8 + "*"])
def test_a_code_of_another_length_or_alphabet_is_none(typed: str) -> None:
    assert receipt.read(typed) is None


def test_the_same_bytes_give_the_same_receipt_and_few_are_refused() -> None:
    assert receipt.from_bytes(b"12345") == receipt.from_bytes(b"12345")
    with pytest.raises(ValueError, match="40 bits"):
        receipt.from_bytes(b"1234")


def test_receipts_do_not_collide_in_a_large_wave() -> None:
    codes = {receipt.from_bytes(secrets.token_bytes(16)) for _ in range(3_000)}
    assert len(codes) == 3_000


def test_bytes_whose_check_would_be_no_sign_give_another_code_with_one() -> None:
    without = next(
        number
        for number in range(2_000)
        if receipt.check_sign("".join(SIGNS[(number >> (5 * place)) & 31] for place in reversed(range(8))))
        is None
    )
    code = receipt.from_bytes(without.to_bytes(5, "big"))
    assert receipt.read(code) == code


def test_a_short_code_is_five_signs_that_no_poster_blurs() -> None:
    codes = [short_code.new() for _ in range(500)]
    assert {len(code) for code in codes} == {5}
    assert len(set(codes)) > 490
    printed = set("".join(codes))
    assert not printed & set("01258BSVZILOU")
    assert printed == set(short_code.UNAMBIGUOUS)
    assert len(short_code.UNAMBIGUOUS) ** 5 > 6_000_000


def test_a_short_code_is_read_however_it_is_typed() -> None:
    code = short_code.new()
    assert short_code.read(f" {code.lower()[:2]}-{code.lower()[2:]} ") == code
    assert short_code.read("o1l00") == "01100"
    for typed in ("", code[:4], code + "A", "AB*DE", "ÉÉÉÉÉ"):
        assert short_code.read(typed) is None


@given(st.text(st.sampled_from(SIGNS), max_size=20))
def test_tidying_leaves_a_code_that_is_tidy_as_it_is(code: str) -> None:
    assert tidy(code) == code


def test_tokens_are_kept_as_keyed_hashes_only() -> None:
    token, key = secrets.token_urlsafe(24), b"k" * 16
    kept = hash_token(token, key=key)
    assert len(kept) == 64
    assert int(kept, 16) >= 0
    assert token not in kept
    assert kept == hash_token(token, key=key)
    assert kept != hash_token(token, key=b"l" * 16)
    assert kept != hash_token(token + "x", key=key)
    with pytest.raises(ValueError, match="too short"):
        hash_token(token, key=b"k" * 15)
