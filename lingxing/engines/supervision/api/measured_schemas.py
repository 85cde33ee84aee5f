"""What the operations of indicators take and answer."""

import datetime as dt
import uuid

from ninja import Field, Schema

from lingxing.engines.parties.access_api import Given


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


class DefinitionInfo(Schema):
    """How an indicator that was taken over was defined; `ended` is empty, corrected or withdrawn."""

    since: dt.datetime
    organ: str
    told: str
    ended_at: dt.datetime | None
    ended: str
    reason: str


class IndicatorDetail(IndicatorInfo):
    """An indicator with every value, the newest day first, and every definition that one taken over had, the latest
    first."""

    values: list[ValueInfo]
    definitions: list[DefinitionInfo]


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


class RedefinedAsked(TakenAsked):
    """The corrected definition, whole, and why it is corrected."""

    reason: str = Field(min_length=1, max_length=500)


class NewValue(Given):
    """A value of a day; `reason` where it corrects another."""

    on: str = Field(max_length=12, description="2025-12-31，或全年的 2025")
    value: str = Field(max_length=40)
    source: str = Field(max_length=300)
    area: str = Field("", max_length=100)
    reason: str = Field("", max_length=500)
