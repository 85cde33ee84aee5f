"""The API keeps to its own description, whatever it is asked: every reading operation, generated questions."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from lingxing.engines.documents.tests.library import fill
from tests.sizes import sized

pytestmark = pytest.mark.django_db

_PROVED_BESIDE = (
    r"^/api/(services|cases|drafts|files|desk|overview|my|notices|track|registers|queues|workdays|calendar|bindings|"
    r"organ-tree|memberships|stand-ins)"
)
"""Operations that tests of their own engines try, signed in."""
# A NUL character, which no address may hold, is refused before any operation is asked.
described = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application()).include(method="GET")
described = described.exclude(path_regex=_PROVED_BESIDE)
described.config.generation.update(allow_x00=False)


@pytest.fixture(autouse=True)
def library() -> Iterator[None]:
    """Fill the library and keep its connection over the requests, as Django's own test client does."""
    fill()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
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
def test_every_reading_operation_answers_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"Host": "localhost"})
