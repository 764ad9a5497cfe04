"""The tables. Importing this package knows them all, as migrations need."""

from webapp.models.accounts import Role, RoleName, SignInLink, User
from webapp.models.actions import Action, ActionStatus, HeadCountSource, Session
from webapp.models.base import Base, db, now
from webapp.models.coding import Annotation, AnnotationState, AnnotationTheme
from webapp.models.imports import ImportBatch, ImportedRecord
from webapp.models.people import (
    AgeBand,
    Consent,
    Contact,
    Erasure,
    Link,
    Registration,
    RegistrationRole,
    RegistrationStatus,
    Residence,
    Sex,
)
from webapp.models.places import Facility, Organisation, OrganisationKind, Quartier, Town
from webapp.models.questionnaire_drafts import QuestionnaireDraft
from webapp.models.records import Audit, FigureRelease
from webapp.models.reports import PartnerReport
from webapp.models.requests import ActionRequest, Asker, RequestContact, RequestSource, RequestStatus
from webapp.models.surveys import Answer, Channel, Draft, QuestionnaireVersion, Submission, Wave, WaveKind

__all__ = [
    "Action",
    "ActionRequest",
    "ActionStatus",
    "AgeBand",
    "Annotation",
    "AnnotationState",
    "AnnotationTheme",
    "Answer",
    "Asker",
    "Audit",
    "Base",
    "Channel",
    "Consent",
    "Contact",
    "Draft",
    "Erasure",
    "Facility",
    "FigureRelease",
    "HeadCountSource",
    "ImportBatch",
    "ImportedRecord",
    "Link",
    "Organisation",
    "OrganisationKind",
    "PartnerReport",
    "Quartier",
    "QuestionnaireDraft",
    "QuestionnaireVersion",
    "Registration",
    "RegistrationRole",
    "RegistrationStatus",
    "RequestContact",
    "RequestSource",
    "RequestStatus",
    "Residence",
    "Role",
    "RoleName",
    "Session",
    "Sex",
    "SignInLink",
    "Submission",
    "Town",
    "User",
    "Wave",
    "WaveKind",
    "db",
    "now",
]
