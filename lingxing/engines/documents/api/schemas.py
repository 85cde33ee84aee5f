"""What the API takes and answers beyond the library's own values."""

import datetime as dt
from typing import Annotated, Literal

from ninja import Field, Path, Schema
from pydantic import field_validator

from lingxing.engines.documents.domain.status import StatusState
from lingxing.engines.documents.queries.values import (
    Filters,
    RelationLink,
)
from lingxing.engines.parties.access_api import REFUSALS as REFUSALS
from lingxing.engines.parties.access_api import SIGNED_IN
from lingxing.engines.parties.access_api import Done as Done

MOST = 100


Key = Annotated[str, Path(description="文件的标识，即网页地址中的一段，如 咸政办发-2024-11")]


EDITING_REFUSALS = SIGNED_IN


class Selection(Schema):
    """Filters; an empty one narrows nothing."""

    city: str = Field("", description="城市，如 咸宁市")
    issuer: str = Field("", description="发文机关")
    kind: str = Field("", description="文种")
    year: int | None = Field(None, ge=1900, le=2200, description="成文年份")
    status: StatusState | None = Field(None, description="在那一天的状态")
    organ: int | None = Field(None, ge=1, le=2**31, description="责任单位（机构编号）")
    on: dt.date | None = Field(None, description="按哪一天的状态，默认今天")

    @property
    def filters(self) -> Filters:
        """Return the filters of the queries."""
        return Filters(self.city, self.issuer, self.kind, self.year, self.status, self.organ)


class PagedSelection(Selection):
    """Filters and a page."""

    page: int = Field(1, ge=1, le=100_000, description="页码，从 1 起")
    page_size: int = Field(20, ge=1, le=MOST, description="每页条数")


class ExpiringSelection(Selection):
    """Filters and how far to look ahead."""

    within: int = Field(90, ge=1, le=3650, description="往后看多少天")


class SearchSelection(PagedSelection):
    """A query with filters and a page."""

    q: str = Field(..., min_length=1, max_length=400, description="检索词；引号为原话，减号为排除")


class ProblemSelection(Schema):
    """Which problems, and a page of them."""

    kind: str = Field("", description="种类")
    city: str = Field("", description="城市，如 咸宁市")
    state: Literal["open", "resolved", ""] = Field("open", description="open 待处理，resolved 已处理，空为全部")
    page: int = Field(1, ge=1, le=100_000, description="页码，从 1 起")
    page_size: int = Field(20, ge=1, le=MOST, description="每页条数")


class Relations(Schema):
    """What a document does to others, and others to it."""

    outgoing: list[RelationLink]
    incoming: list[RelationLink]


class Written(Schema):
    """What an editor writes; PostgreSQL takes no NUL in any text, so none is taken here."""

    @field_validator("*")
    @classmethod
    def without_nul(cls, value: object) -> object:
        """Return the value as it is; ValueError for a text that holds a NUL character."""
        if isinstance(value, str) and "\x00" in value:
            raise ValueError("NUL")
        return value


class Correction(Written):
    """An editor's value with its reason."""

    path: str = Field(..., max_length=300, description="要更正的值，如 number 或 validity/effective_on")
    value: str = Field(..., max_length=20_000)
    reason: str = Field(..., min_length=1, max_length=1000)


class Judgement(Written):
    """A confirmed or withdrawn value with its reason."""

    path: str = Field(..., max_length=300)
    reason: str = Field(..., min_length=1, max_length=1000)


class Note(Written):
    """How a problem was decided."""

    note: str = Field(..., min_length=1, max_length=1000)


class Merge(Written):
    """Which organ another one is the same as."""

    into: int = Field(..., ge=1, le=2**31)
    reason: str = Field(..., min_length=1, max_length=1000)


class Separation(Written):
    """Why a merge is undone."""

    reason: str = Field(..., min_length=1, max_length=1000)


class Alias(Written):
    """A printed name that means an organ."""

    printed: str = Field(..., min_length=1, max_length=200)


class Assigned(Schema):
    """How many namings the alias resolved."""

    resolved: int
