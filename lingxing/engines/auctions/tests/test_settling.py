"""What follows the hammer: the winner's case, the result's, and what of them the lot's chain records."""

import datetime as dt
from dataclasses import replace

import pytest

from lingxing.engines.auctions.domain.events import Confirmed, Voided
from lingxing.engines.auctions.models import Announcement, Settlement
from lingxing.engines.auctions.queries.settling import refund_due
from lingxing.engines.auctions.queries.states import events_of, state_of
from lingxing.engines.auctions.services.settling import Aftermath, follow, settle
from lingxing.engines.auctions.services.ticking import nothing_else
from lingxing.engines.auctions.services.writing import Request, write
from lingxing.engines.auctions.tests.aftermath import CLOSES, ENDED, Over, bind_offices, sale_over, settled
from lingxing.engines.auctions.tests.bureau import Bureau, at, clock, open_bureau, published
from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Attachment, Case, IssuedDocument, PublicationOrder, ServiceBinding
from lingxing.engines.cases.papers.files import print_docx, print_pdf, settled_values
from lingxing.engines.cases.queries.desk import DeskFilters, desk
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.disclosure.queries.preview import preview_orders
from lingxing.engines.disclosure.services.releasing import ReleaseRequest, release_orders
from lingxing.engines.ledger.queries import entries
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.tests.identity_samples import credit_code

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SEEN = {
    "by_agent": "false",
    "identity_seen": "true",
    "licence_seen": "true",
    "receipt_seen": "true",
    "rest_seen": "true",
    "contract_by": "2027-01-15",
}
JOINT = [
    {"name": "云梦泽市湖光置业有限公司", "kind": "credit_code", "share": "1/3"},
    {"name": "程七二", "kind": "resident_id", "number": "429099199001010016", "share": "2/3"},
]


@pytest.fixture
def bureau() -> Bureau:
    return open_bureau()


def letter_of(case: Case) -> dict[str, str]:
    """Return what the confirmation letter says: body, and its table by labels."""
    values = settled_values(IssuedDocument.objects.get(case=case, name="letter"))
    places = [key[4:6] for key in values if key.startswith("row.") and key.endswith(".label")]
    table = {values[f"row.{place}.label"]: values[f"row.{place}.value"] for place in places}
    return {"body": values["body"], **table}


def act(case: Case, who: Acting, command: Command, moment: dt.datetime, *papers: str) -> None:
    """Do an act in a case, each paper handed in as one file."""
    files = {}
    for paper in papers:
        row = Attachment(account_id=who.account_id, paper=paper, media_type="image/png", size=1, digest="0" * 64)
        row.at = moment
        row.save()
        files[paper] = (str(row.pk),)
    perform(case.pk, replace(command, papers=files), who, moment)


def confirm(bureau: Bureau, over: Over, moment: dt.datetime) -> None:
    """Confirm the sale at the counter."""
    officer = Acting(bureau.officer.actor, bureau.officer.pk, "agency", bureau.agency.pk)
    act(won(over), officer, Command("confirm", SEEN, originals_seen=True), moment, "signed_letter")


def awaited_by(account: Account, day: str) -> list[tuple[str, dt.date | None, str, dt.date | None, str]]:
    """Return the lines of somebody's work list for the winner's case: state, own day, and whose day is waited for."""
    rows = desk(account, DeskFilters(service="confirmation"), dt.date.fromisoformat(day)).rows
    told = [(row.state, row.due_on, row.awaited) for row in rows]
    return [
        (state, own, one.holder if one else "", one.due_on if one else None, one.light.text if one else "")
        for state, own, one in told
    ]


def settled_case(over: Over) -> Case:
    """Have the cases opened and return the winner's."""
    settled(over)
    return won(over)


def won(over: Over) -> Case:
    """Return the winner's case."""
    case = over.settlement.confirmation
    assert case is not None
    return case


