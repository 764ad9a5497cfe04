"""Surveys of a quartier alone: open one, print its address, close it."""

from datetime import datetime, time

import sqlalchemy as sa
from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.pairing import short_code
from webapp.access import only
from webapp.addresses import public_address
from webapp.clock import ZONE
from webapp.models import Quartier, RoleName, Wave, WaveKind, db, now
from webapp.organise.desk import end_of_day
from webapp.organise.forms import WaveForm
from webapp.organise.room import room
from webapp.services.questionnaire_versions import usable
from webapp.services.waves import NewWave, close_wave, open_new_wave

TOWN = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR)


@room.get("/quartiers/")
@only(*TOWN)
def quartiers() -> ResponseReturnValue:
    """The quartiers, their addresses and their surveys."""
    waves: dict[int, list[Wave]] = {}
    for wave in db.session.scalars(
        sa.select(Wave).where(Wave.quartier_id.is_not(None)).order_by(Wave.opens_at)
    ):
        waves.setdefault(wave.quartier_id or 0, []).append(wave)
    found = db.session.scalars(sa.select(Quartier).order_by(Quartier.name)).all()
    addresses = {
        quartier.id: public_address("participate.quartier", code=quartier.code) for quartier in found
    }
    return render_template(
        "organise/quartiers.html", quartiers=found, waves=waves, addresses=addresses, now=now()
    )


@room.route("/quartiers/<code>/enquete", methods=["GET", "POST"])
@only(*TOWN)
def new_quartier_wave(code: str) -> ResponseReturnValue:
    """Opens a survey of one quartier."""
    found = _quartier_or_404(code)
    form = WaveForm()
    form.kind.choices = []
    form.kind.validators = []
    form.kind.validate_choice = False
    form.offer(usable(registered=False))
    if form.validate_on_submit():
        open_new_wave(
            NewWave(
                kind=WaveKind.YEARLY,
                quartier_id=found.id,
                opens_at=datetime.combine(form.opens_on.data, time(), ZONE),
                closes_at=end_of_day(form.closes_on.data),
                questionnaire_version_id=form.questionnaire.data or None,
            )
        )
        return redirect(url_for("organise.quartiers"), 303)
    return render_template("organise/wave.html", form=form, title=found.name), 422 if form.errors else 200


@room.post("/quartiers/<code>/enquetes/<number:wave_id>/fermer")
@only(*TOWN)
def end_quartier_wave(code: str, wave_id: int) -> ResponseReturnValue:
    """Stops a survey of a quartier."""
    found = _quartier_or_404(code)
    wave = db.session.get(Wave, wave_id)
    if wave is None or wave.quartier_id != found.id:
        abort(404)
    close_wave(wave.id, now())
    return redirect(url_for("organise.quartiers"), 303)


def _quartier_or_404(code: str) -> Quartier:
    found = db.session.scalars(sa.select(Quartier).where(Quartier.code == short_code.read(code))).first()
    if found is None:
        abort(404)
    return found
