"""The sweep: reads the rows that wait and does what is due, so that a lost queue or a killed process loses nothing."""

from webapp.models import now
from webapp.services import annotate, retention
from webapp.services.finish_drafts import finish_drafts


def sweep() -> None:
    """Finishes expired drafts, codes what is pending, erases what is due."""
    finish_drafts()
    retention.keep_promises(now().date())
    annotate.annotate_pending()
