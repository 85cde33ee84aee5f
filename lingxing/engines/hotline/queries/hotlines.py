"""Which hotlines the installed packages declare, and who works in them."""

import datetime as dt

from lingxing.engines.cases.queries.access import handles
from lingxing.engines.cases.queries.bindings import bound_organs
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.services.commands import Acting
from lingxing.engines.hotline.domain.declaring import TICKETS, Hotline, hotlines_of
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries import organ_cards, organs_by_name, standing_names, standing_organs
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound
from lingxing.language.packages import WrongPackage, find_packages, load_package, load_procedures


def hotlines() -> list[Hotline]:
    """Return every hotline of the packages that load, by package. A wrong declaration leaves its package out."""
    found: list[Hotline] = []
    for declared in load_procedures()[0].values():
        try:
            found += hotlines_of(declared)
        except LingxingError:
            continue
    return sorted(found, key=lambda one: one.id)


def holds_tickets(package: str, service: str) -> bool:
    """Return whether the cases of a service are tickets. Asked with every act: no other package is read."""
    if package not in find_packages():
        return False
    try:
        declared = load_package(package).procedure
    except WrongPackage:
        return False
    return declared is not None and TICKETS in declared.catalogue and service in declared.catalogue[TICKETS].items


def hotline_named(package: str, service: str) -> Hotline:
    """Return a hotline. NotFound where the package has none of that name; LingxingError for a wrong declaration."""
    declared = load_procedures()[0].get(package)
    found = next((one for one in hotlines_of(declared) if one.name == service), None) if declared else None
    if found is None:
        raise NotFound("没有这条热线", where=f"{package}/{service}", remedy="请从热线首页进入")
    return found


def city_of(hotline: Hotline) -> str:
    """Return the name of the hotline's city."""
    return load_package(hotline.package).policy.city


def operated(account: Account, on: dt.date) -> list[tuple[Hotline, Acting]]:
    """Return the hotlines whose calls the account takes on the day, with the capacity that it does so in."""
    if not may(account, Permission.TAKE_CALLS):
        return []
    return [(one, acting) for one in hotlines() if (acting := _operator(account, one, on))]


def operator_of(account: Account, hotline: Hotline, on: dt.date) -> Acting:
    """Return the capacity in which the account takes calls there. NotAllowed where it does not on the day."""
    acting = _operator(account, hotline, on) if may(account, Permission.TAKE_CALLS) else None
    if acting is None:
        raise NotAllowed("您不在这条热线接电话", remedy="请联系管理员登记为热线单位的经办")
    return acting


def watches(account: Account, hotline: Hotline, on: dt.date) -> bool:
    """Return whether the account sees the tickets and figures of the hotline: its operators, and whoever plays another
    bound role there, such as watching over the handling units."""
    return may(account, Permission.WATCH_HOTLINE) and handles(account, hotline.package, hotline.name, on)


def _operator(account: Account, hotline: Hotline, on: dt.date) -> Acting | None:
    act = hotline.service.acts.get("take")
    if act is None:
        return None
    fitting = acting_for(account, hotline.service, on)
    return next((one for one in fitting if one.for_organ and one.role in act.by), None)


def home_of(hotline: Hotline) -> str:
    """Return the city in whose register the units stand: that of the organ that runs it, else the policy's."""
    act = hotline.service.acts.get("take")
    roles = bound_organs(hotline.package, hotline.name).roles
    bound = [organ for role in (act.by if act else ()) for organ in roles.get(role, ())]
    cards = organ_cards(bound[:1])
    return cards[0].city if cards else city_of(hotline)


def units_of(hotline: Hotline) -> dict[int, str]:
    """Return the organs of the city that stand, id → name, by name: those that a ticket may go to."""
    cards = organ_cards(standing_organs(home_of(hotline)))
    return {card.id: card.name for card in sorted(cards, key=lambda card: card.name)}


def unit_ids(hotline: Hotline, names: list[str]) -> dict[str, int]:
    """Return the organ of each name in the city's register that stands for it; names that nobody knows are absent."""
    found = organs_by_name(home_of(hotline), names)
    standing = standing_names(found.values())
    return {name: standing[organ][0] for name, organ in found.items() if organ in standing}
