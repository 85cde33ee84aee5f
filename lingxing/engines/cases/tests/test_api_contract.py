"""The casework API keeps to its own description, whatever it is asked: reading and writing, signed in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from lingxing.engines.cases.models import Case, Draft
from lingxing.engines.cases.tests import story
from lingxing.engines.cases.tests.office import Office
from lingxing.engines.parties.access_types import Account
from tests.contract import Case as Question
from tests.contract import asked_by, described_to_signed, hold_each, is_well_addressed

pytestmark = pytest.mark.django_db

_CASEWORK = (
    r"^/api/(services|cases|drafts|files|desk|overview|my|notices|track|registers|queues|workdays|calendar|bindings)"
)
_WHO = (
    (re.compile(r"^/api/(overview|calendar)"), "supervisor"),
    (re.compile(r"^/api/bindings"), "administrator"),
    (re.compile(r"^/api/desk|/(corrections|reveal|objections.*)$"), "clerk"),
)


@dataclass(frozen=True)
class Stall:
    """A case and a draft of the office."""

    case: Case
    draft: Draft


@pytest.fixture
def stall(office: Office) -> Iterator[Stall]:
    """Fill the office with a case and a draft."""
    case = story.apply(office)
    story.begin(story.signed_in(office.applicant))
    with asked_by(lambda path: visitor(path, office)):
        yield Stall(case, Draft.objects.get())


def visitor(path: str, office: Office) -> Account:
    """Return the account that may ask the operation."""
    name = next((who for pattern, who in _WHO if pattern.search(path)), "applicant")
    found: Account = getattr(office, name)
    return found


def led_to_what_exists(parameters: dict[str, object], case: Case, draft: Draft) -> dict[str, object]:
    """Return the parameters with every other key that was made up put into one that leads somewhere."""
    known = {
        "case_id": case.pk,
        "draft_id": draft.pk,
        "city": "yunmeng",
        "name": "market_2026",
        "service_name": "stall",
    }

    def lead(name: str, value: object) -> object:
        odd = sum(map(ord, str(value))) % 2
        return str(known[name]) if name in known and odd else value

    return {name: lead(name, value) for name, value in parameters.items()}


def test_every_operation_answers_as_described(stall: Stall, subtests: pytest.Subtests) -> None:
    def lead(question: Question) -> None:
        if is_well_addressed(question):
            question.path_parameters = led_to_what_exists(dict(question.path_parameters or {}), stall.case, stall.draft)

    description = described_to_signed().include(path_regex=_CASEWORK)
    assert len(list(description.get_all_operations())) >= 30
    hold_each(description, lead, subtests)
