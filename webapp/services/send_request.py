"""Stores a request for an action, sent from the public pages or logged at a desk: once for one opened form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from survey.roles import AUDIENCES
from webapp.database import take_turn, transaction
from webapp.models import ActionRequest, Asker, Quartier, RequestContact, RequestSource, db, now
from webapp.services.keys import FormKeys, Keyring
from webapp.services.register import NOTICE_VERSION
from webapp.services.retention import request_contact_erased_on


@dataclass(frozen=True, slots=True)
class RequestForm:
    """What someone entered, found by role; ``email`` and ``phone`` only when they asked to be told."""

    text: str
    asker: Asker
    language: str
    quartier_id: int | None = None
    place: str = ""
    moment: str = ""
    audience: Sequence[str] = ()
    email: str | None = None
    phone: str | None = None


def form_from_roles(values: Mapping[str, str], language: str) -> RequestForm:
    """Returns the request that ``values`` (canonical answers by role) describe.

    Contact details without the agreement to be told are left where they are.
    """
    told = values.get("consent.contact") in ("OK", "yes")
    audience = values.get("request.audience", "").split()
    return RequestForm(
        text=values.get("request.wish", "").strip(),
        asker=Asker(values["request.asker"]),
        language=language,
        quartier_id=_quartier_id(values.get("request.quartier", "")),
        place=values.get("request.place", "").strip(),
        moment=values.get("request.moment", "").strip(),
        audience=[name for name in AUDIENCES if name in audience],
        email=values.get("contact.email") or None if told else None,
        phone=values.get("contact.phone") or None if told else None,
    )


def send_request(form: RequestForm, keys: FormKeys, ring: Keyring, *, logged_by: int | None = None) -> bool:
    """Stores the request, logged at a desk when an account is named; False when this form was stored before."""
    with transaction() as session:
        take_turn(f"request:{keys.registration}")
        known = sa.select(ActionRequest.id).where(ActionRequest.key == keys.registration)
        if session.scalars(known).first() is not None:
            return False
        store_request(form, keys, ring, logged_by=logged_by)
    return True


def store_request(
    form: RequestForm,
    keys: FormKeys,
    ring: Keyring,
    *,
    logged_by: int | None = None,
    at: datetime | None = None,
) -> ActionRequest:
    """Returns the stored request, received ``at`` or now, its contact apart; in the caller's transaction."""
    at = at or now()
    request = ActionRequest(
        key=keys.registration,
        created_at=at,
        quartier_id=form.quartier_id,
        text=form.text,
        place=form.place,
        moment=form.moment,
        audience=list(form.audience),
        asker=form.asker,
        language=form.language,
        source=RequestSource.ONLINE if logged_by is None else RequestSource.LOGGED,
        logged_by_id=logged_by,
        token_hash=ring.hash_token(keys.token),
        receipt_hash=ring.hash_token(keys.receipt),
    )
    db.session.add(request)
    db.session.flush()
    if form.email or form.phone:
        db.session.add(
            RequestContact(
                request_id=request.id,
                email=form.email,
                phone=form.phone,
                notice_version=NOTICE_VERSION,
                erase_on=request_contact_erased_on(at.date(), settled_on=None),
            )
        )
    return request


def _quartier_id(code: str) -> int | None:
    """Returns the quartier of a code; none for "elsewhere" and for no answer."""
    return db.session.scalars(sa.select(Quartier.id).where(Quartier.code == code)).first()
