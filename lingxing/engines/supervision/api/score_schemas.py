"""What the operations of yearly scores take and answer. Exact numbers are texts."""

import datetime as dt

from ninja import Field, Schema

from lingxing.engines.parties.access_api import Given


class NamedCount(Schema):
    """A matter or indicator that counts, and how often."""

    id: str
    label: str
    times: int


class ScorePart(Schema):
    """What a measure earned: `good` of `of`."""

    label: str
    good: int
    of: int
    weight: str
    marks: str | None


class ScoreDeduction(Schema):
    """What a deduction took, and how often it applied."""

    label: str
    times: int
    marks: str
    limited: bool


class ScoreInfo(Schema):
    """A unit's score with what it adds up from; marks are exact fractions, `detail` is the address that names the
    matters."""

    unit: int
    name: str
    place: int | None
    marks: str
    shown: str
    grade: str
    matters: int
    parts: list[ScorePart]
    deductions: list[ScoreDeduction]
    detail: str


class NamedMatters(Schema):
    """What a measure fell short by, or a deduction was taken for: `total` in all, and those of the page."""

    label: str
    total: int
    named: list[NamedCount]


class ScoreDetail(ScoreInfo):
    """A unit's score with everything that it comes from, page by page, for each measure and deduction."""

    short: list[NamedMatters]
    taken_for: list[NamedMatters]
    page: int
    pages: int


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
