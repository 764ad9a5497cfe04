"""How long things are kept: the dates told in the notice, and the sweep that keeps the promise."""

from datetime import date, timedelta

import sqlalchemy as sa

from webapp.database import changed, transaction
from webapp.models import (
    ActionRequest,
    Annotation,
    AnnotationState,
    Answer,
    Contact,
    Draft,
    Erasure,
    Link,
    Registration,
    RequestContact,
    Submission,
    Wave,
    db,
    now,
)

CONTACT_AFTER_ACTION = timedelta(days=92)
CONTACT_AT_MOST = timedelta(days=548)
LINK_AFTER_LAST_WAVE = timedelta(days=92)
VERBATIM = timedelta(days=731)

RESPONDENT = "respondent"
"""What the erasure ledger calls a person."""
REQUEST = "request"
"""What it calls a request for an action."""


def contact_erased_on(last_day: date, *, asked_later: bool) -> date:
    """Returns the day contact details go: 3 months after the action, 18 months when a later survey was agreed to."""
    return last_day + (CONTACT_AT_MOST if asked_later else CONTACT_AFTER_ACTION)


def request_contact_erased_on(asked_on: date, *, settled_on: date | None) -> date:
    """Returns the day the contact of a request goes: 3 months after its answer, 18 months after it was sent at most."""
    latest = asked_on + CONTACT_AT_MOST
    return latest if settled_on is None else min(settled_on + CONTACT_AFTER_ACTION, latest)


def link_destroyed_on(last_day: date) -> date:
    """Returns the day the link goes, unless a later wave of the same scope moves it."""
    return last_day + LINK_AFTER_LAST_WAVE


def move_links(wave: Wave) -> None:
    """Keeps the links of a wave's scope until 3 months after that wave; part of the caller's transaction."""
    if wave.closes_at is None:
        return
    scope = Link.action_id == wave.action_id if wave.action_id else Link.quartier_id == wave.quartier_id
    day = wave.closes_at.date() + LINK_AFTER_LAST_WAVE
    db.session.execute(
        sa.update(Link)
        .where(scope, Link.destroy_on < day)
        .values(destroy_on=day)
        .execution_options(synchronize_session=False)
    )


def erase_person(link: Link) -> None:
    """Erases what is known of the person behind ``link``: contact, answers, drafts and the link itself.

    The registration stays as a counted place without a profile; the ledger remembers what to erase again after a
    restored snapshot.
    """
    with transaction() as session:
        session.add(Erasure(subject=RESPONDENT, reference=link.respondent, erased_at=now()))
        forget(link.respondent)


def forget(respondent: str) -> bool:
    """Deletes what is known of a respondent, in the caller's transaction; False when nothing was."""
    session = db.session
    submissions = session.scalars(sa.select(Submission).where(Submission.respondent == respondent)).all()
    for submission in submissions:
        session.delete(submission)
    drafts = session.execute(sa.delete(Draft).where(Draft.respondent == respondent))
    link = session.scalars(sa.select(Link).where(Link.respondent == respondent)).first()
    if link is not None:
        if link.registration_id is not None:
            session.execute(sa.delete(Contact).where(Contact.registration_id == link.registration_id))
            session.execute(
                sa.update(Registration)
                .where(Registration.id == link.registration_id)
                .values(age_band=None, sex=None, residence=None, residence_quartier_id=None)
            )
        session.execute(sa.delete(Link).where(Link.id == link.id))
    return bool(submissions) or changed(drafts) > 0 or link is not None


def erase_request(request_id: int, key: str) -> None:
    """Erases what someone wrote in a request, how to reach them, and what opens the answer.

    The row stays as a counted request; the ledger remembers what to erase again after a restored snapshot.
    """
    with transaction() as session:
        session.add(Erasure(subject=REQUEST, reference=key, erased_at=now()))
        session.execute(sa.delete(RequestContact).where(RequestContact.request_id == request_id))
        _empty_requests(ActionRequest.id == request_id)


def forget_request(key: str) -> bool:
    """Empties the request that an entry of the ledger names, in the caller's transaction; False when it is empty."""
    named = ActionRequest.key == key
    owner = sa.select(ActionRequest.id).where(named)
    contact = db.session.execute(sa.delete(RequestContact).where(RequestContact.request_id.in_(owner)))
    return changed(contact) + _empty_requests(named) > 0


def _empty_requests(where: sa.ColumnElement[bool]) -> int:
    """Takes the words out of the requests that still hold some; returns how many."""
    emptied = db.session.execute(
        sa.update(ActionRequest)
        .where(where, sa.or_(ActionRequest.text != "", ActionRequest.token_hash.is_not(None)))
        .values(text="", place="", moment="", audience=[], token_hash=None, receipt_hash=None)
        .execution_options(synchronize_session=False)
    )
    return changed(emptied)


def keep_promises(today: date) -> dict[str, int]:
    """Erases contacts, links, verbatims and requests whose date has come; returns how many of each.

    Safe to run again. A phrase that was never coded goes too, and waits for no coder any more.
    """
    with transaction() as session:
        contacts = session.execute(sa.delete(Contact).where(Contact.erase_on <= today))
        askers = session.execute(sa.delete(RequestContact).where(RequestContact.erase_on <= today))
        requests = _empty_requests(ActionRequest.created_at < now() - VERBATIM)
        links = session.execute(sa.delete(Link).where(Link.destroy_on <= today))
        old = sa.select(Submission.id).where(Submission.submitted_at < now() - VERBATIM)
        verbatims = session.execute(
            sa.update(Answer)
            .where(Answer.submission_id.in_(old), Answer.role.like("open.%"), Answer.value != "")
            .values(value="")
            .execution_options(synchronize_session=False)
        )
        emptied = sa.select(Answer.id).where(Answer.submission_id.in_(old), Answer.value == "")
        session.execute(
            sa.update(Annotation)
            .where(Annotation.answer_id.in_(emptied), Annotation.state == AnnotationState.PENDING)
            .values(state=AnnotationState.FAILED)
            .execution_options(synchronize_session=False)
        )
    return {
        "contacts": changed(contacts) + changed(askers),
        "links": changed(links),
        "verbatims": changed(verbatims),
        "requests": requests,
    }
