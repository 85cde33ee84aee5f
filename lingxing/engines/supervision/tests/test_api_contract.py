"""The API of matters and records keeps to its own description, whatever it is asked."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest

from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.models import RecordFile
from lingxing.engines.supervision.services.recording import add_record
from lingxing.engines.supervision.tests.plan_town import PlanTown, assigned, at, open_plan_town
from lingxing.engines.supervision.tests.test_looking import PICTURE, visit
from tests.contract import Case, asked_by, described_to_signed, hold_each, is_well_addressed

pytestmark = pytest.mark.django_db

_RUNNING = r"^/api/supervision/(mine|items|records|draws|proposals)"
_UNITS = re.compile(r"^/api/supervision/mine")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, UUID]]:
    """Return the keys of a matter, of a record and of its photo."""
    town = open_plan_town()
    (item,) = assigned(town, 13)
    row = add_record(town.officer, item.pk, visit(), [("现场.png", PICTURE)], at("2026-04-20"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-04-21"))
    with asked_by(lambda path: visitor(path, town)):
        yield {"item_id": item.pk, "record_id": row.pk, "file_id": RecordFile.objects.get().pk}


def visitor(path: str, town: PlanTown) -> Account:
    """Return the account that may ask the operation."""
    return town.water_clerk if _UNITS.search(path) else town.officer


def test_every_operation_answers_as_described(known: dict[str, UUID], subtests: pytest.Subtests) -> None:
    def lead(case: Case) -> None:
        if is_well_addressed(case):
            given = case.path_parameters or {}
            case.path_parameters = {name: str(known.get(name, value)) for name, value in given.items()}

    description = described_to_signed().include(path_regex=_RUNNING)
    assert len(list(description.get_all_operations())) >= 14
    hold_each(description, lead, subtests)
