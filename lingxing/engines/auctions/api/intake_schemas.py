"""What the API of announcements, applications and deposits takes and answers. Money is whole fen in answers, text in
questions; moments are typed as on the pages."""

import datetime as dt
import uuid
from typing import Annotated, Any

from ninja import Field, Schema

from lingxing.engines.parties.access_api import Given

_Line = Annotated[str, Field(max_length=200)]
_Long = Annotated[str, Field(max_length=4000)]
_Digest = Annotated[str, Field(max_length=64, description="预览时得到的摘要")]
Note = Annotated[str, Field(min_length=2, max_length=500)]


class ListedInfo(Schema):
    """An announced lot in the list."""

    number: str
    title: str
    county: str
    stage: str
    suspended: bool
    published_at: dt.datetime
    announcements: int


class ListingsInfo(Schema):
    """A page of the list."""

    count: int
    pages: int
    lots: list[ListedInfo]


class AnnouncementInfo(Schema):
    """A published announcement. `content` is what the digest covers; its canonical JSON hashes to it."""

    number: int
    kind: str
    title: str
    published_at: dt.datetime
    digest: str
    moves_price: bool
    content: dict[str, Any]


class LotDraftAsked(Given):
    """A lot's draft, as it is typed on the page; what is left out is empty."""

    location: _Line = ""
    county: _Line = ""
    area: _Line = ""
    use: _Line = ""
    term_years: _Line = ""
    planning: _Long = ""
    other_conditions: _Long = ""
    starting_price: _Line = ""
    increment: _Line = ""
    deposit: _Line = ""
    has_reserve: Annotated[str, Field(max_length=3, description="yes 或 no")] = ""
    joint_bidding: Annotated[str, Field(max_length=3, description="yes 或 no")] = ""
    opens_at: Annotated[_Line, Field(description="2026-12-25 09:00，北京时间")] = ""
    closes_at: _Line = ""
    deposit_due_at: _Line = ""
    media: _Long = ""
    payee: _Line = ""
    bank: _Line = ""
    account: _Line = ""
    contact: _Line = ""


class NewLotAsked(Given):
    """A lot that is begun."""

    package: Annotated[str, Field(max_length=100, description="适用的规则")]
    agency: int
    grantor: int
    draft: LotDraftAsked = Field(default_factory=LotDraftAsked)


class LotFileInfo(Schema):
    """A file of the draft."""

    key: uuid.UUID
    kind: str
    name: str
    size: int
    digest: str


class LotDraftInfo(Schema):
    """A lot on the desk: what was typed, and what still keeps it from being announced."""

    number: str
    stage: str
    draft: dict[str, str]
    problems: list[str]
    missing_files: list[str]
    files: list[LotFileInfo]


class LotPreviewInfo(Schema):
    """What would be published, under the digest that publishing asks for."""

    digest: str
    content: dict[str, Any]
    extended: bool = Field(default=False, description="挂牌截止时间是否因此顺延")


class DigestAsked(Given):
    """The preview that is published."""

    digest: _Digest


class SupplementAsked(Given):
    """A supplementary announcement."""

    reason: Annotated[str, Field(max_length=500)]
    moves_price: bool = False


class SupplementPublished(SupplementAsked):
    """A supplementary announcement that was previewed."""

    digest: _Digest


class PartyAsked(Given):
    """One of joint parties."""

    name: _Line
    kind: Annotated[str, Field(max_length=20, description="credit_code、resident_id 或 other")]
    number: _Line
    share: Annotated[str, Field(max_length=30, description="60% 或 1/3")]


class InvestorAsked(Given):
    """An investor of the company to be founded."""

    name: _Line
    share: Annotated[str, Field(max_length=30)]


class PaperAsked(Given):
    """A supporting file."""

    name: _Line
    content: Annotated[str, Field(description="Base64")]


class ApplicationAsked(Given):
    """An application for a lot (arts. 13, 14)."""

    party: uuid.UUID
    contact: _Line
    phone: Annotated[str, Field(max_length=30)]
    announcement: Annotated[int, Field(ge=1, le=9999, description="所阅读并同意的最新公告的序号")]
    accepted: bool = False
    parties: list[PartyAsked] = Field(default_factory=list, max_length=31)
    company_name: _Line = ""
    investors: list[InvestorAsked] = Field(default_factory=list, max_length=31)
    structure: Annotated[str, Field(max_length=1000)] = ""
    founded_by: Annotated[str, Field(max_length=40)] = ""
    papers: list[PaperAsked] = Field(default_factory=list, max_length=20)


class OwnApplicationInfo(Schema):
    """A bidder's own application. Money in fen."""

    key: uuid.UUID
    lot: str
    title: str
    order_number: str
    deposit: int
    due_at: dt.datetime
    payee: str
    bank: str
    account: str
    payment: str = Field(description="unpaid、partial、qualified 或 missed")
    paid: int
    paddle: int | None
    details: dict[str, Any]


class ApplicantInfo(Schema):
    """An application of a lot that has ended, for its officer."""

    key: uuid.UUID
    order_number: str
    paddle: int | None
    paid: int
    late: int
    guaranteed: int
    applied_at: dt.datetime
    identified_at: dt.datetime | None
    details: dict[str, Any]


class LineInfo(Schema):
    """Money that a person has to settle; the payer is masked."""

    id: int
    lot: str
    standing: str
    amount: int
    owed: int
    paid_at: dt.datetime
    payer: str
    payer_account: str
    remark: str
    returned_at: dt.datetime | None
    note: str


class TakenInfo(Schema):
    """How many credits a statement holds, and how many of them were new."""

    lines: int
    new: int


class NoteAsked(Given):
    """What a person has done."""

    note: Note


class GuaranteeAsked(Given):
    """A bank guarantee."""

    order_number: Annotated[str, Field(max_length=40)]
    bank: Annotated[str, Field(max_length=100)]
    number: Annotated[str, Field(max_length=100)]
    amount: Annotated[str, Field(max_length=60)]
    valid_until: Annotated[str, Field(max_length=40, description="2027-03-01")]


class ReserveInfo(Schema):
    """What may be known of a sealed reserve price: the key to seal it to, and the file that was imported."""

    lot: str
    key: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    digest: str
    commitment: str
    has_code: bool


class CodeAsked(Given):
    """The supervisor's opening code."""

    code: Annotated[str, Field(max_length=100)]


class ReserveFileAsked(Given):
    """The supervisor's sealed file."""

    file: Annotated[str, Field(max_length=5000)]


class WindowInfo(Schema):
    """From when until when a sealed file may be imported."""

    number: str
    title: str
    opens_at: dt.datetime
    closes_at: dt.datetime
