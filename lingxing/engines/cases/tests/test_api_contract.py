"""The casework API keeps to its own description, whatever it is asked: reading and writing, signed in."""

import re
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.middleware.csrf import _get_new_csrf_string
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core.parameters import ParameterLocation

from lingxing.engines.cases.models import Case, Draft
from lingxing.engines.cases.tests import story
from lingxing.engines.cases.tests.office import Office
from lingxing.engines.parties.access_types import Account
from tests.sizes import sized

pytestmark = pytest.mark.django_db

_CASEWORK = (
    r"^/api/(services|cases|drafts|files|desk|overview|my|notices|track|registers|queues|workdays|calendar|bindings)"
)
_WHO = (
    (re.compile(r"^/api/(overview|calendar)"), "supervisor"),
    (re.compile(r"^/api/bindings"), "administrator"),
    (re.compile(r"^/api/desk|/(corrections|reveal|objections.*)$"), "clerk"),
)
described = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application()).include(path_regex=_CASEWORK)
# A NUL character, which no address may hold, is refused before any operation is asked.
described.config.generation.update(allow_x00=False)
# No schema says that a term is one, a day has not gone by or a case is decided: such requests are refused in words.
described.config.checks.positive_data_acceptance.expected_statuses = ["2xx", "400", "401", "403", "404", "409", "422"]
_present: list[Office] = []
"""The office of the test that runs."""


@described.auth(refresh_interval=None)
class SignedIn:
    """Signs every request in as somebody who may ask the operation."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        """Return the key of a session; none while the tests are only collected."""
        if not _present:
            return ""
        return story.signed_in(visitor(case.path, _present[-1])).cookies["lingxing_session"].value

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        """Put the session and the proof of origin into the request."""
        token = _get_new_csrf_string()
        case.cookies = {**(case.cookies or {}), "lingxing_session": data, "lingxing_csrf": token}
        case.headers.update({"Host": "localhost", "X-CSRFToken": token})


@pytest.fixture(autouse=True)
def stall(office: Office) -> Iterator[tuple[Office, Case, Draft]]:
    """Fill the office with a case and a draft, and keep the connection over the requests."""
    _present.append(office)
    case = story.apply(office)
    story.begin(story.signed_in(office.applicant))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield office, case, Draft.objects.get()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


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


@described.parametrize()
@settings(
    max_examples=sized(4, 10),
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_described(case: schemathesis.Case, stall: tuple[Office, Case, Draft]) -> None:
    _, stored, draft = stall
    address = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    if address and not address.mode.is_negative:  # a key that is wrong on purpose stays wrong
        case.path_parameters = led_to_what_exists(dict(case.path_parameters or {}), stored, draft)
    case.call_and_validate()


def test_the_description_holds_every_part() -> None:
    assert len(list(described.get_all_operations())) >= 30
