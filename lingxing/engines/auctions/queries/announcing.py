"""Announcements: what would be published of a draft, and what has been (arts. 8 to 10)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lingxing.engines.auctions.domain.announcements import (
    Content,
    Heading,
    content_from_json,
    difference,
    supplemented,
    title_of,
)
from lingxing.engines.auctions.domain.description_lines import lines_of
from lingxing.engines.auctions.domain.descriptions import Description, read_draft
from lingxing.engines.auctions.models import Announcement, AnnouncementKind, FileKind, Lot, LotKey
from lingxing.engines.auctions.queries.listings import listing_title
from lingxing.engines.auctions.queries.lots import published_files
from lingxing.engines.auctions.queries.states import state_of
from lingxing.kernel.errors import LingxingError, NotFound

REQUIRED_FILES = (
    FileKind.BOUNDARY,
    FileKind.GUIDE,
    FileKind.APPLICATION,
    FileKind.CONFIRMATION,
    FileKind.CONTRACT,
)
"""What art. 8 wants beside the announcement; the planning conditions stand in the announcement itself."""
_WITH_LINES = (AnnouncementKind.ORIGINAL, AnnouncementKind.SUPPLEMENT)


@dataclass(frozen=True, slots=True)
class SupplementText:
    """What a supplementary announcement says beside the changed draft."""

    reason: str
    moves_price: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """A published announcement. `content` is None for those that change no terms: `text` says it all then."""

    number: int
    kind: str
    title: str
    published_at: dt.datetime
    digest: str
    moves_price: bool
    content: Content | None
    text: str

    @property
    def kind_label(self) -> str:
        """Return the Chinese name of what was announced."""
        return AnnouncementKind(self.kind).label


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be published now: the content, and the description that its terms come from."""

    content: Content
    description: Description
    extended: bool = False
    """Whether the listing closes later than the draft says."""


def prepare_original(lot: Lot) -> Prepared:
    """Return the announcement of a draft. WrongDraft names what is missing, LingxingError a missing file (art. 8)."""
    description = read_draft(lot.draft)
    files = published_files(lot)
    if missing := missing_files(file.kind for file in files):
        told = "、".join(kind.label for kind in missing)
        raise LingxingError(f"出让文件还缺：{told}", where="第八条", remedy="请先上传，再发布公告")
    heading = _heading(lot, description, 1, AnnouncementKind.ORIGINAL)
    return Prepared(Content(heading, lines_of(description), files, reserve_key=_key(lot, description)), description)


def prepare_supplement(lot: Lot, given: SupplementText, at: dt.datetime) -> Prepared:
    """Return the supplementary announcement of an announced lot's draft as it would be published at `at`.

    The close is already extended where it must be. LingxingError where nothing changes or the reason is missing.
    """
    before = latest(lot)
    rules = state_of(lot.pk).rules
    if before.content is None or rules is None:
        raise LingxingError("宗地还没有公告", where=lot.number, remedy="请先发布出让公告")
    typed = read_draft(lot.draft)
    description = supplemented(typed, rules, at, moves_price=given.moves_price)
    files, reason = published_files(lot), _reason(given.reason)
    changed = difference(before.content, description)
    if not changed and files == before.content.files:
        raise LingxingError("与已发布的内容没有不同", where="补充公告", remedy="请先修改内容或更换文件")
    heading = _heading(lot, description, _count(lot) + 1, AnnouncementKind.SUPPLEMENT)
    key = _key(lot, description)
    content = Content(heading, lines_of(description), files, changed, reason, given.moves_price, key)
    return Prepared(content, description, extended=description.terms != typed.terms)


def missing_files(kinds: Iterable[str]) -> list[FileKind]:
    """Return the kinds of files that art. 8 wants and that are not there."""
    there = set(kinds)
    return [kind for kind in REQUIRED_FILES if kind.value not in there]


def announcements(lot: Lot) -> list[Announced]:
    """Return every announcement of a lot, the first one first: all versions stay public."""
    return [_announced(row) for row in Announcement.objects.filter(lot=lot).order_by("number")]


def announcement(lot: Lot, number: int) -> Announced:
    """Return one announcement of a lot. NotFound where there is none of the number."""
    row = Announcement.objects.filter(lot=lot, number=number).first()
    if row is None:
        raise NotFound("没有这份公告", where=f"{lot.number} 第{number}号", remedy="请从宗地页面选择公告")
    return _announced(row)


def latest(lot: Lot) -> Announced:
    """Return the last announcement that states the terms. NotFound for a draft."""
    row = Announcement.objects.filter(lot=lot, kind__in=_WITH_LINES).order_by("-number").first()
    if row is None:
        raise NotFound("宗地还没有公告", where=lot.number, remedy="请从挂牌出让列表中选择")
    return _announced(row)


def newest_announcements(most: int) -> list[tuple[str, Announced]]:
    """Return the announcements of all lots with their lots' numbers, the newest first."""
    rows = Announcement.objects.select_related("lot").order_by("-published_at", "-pk")[:most]
    return [(row.lot.number, _announced(row)) for row in rows]


def _announced(row: Announcement) -> Announced:
    content = content_from_json(row.content) if row.kind in _WITH_LINES else None
    text = "" if content else str(row.content.get("text", ""))
    kind, at = row.kind, row.published_at
    return Announced(row.number, kind, row.title, at, row.digest, row.moves_price, content, text)


def _heading(lot: Lot, description: Description, number: int, kind: AnnouncementKind) -> Heading:
    title = title_of(description, lot.number)
    rule = listing_title(lot.package)
    return Heading(lot.number, number, kind.value, title, lot.grantor.name, lot.agency.name, rule)


def _key(lot: Lot, description: Description) -> str:
    return LotKey.objects.get(lot=lot).public if description.terms.has_reserve else ""


def _count(lot: Lot) -> int:
    return Announcement.objects.filter(lot=lot).count()


def _reason(text: str) -> str:
    said = " ".join(text.split())
    if not 4 <= len(said) <= 500 or not said.isprintable():
        raise LingxingError("变更理由须为 4 至 500 字", where="变更理由", remedy="理由会公开，请写清楚")
    return said
