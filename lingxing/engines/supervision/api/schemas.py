"""What the API of supervision takes and answers."""

import datetime as dt
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from lingxing.engines.parties.access_api import Given


class PlanInfo(Schema):
    """A plan: the document whose tasks are supervised."""

    id: UUID
    title: str
    number: str
    document: str
    package: str
    tasks: int
    proposed: int
    confirmed_at: dt.datetime | None


class PlanDocumentInfo(Schema):
    """A document that orders tasks and has not been taken up."""

    key: str
    title: str
    number: str
    city: str
    tasks: int


class PlanUnitInfo(Schema):
    """A unit of a task: `role` is lead or joint; `organ` is empty where nobody has said which it is."""

    role: str
    printed: str
    organ: int | None
    name: str


class PlanTaskInfo(Schema):
    """A task of a plan; `state` is that of the case it became, empty before; `doubts` keep it from being confirmed.

    `every` is how often progress is due: half_month, month, quarter, half_year or year, empty for what is done once.
    """

    id: int
    place: str
    heading: str
    text: str
    due_on: dt.date | None
    every: str
    goals: list[str]
    units: list[PlanUnitInfo]
    dropped: bool
    marks: list[str]
    doubts: list[str]
    case: UUID | None
    state: str


class PlanDetail(Schema):
    """A plan with its tasks. `revision` goes back with every change."""

    id: UUID
    title: str
    revision: int
    confirmed_at: dt.datetime | None
    unmatched: list[str]
    tasks: list[PlanTaskInfo]


class TakeUpAsked(Given):
    """Which document is taken up."""

    document: str = Field(max_length=120)


class PlanUnitMatch(Given):
    """Which organs a printed name stands for: names of the register, one beginning with + to be entered, or -."""

    printed: str
    organs: list[str]


class GoalAsked(Given):
    """A number to be reached; `unit` as km, piece, percent, CNY_10000: those that catalogues of plans use."""

    label: str = Field(min_length=1, max_length=60)
    value: str = Field(max_length=30)
    unit: str = Field(max_length=40)
    due: dt.date | None = None


class PlanTaskAsked(Given):
    """A task as it is to be; `lead` and `joint` are ids of organs, `new_goals` come to those that it has.

    `reason` says why: for a task that is added, and for one of a plan that has been confirmed.
    """

    heading: str
    text: str
    due_on: dt.date | None = None
    lead: int | None = None
    joint: list[int] = Field(default_factory=list)
    split: bool = False
    urgent: bool = False
    major: bool = False
    person: str = ""
    every: str | None = None
    new_goals: list[GoalAsked] = Field(default_factory=list, max_length=20)
    reason: str = Field("", max_length=500)


class PlanTaskChange(PlanTaskAsked):
    """A task of the plan as it is to be; `goals` are the places from 0 of those that stay, by default all."""

    task: int
    goals: list[int] | None = None


class PlanChangeAsked(Given):
    """One kind of change of a plan: exactly one of the parts is given."""

    revision: int | None = None
    match: list[PlanUnitMatch] | None = None
    change: PlanTaskChange | None = None
    add: PlanTaskAsked | None = None
    merge: list[int] | None = None
    split: int | None = None
    parts: list[str] = Field(default_factory=list)
    drop: list[int] | None = None
    restore: list[int] | None = None
    past_due_on: dt.date | None = None
    clear_past: bool = False
    confirm: bool = False


class PlanStepAsked(Given):
    """What is done with everything of the plan that waits for it: propose, approve or assign."""

    step: str
    tracker: str = ""


class MatterOutcome(Schema):
    """What came of one matter: its number, or why it was refused."""

    heading: str
    number: str
    refusal: str


class MatterAsked(Given):
    """A matter that is typed in; `lead` and `joint` are ids of organs, `source` one of the sources of art. 4."""

    heading: str = Field(max_length=200)
    source: str
    origin: str = Field("", max_length=200)
    text: str
    lead: int
    joint: list[int] = Field(default_factory=list)
    split: bool = False
    person: str = Field("", max_length=100)
    due_on: dt.date | None = None
    urgent: bool = False
    major: bool = False


class CasesAsked(Given):
    """The cases of matters that are approved, or assigned, together."""

    cases: list[UUID]
    tracker: str = ""


class SheetRowOutcome(Schema):
    """What became of a row of a workbook: changed, merged, unchanged or refused."""

    place: int
    number: str
    standing: str
    told: str


class UnitMatterInfo(Schema):
    """A matter as one of its units sees it: `case` is where the unit answers."""

    item: UUID
    case: UUID
    number: str
    heading: str
    requirement: str
    role: str
    organ: int
    due_on: dt.date | None
    state: str
    state_label: str
    standing: str
    waits: bool


class LookAsked(Given):
    """A look at a matter: visit, random, media, excerpt or inspection."""

    kind: str
    at: dt.datetime
    place: str = ""
    team: str = ""
    spoken_to: str = ""
    found: str = ""
    conclusion: str = ""
    draw: UUID | None = None
    shared: bool = False


class LookInfo(Schema):
    """A record of a look at a matter. Who went and whom they met is empty for units."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: str
    at: dt.datetime
    place: str
    team: str
    spoken_to: str
    found: str
    conclusion: str
    shared: bool
    files: list[UUID]


class MatterInfo(Schema):
    """A matter with its days."""

    id: UUID
    case: UUID
    number: str
    heading: str
    source: str
    origin: str
    lead: int | None
    joint: list[int]
    state: str
    closed: bool
    registered_on: dt.date
    assigned_on: dt.date | None
    due_on: dt.date | None
    reported_on: dt.date | None
    concluded_on: dt.date | None
    urged_on: dt.date | None
    listed_on: dt.date | None
    referred_on: dt.date | None
    calls: int
    returns: int
    records: list[LookInfo]


class MeasureInfo(Schema):
    """What the system proposes: to list a matter publicly, or to refer it."""

    id: int
    item: UUID
    act: str
    ground: str
    article: str
    found_on: dt.date


class MeasureDecided(Given):
    """What is decided: with `take` the act's own words and last day, without it the reason why not."""

    take: bool
    note: str = ""
    correct_by: dt.date | None = None
    reason: str = ""


class RandomDrawAsked(Given):
    """The lists of a draw and how many of each are wanted."""

    title: str
    objects: list[str]
    people: list[str]
    wanted_objects: int
    wanted_people: int


class RandomDrawInfo(Schema):
    """A draw; the seed and the result are empty until it has been drawn."""

    id: UUID
    title: str
    commitment: str
    objects: list[str]
    people: list[str]
    wanted_objects: int
    wanted_people: int
    seed: str
    drawn_objects: list[str]
    drawn_people: list[str]
