"""Who asks, in the notice: the controller of the very action or survey that is opened."""

from dataclasses import dataclass

from webapp.models import Organisation


@dataclass(frozen=True, slots=True)
class Notice:
    """What the two layers of the notice name; ``page`` is the template that words them."""

    controller: str
    address: str
    rights_email: str
    officer: str
    page: str = "participate/notice.html"


def notice_of(organisation: Organisation) -> Notice:
    """Returns the notice of an organisation that asks."""
    return Notice(organisation.name, organisation.address, organisation.rights_email, organisation.officer)
