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


class TargetInfo(Schema):
    """A target and how it stands."""

    on: dt.date
    value: str
    verdict: str = Field(description="met 已达到，not_met 未达到，not_yet 还不能认定")
    why: str
    measured: str | None


class IndicatorInfo(Schema):
    """An indicator with its targets and the forecast for the next one."""

    package: str
    name: str
    label: str
    unit: str
    better: str
    area: str
    holder: list[str]
    targets: list[TargetInfo]
    method: str
    told: str
    needed_per_year: str | None
    forecast: str | None
    reaches: bool | None


class ValueInfo(Schema):
    """A value that was entered; `superseded` ones were corrected and stay."""

    id: uuid.UUID
    on: dt.date
    area: str
    value: str
    source: str
    reason: str
    superseded: bool
    organ: str
    entered_at: dt.datetime


class IndicatorDetail(IndicatorInfo):
    """An indicator with every value, the newest day first."""

    values: list[ValueInfo]


class StatedInfo(Schema):
    """A number that a document states, as printed, and no indicator covers."""

    key: str
    place: str
    label: str
    comparator: str
    value: str
    unit: str
    text: str
    due_on: dt.date | None


class TakenAsked(Given):
    """A stated number as an indicator; `targets` one a line as “2025 90”, `baseline` as “2020 85” or empty."""

    label: str = Field(max_length=100)
    unit: str = Field(max_length=40, description="目录中指标的计量单位，如 percent、bed")
    kind: str = Field("level", max_length=10, description="level、growth、share 或 count")
    better: str = Field("at_least", max_length=10, description="at_least、at_most、above、below 或 about")
    targets: str = Field(max_length=1000)
    baseline: str = Field("", max_length=40)
    area: str = Field(max_length=100)
    holder: str = Field("", max_length=500, description="责任单位，用顿号分开，牵头的在前")
    note: str = Field("", max_length=500)


class NewValue(Given):
    """A value of a day; `reason` where it corrects another."""

    on: str = Field(max_length=12, description="2025-12-31，或全年的 2025")
    value: str = Field(max_length=40)
    source: str = Field(max_length=300)
    area: str = Field("", max_length=100)
    reason: str = Field("", max_length=500)


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


class NamedCount(Schema):
    """A matter or indicator that counts, and how often."""

    id: str
    label: str
    times: int


class ScorePart(Schema):
    """What a measure earned, with those that fell short."""

    label: str
    good: int
    of: int
    weight: str
    marks: str | None
    short: list[NamedCount]


class ScoreDeduction(Schema):
    """What a deduction took, with everything that it was taken for."""

    label: str
    marks: str
    limited: bool
    named: list[NamedCount]


class ScoreInfo(Schema):
    """A unit's score with all that it comes from; marks are exact fractions."""

    unit: int
    name: str
    place: int | None
    marks: str
    shown: str
    grade: str
    matters: int
    parts: list[ScorePart]
    deductions: list[ScoreDeduction]


class ScoresAnswer(Schema):
    """The scores of a year that the account may see, the best first."""

    procedure: str
    year: int
    on: dt.date
    definition: str
    scores: list[ScoreInfo]


class NewAssessment(Given):
    """How the office assesses from a year on, as it would stand in catalogue.yaml under `assessments`."""

    definition: str = Field(max_length=20_000)
    first_year: int = Field(ge=2000, le=2099)
    reason: str = Field(min_length=1, max_length=500)
    source: str = Field("", max_length=200)
