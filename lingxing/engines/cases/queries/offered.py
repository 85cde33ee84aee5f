"""Which services the installed packages offer."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lingxing.engines.cases.queries.in_force import in_force, last_days
from lingxing.kernel.errors import NotFound
from lingxing.language.definitions import AUDIENCES, Policy
from lingxing.language.packages import load_package, load_procedures
from lingxing.language.procedures.definitions import Procedure, Service


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service in a list: its definition and the policy that it comes from."""

    service: Service
    policy: Policy

    @property
    def city(self) -> str:
        """Return the city's part of the package's id."""
        return self.service.package.partition("/")[0]

    @property
    def audience_label(self) -> str:
        """Return whom the service is for, in Chinese."""
        return "、".join(AUDIENCES.get(name, name) for name in self.service.audience)


def procedure(package: str) -> Procedure:
    """Return what a package declares. NotFound where there is no such package, or it declares no procedure."""
    found = load_package(package).procedure
    if found is None:
        raise NotFound("这份文件没有可办理的事项", where=package, remedy="请从办事目录中选择")
    return found


def service(package: str, name: str) -> Service:
    """Return a service. NotFound where there is none of that name."""
    found = procedure(package).services.get(name)
    if found is None:
        raise NotFound("没有这个办理事项", where=f"{package}/{name}", remedy="请从办事目录中选择")
    return found


def services_offered(on: dt.date, *, hidden: bool = False) -> list[ServiceCard]:
    """Return the services of the policies in force or continued on the day, by city and in the order of their files.

    Hidden services, opened by organs only, are left out unless asked for.
    """
    continued = last_days()
    offered = (card for card in every_service() if in_force(card.policy, on, continued))
    return [card for card in offered if hidden or not card.service.hidden]


def every_service() -> Iterator[ServiceCard]:
    """Yield every service of the packages that load, in force or not."""
    for identifier, declared in load_procedures()[0].items():
        policy = load_package(identifier).policy
        for found in declared.services.values():
            yield ServiceCard(found, policy)