def test_the_letter_names_lot_price_and_winner_and_is_printed_and_verified(bureau):
    over = sale_over(bureau, "白鹭", "湖光")
    case = settled_case(over)
    letter = letter_of(case)
    # starting price 120,000,000.00, then one increment of 1,000,000.00
    assert letter["成交价"] == "121,000,000.00元"
    assert "大写人民币壹亿贰仟壹佰万元整" in letter["body"]
    assert letter["宗地编号"] == over.lot.number
    assert letter["号牌"] == str(over.applications["湖光"].paddle)
    assert letter["成交时间"] == "2027年1月5日 10:05:00"
    assert letter["竞得人各方和出资比例"] == "云梦泽市湖光置业有限公司，100%"
    issued = IssuedDocument.objects.get(case=case)
    assert print_pdf(issued).startswith(b"%PDF")
    assert print_docx(issued).startswith(b"PK")
    with clock(ENDED):
        page = bureau.client(bureau.officer).get(f"/verify/{issued.code}").content.decode()
    assert issued.number in page


def test_joint_bidders_stand_in_the_letter_with_their_exact_shares(bureau):
    parties = [{**JOINT[0], "number": credit_code("91420700MA4K00001")}, JOINT[1]]
    over = sale_over(bureau, "湖光", parties=parties)
    letter = letter_of(settled_case(over))
    assert letter["竞得人各方和出资比例"] == "云梦泽市湖光置业有限公司，1/3；程七二，2/3"
    assert letter["body"].startswith("云梦泽市湖光置业有限公司、程七二：")
    published_name = over.settlement.conclusion.plain["winner"]
    assert published_name.startswith("云梦泽市湖光置业有限公司、程")
    assert "程七二" not in published_name


def test_the_winner_alone_finds_the_case_among_its_own(bureau):
    over = sale_over(bureau, "白鹭", "湖光")
    number = settled_case(over).number
    with clock(ENDED):
        assert number in bureau.client(bureau.firm("湖光")).get("/my/cases/").content.decode()
        assert number not in bureau.client(bureau.firm("白鹭")).get("/my/cases/").content.decode()
        case = f"/cases/{over.settlement.confirmation_id}/"
        assert bureau.client(bureau.firm("湖光")).get(case).status_code == 200
        assert bureau.client(bureau.firm("白鹭")).get(case).status_code == 404


def test_what_the_case_confirms_stands_in_the_lots_chain_with_the_hash_of_its_entry(bureau):
    over = sale_over(bureau, "湖光")
    settled(over)
    moment = at("2027-01-06 10:00")
    with clock(moment):
        confirm(bureau, over, moment)
        follow(over.lot.pk, moment)
        follow(over.lot.pk, moment)
    found = [event for _, event in events_of(over.lot.pk) if isinstance(event, Confirmed)]
    (entry,) = [entry for entry in entries(f"case:{over.settlement.confirmation_id}") if entry.act == "confirm"]
    assert [event.digest for event in found] == [entry.hash]
    assert state_of(over.lot.pk).confirmed


@pytest.mark.parametrize(
    ("name", "values", "article", "forfeits"),
    [
        ("forfeit", {"refusal_kind": "gives_up"}, "第四十四条", True),
        ("annul", {"void_cause": "papers", "returns_deposit": "true"}, "第四十三条", False),
    ],
)
def test_what_the_case_undoes_is_void_for_the_lot(bureau, name, values, article, forfeits):
    over = sale_over(bureau, "湖光")
    settled(over)
    moment = at("2027-01-11 10:00")
    with clock(moment):
        grantor = Acting(over.grantor.actor, over.grantor.pk, "grantor", bureau.grantor.pk)
        act(won(over), grantor, Command(name, values, "查明属实"), moment)
        follow(over.lot.pk, moment)
    (event,) = [event for _, event in events_of(over.lot.pk) if isinstance(event, Voided)]
    assert (event.article, event.forfeits_deposit) == (article, forfeits)
    assert state_of(over.lot.pk).voided


def test_the_grantor_publishes_the_result_and_the_lot_announces_it(bureau):
    over = sale_over(bureau, "白鹭", "湖光")
    settled(over)
    order = PublicationOrder.objects.get(case=over.settlement.conclusion)
    assert order.organ_id == bureau.grantor.pk
    assert order.due_on == dt.date(2027, 1, 19)
    moment = at("2027-01-07 10:00")
    with clock(moment):
        preview = preview_orders(over.grantor, (order.pk,), "", moment.date())
        reasons = {concern.key: "依第二十九条公布" for concern in preview.content.concerns()}
        release_orders(over.grantor, ReleaseRequest((order.pk,), preview.content.digest, "", reasons), moment)
        follow(over.lot.pk, moment)
        page = bureau.client(bureau.firm("白鹭")).get(f"/listings/{over.lot.number}/announcements/2/")
    assert over.settlement.conclusion.state == "returning"
    text = page.content.decode()
    assert "结果公告" in text
    assert "受让人：云梦泽市湖光置业有限公司" in text
    assert Announcement.objects.filter(lot=over.lot).count() == 2


