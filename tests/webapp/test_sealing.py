"""Values travel through a phone unread and unchanged, for a day."""

import time

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.sealing import LIFETIME, Seal, SealBroken

KEY = Fernet(Fernet.generate_key())
VALUES = st.dictionaries(
    st.text(max_size=8),
    st.one_of(st.text(max_size=40), st.integers(), st.none(), st.lists(st.text(max_size=4), max_size=3)),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_what_is_opened_is_what_was_sealed(value: dict[str, object]) -> None:
    assert Seal(KEY).open(Seal(KEY).close(value)) == value


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_seal_that_was_altered_anywhere_is_broken(data: st.DataObject) -> None:
    sealed = Seal(KEY).close({"answers": {"word_1": "marché"}})
    place = data.draw(st.integers(0, len(sealed.rstrip("=")) - 3))
    sign = data.draw(st.sampled_from("ABCabc019-_").filter(lambda sign: sign != sealed[place]))
    with pytest.raises(SealBroken):
        Seal(KEY).open(sealed[:place] + sign + sealed[place + 1 :])


@pytest.mark.parametrize("text", ["", "x", "é", "\ud800", "\0", "gAAAA", "A" * 100_000])
def test_anything_else_is_broken_too(text: str) -> None:
    with pytest.raises(SealBroken):
        Seal(KEY).open(text)


def test_another_installation_cannot_open_it() -> None:
    with pytest.raises(SealBroken):
        Seal(Fernet(Fernet.generate_key())).open(Seal(KEY).close({"a": 1}))


@pytest.mark.parametrize(("age", "opens"), [(LIFETIME - 60, True), (LIFETIME + 60, False)])
def test_a_seal_holds_for_a_day(age: int, opens: bool) -> None:
    packed = KEY.decrypt(Seal(KEY).close({"a": 1}).encode())
    old = KEY.encrypt_at_time(packed, int(time.time()) - age).decode()
    if opens:
        assert Seal(KEY).open(old) == {"a": 1}
    else:
        with pytest.raises(SealBroken):
            Seal(KEY).open(old)
