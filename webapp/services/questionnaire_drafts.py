"""Working copies of questionnaires: begun from a version or a file, changed step by step, published, thrown away.

A draft always holds an accepted form: a change that would spoil it is refused. Its token tells one state from another,
so that two people at work on the same draft never undo one another unseen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from survey.questionnaires import (
    Questionnaire,
    Workbook,
    questionnaire_from,
    workbook_as_json,
    workbook_from_json,
)
from survey.questionnaires.builtin import BUILTIN
from survey.questionnaires.editing import copied, name_from
from webapp.database import changed, locked, transaction
from webapp.models import QuestionnaireDraft, QuestionnaireVersion, User, db, now
from webapp.services.questionnaire_versions import LONGEST_NAME, publish_workbook

Edit = Callable[[Workbook], Workbook]


class DraftChanged(Exception):
    """Somebody else changed or removed the draft since it was read: nothing was stored."""


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft as it stands, and the form its rows make."""

    id: int
    name: str
    token: str
    base_version_id: int | None
    workbook: Workbook
    read: Questionnaire


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """A draft in a list: its title, when it was last changed and by whom ("" when the account is gone)."""

    id: int
    name: str
    title: str
    updated_at: datetime
    author: str


def drafts() -> Sequence[ListedDraft]:
    """Returns every draft, the last changed first."""
    rows = db.session.execute(
        sa.select(QuestionnaireDraft, User.email)
        .outerjoin(User, User.id == QuestionnaireDraft.updated_by)
        .order_by(QuestionnaireDraft.updated_at.desc(), QuestionnaireDraft.id.desc())
    )
    return [
        ListedDraft(draft.id, draft.name, _read(draft).main_title, draft.updated_at, email or "")
        for draft, email in rows
    ]


def open_draft(draft_id: int) -> OpenedDraft | None:
    """Returns a draft as it is stored now, None when there is none."""
    draft = db.session.get(QuestionnaireDraft, draft_id, populate_existing=True)
    if draft is None:
        return None
    read = _read(draft)
    return OpenedDraft(draft.id, draft.name, _token(draft), draft.base_version_id, read.workbook, read)


def begin_from_version(version_id: int, title: str, user_id: int) -> int:
    """Copies a published version into a draft and returns its id; raises LookupError when there is none.

    With a title it is another form, whose name is made from it; without one, and when the name is not the house's,
    the next version of the same form.
    """
    version = db.session.get(QuestionnaireVersion, version_id)
    if version is None:
        raise LookupError(version_id)
    workbook = workbook_from_json(version.workbook)
    name = version.name
    if title or name in BUILTIN:
        name = _free_name(title or name)
    return _begin(workbook, name, title, user_id, base=version_id)


def begin_from_workbook(workbook: Workbook, user_id: int) -> int:
    """Keeps a workbook that came as a file as a draft and returns its id; a name of the house gets another one.

    Raises QuestionnaireRefused with every fault of its rows.
    """
    read = questionnaire_from(workbook)
    name = read.name
    if name in BUILTIN or len(name) > LONGEST_NAME:
        name = _free_name(name)
    return _begin(workbook, name, "", user_id, base=None)


def change_draft(draft_id: int, token: str, edit: Edit, user_id: int) -> None:
    """Stores what ``edit`` makes of the rows.

    Raises DraftChanged when the draft is not in the state of ``token`` any more, and QuestionnaireRefused when the
    edit is refused; nothing is stored then.
    """
    with transaction() as session:
        draft = session.scalars(
            locked(sa.select(QuestionnaireDraft).where(QuestionnaireDraft.id == draft_id))
        ).first()
        if draft is None or _token(draft) != token:
            raise DraftChanged
        workbook = workbook_from_json(draft.workbook)
        edited = edit(workbook)
        if edited == workbook:
            return
        questionnaire_from(edited, converter=False)
        draft.workbook = workbook_as_json(edited)
        draft.updated_at = max(now(), draft.updated_at + timedelta(microseconds=1))
        draft.updated_by = user_id


def publish_draft(draft_id: int, token: str, user_id: int) -> int:
    """Publishes a draft as it was read over, and keeps it to go on from; returns the version's id.

    Raises DraftChanged as ``change_draft`` does, and QuestionnaireRefused as ``publish_workbook`` does.
    """
    draft = open_draft(draft_id)
    if draft is None or draft.token != token:
        raise DraftChanged
    return publish_workbook(draft.workbook, user_id)


def drop_draft(draft_id: int, token: str) -> None:
    """Throws a draft away; raises DraftChanged when it is not in the state of ``token`` any more."""
    with transaction() as session:
        draft = session.get(QuestionnaireDraft, draft_id, populate_existing=True)
        if draft is None or _token(draft) != token:
            raise DraftChanged
        gone = session.execute(sa.delete(QuestionnaireDraft).where(QuestionnaireDraft.id == draft_id))
        if changed(gone) == 0:
            raise DraftChanged


def _begin(workbook: Workbook, name: str, title: str, user_id: int, *, base: int | None) -> int:
    rows = workbook_as_json(copied(workbook, form_id=name, title=title))
    with transaction() as session:
        draft = QuestionnaireDraft(name=name, base_version_id=base, workbook=rows, updated_by=user_id)
        session.add(draft)
        session.flush()
        return draft.id


def _free_name(words: str) -> str:
    published = db.session.scalars(sa.select(QuestionnaireVersion.name).distinct()).all()
    begun = db.session.scalars(sa.select(QuestionnaireDraft.name).distinct()).all()
    return name_from(words, {*BUILTIN, *published, *begun}, otherwise="questionnaire")


def _token(draft: QuestionnaireDraft) -> str:
    return draft.updated_at.isoformat()


def _read(draft: QuestionnaireDraft) -> Questionnaire:
    return questionnaire_from(workbook_from_json(draft.workbook), converter=False)