def test_a_lot_for_which_nobody_bid_has_no_winner_and_all_money_to_return(bureau):
    over = sale_over(bureau, others=("白鹭", "湖光"))
    found = settled(over)
    assert found.confirmation is None
    values = found.conclusion.plain
    # two deposits of 24,000,000.00
    assert (values["result"], values["left"]) == ("no_bid", 48_000_000_00)
    assert refund_due(found, ENDED.date()) == dt.date(2027, 1, 12)


def test_where_nobody_has_paid_nothing_is_left_to_return(bureau):
    lot = published(bureau, has_reserve="no")
    bind_offices(bureau, lot.package)
    with clock(CLOSES):
        write(Request(lot.pk, SYSTEM, nothing_else))
        settle(lot.pk, CLOSES)
    assert Settlement.objects.get(lot=lot).conclusion.state == "publishing"


def test_without_an_office_nothing_is_opened_and_all_of_it_later_with_the_same_terms(bureau):
    over = sale_over(bureau, "湖光")
    ServiceBinding.objects.all().delete()
    aftermath, later = Aftermath(), at("2027-01-07 10:00")
    with clock(later):
        with pytest.raises(LingxingError, match="还没有单位承办"):
            settle(over.lot.pk, later)
        aftermath.look(later)
        assert not Settlement.objects.exists()
        assert not Case.objects.exists()
        bind_again(bureau, over)
        aftermath.look(later + dt.timedelta(seconds=30))
        assert not Settlement.objects.exists()
        aftermath.look(later + dt.timedelta(seconds=61))
    assert refund_due(over.settlement, later.date()) == dt.date(2027, 1, 12)


def bind_again(bureau: Bureau, over: Over) -> None:
    for role, organ in (("agency", bureau.agency), ("grantor", bureau.grantor)):
        ServiceBinding.objects.create(package=over.lot.package, role=role, organ=organ)


def test_the_clock_of_the_sales_opens_once_and_follows_what_is_done(bureau):
    over = sale_over(bureau, "湖光")
    aftermath, moment = Aftermath(), at("2027-01-06 10:00")
    with clock(moment):
        aftermath.look(moment)
        aftermath.look(moment + dt.timedelta(seconds=2))
        confirm(bureau, over, moment)
        aftermath.look(moment + dt.timedelta(seconds=2.5))
        assert not state_of(over.lot.pk).confirmed
        aftermath.look(moment + dt.timedelta(seconds=4))
    assert state_of(over.lot.pk).confirmed
    assert Case.objects.count() == 2
    row = over.settlement
    assert (row.confirmation_seen, row.conclusion_seen) == (won(over).revision, row.conclusion.revision)


def test_the_officers_list_says_until_when_the_winner_may_come_and_the_grantors_until_when_it_signs(bureau):
    over = sale_over(bureau, "湖光")
    settled(over)
    # The sale ended on Tuesday 5 January 2027; three working days later is Friday the 8th (art. 28).
    day = dt.date(2027, 1, 8)
    left = "剩余2个工作日（暂定）"
    assert awaited_by(bureau.officer, "2027-01-06") == [("待打印成交确认书", None, "申请人", day, left)]
    ((_, own, _, _, late),) = awaited_by(bureau.officer, "2027-01-11")
    assert (own, late) == (None, "逾期1个工作日")
    confirm(bureau, over, at("2027-01-07 10:00"))
    assert awaited_by(bureau.officer, "2027-01-07") == []
    # The letter was typed in with 15 January as the day of the contract.
    ((state, own, whose, until, _),) = awaited_by(over.grantor, "2027-01-07")
    assert (state, own, whose, until) == ("待签订出让合同", None, "申请人", dt.date(2027, 1, 15))


def test_the_page_of_the_work_list_names_the_winners_day(bureau):
    over = sale_over(bureau, "湖光")
    settled(over)
    with clock(at("2027-01-06 10:00")):
        page = bureau.client(bureau.officer).get("/desk/", {"service": "confirmation"}).content.decode()
    assert "等申请人：" in page
    assert "2027年1月8日" in page
    assert "没有期限" not in page
