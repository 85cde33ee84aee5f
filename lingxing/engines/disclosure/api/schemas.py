"""What the API of disclosure takes and answers."""

import datetime as dt
import uuid

from ninja import Field, Schema

from lingxing.engines.parties.access_api import REFUSALS as REFUSALS
from lingxing.engines.parties.access_api import SIGNED_IN as SIGNED_IN
from lingxing.engines.parties.access_api import Done as Done
from lingxing.engines.parties.access_api import Given

_LONGEST_TEXT = 20_000
_LONGEST_TABLE = 400_000


class PublicationInfo(Schema):
    """A publication in a list."""

    number: str
    title: str
    kind: str = Field(description="public_notice 公示，disclosure 公开")
    organ: str
    city: str
    released_on: dt.date
    last_day: dt.date | None
    state: str = Field(description="released 公开中，expired 期满撤下，withdrawn 已撤回")
    withdrawn_reason: str
    versions: int


class PublicationPage(Schema):
    """A page of the list."""

    total: int
    page: int
    pages: int
    items: list[PublicationInfo]


class ContentInfo(Schema):
    """What is published."""

    title: str
    paragraphs: list[str]
    headings: list[str]
    rows: list[list[str]]


class VersionInfo(Schema):
    """One version; `content` is null where it is not shown any more."""

    sequence: int
    at: dt.datetime
    reason: str
    digest: str
    content: ContentInfo | None


class PublicationDetail(PublicationInfo):
    """One publication, the newest version first."""

    basis: str
    article: str
    contact: str
    taking_objections: bool
    history: list[VersionInfo]


class WaitingInfo(Schema):
    """A case that waits for its publication; those of one group may be released together."""

    order: int
    case: uuid.UUID
    case_number: str
    group: str
    label: str
    organ: str
    due_on: dt.date
    light: str
    told: str


class ConcernInfo(Schema):
    """Something that looks personal; give a reason under its key, or change the text."""

    key: str
    where: str
    kind: str
    text: str


class PreviewInfo(Schema):
    """What would leave. `digest` goes into the release, so that nothing else leaves."""

    digest: str
    content: ContentInfo
    rules: dict[str, str]
    concerns: list[ConcernInfo]


class OrdersAsked(Given):
    """Orders to be looked at together, with an introduction."""

    orders: list[int] = Field(..., min_length=1, max_length=200)
    text: str = Field("", max_length=_LONGEST_TEXT)


class ReleaseAsked(OrdersAsked):
    """The release of what was looked at."""

    digest: str = Field(..., min_length=64, max_length=64)
    reasons: dict[str, str] = Field(default_factory=dict, description="逐处确认的理由，键见预览")


class DraftReleaseAsked(Given):
    """The release of a draft that was looked at."""

    digest: str = Field(..., min_length=64, max_length=64)
    reasons: dict[str, str] = Field(default_factory=dict)


class ReasonAsked(Given):
    """Why something is withdrawn or declined."""

    reason: str = Field(..., min_length=4, max_length=500)


class DraftAsked(Given):
    """A free-standing publication."""

    organ: int = Field(..., ge=1, le=2**31)
    kind: str = Field(..., max_length=20)
    title: str = Field(..., min_length=1, max_length=200)
    basis: str = Field("", max_length=200)
    article: str = Field("", max_length=200)
    text: str = Field("", max_length=_LONGEST_TEXT)
    table: str = Field("", max_length=_LONGEST_TABLE, description="每行一条，第一行是栏目，格间用制表符")
    rules: dict[str, str] = Field(
        default_factory=dict, description="栏目 → plain name identity phone address account omitted"
    )
    lasts: str = Field("", max_length=60)
    contact: str = Field("", max_length=200)
    due_on: dt.date | None = None


class DraftInfo(Schema):
    """A draft with what would leave of it."""

    id: uuid.UUID
    preview: PreviewInfo


class CorrectionText(Given):
    """What replaces a content; title, table and rules count for free-standing ones alone."""

    title: str = Field("", max_length=200)
    text: str = Field("", max_length=_LONGEST_TEXT)
    table: str = Field("", max_length=_LONGEST_TABLE)
    rules: dict[str, str] = Field(default_factory=dict)


class CorrectionAsked(CorrectionText):
    """The correction of what was looked at."""

    reason: str = Field(..., min_length=4, max_length=500)
    digest: str = Field(..., min_length=64, max_length=64)
    reasons: dict[str, str] = Field(default_factory=dict)
    conceals: bool = False


class ReleasedInfo(Schema):
    """The publication that came of it."""

    id: uuid.UUID
    number: str


class CountsInfo(Schema):
    """Publications of one organ and kind."""

    organ: str
    label: str
    waiting: int
    late: int
    in_time: int
    released_late: int
    per_thousand: int | None = Field(description="按期率，千分之几；没有到期的为空")
