"""A whole registration, and a chat of registration, at 32 clients, beside the bare application."""

from collections.abc import Callable
from random import choice
from statistics import median

from tests.bench.client import Connection, Load, Response, load
from tests.bench.served import Served, served

CLIENTS = 32
SECONDS = 6.0
ROUNDS = 3
Timed = Callable[[Callable[[], Response]], Response]


def main() -> None:
    """Prints both databases' figures: medians of rounds in which the two applications take turns."""
    for database in ("sqlite", "postgresql"):
        with served(database) as both:
            _compare(f"registration, {database}", both, _registration(both.actions))
            _compare(f"chat, {database}", both, _chat(both.actions))


def _compare(title: str, both: Served, journey: Callable[[Connection, Timed], None]) -> None:
    load(both.town, journey, clients=8, seconds=1)
    load(both.bare, _bare, clients=8, seconds=1)
    ours: list[Load] = []
    theirs: list[Load] = []
    for _ in range(ROUNDS):
        theirs.append(load(both.bare, _bare, clients=CLIENTS, seconds=SECONDS))
        ours.append(load(both.town, journey, clients=CLIENTS, seconds=SECONDS))
    rates = [one.rate / other.rate for one, other in zip(ours, theirs, strict=True)]
    tails = [one.percentile(99) / other.percentile(99) for one, other in zip(ours, theirs, strict=True)]
    print(
        f"{title}: {median(one.rate for one in ours):.0f} requests a second,"
        f" {median(rates):.0%} of the bare application's {median(one.rate for one in theirs):.0f};"
        f" p50 {median(1000 * one.percentile(50) for one in ours):.0f} ms,"
        f" p95 {median(1000 * one.percentile(95) for one in ours):.0f} ms,"
        f" p99 {median(1000 * one.percentile(99) for one in ours):.0f} ms, {median(tails):.1f} × the bare one's;"
        f" {sum(one.failures for one in ours)} server errors in {sum(len(one.requests) for one in ours)} requests"
    )


def _bare(connection: Connection, timed: Timed) -> None:
    timed(lambda: connection.get("/"))
    timed(lambda: connection.post("/", {"a": "x"}))


def _registration(codes: list[str]) -> Callable[[Connection, Timed], None]:
    """Four requests: the action, the form, its first page, its last page (which stores)."""

    def walk(connection: Connection, timed: Timed) -> None:
        code = choice(codes)
        timed(lambda: connection.get(f"/a/{code}"))
        first = timed(lambda: connection.get(f"/a/{code}/inscription"))
        answers = {"state": first.state, "q.age_band": "25_39", "q.residence": "commune", "go": "next"}
        second = timed(lambda: connection.post(f"/a/{code}/inscription", answers))
        done = timed(
            lambda: connection.post(
                f"/a/{code}/inscription", {"state": second.state, "q.name": "Zed", "go": "next"}
            )
        )
        assert b"<output" in done.body, done.status

    return walk


def _chat(codes: list[str]) -> Callable[[Connection, Timed], None]:
    """Three turns of a conversation: the switch to it, an age in words, a place."""

    def walk(connection: Connection, timed: Timed) -> None:
        code = choice(codes)
        page = connection.get(f"/a/{code}/inscription")
        for form in ({"face": "chat"}, {"reply": "trente-quatre ans"}, {"reply": "dans une autre commune"}):
            asked = {"state": page.state, **form}
            page = timed(lambda asked=asked: connection.post(f"/a/{code}/inscription", asked))  # type: ignore[misc]

    return walk


if __name__ == "__main__":
    main()
