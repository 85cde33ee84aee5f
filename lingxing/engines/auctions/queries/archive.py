"""The whole record of a lot that is over, as the paper for the archive prints it (art. 32): texts, nothing masked."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.auctions.domain.announcements import Content
from lingxing.engines.auctions.domain.order_numbers import spaced
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.settling import parties_of
from lingxing.engines.auctions.domain.showing import OUTCOMES
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.domain.telling import tell_all
from lingxing.engines.auctions.models import BankLine, Lot, Standing
from lingxing.engines.auctions.queries.announcing import Announced, announcements, latest
from lingxing.engines.auctions.queries.applications import ApplicationCard, applications_of
from lingxing.engines.auctions.queries.deposits import line_context
from lingxing.engines.auctions.queries.refunds import RefundCard, payment_files
from lingxing.engines.auctions.queries.settling import courses_of, settlement_of
from lingxing.engines.auctions.queries.states import events_of, state_of
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.kernel.dates import SHANGHAI, format_date

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record: a heading, headings of columns, and rows. `widths` are parts of the page's width."""

    title: str
    columns: Row
    widths: tuple[int, ...]
    rows: Sequence[Row]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Return the rows, each cell with the heading of its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Record:
    """What the archive's paper holds: how the sale ended, and its sections."""

    outcome: str
    events: int
    sections: tuple[Section, ...]


def record_of(lot: Lot, on: dt.date) -> Record:
    """Return the record of a lot that is over. NotAllowed before."""
    applications = applications_of(lot)
    state, told = state_of(lot.pk), events_of(lot.pk)
    texts = tell_all(event for _, event in told)
    course = [
        (str(entry.sequence), _moment(entry.at), entry.article, text)
        for (entry, _), text in zip(told, texts, strict=True)
    ]
    found = announcements(lot)
    return Record(
        _outcome(state),
        len(told),
        (
            Section("宗地", ("项目", "内容"), (2, 7), _lot(lot)),
            Section("公告", ("序号", "公告", "发布时间", "内容", "摘要"), (1, 2, 3, 6, 3), [*map(_announced, found)]),
            Section(
                "竞买申请",
                ("号牌", "订单流水号", "竞买人", "申请时间", "按时到账"),
                (1, 3, 6, 3, 3),
                _rows(applications),
            ),
            Section("到账", ("到账时间", "金额", "情况", "付款人", "付款账号"), (3, 3, 2, 4, 4), _money(lot)),
            Section("全过程", ("序号", "时间", "条款", "事项"), (1, 3, 2, 8), course),
            Section("结束以后", ("案件", "步骤", "条款", "时间"), (3, 3, 3, 3), _afterwards(lot, on)),
            Section("退款", ("退款编号", "订单流水号", "保证金", "利息", "银行办理"), (3, 3, 3, 2, 3), _refunds(lot)),
        ),
    )


def _lot(lot: Lot) -> list[Row]:
    content = latest(lot).content
    own = [("宗地编号", lot.number), ("出让人", lot.grantor.name), ("交易机构", lot.agency.name)]
    return [*own, *((line.label, line.value) for line in (content.lines if content else ()))]


def _announced(one: Announced) -> Row:
    said = one.text or _changes(one.content)
    return (str(one.number), one.kind_label, _moment(one.published_at), said, one.digest)


def _changes(content: Content | None) -> str:
    if content is None or not content.changes:
        return "出让公告，内容见“宗地”"
    changed = "；".join(f"{one.label}由“{one.before or '无'}”改为“{one.after or '无'}”" for one in content.changes)
    return f"{content.reason}。{changed}"


def _rows(cards: Sequence[ApplicationCard]) -> list[Row]:
    return [
        (
            str(card.paddle or "—"),
            spaced(card.order_number),
            _who(card),
            _moment(card.applied_at),
            _paid(card),
        )
        for card in cards
    ]


def _who(card: ApplicationCard) -> str:
    parties = parties_of(card.details, natural=False)
    told = "；".join(f"{party.name} {party.share}" for party in parties)
    company = card.details["company"]
    return f"{told}；拟成立{company['name']}" if company else told


def _paid(card: ApplicationCard) -> str:
    held = card.admission
    guaranteed = f"；保函 {format_price(held.guaranteed)}" if held.guaranteed else ""
    return format_price(held.paid) + guaranteed


def _money(lot: Lot) -> list[Row]:
    found = BankLine.objects.filter(application__lot=lot).order_by("paid_at", "pk")
    rows: list[Row] = []
    for row in found:
        said = json.loads(unseal_text(row.sealed, line_context(row.reference_digest)))
        standing = Standing(row.standing).label
        rows.append((_moment(row.paid_at), format_price(row.amount), standing, said["payer"], said["payer_account"]))
    return rows


def _afterwards(lot: Lot, on: dt.date) -> list[Row]:
    settlement = settlement_of(lot)
    courses = courses_of(settlement, on) if settlement else []
    return [
        (f"{course.label} {course.number}", done.label, done.article, _moment(done.at))
        for course in courses
        for done in course.done
    ]


def _refunds(lot: Lot) -> list[Row]:
    return [
        (one.reference, spaced(one.order_number), format_price(one.principal), format_price(one.interest), _told(one))
        for file in reversed(payment_files(lot))
        for one in file.refunds
    ]


def _told(one: RefundCard) -> str:
    if one.paid_on:
        return f"{format_date(one.paid_on)}办妥"
    return f"{format_date(one.failed_on)}未办成" if one.failed_on else "已列入付款文件"


def _outcome(state: LotState) -> str:
    if state.outcome is None:
        return "终止"
    sold = f"，号牌 {state.winner.paddle}，{format_price(state.winner.price)}" if state.winner else ""
    undone = "；竞得结果无效" if state.voided else ""
    return f"{OUTCOMES[state.outcome]}{sold}{undone}"


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S.%f}"[:-3]
