"""What the hotline's API takes and answers."""

import datetime as dt
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from ninja import Field, Path, Schema

from lingxing.engines.hotline.queries.files import FileCard
from lingxing.engines.hotline.services.intake import CallerFacts, Intake
from lingxing.engines.parties.access_api import Given

City = Annotated[str, Path(description="城市，如 jingzhou", max_length=60)]
Name = Annotated[str, Path(description="文件，如 hotline_12345_2017", max_length=60)]
ServiceName = Annotated[str, Path(description="工单的事项名", max_length=60)]
_LONG = Annotated[str, Field(max_length=2000)]
_SHORT = Annotated[str, Field(max_length=200)]


class HotlineChoice(Schema):
    """A choice: its key and Chinese name."""

    key: str
    label: str


class HotlineInfo(Schema):
    """A hotline and the choices of its tickets."""

    city: str
    name: str
    service: str
    label: str
    kinds: list[HotlineChoice]
    channels: list[HotlineChoice]
    topics: list[HotlineChoice]
    emergencies: list[str]


class HotlineLineInfo(Schema):
    """A joined number as it stands today."""

    number: str
    unit: str
    subject: str
    merged: bool
    standing: str
    joined_on: dt.date
    kept_until: dt.date | None


class RestsOnInfo(Schema):
    """The document of the library that an article of the knowledge base rests on. `link`: address of the page."""

    cited: str = Field(description="《标题》条款")
    link: str
    ended: str = Field(description="文件已经不再有效的，写明怎样；有效的为空")


class ArticleInfo(Schema):
    """An article of the knowledge base."""

    id: int
    title: str
    text: str
    unit: str
    source: str
    rests_on: RestsOnInfo | None
    valid_from: dt.date
    valid_until: dt.date | None


class TicketAsked(Given):
    """A caller's own ticket. `not_urgent` must be true where the text speaks of an emergency."""

    channel: Annotated[str, Field(max_length=60, description="web、mini_program、message 等")] = "web"
    kind: Annotated[str, Field(max_length=60)]
    matter: Annotated[str, Field(max_length=60)]
    content: _LONG
    topic: Annotated[str, Field(max_length=60)] = ""
    place: _SHORT = ""
    anonymous: bool = False
    caller_name: Annotated[str, Field(max_length=50)] = ""
    caller_phone: Annotated[str, Field(max_length=30)] = ""
    not_urgent: bool = False
    key: Annotated[str, Field(max_length=64, description="重复提交时用同一个，只登记一次")] = ""


class TicketTakenInfo(Schema):
    """A ticket that was taken. The code is told once. `call_first`: numbers that the caller was told to dial."""

    id: str
    number: str
    code: str
    call_first: list[str]


class TicketTracking(Given):
    """Number and code of a ticket."""

    number: Annotated[str, Field(max_length=40)]
    code: Annotated[str, Field(max_length=20)]


class TicketJudged(TicketTracking):
    """How satisfied the caller is: content, fair or dissatisfied."""

    satisfied: Annotated[str, Field(max_length=20)]
    remark: Annotated[str, Field(max_length=500)] = ""


class FileGiver(StrEnum):
    """Who has given a file: own where whoever adds it made it, caller where the caller handed it in."""

    OWN = "own"
    CALLER = "caller"


class TicketFileInfo(Schema):
    """A file of a ticket. `source`: 来电人, 热线 or 承办单位."""

    id: UUID
    name: str
    media_type: str
    size: int
    source: str
    at: dt.datetime


class TicketFileList(Schema):
    """The files of a ticket that may be opened; `hidden` says why those of the caller may not, empty where they may."""

    items: list[TicketFileInfo]
    hidden: str


class CallersFileAsked(TicketTracking):
    """Number and code of a ticket, and which of the caller's files."""

    file: UUID


class TrackedInfo(Schema):
    """A ticket for its caller. `files` are the caller's own."""

    number: str
    matter: str
    state: str
    help: str
    unit: str
    go_to: str
    answer: str
    may_evaluate: bool
    may_withdraw: bool
    files: list[TicketFileInfo]
    may_enclose: bool


class DispatchAsked(Given):
    """What becomes of a ticket: answer_now, forward, decline or join, with what it needs."""

    then: Annotated[str, Field(max_length=20)]
    answer: _LONG = ""
    unit: int | None = None
    note: Annotated[str, Field(max_length=500)] = ""
    ground: Annotated[str, Field(max_length=60)] = ""
    main: Annotated[str, Field(max_length=40)] = ""


class LetterAsked(Given):
    """An e-mail as it came in, headers and all."""

    letter: Annotated[str, Field(max_length=2_000_000)]


class LetterInfo(Schema):
    """The ticket of a letter; `new` is false where the letter was known."""

    number: str
    new: bool


class TicketRow(Schema):
    """A ticket in a list."""

    id: str
    number: str
    matter: str
    kind: str
    channel: str
    state: str
    unit: str
    taken_at: dt.datetime
    due_on: dt.date | None


class TicketList(Schema):
    """A page of tickets; `after` begins the next one."""

    items: list[TicketRow]
    after: str


class HotlineRate(Schema):
    """A rate: exact parts, and as it is shown. `goal`: the per cent that is wanted, null where none is."""

    key: str
    label: str
    part: int
    whole: int
    shown: str
    definition: str
    goal: int | None


class HotlineFigureLine(Schema):
    """Figures of one unit, kind, channel or month, or of all."""

    key: str
    label: str
    counts: dict[str, int]
    overdue: int
    rates: list[HotlineRate]


class HotlineFigures(Schema):
    """The figures of a period as they stand."""

    period: str
    total: HotlineFigureLine
    units: list[HotlineFigureLine]
    kinds: list[HotlineFigureLine]
    channels: list[HotlineFigureLine]
    answered: HotlineRate


def file_info(card: FileCard) -> TicketFileInfo:
    """Return a file as the interface describes it."""
    return TicketFileInfo(
        id=card.id, name=card.name, media_type=card.media_type, size=card.size, source=card.source, at=card.at
    )


def intake_of(asked: TicketAsked) -> Intake:
    """Return what is taken in of a ticket that came through the interface."""
    return Intake(
        asked.channel,
        asked.kind,
        asked.matter,
        asked.content,
        asked.topic,
        asked.place,
        asked.anonymous,
        CallerFacts(asked.caller_name, asked.caller_phone),
        asked.key,
    )
