"""What the API takes and answers about cases."""

import datetime as dt
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import StrictInt

from lingxing.engines.cases.api.schemas import Given, RefusedReason


class Missing(Given):
    """Everything that is missing, told at once."""

    papers: list[str] = Field(default_factory=list, max_length=200, description="材料的名称")
    fields: list[str] = Field(default_factory=list, max_length=200, description="填写项的名称")
    note: str = Field("", max_length=2000)


class NewAct(Given):
    """An act with everything that it takes."""

    act: str = Field(..., min_length=1, max_length=60, description="动作的名称，见事项的 acts")
    values: dict[str, Any] = Field(
        default_factory=dict,
        description="填写项 → 值：文本或 JSON；金额以元写，日期写作 2026-01-05，单位写编号，行为对象的列表",
    )
    papers: dict[str, list[UUID]] = Field(default_factory=dict, description="材料 → 草稿里上传的文件的编号")
    reason: str = Field("", max_length=2000)
    completion: Missing | None = None
    originals_seen: bool = Field(default=False, description="已核对原件")
    role: str = Field("", max_length=60, description="以哪个身份；空为第一个可以的")
    organ: int | None = Field(None, ge=1, le=2**31, description="以哪个单位；空为第一个可以的")
    key: str = Field("", max_length=64, description="请求编号：同一编号重复提交只办一次")


class NewCase(NewAct):
    """An act that opens a case."""

    party: UUID | None = Field(None, description="为谁办理；只有一个可选时可以不写")
    lead: int | None = Field(None, ge=1, le=2**31, description="由哪个单位办理；只有一个时可以不写")


class NextAct(NewAct):
    """An act in a case."""

    revision: int | None = Field(None, ge=0, le=2**31, description="所见的 revision；办件已有新动作时拒绝（409）")


class ActDone(Schema):
    """What an act left behind."""

    id: UUID
    number: str
    revision: int
    state: str
    state_label: str
    code: str = Field(description="查询码，只在立案时给出一次")
    documents: list[UUID] = Field(description="发出的文书，见 /papers/编号.pdf")
    repeated: bool = Field(description="同一请求编号已经办过，没有再办")


class TurnInfo(Schema):
    """Whose turn it is."""

    role: str
    organ: str
    due: dt.date | None
    light: str
    light_text: str


class StepInfo(Schema):
    """An act that was done."""

    sequence: int
    label: str
    at: dt.datetime
    who: str
    article: str
    reason: str
    annulled: bool


class ClockRunInfo(Schema):
    """A clock's last run."""

    label: str
    term: str
    due: dt.date | None
    light: str
    light_text: str
    article: str
    steps: list[str]


class OfferedActInfo(Schema):
    """An act of the present state, and what stands against it."""

    act: str
    label: str
    role: str
    organ: int | None
    possible: bool
    refused: list[RefusedReason]


class DocumentInfo(Schema):
    """An issued paper."""

    label: str
    number: str
    issued_at: dt.datetime
    valid_until: dt.date | None
    revoked: bool
    pdf: str
    docx: str


class HeldOrgan(Schema):
    """An organ that a field of a case holds."""

    field: str = Field(description="填写项的名称")
    label: str
    id: int
    name: str


class CaseDetail(Schema):
    """A case as the account may see it."""

    id: UUID
    number: str
    package: str
    service: str
    service_label: str
    title: str
    party: str
    organ: str
    state: str
    state_label: str
    help: str
    outcome: str
    closed: bool
    revision: int
    opened_at: dt.datetime
    masked: bool
    values: dict[str, str] = Field(description="标签 → 值")
    organs: list[HeldOrgan] = Field(description="单位类填写项的编号和名称")
    turns: list[TurnInfo]
    acts: list[OfferedActInfo]
    clocks: list[ClockRunInfo]
    documents: list[DocumentInfo]
    steps: list[StepInfo]


class CaseLine(Schema):
    """A case in a list."""

    id: UUID
    number: str
    service_label: str
    title: str
    state_label: str
    mine: bool = Field(description="等本人办理")
    closed: bool
    opened_at: dt.datetime


class DeskLine(Schema):
    """A line of a work list."""

    turn: int
    case: UUID
    revision: int
    number: str
    service_label: str
    title: str
    applicant: str = Field(description="遮盖后的姓名")
    state_label: str
    role_label: str
    organ: str
    assignee: str
    due: dt.date | None
    light: str
    light_text: str
    awaited_due: dt.date | None = Field(description="本岗位没有期限、等别人办的：别人的最后一天")
    awaited_text: str = Field(description="等谁、还剩多久；不等别人的为空")


