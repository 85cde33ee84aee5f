"""What the API of boards, indicators, bulletins and scores takes and answers. Exact numbers are texts."""

import datetime as dt
import uuid

from ninja import Field, Schema

from lingxing.engines.parties.access_api import REFUSALS as REFUSALS
from lingxing.engines.parties.access_api import SIGNED_IN as SIGNED_IN
from lingxing.engines.parties.access_api import Done as Done
from lingxing.engines.parties.access_api import Given

LONGEST_TEXT = 40_000


class BoardSelection(Schema):
    """What a board or list is asked for; what is empty narrows nothing."""

    plan: str = Field("", max_length=36, description="文件的编号；none 为不属于文件任务的")
    unit: str = Field("", max_length=10, description="主办或会办的机构编号")
    role: str = Field("", max_length=10, description="lead 只看主办，joint 只看会办；与 unit 同用")
    lead: str = Field("", max_length=10, description="主办机构编号；none 为还没有承办单位的")
    source: str = Field("", max_length=20, description="来源")
    urgent: str = Field("", max_length=3, description="yes 只看特别紧急")
    major: str = Field("", max_length=3, description="yes 只看重大事项")
    standing: str = Field(
        "", max_length=10, description="red、yellow、green、undated、reported、in_time、late、dropped，或 open、done"
    )
    month: str = Field("", max_length=7, description="2026-03；只用于列表")
    day: str = Field("", max_length=20, description="month 按哪一天：registered_on、due_on、concluded_on")
    on: dt.date | None = Field(None, description="不起作用：看板总按今天的情况给出")


class BoardGroup(Schema):
    """The matters of a unit or plan: how many have which standing, and the worst light of what is open."""

    id: str
    label: str
    all: int
    standings: dict[str, int]
    light: str
    in_time_share: str | None = Field(description="按期办结的占已办结和逾期未办结的，如 87.5%")


class BoardMonth(Schema):
    """What a month brought."""

    month: str
    registered: int
    due: int
    in_time: int
    late: int


class BoardAnswer(Schema):
    """A board as of today. Every number is the length of a list under /supervision/boards/items."""

    on: dt.date
    all: int
    standings: dict[str, int]
    in_time_share: str | None
    units: list[BoardGroup]
    plans: list[BoardGroup]
    months: list[BoardMonth]


class BoardItem(Schema):
    """A supervised matter as boards count it."""

    id: uuid.UUID
    case: uuid.UUID
    number: str
    heading: str
    unit: str
    plan: str
    source: str
    standing: str
    registered_on: dt.date
    due_on: dt.date | None
    reported_on: dt.date | None
    concluded_on: dt.date | None


class BoardItems(Schema):
    """A page of matters, those with the earliest last day first."""

    total: int
    page: int
    pages: int
    items: list[BoardItem]


class BulletinInfo(Schema):
    """A bulletin in a list; without number it is a draft."""

    id: uuid.UUID
    title: str
    number: str
    organ: str
    year: int
    month: int | None
    released_at: dt.datetime | None
    revision: int


class BulletinDetail(BulletinInfo):
    """A bulletin with its text and figures, and the digest that the ledger holds once it is released."""

    text: str
    snapshot: dict[str, object]
    digest: str


class NewBulletin(Given):
    """Which period a bulletin is drawn up for; without month that of the year."""

    procedure: str = Field(max_length=100)
    year: int = Field(ge=2000, le=2199)
    month: int | None = Field(None, ge=1, le=12)


class BulletinText(Given):
    """Title and text of a draft at the revision that was read."""

    title: str = Field(max_length=100)
    text: str = Field(max_length=LONGEST_TEXT)
    revision: int = Field(ge=0)


class AtRevision(Given):
    """The revision of the draft that was read."""

    revision: int = Field(ge=0)


class PublicationKey(Schema):
    """The draft of disclosure that was made."""

    publication: uuid.UUID
