"""After a change of keys what a sale has sealed opens as before, without the old key."""

import secrets

import pytest

from lingxing.engines.auctions.domain.applications import Typed
from lingxing.engines.auctions.models import Application
from lingxing.engines.auctions.queries.applications import application_file
from lingxing.engines.auctions.queries.bidders import own_application
from lingxing.engines.auctions.queries.deposits import guarantee_of, problem_lines
from lingxing.engines.auctions.queries.reserves import private_key
from lingxing.engines.auctions.queries.states import events_of
from lingxing.engines.auctions.services.applying import Asking, apply_for
from lingxing.engines.auctions.services.deposits import GuaranteeText, mark_returned, record_guarantee, take_lines
from lingxing.engines.auctions.services.resealing import sealed_columns
from lingxing.engines.auctions.tests.bureau import LISTED, clock, line, open_bureau, order_of, published
from lingxing.engines.cases.uploads.tests.samples import PDF
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.services_resealing import reseal_column
from lingxing.engines.parties.services_resealing import sealed_columns as of_parties
from lingxing.kernel.sealing import SealingKey

pytestmark = pytest.mark.django_db


def test_everything_opens_with_the_new_key_alone(settings):
    bureau = open_bureau()
    lot, firm = published(bureau), bureau.firm("湖光")
    said = Typed("钱七二", "13900001111", accepted=True)
    with clock(LISTED):
        made = apply_for(lot.pk, firm, Asking(party_of(firm.pk).pk, said, [("执照.pdf", PDF)]), LISTED)
        order, private = order_of(made), private_key(lot.pk)
        record_guarantee(bureau.officer, GuaranteeText(order, "云梦泽银行", "1号", "2400万", "2027-03-01"), LISTED)
        take_lines([line("B1", "")], "file", LISTED)
        mark_returned(bureau.officer, problem_lines(bureau.officer, LISTED.date())[0].id, "原路退还", LISTED)
    settings.DATA_KEYS = (SealingKey("9999new", secrets.token_bytes(32)), *settings.DATA_KEYS)
    results = [reseal_column(column) for column in (*sealed_columns(), *of_parties())]
    assert not any(result.failed for result in results)
    settings.DATA_KEYS = settings.DATA_KEYS[:1]
    made = Application.objects.get()
    own = own_application(firm, made.key, LISTED)
    assert (own.card.order_number, own.card.details["contact"]) == (order, "钱七二")
    assert application_file(made, made.files.get().key)[2] == PDF
    assert private_key(lot.pk) == private
    found = guarantee_of(made)
    assert found is not None
    assert found[1]["bank"] == "云梦泽银行"
    assert problem_lines(bureau.officer, LISTED.date(), settled=True)[0].note == "原路退还"
    assert next(event.order_number for _, event in events_of(lot.pk) if hasattr(event, "order_number")) == order
