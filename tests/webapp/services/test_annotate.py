"""Pending answers are coded once each, whatever becomes of the worker and of the queue."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import CONTACT_KEY
from tests.webapp import build
from tests.webapp.coders import PlainCoder
from tests.webapp.crowd import at_once
from webapp.models import Annotation, AnnotationState, AnnotationTheme, Answer, WaveKind, db
from webapp.services import annotate
from webapp.services.annotate import annotate_pending
from webapp.services.retention import erase_person
from webapp.services.sweep import sweep
from webapp.tasks import queue_of


@pytest.fixture
def wave(town: build.SmallTown) -> int:
    return build.quartier_wave(town.quartier)


def pending() -> int:
    """How many answers wait for the model."""
    return build.count(Annotation, Annotation.state == AnnotationState.PENDING)


def say(wave: int, count: int, first: str = "") -> None:
    for number in range(count):
        text = first if first and number == 0 else "x" * (number + 1)
        build.answered(wave, answers={"represents": text})


def all_coded_once(count: int) -> bool:
    """Every answer has one annotation that is done and says what belongs to its own text."""
    db.session.rollback()
    rows = db.session.execute(
        db.select(Annotation.confidence, Answer.value).join(Answer, Answer.id == Annotation.answer_id)
    ).all()
    return (
        build.column(Annotation.state) == [AnnotationState.DONE] * count
        and build.count(AnnotationTheme) == 2 * count
        and all(row.confidence == {"themes": len(row.value) / 1000} for row in rows)
        and len(rows) == count
    )


def test_every_pending_answer_is_coded_and_nothing_is_left_to_do(wave: int) -> None:
    say(wave, 3)
    assert pending() == 3
    assert annotate_pending(PlainCoder()) == 3
    assert all_coded_once(3)
    assert (pending(), annotate_pending(PlainCoder())) == (0, 0)
    first = build.reread(db.select(Annotation).where(Annotation.id == min(build.column(Annotation.id))))
    assert (first.language, first.polarity, first.model) == ("fr", "positive", "plain")
    assert [(theme.theme, theme.position) for theme in first.themes] == [
        ("attachment", 0),
        ("environment", 1),
    ]


def test_two_workers_at_once_double_nothing(app: Flask, wave: int) -> None:
    say(wave, 12)
    assert at_once(app, 4, lambda _number: annotate_pending(PlainCoder())) == []
    assert all_coded_once(12)


@pytest.mark.parametrize("point", ["taking", "coding", "keeping", "kept"])
def test_a_worker_killed_at_any_point_loses_and_doubles_nothing(
    wave: int, point: str, database_url: str, tmp_path: Path, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 66 if point == "kept" else 5
    say(wave, count)
    db.session.rollback()
    kill_at(point, database_url, tmp_path)
    assert pending() == (2 if point == "kept" else 5)
    monkeypatch.setattr(annotate, "ready_coder", PlainCoder)
    queue = queue_of(app)
    queue.huey.execute(queue.sweep.s())
    assert all_coded_once(count)


def kill_at(point: str, database_url: str, folder: Path) -> None:
    """Starts a real worker and ends it with SIGKILL once it has come to ``point``."""
    command = [
        sys.executable,
        "-m",
        "tests.webapp.dying_worker",
        str(folder),
        database_url,
        CONTACT_KEY,
        point,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        line = worker.stdout.readline()
        worker.kill()
        _, errors = worker.communicate()
    assert line == "here\n", errors


def test_answers_that_were_on_a_machine_that_stopped_again_and_again_are_not_given_up(wave: int) -> None:
    say(wave, 3)

    class Stopped(Exception):
        pass

    def stop(_text: str) -> None:
        raise Stopped

    for _ in range(4):
        with pytest.raises(Stopped):
            annotate_pending(PlainCoder(stop))
    annotate_pending(PlainCoder())
    assert all_coded_once(3)


def test_an_answer_that_breaks_the_coder_is_set_aside_and_all_the_others_are_coded(wave: int) -> None:
    say(wave, 12, first="poison")

    def break_on_poison(text: str) -> None:
        if text == "poison":
            raise RuntimeError

    for _ in range(8):
        try:
            annotate_pending(PlainCoder(break_on_poison))
        except RuntimeError:
            continue
        break
    states = build.column(Annotation.state)
    assert states == [AnnotationState.DONE] * 11 + [AnnotationState.FAILED]
    (failed,) = build.column(Annotation.answer_id, Annotation.state == AnnotationState.FAILED)
    assert build.column(Answer.value, Answer.id == failed) == ["poison"]


def test_an_answer_erased_while_it_is_coded_is_let_go(town: build.SmallTown) -> None:
    action = build.action(town)
    keys = build.registered(action)
    build.answered(build.wave_of(action, WaveKind.BEFORE), keys.respondent, {"represents": "x"})
    link = build.link_of(keys)
    assert annotate_pending(PlainCoder(lambda _text: erase_person(link))) == 0
    assert build.count(Annotation) == build.count(AnnotationTheme) == 0


def test_a_lost_queue_loses_nothing(
    wave: int, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(wave, 2)
    for file in tmp_path.glob("queue.sqlite*"):
        file.unlink()
    say(wave, 1)
    monkeypatch.setattr(annotate, "ready_coder", PlainCoder)
    sweep()
    assert build.column(Annotation.state) == [AnnotationState.DONE] * 3


def test_an_answer_reminds_the_worker_through_the_queue(
    wave: int, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(wave, 1)
    huey = queue_of(app).huey
    task = huey.dequeue()
    assert task is not None
    assert task.name == "annotate"
    assert task.args == ()
    monkeypatch.setattr(annotate, "ready_coder", PlainCoder)
    huey.execute(task)
    assert all_coded_once(1)


def test_a_queue_out_of_reach_does_not_lose_the_answers(
    wave: int, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable() -> None:
        raise OSError("no queue")

    monkeypatch.setattr(queue_of(app), "annotate", unreachable)
    say(wave, 1)
    assert pending() == 1
