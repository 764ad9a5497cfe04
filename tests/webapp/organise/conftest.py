"""What tests of the organisers' desk share."""

from collections.abc import Callable, Iterator

import pytest

from tests.webapp.desk import Desk
from webapp.models import RoleName
from webapp.services import questionnaires


@pytest.fixture
def coordinator(desk: Callable[..., Desk]) -> Iterator[Desk]:
    """A coordinator in a process that has read no questionnaire yet, and leaves none behind."""
    for kept in (questionnaires.questionnaire, questionnaires.plan):
        kept.cache_clear()
    yield desk(RoleName.COORDINATOR)
    for kept in (questionnaires.questionnaire, questionnaires.plan):
        kept.cache_clear()
