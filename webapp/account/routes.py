"""The one-time sign-in link and the page that sends each account to its desk."""

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from flask_security.utils import login_user

from webapp.access import only, public
from webapp.limits import by_address, limit
from webapp.models import RoleName
from webapp.services.sign_in import use_sign_in_link

room = Blueprint("account", __name__, url_prefix="/compte")


@room.get("/entrer/<token>")
@public
def enter(token: str) -> ResponseReturnValue:
    """Shows one button: a link that signs in when merely fetched would be used up by a preview."""
    return render_template("account/enter.html", token=token)


@room.post("/entrer/<token>")
@public
@limit("20 per minute", by_address)
def enter_now(token: str) -> ResponseReturnValue:
    """Signs in with a link that was never used and is not too old."""
    user = use_sign_in_link(token, current_app.extensions["croisements_settings"].key_for("sign-in link"))
    if user is None:
        abort(410)
    login_user(user)
    return redirect(url_for("account.desk"))


@room.get("/bureau")
@only(*RoleName)
def desk() -> ResponseReturnValue:
    """Sends an account to the first page of its work."""
    if current_user.holds(RoleName.EVALUATOR) and not current_user.holds(
        RoleName.ORGANISER, RoleName.COORDINATOR, RoleName.ADMINISTRATOR
    ):
        return redirect(url_for("evaluate.home"))
    return redirect(url_for("organise.home"))
