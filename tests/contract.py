"""The interface's own description, and what every engine needs to ask its operations at random.

The questions are made when the test runs, and not in every process that only collects it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis import AuthContext
from schemathesis.checks import load_all_checks
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.meta import TestPhase
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.schemas import BaseSchema

from lingxing.engines.parties.access_types import Account
from tests.sizes import sized

Case = schemathesis.Case[Any]
_REFUSED_IN_WORDS = ("2xx", "400", "401", "403", "404", "409", "422")
"""What answers a request that fits its schema: no schema says which names lead to something, or what fits a stage."""

_asked = settings(
    max_examples=sized(2, 12),
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""How many questions beside those at the bounds of each value."""
_EACH_OF_BROKEN = sized(10, 1)
"""Of how many questions that break a bound of the description on purpose one is put: the same code refuses them all."""
_UNEXPECTED = {"delete", "put", "trace"}
"""Methods that an operation is asked with though its address has no such method: the refusal is the same for each."""


def described() -> BaseSchema:
    """Return the description, to be asked without signing in."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    # A NUL character, which no address may hold, is refused before any operation is asked.
    schema.config.generation.update(allow_x00=False)
    schema.config.phases.coverage.unexpected_methods = _UNEXPECTED
    if connection.vendor == "postgresql":
        # What does not fit the description is refused before any database is asked: the embedded one proves that.
        schema.config.generation.update(modes=[GenerationMode.POSITIVE])
    return schema


def described_to_signed() -> BaseSchema:
    """Return the description, to be asked by those whom `asked_by` names."""
    schema = described()
    schema.config.checks.positive_data_acceptance.expected_statuses = list(_REFUSED_IN_WORDS)
    schema.auth(refresh_interval=None)(SignedIn)
    return schema


def is_well_addressed(case: Case) -> bool:
    """Return whether the address is none that is wrong on purpose."""
    made = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    return bool(made and not made.mode.is_negative)


class SignedIn:
    """Signs every request in as whoever may ask the operation, in the test that runs."""

    def get(self, case: Case, context: AuthContext) -> str:
        """Return the key of the asker's session, which is begun once."""
        account = _askers[-1](case.path)
        if account.pk not in _sessions:
            client = Client()
            client.force_login(account)
            _sessions[account.pk] = client.cookies["lingxing_session"].value
        return _sessions[account.pk]

    def set(self, case: Case, data: str, context: AuthContext) -> None:
        """Put the session and the proof of origin into the request."""
        token = _get_new_csrf_string()
        case.cookies = {**(case.cookies or {}), "lingxing_session": data, "lingxing_csrf": token}
        case.headers.update({"Host": "localhost", "X-CSRFToken": token})


_askers: list[Callable[[str], Account]] = []
_sessions: dict[UUID, str] = {}


def hold_each(schema: BaseSchema, question: Callable[[Case], None], subtests: pytest.Subtests) -> None:
    """Put questions at the bounds of each value and random ones to every operation, undoing what each did."""
    load_all_checks()
    turn = count()

    @_asked
    def ask(case: Case) -> None:
        if _breaks_a_bound(case) and next(turn) % _EACH_OF_BROKEN:
            return
        with transaction.atomic():
            question(case)
            case.call_and_validate()
            transaction.set_rollback(True)

    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        test = build_operation_test(
            config=schema.config, operation=operation, test_func=ask, given_kwargs={}, feedback=FeedbackSources()
        )
        with subtests.test(operation.label):
            test()


def _breaks_a_bound(case: Case) -> bool:
    made = case.meta
    return bool(made and made.phase.name is TestPhase.COVERAGE and made.generation.mode.is_negative)


@contextmanager
def asked_by(asker: Callable[[str], Account]) -> Iterator[None]:
    """Sign the requests in as whom `asker` names for their address, and keep the connection over them."""
    _askers.append(asker)
    try:
        with kept_open():
            yield
    finally:
        _askers.pop()
        _sessions.clear()


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep the connection over the requests, as Django's own test client does; PostgreSQL's would be lost else."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
