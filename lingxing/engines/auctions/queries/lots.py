"""Lots as their officers and the public find them, and the files of the sale."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from lingxing.engines.auctions.domain.announcements import PublishedFile
from lingxing.engines.auctions.domain.board import FINAL
from lingxing.engines.auctions.domain.guards import STAGE_LABELS
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Announcement, FileKind, Lot, LotFile
from lingxing.engines.auctions.queries.results import Ending, endings_of, is_result
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.organs.queries import organ_cards, standing_organs
from lingxing.kernel.errors import NotFound

PAGE = 20
GOING_ON = (Stage.LISTING, Stage.QUESTION, Stage.LIVE, Stage.CLOSED)
STAGES = {"current": "进行中的", "over": "出让结果（已结束、已终止）", "ended": "已结束的", "terminated": "已终止的"}
_STAGE_SETS = {"current": GOING_ON, "over": FINAL, "ended": (Stage.ENDED,), "terminated": (Stage.TERMINATED,)}


@dataclass(frozen=True, slots=True)
class LotCard:
    """An announced lot in a list. Nothing in it tells of bidders."""

    number: str
    title: str
    county: str
    stage: Stage
    suspended: bool
    published_at: dt.datetime
    lines: dict[str, str]
    """The announced values by the names of their fields."""
    announcements: int
    ending: Ending | None
    """How it ended, None while it has not."""

    @property
    def stage_label(self) -> str:
        """Return the stage's Chinese name."""
        return "已中止" if self.suspended else STAGE_LABELS[self.stage]


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A lot on its officer's desk."""

    number: str
    title: str
    stage: str
    suspended: bool
    created_at: dt.datetime
    id: int
    ending: Ending | None
    """How it ended, None while it has not."""

    @property
    def stage_label(self) -> str:
        """Return the stage's Chinese name."""
        return "已中止" if self.suspended else STAGE_LABELS[Stage(self.stage)]


def agencies_of(account: Account, on: dt.date) -> dict[int, str]:
    """Return the organs for which the account runs listings on the day: id → name, by name."""
    if not may(account, Permission.RUN_LISTINGS):
        return {}
    cards = memberships(account.pk, on)
    return dict(sorted({card.organ_id: card.organ_name for card in cards}.items(), key=lambda pair: pair[1]))


def possible_grantors(agency_ids: Iterable[int]) -> dict[int, str]:
    """Return the organs of the agencies' cities: id → name, by name."""
    cities = {card.city for card in organ_cards(agency_ids)}
    ids = [organ for city in sorted(cities) for organ in standing_organs(city)]
    return {card.id: card.name for card in organ_cards(ids)}


def own_lots(account: Account, on: dt.date) -> list[DraftCard]:
    """Return the lots of the agencies that the account works for, the newest first."""
    rows = list(Lot.objects.filter(agency__in=agencies_of(account, on)).order_by("-created_at", "-number"))
    endings = endings_of(rows, {})
    return [_draft_card(row, endings.get(row.pk)) for row in rows]


def _draft_card(row: Lot, ending: Ending | None) -> DraftCard:
    title = row.draft.get("location") or "（未填位置）"
    return DraftCard(row.number, title, row.stage, row.suspended, row.created_at, row.pk, ending)


def own_lot(account: Account, number: str, on: dt.date, *, lock: bool = False) -> Lot:
    """Return a lot that the account runs, locked if asked. NotFound for those of other agencies and none."""
    rows = Lot.objects.select_for_update(of=("self",)) if lock else Lot.objects.all()
    found = rows.select_related("agency", "grantor").filter(number=number).first()
    if found is None or found.agency_id not in agencies_of(account, on):
        raise NotFound("没有这宗地，或不由您经办", where=number[:20], remedy="请从挂牌经办列表中选择")
    return found


def published_lot(number: str) -> Lot:
    """Return an announced lot. NotFound for drafts and none."""
    found = Lot.objects.select_related("agency", "grantor").filter(number=number).exclude(stage=Stage.DRAFT).first()
    if found is None:
        raise NotFound("没有这宗地，或还没有公告", where=number[:20], remedy="请从挂牌出让列表中选择")
    return found


