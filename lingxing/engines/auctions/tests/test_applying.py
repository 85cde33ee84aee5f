"""Applying (arts. 13 to 15): once a lot, sealed, and known to nobody else before the end."""

import json

import pytest

from lingxing.engines.auctions.domain.applications import Typed, WrongApplication
from lingxing.engines.auctions.domain.order_numbers import is_order_number
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.models import Application, Lot
from lingxing.engines.auctions.queries.announcing import SupplementText, prepare_supplement
from lingxing.engines.auctions.queries.applications import applications_of
from lingxing.engines.auctions.queries.bidders import own_application, own_applications, paddle_of
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.announcing import supplement
from lingxing.engines.auctions.services.applying import Asking, apply_for
from lingxing.engines.auctions.services.drafting import save_draft
from lingxing.engines.auctions.tests.bureau import LISTED, apply, at, clock, dumped, open_bureau, order_of, published
from lingxing.engines.auctions.tests.drafts import DRAFT
from lingxing.engines.cases.uploads.tests.samples import PDF
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.parties.people.queries import party_card, party_of
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound
from lingxing.kernel.tests.identity_samples import resident_number

pytestmark = pytest.mark.django_db

NAME = "云梦泽市湖光置业有限公司"
PERSON = "赵六一"
NUMBER = resident_number(order=56)


@pytest.fixture
def bureau():
    return open_bureau()


@pytest.fixture
def lot(bureau):
    return published(bureau)


def joint(bureau, first="60%", second="40%"):
    own = party_card(party_of(bureau.firm("湖光").pk).pk, mask=False)
    return [
        {"name": NAME, "kind": "credit_code", "number": own.identity, "share": first},
        {"name": PERSON, "kind": "resident_id", "number": NUMBER, "share": second},
    ]


def test_an_application_gets_an_order_number_and_enters_the_record(bureau, lot):
    made = apply(lot, bureau.firm("湖光"), parties=joint(bureau))
    assert is_order_number(order_of(made))
    assert list(state_of(lot.pk).admissions) == [made.key.hex]
    own = own_application(bureau.firm("湖光"), made.key, LISTED)
    assert own.card.details["parties"][1]["share"] == "40%"
    assert (own.payment, own.account) == ("unpaid", "6200 0000 1234 5678")
    assert paddle_of(lot.pk, bureau.firm("湖光")) is None


def test_nothing_of_who_applies_stands_in_the_clear(bureau, lot):
    """A dump of the tables of sales and of the ledger holds no name, number or order number of an application."""
    made = apply(lot, bureau.firm("湖光"), parties=joint(bureau))
    dump = dumped("auctions_", "ledger_")
    for secret in (NAME, PERSON, NUMBER, order_of(made), "13900001111", "钱七二"):
        assert json.dumps(secret).strip('"') not in dump
        assert secret not in dump
    payload = LedgerEntry.objects.get(act="applied").payload
    assert set(json.loads(payload)) == {"application", "fields"}


def test_one_application_a_lot_and_bidder(bureau, lot):
    firm = bureau.firm("湖光")
    apply(lot, firm)
    with pytest.raises(LingxingError, match="不能重复申请"):
        apply(lot, firm)
    assert Application.objects.count() == 1


def test_several_lots_are_applied_for_one_by_one(bureau, lot):
    other = published(bureau)
    firm = bureau.firm("湖光")
    numbers = {order_of(apply(one, firm)) for one in (lot, other)}
    assert len(numbers) == 2
    assert len(own_applications(firm, LISTED)) == 2


def test_shares_that_are_not_the_whole_change_nothing(bureau, lot):
    with pytest.raises(WrongApplication, match="还差"):
        apply(lot, bureau.firm("湖光"), parties=joint(bureau, "60%", "39.9%"))
    assert not Application.objects.exists()
    assert state_of(lot.pk).admissions == {}


def test_joint_bidding_only_where_announced(bureau):
    lot = published(bureau, joint_bidding="no")
    with pytest.raises(WrongApplication, match="不接受联合竞买"):
        apply(lot, bureau.firm("湖光"), parties=joint(bureau))


@pytest.mark.parametrize(("moment", "fits"), [("2027-01-03 16:59:59", True), ("2027-01-03 17:00", False)])
def test_applications_are_taken_until_deposits_are_due(bureau, lot, moment, fits):
    if fits:
        apply(lot, bureau.firm("湖光"), at(moment))
    else:
        with pytest.raises(Refusal, match="截止"):
            apply(lot, bureau.firm("湖光"), at(moment))
    assert Application.objects.exists() is fits


def test_one_applies_for_oneself_or_whom_one_represents(bureau, lot):
    firm, other = bureau.firm("湖光"), bureau.firm("山色")
    asking = Asking(party_of(other.pk).pk, Typed("甲", "13900001111", accepted=True))
    with clock(LISTED), pytest.raises(NotAllowed, match="没有代理"):
        apply_for(lot.pk, firm, asking, LISTED)


def test_what_was_supplemented_since_must_be_read_first(bureau, lot):
    moment, given = at("2026-12-16 10:00"), SupplementText("规划条件经批准调整", moves_price=True)
    save_draft(bureau.officer, lot.number, DRAFT | {"planning": "容积率≤2.5"}, moment)
    with clock(moment):
        digest = prepare_supplement(Lot.objects.get(pk=lot.pk), given, moment).content.digest
        supplement(bureau.officer, lot.number, given, digest, moment)
    with pytest.raises(LingxingError, match="阅读补充公告"):
        apply(lot, bureau.firm("湖光"))


def test_supporting_files_are_checked_and_sealed(bureau, lot):
    firm = bureau.firm("湖光")
    said = Typed("甲", "13900001111", accepted=True)
    party = party_of(firm.pk).pk
    with clock(LISTED):
        with pytest.raises(LingxingError, match="内容不是"):
            apply_for(lot.pk, firm, Asking(party, said, [("执照.png", PDF)]), LISTED)
        made = apply_for(lot.pk, firm, Asking(party, said, [("执照.pdf", PDF)]), LISTED)
    file = made.files.get()
    assert "执照" not in file.name_sealed
    assert own_application(firm, made.key, LISTED).card.files[0].name == "执照.pdf"


def test_nobody_sees_applications_before_the_end(bureau, lot):
    made = apply(lot, bureau.firm("湖光"))
    with pytest.raises(NotAllowed, match="结束前"):
        applications_of(lot)
    with pytest.raises(NotFound):
        own_application(bureau.firm("山色"), made.key, LISTED)


@pytest.mark.parametrize("path", ["applications/", "applications/{key}/"])
def test_the_officer_is_told_nothing_either(bureau, lot, path):
    made = apply(lot, bureau.firm("湖光"))
    client = bureau.client(bureau.officer)
    nothing = "00000000-0000-0000-0000-000000000007"
    answers = [client.get(f"/listing-desk/{lot.number}/{path.format(key=key)}") for key in (made.key, nothing)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert NAME not in answers[0].content.decode()


def test_the_officers_pages_are_the_same_with_and_without_applications(bureau, lot):
    client = bureau.client(bureau.officer)
    addresses = ("/listing-desk/", f"/listing-desk/{lot.number}/draft/", "/listing-desk/money/")

    def shown():
        return [_plain(client.get(address).content.decode()) for address in addresses]

    with clock(LISTED):
        before = shown()
        apply(lot, bureau.firm("湖光"))
        assert shown() == before


def _plain(page):
    """Return a page without its form tokens, which differ each time."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
