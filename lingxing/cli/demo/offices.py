"""The town's offices: organs for every role of every package, and the demo's accounts in their duties."""

import datetime as dt

from lingxing.cli.demo.accounts import ACCOUNTS
from lingxing.cli.demo.script import Town
from lingxing.engines.cases.services.binding import bind
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.queries_reform import organ_node
from lingxing.engines.parties.organs.services import register_organs
from lingxing.engines.parties.organs.services_reform import place_organ
from lingxing.engines.parties.queries import account_named
from lingxing.kernel.actors import OPERATOR
from lingxing.language.packages import load_packages
from lingxing.language.procedures.definitions import Procedure

_SINCE = dt.date(2017, 1, 1)


def open_offices(town: Town, at: dt.datetime) -> dict[str, int]:
    """Bind an organ to every role of the installed packages and give the demo's accounts their duties; return the
    organs' ids by their names. What is done already stays."""
    procedures = [found.procedure for found in load_packages().packages.values() if found.procedure is not None]
    wanted = {town.organ_for(role.organ) for found in procedures for role in found.roles.values() if role.organ}
    organs = register_organs(town.city, [*wanted, town.government])
    _place(organs, town, at)
    for found in procedures:
        _bind(found, town, organs, at)
    _appoint(procedures, town, organs, at)
    return organs


def _place(organs: dict[str, int], town: Town, at: dt.datetime) -> None:
    top = organs[town.government]
    for organ in organs.values():
        node = organ_node(organ)
        if organ != top and node is not None and node.parent is None:
            place_organ(organ, top, "", OPERATOR, at)


def _bind(procedure: Procedure, town: Town, organs: dict[str, int], at: dt.datetime) -> None:
    for role in procedure.roles.values():
        if role.organ:
            bind(procedure.package, "", role.name, organs[town.organ_for(role.organ)], OPERATOR, at)


def _appoint(procedures: list[Procedure], town: Town, organs: dict[str, int], at: dt.datetime) -> None:
    """Let each account have its duty wherever a role asks for it; the supervisor watches from above."""
    wanted = {(str(Duty.SUPERVISOR), organs[town.government])}
    for procedure in procedures:
        roles = procedure.roles.values()
        wanted |= {(str(role.duty), organs[town.organ_for(role.organ)]) for role in roles if role.organ}
    for demo in ACCOUNTS:
        account = account_named(demo.username) if demo.duty else None
        if account is not None and demo.duty is not None:
            _give(account, demo.duty, sorted(organ for duty, organ in wanted if duty == demo.duty), at)


def _give(account: Account, duty: Duty, organs: list[int], at: dt.datetime) -> None:
    held = {card.organ_id for card in memberships(account.pk, at.date()) if card.duty == duty}
    for organ in organs:
        if organ not in held:
            add_membership(account.pk, organ, duty, Span(_SINCE), OPERATOR, at)