class DeskAnswer(Schema):
    """A page of a work list."""

    lines: list[DeskLine]
    after: str = Field(description="下一页的位置；空为最后一页")


class Batch(Given):
    """One act on many cases."""

    cases: list[UUID] = Field(..., min_length=1, max_length=500)
    act: str = Field(..., min_length=1, max_length=60)
    reason: str = Field("", max_length=2000)
    role: str = Field("", max_length=60)
    organ: int | None = Field(None, ge=1, le=2**31)


class BatchLine(Schema):
    """What came of one case of a batch."""

    case: UUID
    number: str
    done: bool
    refusal: str


class Assignment(Given):
    """Lines given to one person, or back to all."""

    turns: list[StrictInt] = Field(..., min_length=1, max_length=500)
    account: UUID | None = None


class AssignedLines(Schema):
    """How many lines changed hands, and how many were gone."""

    changed: int
    gone: int


class ActCorrection(Given):
    """Why a mistaken act is taken back."""

    sequence: int = Field(..., ge=1, le=2**31)
    reason: str = Field(..., min_length=1, max_length=2000)
    revision: int | None = Field(None, ge=0, le=2**31)


class Grade(Given):
    """A rating."""

    grade: int = Field(..., ge=1, le=5, description="5 非常满意 至 1 非常不满意")
    comment: str = Field("", max_length=1000)


class ObjectionInfo(Schema):
    """An objection to the public notice of a case."""

    id: int
    at: dt.datetime
    name: str
    contact: str
    text: str
    decided_at: dt.datetime | None
    upheld: bool | None
    reason: str


class Settlement(Given):
    """How an objection is settled."""

    upheld: bool
    reason: str = Field(..., min_length=1, max_length=2000)


class NewDraft(Given):
    """What a draft is for: opening a case, or an act in one."""

    package: str = Field(..., min_length=1, max_length=100)
    service: str = Field(..., min_length=1, max_length=60)
    act: str = Field(..., min_length=1, max_length=60)
    party: UUID | None = None
    case: UUID | None = None


class DraftValues(Given):
    """What was typed in so far; null takes a value away."""

    values: dict[str, Any]


class FileInfo(Schema):
    """A file that was handed in."""

    id: UUID
    paper: str
    name: str
    media_type: str
    size: int
    digest: str


class CaseDraft(Schema):
    """A draft."""

    id: UUID
    package: str
    service: str
    act: str
    case: UUID | None
    values: dict[str, Any]
    files: list[FileInfo]
    updated_at: dt.datetime


class Tracking(Given):
    """Number and code of a case."""

    number: str = Field(..., min_length=1, max_length=40)
    code: str = Field(..., min_length=1, max_length=20)


class TrackedStepInfo(Schema):
    """Something that was done."""

    at: dt.datetime
    act: str
    role: str


class TrackAnswer(Schema):
    """Where a case stands: no names, no values."""

    number: str
    service: str
    state: str
    help: str
    closed: bool
    turn: str
    due: dt.date | None
    steps: list[TrackedStepInfo]


class NoticeInfo(Schema):
    """A notice."""

    id: int
    case: UUID | None
    text: str
    at: dt.datetime
    read: bool


class ReadNotices(Given):
    """Which notices were read; empty for all."""

    ids: list[StrictInt] = Field(default_factory=list, max_length=500)


class CountInfo(Schema):
    """How many."""

    count: int


class ListAnswer(Schema):
    """A page of a register."""

    label: str
    article: str
    headings: list[str]
    rows: list[list[str]]
    after: str


class QueueLine(Schema):
    """A place in a queue."""

    position: int
    number: str
    opened_on: dt.date


class LightInfo(Schema):
    """Open lines by light."""

    label: str
    all: int
    red: int
    yellow: int
    green: int
    paused: int
    undated: int


class OverviewAnswer(Schema):
    """An organ at a glance."""

    counts: LightInfo
    by_organ: list[LightInfo]
    by_service: list[LightInfo]
    by_clerk: list[LightInfo]
    on_time_per_thousand: int | None
    median_days: int | None
    late: list[DeskLine]
