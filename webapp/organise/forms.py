"""The forms of the organisers' desk: they parse and say what is wrong, field by field."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from survey.questionnaires.types.text import storable
from webapp.clock import ZONE
from webapp.models import HeadCountSource
from webapp.services.actions import ActionForm, Meeting

MOST_MEETINGS = 30
NEEDED = InputRequired(_l("Ce champ est nécessaire."))


FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def _short(most: int) -> Length:
    return Length(max=most, message=_l("%(max)d caractères au plus."))


def _clean(text: str | None) -> str | None:
    """Returns a text without what no database stores and no keyboard types."""
    return None if text is None else storable(text)


def _of_our_time(_form: Form, field: DateField) -> None:
    """A year that was mistyped is told, rather than reckoned with."""
    if field.data and not FIRST_DAY <= field.data <= LAST_DAY:
        raise ValidationError(_l("Une date entre 2000 et 2099."))


class Checkboxes(SelectMultipleField):
    """Several choices as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MeetingForm(Form):
    """One session: a day and two times of the town's clock; an empty row is no session."""

    day = DateField(_l("Jour"), validators=[Optional(), _of_our_time])
    start = TimeField(_l("Début"), validators=[Optional()])
    end = TimeField(_l("Fin"), validators=[Optional()])

    @property
    def empty(self) -> bool:
        """True when nothing was entered."""
        return not (self.day.data or self.start.data or self.end.data)

    def validate_day(self, _field: DateField) -> None:
        """Says what is missing of a row that was begun."""
        if self.empty:
            return
        if not (self.day.data and self.start.data and self.end.data):
            raise ValidationError(_l("Donnez le jour, le début et la fin de la séance."))
        if self.end.data <= self.start.data:
            raise ValidationError(_l("La fin doit venir après le début."))

    def meeting(self) -> Meeting:
        """Returns the session that was entered."""
        return Meeting(
            datetime.combine(self.day.data, self.start.data, ZONE),
            datetime.combine(self.day.data, self.end.data, ZONE),
        )


class ActionEditor(FlaskForm):
    """Everything an organiser says of an action."""

    title = StringField(_l("Nom de l'action"), validators=[NEEDED, _short(160)], filters=[_clean])
    description = TextAreaField(_l("En une ou deux phrases"), validators=[_short(2000)], filters=[_clean])
    quartier_id = SelectField(_l("Quartier dont elle parle"), coerce=int, validators=[NEEDED])
    organisation_id = SelectField(_l("Qui l'organise"), coerce=int, validators=[NEEDED])
    facility_id = SelectField(_l("Équipement"), coerce=int)
    venue = StringField(_l("Lieu, comme on le dit"), validators=[_short(240)], filters=[_clean])
    meetings = FieldList(FormField(MeetingForm), min_entries=1, max_entries=MOST_MEETINGS)
    capacity = IntegerField(
        _l("Nombre de places"),
        validators=[Optional(), NumberRange(1, 100000, _l("Un nombre de places entre 1 et 100 000."))],
    )
    flagship = BooleanField(_l("Action phare"))
    partner_ids = Checkboxes(_l("Partenaires"), coerce=int)
    dispositif = StringField(_l("Dispositif de financement"), validators=[_short(120)], filters=[_clean])
    orientations = StringField(_l("Orientations liées"), validators=[_short(120)], filters=[_clean])

    def read(self) -> ActionForm:
        """Returns what was entered, once it is valid."""
        return ActionForm(
            title=self.title.data.strip(),
            description=(self.description.data or "").strip(),
            quartier_id=self.quartier_id.data,
            organisation_id=self.organisation_id.data,
            facility_id=self.facility_id.data or None,
            venue=(self.venue.data or "").strip(),
            meetings=[entry.form.meeting() for entry in self.meetings if not entry.form.empty],
            capacity=self.capacity.data,
            flagship=self.flagship.data,
            dispositif=(self.dispositif.data or "").strip(),
            orientations=[part.strip() for part in (self.orientations.data or "").split(",") if part.strip()],
            partner_ids=self.partner_ids.data or (),
        )


SOURCES = {
    HeadCountSource.CHECK_IN: _l("pointage à l'entrée"),
    HeadCountSource.LIST: _l("feuille d'émargement"),
    HeadCountSource.DOOR_TALLY: _l("comptage à la porte"),
    HeadCountSource.ESTIMATE: _l("estimation"),
}


class HeadCountForm(FlaskForm):
    """How many people came to one session, and how one knows."""

    count = IntegerField(
        _l("Personnes présentes"),
        validators=[InputRequired(_l("Écrivez un nombre.")), NumberRange(0, 100000)],
    )
    source = SelectField(
        _l("D'après"),
        choices=[SelectChoice(value=source.value, label=label) for source, label in SOURCES.items()],
    )


class WaveForm(FlaskForm):
    """When a survey takes answers, and what it asks."""

    kind = SelectField(_l("Enquête"))
    questionnaire = SelectField(_l("Questionnaire"), coerce=int, default=0)
    opens_on = DateField(_l("Du"), validators=[NEEDED, _of_our_time])
    closes_on = DateField(_l("Au (ce jour compris)"), validators=[Optional(), _of_our_time])

    def offer(self, usable: list[tuple[int, str]]) -> None:
        """Offers the questionnaire of the house first, then the others that may be asked (id, title)."""
        self.questionnaire.choices = [(0, _l("Celui de la maison")), *usable]

    def validate_closes_on(self, field: DateField) -> None:
        """The last day cannot come before the first."""
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_l("La fin doit venir après le début."))
