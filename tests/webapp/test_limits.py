"""Limits count by action, hold across processes, and leave room for a street party."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from survey.pairing import receipt
from tests.conftest import CONTACT_KEY, settings_for
from tests.webapp import build
from tests.webapp.phone import Phone, register
from webapp.limits import SqliteCounts, apply_limits, by_address

Phones = Callable[..., Phone]
WRONG = receipt.from_bytes(b"wrong")


def storage(folder: Path) -> SqliteCounts:
    return SqliteCounts(f"croisements-sqlite://{folder / 'limits.sqlite'}")


def test_two_processes_on_one_folder_count_together(tmp_path: Path) -> None:
    first, second = storage(tmp_path), storage(tmp_path)
    assert [first.incr("a", 60), second.incr("a", 60), first.incr("a", 60, amount=3)] == [1, 2, 5]
    assert (second.get("a"), second.get("b")) == (5, 0)
    assert second.get_expiry("a") == pytest.approx(first.get_expiry("a"))
    second.clear("a")
    assert first.get("a") == 0


def test_counts_made_at_once_are_all_counted(tmp_path: Path) -> None:
    storages = [storage(tmp_path) for _ in range(8)]
    threads = [
        threading.Thread(target=lambda each: [each.incr("a", 60) for _ in range(40)], args=(each,))
        for each in storages
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert storages[0].get("a") == 320


def test_a_window_that_is_over_counts_for_nothing(tmp_path: Path) -> None:
    counts = storage(tmp_path)
    counts.incr("a", -1)
    assert counts.get("a") == 0
    assert counts.incr("a", 60) == 1
    assert counts.check()
    assert counts.reset() == 1


OTHER_PROCESS = """
import os
from pathlib import Path
from tests.conftest import settings_for
from webapp import create_app
folder = Path(os.environ["FOLDER"])
app = create_app(settings_for(folder, os.environ["DATABASE"], contact_keys=(os.environ["CONTACT_KEY"],)))
client = app.test_client()
for _ in range(60):
    answer = client.post("/a/happy/apres", data={"receipt": os.environ["WRONG"]})
print(answer.status_code)
"""


def test_attempts_in_another_process_and_in_another_spelling_count_for_the_action(
    town: build.SmallTown, phone: Phones, database_url: str, tmp_path: Path
) -> None:
    build.action(town)
    values = {"FOLDER": tmp_path, "DATABASE": database_url, "CONTACT_KEY": CONTACT_KEY, "WRONG": WRONG}
    environment = os.environ | {name: str(value) for name, value in values.items()}
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "422"
    hand = phone()
    statuses = [hand.send("/a/ha-PPY/apres", {"receipt": WRONG}).status for _ in range(61)]
    assert set(statuses[:60]) == {422}
    assert statuses[60] == 429
    assert "Attendez une minute" in hand.send("/a/HAPPY/apres", {"receipt": WRONG}).text


def test_three_hundred_phones_behind_one_address_can_register_in_a_minute(
    app: Flask, town: build.SmallTown, phone: Phones, tmp_path: Path
) -> None:
    build.action(town)
    assert register(phone()).status == 200
    counts = storage(tmp_path)
    with counts._connection() as connection:
        ((key,),) = connection.execute("SELECT key FROM counts WHERE key LIKE '%register_page%'").fetchall()
    assert "127.0.0.1" not in key
    counts.incr(key, 60, amount=299 * 3)
    assert register(phone()).status == 200
    counts.incr(key, 60, amount=1200 - counts.get(key))
    assert register(phone()).status == 429


def test_reading_pages_is_not_limited_and_a_whole_class_can_cancel(
    town: build.SmallTown, phone: Phones
) -> None:
    action = build.action(town)
    hand = phone()
    assert {hand.go("/a/HAPPY/apres").status for _ in range(130)} == {200}
    tokens = [build.registered(action).token for _ in range(61)]
    assert {hand.send(f"/p/{token}/annuler").status for token in tokens} == {303}


def test_no_counter_names_a_person_or_a_link(town: build.SmallTown, phone: Phones, tmp_path: Path) -> None:
    action = build.action(town)
    build.open_after(action)
    hand = phone()
    done = register(hand, name="Inès", email="ines@example.org")
    hand.send("/a/HAPPY/apres", {"receipt": done.receipt})
    hand.send(f"/p/{done.token}/annuler")
    kept = (tmp_path / "limits.sqlite").read_bytes()
    wal = tmp_path / "limits.sqlite-wal"
    kept += wal.read_bytes() if wal.exists() else b""
    for secret in ("Inès", "ines@", done.receipt, done.token):
        assert secret.encode() not in kept


def test_guesses_of_the_codes_of_requests_are_limited_for_the_whole_installation(
    town: build.SmallTown, phone: Phones
) -> None:
    keys = build.requested(town)
    statuses = [phone().send("/demande", {"receipt": WRONG}).status for _ in range(121)]
    assert set(statuses[:120]) == {422}
    assert statuses[120] == 429
    assert phone().send("/demande", {"receipt": keys.receipt}).status == 429
    assert phone().go("/demande").status == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "127.0.0.1"),  # nobody stands in front: whoever writes this header is not believed
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.1, 203.0.113.9", "203.0.113.9"),  # what our own proxy saw comes last
        (2, "192.0.2.1, 203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (1, "", "127.0.0.1"),
    ],
)
def test_guesses_count_by_the_address_that_our_own_proxies_saw(
    tmp_path: Path, proxies: int, forwarded: str, counted: str
) -> None:
    bare = Flask("bare")
    apply_limits(bare, settings_for(tmp_path, proxies=proxies))
    bare.add_url_rule("/", view_func=by_address)
    answer = bare.test_client().get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert answer.text == counted