def listed_lots(stage: str, county: str, page: object = 1, size: int = PAGE) -> "Page[LotCard]":
    """Return a page of the announced lots, the newest first, those that are over by their end.

    Unknown filters narrow nothing.
    """
    rows: QuerySet[Lot] = Lot.objects.exclude(stage=Stage.DRAFT).order_by("-published_at", "-number")
    if stage in _STAGE_SETS:
        rows = rows.filter(stage__in=_STAGE_SETS[stage])
    if stage in _STAGE_SETS and stage != "current":
        rows = rows.order_by("-ended_at", "-number")
    if county:
        rows = rows.filter(announcements__number=1, announcements__county=county)
    found: Page[Lot] = Paginator(rows, size).get_page(page)  # type: ignore[arg-type]
    cards: Page[LotCard] = found  # type: ignore[assignment]
    cards.object_list = _cards(list(found.object_list))
    return cards


def newest_results(most: int, county: str = "") -> list[LotCard]:
    """Return the lots that are over, of one county if asked, the one that ended last first."""
    rows = Lot.objects.filter(stage__in=FINAL).order_by("-ended_at", "-number")
    if county:
        rows = rows.filter(announcements__number=1, announcements__county=county)
    return _cards(list(rows[:most]))


def counties() -> list[str]:
    """Return the counties in which lots were announced, by code point."""
    rows = Announcement.objects.filter(number=1).exclude(county="").order_by()
    return sorted(rows.values_list("county", flat=True).distinct())


def lot_files(lot: Lot) -> list[LotFile]:
    """Return the files that belong to the lot's draft, by kind and time, without their content."""
    order = {value: place for place, value in enumerate(FileKind.values)}
    rows = LotFile.objects.defer("content").filter(lot=lot, replaced=False)
    return sorted(rows, key=lambda row: (order[row.kind], row.uploaded_at))


def published_files(lot: Lot) -> tuple[PublishedFile, ...]:
    """Return the files of the draft as an announcement names them."""
    return tuple(
        PublishedFile(str(row.key), row.kind, FileKind(row.kind).label, row.name, row.size, row.digest)
        for row in lot_files(lot)
    )


def open_file(number: str, key: UUID) -> LotFile:
    """Return a file that an announcement of the lot names. NotFound for others and none."""
    lot = published_lot(number)
    contents = Announcement.objects.filter(lot=lot).values_list("content", flat=True)
    named = {file["key"] for content in contents for file in content.get("files", ())}
    found = LotFile.objects.filter(lot=lot, key=key).first() if str(key) in named else None
    if found is None:
        raise NotFound("没有这份文件", where=number[:20], remedy="请从公告页面下载")
    return found


def draft_file(lot: Lot, key: UUID) -> LotFile:
    """Return a file of the lot for its officer. NotFound for others' and none."""
    found = LotFile.objects.filter(lot=lot, key=key).first()
    if found is None:
        raise NotFound("没有这份文件", where=lot.number, remedy="请从宗地页面选择")
    return found


def _cards(rows: list[Lot]) -> list[LotCard]:
    newest: dict[int, Announcement] = {}
    results: dict[int, Announcement] = {}
    counted: dict[int, int] = {}
    for found in Announcement.objects.filter(lot__in=rows).order_by("number"):
        counted[found.lot_id] = counted.get(found.lot_id, 0) + 1
        if found.content.get("lines"):
            newest[found.lot_id] = found
        elif is_result(found):
            results[found.lot_id] = found
    endings = endings_of(rows, results)
    return [_card(row, newest[row.pk], counted[row.pk], endings.get(row.pk)) for row in rows if row.pk in newest]


def _card(row: Lot, newest: Announcement, announcements: int, ending: Ending | None) -> LotCard:
    lines = {line["name"]: line["value"] for line in newest.content["lines"]}
    return LotCard(
        number=row.number,
        title=newest.title,
        county=newest.county,
        stage=Stage(row.stage),
        suspended=row.suspended,
        published_at=row.published_at or newest.published_at,
        lines=lines,
        announcements=announcements,
        ending=ending,
    )
