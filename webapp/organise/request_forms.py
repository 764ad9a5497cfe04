"""The forms of requests: one line to log one, and what is answered."""

import secrets

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from survey.questionnaires.types.text import storable
from webapp.models import Asker
from webapp.services.send_request import RequestForm
from webapp.wording import ASKERS

ELSEWHERE = _l("Ailleurs, ou peu importe")


def _tidy(text: str | None) -> str | None:
    return None if text is None else storable(text).strip()


class LogForm(FlaskForm):
    """A request as it is heard at a counter or on the phone; ``form_key`` makes a double press store it once."""

    text = StringField(
        _l("Ce qui est demandé"),
        validators=[
            DataRequired(_l("Écrivez ce qui est demandé, en quelques mots.")),
            Length(max=2000, message=_l("%(max)d caractères au plus.")),
        ],
        filters=[_tidy],
    )
    quartier_id = SelectField(_l("Quartier"), coerce=int)
    asker = SelectField(
        _l("Qui fait la demande"),
        choices=[SelectChoice(value=asker.value, label=ASKERS[asker]) for asker in Asker],
    )
    form_key = HiddenField(validators=[Length(min=32, max=64)])

    def renew_key(self) -> None:
        """Gives the form a key of its own (256 random bits), for what is logged next."""
        self.form_key.data = secrets.token_urlsafe(32)

    def read(self, language: str) -> RequestForm:
        """Returns what was entered, once it is valid."""
        return RequestForm(
            text=self.text.data,
            asker=Asker(self.asker.data),
            language=language,
            quartier_id=self.quartier_id.data or None,
        )


class TakeUpForm(FlaskForm):
    """The action that takes a request up."""

    action_id = SelectField(_l("Action"), coerce=int)


class DeclineForm(FlaskForm):
    """Why not, in words that who asked will read."""

    reason = TextAreaField(
        _l("Pourquoi"),
        validators=[
            DataRequired(_l("Écrivez pourquoi : la personne qui a demandé lira ces mots.")),
            Length(max=1000, message=_l("%(max)d caractères au plus.")),
        ],
        filters=[_tidy],
    )
