"""Accounts of the teams: add one, give it a one-time link, close it."""

import sqlalchemy as sa
from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from flask_wtf import FlaskForm
from sqlalchemy.orm import joinedload, selectinload
from wtforms import SelectField, StringField
from wtforms.validators import Email, Length

from webapp.access import only
from webapp.addresses import public_address
from webapp.models import Organisation, RoleName, User, db
from webapp.organise.forms import NEEDED, Checkboxes
from webapp.organise.room import room
from webapp.services.accounts import AddressTaken, close_account, invite
from webapp.services.sign_in import make_sign_in_link
from webapp.wording import ROLES


class AccountForm(FlaskForm):
    """A new account: no password is chosen for anyone, the first entry is a one-time link."""

    email = StringField(
        _l("Adresse mail"),
        validators=[NEEDED, Length(max=254), Email(_l("Cette adresse mail n'est pas complète."))],
    )
    organisation_id = SelectField(_l("Organisation"), coerce=int)
    roles = Checkboxes(_l("Ce que ce compte peut faire"), validators=[NEEDED])


@room.route("/comptes/", methods=["GET", "POST"])
@only(RoleName.ADMINISTRATOR)
def accounts() -> ResponseReturnValue:
    """The accounts, and the form that adds one."""
    form = AccountForm()
    organisations = sa.select(Organisation.id, Organisation.name).order_by(Organisation.name)
    form.organisation_id.choices = [(row.id, row.name) for row in db.session.execute(organisations)]
    form.roles.choices = [(role.value, ROLES[role]) for role in RoleName]
    link = None
    if form.validate_on_submit():
        roles = [RoleName(name) for name in form.roles.data]
        try:
            user = invite(form.email.data, roles, form.organisation_id.data)
        except AddressTaken:
            form.email.errors = [gettext("Un compte a déjà cette adresse.")]
        else:
            link = _link(user.id)
    users = db.session.scalars(
        sa.select(User).order_by(User.email).options(joinedload(User.organisation), selectinload(User.roles))
    ).all()
    page = render_template("organise/accounts.html", form=form, users=users, link=link, roles=ROLES)
    return page, 422 if form.errors else 200


@room.post("/comptes/<number:user_id>/fermer")
@only(RoleName.ADMINISTRATOR)
def end_account(user_id: int) -> ResponseReturnValue:
    """Closes an account; one's own stays open, so that somebody can still enter."""
    if user_id == current_user.id or db.session.get(User, user_id) is None:
        abort(404)
    close_account(user_id)
    flash(gettext("Le compte est fermé."))
    return redirect(url_for("organise.accounts"), 303)


@room.post("/comptes/<number:user_id>/lien")
@only(RoleName.ADMINISTRATOR)
def renew_link(user_id: int) -> ResponseReturnValue:
    """Shows a new one-time link for somebody who cannot enter any more."""
    if db.session.get(User, user_id) is None:
        abort(404)
    return render_template("organise/link.html", link=_link(user_id))


def _link(user_id: int) -> str:
    key = current_app.extensions["croisements_settings"].key_for("sign-in link")
    return public_address("account.enter", token=make_sign_in_link(user_id, key))
