"""The tree of organs."""

from typing import Annotated

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_api import SIGNED_IN, Given
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.parties.organs.domain import OrganKind
from lingxing.engines.parties.organs.queries_reform import organ_tree
from lingxing.engines.parties.organs.services_adding import (
    LONGEST_CITY,
    LONGEST_NAME,
    MOST_ALIASES,
    NewOrgan,
    add_organ,
)

router = Router(tags=["机构和任职"])
TreeCity = Annotated[str, Query(min_length=1, max_length=LONGEST_CITY, description="城市，写法与名录一致，如鄂州市")]
OrganName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class TreeOrgan(Schema):
    """An organ in the tree: `parent` is the key of the one above it, `level` 1 at the top."""

    id: int
    name: str
    kind: str = Field(description="类别；空为未定")
    parent: int | None
    level: int


class OrganGiven(Given):
    """An organ to enter."""

    city: str = Field(..., min_length=1, max_length=LONGEST_CITY)
    name: OrganName = Field(..., description="全称")
    kind: OrganKind | None = Field(None, description="类别；不写为未定")
    parent: int | None = Field(None, ge=1, le=2**31, description="上级机构的编号；不写为最上级")
    aliases: list[OrganName] = Field(default_factory=list, max_length=MOST_ALIASES, description="文件中用到的其他名称")


class MadeKey(Schema):
    """The key of what was made."""

    id: int


@router.get("/organ-tree", response={200: list[TreeOrgan], **SIGNED_IN}, auth=SESSION, summary="机构树")
@requires(Permission.MANAGE_MEMBERSHIPS)
def tree(request: Request, city: TreeCity) -> list[TreeOrgan]:
    """Return the standing organs of a city, each after the one above it."""
    del request
    return [
        TreeOrgan(id=node.id, name=node.name, kind=node.kind, parent=node.parent, level=node.level)
        for node in organ_tree(city)
    ]


@router.post("/organ-tree", response={200: MadeKey, **SIGNED_IN}, auth=SESSION, summary="加入机构")
@requires(Permission.MANAGE_MEMBERSHIPS)
def add(request: Request, organ: OrganGiven) -> MadeKey:
    """Enter an organ that no imported document has named."""
    new = NewOrgan(organ.city, organ.name, str(organ.kind or ""), organ.parent, tuple(organ.aliases))
    return MadeKey(id=add_organ(new, account_of(request).actor, timezone.now()))
