"""The hotline's API keeps to its own description, whatever it is asked, by callers and by operators."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from schemathesis.core.parameters import ParameterLocation

from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.hotline.services.enclosing import enclose
from lingxing.engines.hotline.services.intake import Taken
from lingxing.engines.hotline.tests.town import PACKAGE, SERVICE, Town
from lingxing.kernel.dates import SHANGHAI
from tests.contract import Case, asked_by, described_to_signed, hold_each, is_well_addressed

pytestmark = pytest.mark.django_db
_PROVEN = re.compile("/hotline/(track|evaluate|withdraw)$")


@dataclass(frozen=True)
class Called:
    """A ticket with a file."""

    ticket: Taken
    file: str


@pytest.fixture
def called(town: Town) -> Iterator[Called]:
    """Take a call in, with a file; whoever asks is an operator."""
    now = dt.datetime.now(SHANGHAI)
    taken = town.take(now.date().isoformat())
    key = enclose(town.operator, taken.case_id, "灯.jpg", JPEG, now)
    with asked_by(lambda path: town.operator):
        yield Called(taken, str(key))


def is_well_filled(case: Case) -> bool:
    """Return whether the body is none that is wrong on purpose."""
    made = case.meta.components.get(ParameterLocation.BODY) if case.meta else None
    return bool(made and not made.mode.is_negative)


def test_every_operation_answers_as_described(called: Called, subtests: pytest.Subtests) -> None:
    city, name = PACKAGE.split("/")
    known = {
        "city": city,
        "name": name,
        "service": SERVICE,
        "ticket_id": str(called.ticket.case_id),
        "key": called.file,
    }

    def lead(case: Case) -> None:
        if is_well_addressed(case):
            given = case.path_parameters or {}
            case.path_parameters = {name: known.get(name, value) for name, value in given.items()}
        if _PROVEN.search(case.path) and isinstance(case.body, dict) and is_well_filled(case):
            # Half of the questions have number and code.
            proven = {"number": called.ticket.number, "code": called.ticket.code}
            case.body = {**case.body, **proven} if len(str(case.body)) % 2 else case.body

    description = described_to_signed().include(path_regex="^/api/hotline")
    assert len(list(description.get_all_operations())) >= 16
    hold_each(description, lead, subtests)
