"""The API of what comes before the bids keeps to its own description, whatever it is asked."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.middleware.csrf import _get_new_csrf_string
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core.parameters import ParameterLocation

from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.tests.bureau import LISTED, Bureau, apply, clock, open_bureau, published
from lingxing.engines.parties.access_types import Account
from tests.sizes import sized

pytestmark = pytest.mark.django_db

_INTAKE = r"^/api/(listings$|listings/bank-lines|listings/\{number\}/(announcements|applications)|listing-|my/listings)"
_WHO = (
    (re.compile(r"^/api/(listings/[^/]+/applications|my)"), "bidder"),
    (re.compile(r"^/api/listing-watch"), "supervisor"),
    (re.compile(r"^/api/listing-upkeep"), "administrator"),
)
described = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application()).include(path_regex=_INTAKE)
# A NUL character, which no address may hold, is refused before any operation is asked.
described.config.generation.update(allow_x00=False)
# No schema says what a price, a lot's stage or a signature is: such requests are refused in words.
described.config.checks.positive_data_acceptance.expected_statuses = ["2xx", "400", "401", "403", "404", "409", "422"]
_present: list[Bureau] = []
"""The bureau of the test that runs."""


@described.auth(refresh_interval=None)
class SignedIn:
    """Signs every request in as somebody who may ask the operation."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        """Return the key of a session; none while the tests are only collected."""
        if not _present:
            return ""
        return _present[-1].client(visitor(case.path, _present[-1])).cookies["lingxing_session"].value

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        """Put the session and the proof of origin into the request."""
        token = _get_new_csrf_string()
        case.cookies = {**(case.cookies or {}), "lingxing_session": data, "lingxing_csrf": token}
        case.headers.update({"Host": "localhost", "X-CSRFToken": token})


def visitor(path: str, bureau: Bureau) -> Account:
    """Return the account that may ask the operation."""
    name = next((who for pattern, who in _WHO if pattern.search(path)), "officer")
    found: Account = bureau.firm("湖光") if name == "bidder" else getattr(bureau, name)
    return found


@pytest.fixture(autouse=True)
def sale() -> Iterator[tuple[Lot, UUID]]:
    """Put a lot up with an application for it, and keep the connection over the requests."""
    bureau = open_bureau()
    lot = published(bureau)
    key = apply(lot, bureau.firm("湖光")).key
    _present.append(bureau)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with clock(LISTED):
        yield lot, key
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@described.parametrize()
@settings(
    max_examples=sized(4, 12),
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_described(case: schemathesis.Case, sale: tuple[Lot, UUID]) -> None:
    lot, key = sale
    address = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    if address and not address.mode.is_negative:
        known = {"number": lot.number, "key": str(key)}
        case.path_parameters = {name: known.get(name, value) for name, value in (case.path_parameters or {}).items()}
    case.call_and_validate()


def test_the_description_holds_every_part() -> None:
    assert len(list(described.get_all_operations())) >= 26
