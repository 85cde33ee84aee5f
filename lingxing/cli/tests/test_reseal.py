"""After a change of keys everything that was sealed is sealed anew, and opens as before."""

import secrets

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.conf import settings

from lingxing.cli.keys import reseal
from lingxing.engines.auctions.services import resealing as of_auctions
from lingxing.engines.cases.models import Attachment, Case
from lingxing.engines.cases.queries.attachments import load_attachment
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services import resealing as of_cases
from lingxing.engines.cases.tests.invented import MARKET, installed
from lingxing.engines.cases.tests.office import AT, NUMBER, open_office
from lingxing.engines.cases.tests.stories import applied, day_of, issued
from lingxing.engines.cases.uploads.storing import stored_files
from lingxing.engines.disclosure.services import resealing as of_disclosure
from lingxing.engines.hotline.services import resealing as of_hotline
from lingxing.engines.parties import services_resealing as of_parties
from lingxing.engines.parties.people.queries import party_card
from lingxing.engines.supervision.services import resealing as of_supervision
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.sealing import SealingKey

pytestmark = pytest.mark.django_db
ROOMS = (of_parties, of_cases, of_disclosure, of_hotline, of_supervision, of_auctions)
COLUMNS = tuple(column for room in ROOMS for column in room.sealed_columns())


def newest():
    return f"{settings.DATA_KEYS[0].id}."


def sealed_by_others():
    """Return the columns that hold something that another key than the newest has sealed."""
    rows = {one.label: one.model._default_manager.exclude(**{one.column: ""}) for one in COLUMNS}
    return [one.label for one in COLUMNS if rows[one.label].exclude(**{f"{one.column}__startswith": newest()}).exists()]


@pytest.fixture
def case(settings):
    """Return a case with a certificate, sealed with a key that is no longer the newest."""
    with installed():
        office = open_office()
        made = issued(office, applied(office), AT)
        settings.DATA_KEYS = (SealingKey("9999new", secrets.token_bytes(32)), *settings.DATA_KEYS)
        yield office, made


def test_every_sealed_column_of_every_table_is_known():
    found = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "sealed" in field.name.split("_")
    }
    assert {one.label for one in COLUMNS} == found


def test_rows_and_files_are_sealed_anew_and_open_as_before(case):
    office, made = case
    assert len(sealed_by_others()) > 5
    before = Attachment.objects.get().stored_as
    answer = CliRunner().invoke(reseal)
    assert answer.exit_code == 0, answer.output
    assert "已重新封存" in answer.output
    assert sealed_by_others() == []
    assert before not in set(stored_files())
    # The old key may go now.
    settings.DATA_KEYS = settings.DATA_KEYS[:1]
    made = Case.objects.get(pk=made.pk)
    assert state_of(made, service(MARKET, "stall")).values["identity"] == NUMBER
    assert made.party_id
    assert party_card(made.party_id, mask=False).name == "赵六一"
    assert load_attachment(office.clerk, Attachment.objects.get().pk, day_of(AT)).name == "相片.jpg"
    again = CliRunner().invoke(reseal)
    assert "已重新封存 0 项" in again.output


def test_what_no_key_opens_is_named_and_the_rest_goes_on(case):
    _, made = case
    Case.objects.filter(pk=made.pk).update(sealed="0000lost.AAAA")
    answer = CliRunner().invoke(reseal)
    assert isinstance(answer.exception, LingxingError)
    assert sealed_by_others() == ["cases_case.sealed"]
