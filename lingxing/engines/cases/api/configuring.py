"""Which organ of this installation plays which role."""

import datetime as dt

from django.utils import timezone
from ninja import Field, Router, Schema

from lingxing.engines.cases.api.schemas import SIGNED_IN, City, Done, Given, Name
from lingxing.engines.cases.queries.bindings import role_bindings
from lingxing.engines.cases.services.binding import bind, unbind
from lingxing.engines.cases.services.continuing import continue_policy
from lingxing.engines.cases.views.answers import actor
from lingxing.engines.parties.access import Permission, Request, requires
from lingxing.engines.parties.access_session import SESSION

router = Router(tags=["事项分工"])


class BindingInfo(Schema):
    """An organ that plays a role; `service` is empty for all services of the package."""

    id: int
    service: str
    organ: int
    organ_name: str


class RoleInfo(Schema):
    """A role with the organs that play it, and the services that still wait for one."""

    role: str
    label: str
    organ: str = Field(description="文件所称单位")
    bindings: list[BindingInfo]
    waiting: list[str]


class NewBinding(Given):
    """An organ for a role."""

    package: str = Field(..., min_length=1, max_length=100, description="文件的标识：城市/文件_年份")
    service: str = Field("", max_length=60, description="事项；空为全部事项")
    role: str = Field(..., min_length=1, max_length=60)
    organ: int = Field(..., ge=1, le=2**31, description="机构编号")


class BoundInfo(Schema):
    """The key of a binding."""

    id: int


@router.get(
    "/bindings/{city}/{name}", response={200: list[RoleInfo], **SIGNED_IN}, auth=SESSION, summary="岗位由谁承担"
)
@requires(Permission.CONFIGURE_SERVICES)
def bindings(request: Request, city: City, name: Name, on: dt.date | None = None) -> list[RoleInfo]:
    """Return the roles of a package with their organs."""
    del request, on
    return [
        RoleInfo(
            role=one.role.name,
            label=one.role.label,
            organ=one.role.organ,
            bindings=[
                BindingInfo(id=row.pk, service=row.service, organ=row.organ_id, organ_name=row.organ.name)
                for row in one.bindings
            ],
            waiting=[service.name for service in one.needed],
        )
        for one in role_bindings(f"{city}/{name}")
    ]


@router.post("/bindings", response={200: BoundInfo, **SIGNED_IN}, auth=SESSION, summary="指定由谁承担")
@requires(Permission.CONFIGURE_SERVICES)
def add(request: Request, binding: NewBinding) -> BoundInfo:
    """Let an organ play a role."""
    made = bind(binding.package, binding.service, binding.role, binding.organ, actor(request), timezone.now())
    return BoundInfo(id=made.pk)


@router.delete("/bindings/{int:binding_id}", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="撤下")
@requires(Permission.CONFIGURE_SERVICES)
def remove(request: Request, binding_id: int) -> Done:
    """End a binding; one that is gone is no fault."""
    unbind(binding_id, actor(request), timezone.now())
    return Done()


class NewContinuation(Given):
    """A later paper by which a document that ends goes on being applied."""

    package: str = Field(..., min_length=1, max_length=100, description="文件的标识：城市/文件_年份")
    until: dt.date = Field(..., description="可以受理新办件的最后一天")
    basis: str = Field(..., min_length=1, max_length=200, description="延续有效期的文件名称和文号")


@router.post("/continuations", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="登记延续有效期")
@requires(Permission.CONFIGURE_SERVICES)
def prolong(request: Request, continuation: NewContinuation) -> Done:
    """Let new cases of a document be opened for longer."""
    continue_policy(continuation.package, continuation.until, continuation.basis, actor(request), timezone.now())
    return Done()
