"""Who may publish for an organ."""

import datetime as dt
from uuid import UUID

from lingxing.engines.cases.queries.publication import releasing_duty
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.organs.queries_reform import organs_below
from lingxing.kernel.errors import NotFound


def publishing_duties(account: Account, on: dt.date) -> frozenset[tuple[int, str]]:
    """Return organ and duty pairs that the account acts in on the day, as itself or as a stand-in; not supervising."""
    if not may(account, Permission.PUBLISH):
        return frozenset()
    cards = memberships(account.pk, on)
    return frozenset((card.organ_id, str(card.duty)) for card in cards if card.duty != Duty.SUPERVISOR)


def publishing_organs(account: Account, on: dt.date) -> dict[int, str]:
    """Return the organs for which the account may publish what stands free of cases: id → name, by name."""
    allowed = {organ for organ, _ in publishing_duties(account, on)}
    cards = {card.organ_id: card.organ_name for card in memberships(account.pk, on) if card.organ_id in allowed}
    return dict(sorted(cards.items(), key=lambda pair: pair[1]))


def may_change(publication: Publication, duties: frozenset[tuple[int, str]]) -> bool:
    """Return whether one of the duties changes the publication: any of its organ for what stands free, that of the
    role that the package names for what comes from cases."""
    if not publication.package:
        return publication.organ_id in {organ for organ, _ in duties}
    duty = releasing_duty(publication.package, publication.service, publication.name)
    return (publication.organ_id, duty) in duties


def own_publication(account: Account, key: UUID, on: dt.date, *, lock: bool = False) -> Publication:
    """Return a publication that the account may change, by its id, locked if asked. NotFound for others and none."""
    rows = Publication.objects.select_for_update(of=("self",)) if lock else Publication.objects.all()
    found = rows.select_related("organ").filter(pk=key).first()
    if found is None or not may_change(found, publishing_duties(account, on)):
        raise NotFound("没有这项公开内容，或不由您公开", where="公开", remedy="请从待公开列表中选择")
    return found


def watched_organs(account: Account, on: dt.date) -> tuple[int, ...]:
    """Return the organs that the account supervises on the day, and all below them; each once."""
    if not may(account, Permission.SUPERVISE_CASES):
        return ()
    heads = [card.organ_id for card in memberships(account.pk, on) if card.duty == Duty.SUPERVISOR]
    return tuple(dict.fromkeys(organ for head in heads for organ in organs_below(head)))
