"""Papers that a party has handed in before and need not be asked for again (once-only), as far as it consents."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lingxing.engines.cases.models import Attachment, Case, CaseEvent
from lingxing.engines.cases.queries.access import met_by
from lingxing.engines.cases.queries.drafts import AttachmentCard, attachment_card
from lingxing.engines.cases.queries.offered import every_service
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.people.queries import KnownFactCard, consented
from lingxing.engines.parties.people.queries_acting import Standing, standing_of
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.procedures.definitions import Service

_OLDEST = dt.timedelta(days=5 * 365)


def papers_on_record(
    declared: Service, party_id: UUID, account_id: UUID, on: dt.date
) -> dict[str, tuple[AttachmentCard, ...]]:
    """Return for each paper of the service that is on record the files handed in last for it, by the paper's name.

    Those that a service of the same city took under the same `reuse` name in the last five years, in a case of the
    party that is the account's own (`access.met_by`), with an act that was not taken back; nothing unless the party's
    consent to use again in that city is in force on the day.
    """
    wanted = {paper.reuse: paper.name for paper in declared.papers.values() if paper.reuse}
    city = declared.package.partition("/")[0]
    own = met_by(account_id, party_id, on) if wanted else None
    if own is None or not consented(party_id, f"reuse:{city}", on):
        return {}
    places = dict(_places(city, wanted))
    found: dict[str, tuple[AttachmentCard, ...]] = {}
    for rows in _last_handed_in(own, places.keys(), on).values():
        first = rows[0]
        if first.case is not None:
            name = wanted[places[first.case.package, first.case.service, first.paper]]
            found.setdefault(name, tuple(attachment_card(row) for row in rows))
    return found


def own_facts(
    account: Account, party_id: UUID, facts: Mapping[str, KnownFactCard], on: dt.date
) -> dict[str, KnownFactCard]:
    """Return those of the party's facts that the account may meet: to an account that no office has checked, only what
    was given in cases that are its own."""
    own = met_by(account.pk, party_id, on)
    if own is None or standing_of(account.pk, party_id, on) is Standing.CONFIRMED:
        return dict(facts) if own else {}
    sources = {f"case:{key}" for key in Case.objects.filter(own).values_list("pk", flat=True)}
    return {name: fact for name, fact in facts.items() if fact.source in sources}


def _places(city: str, wanted: Mapping[str, str]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield package, service and paper of everything in the city that goes by one of the names, with the name."""
    for card in every_service():
        if card.city == city:
            for paper in card.service.papers.values():
                if paper.reuse in wanted:
                    yield (card.service.package, card.service.name, paper.name), paper.reuse


def _last_handed_in(
    own: Q, places: Iterable[tuple[str, str, str]], on: dt.date
) -> dict[tuple[UUID | None, int | None, str], list[Attachment]]:
    """Return the files of those cases at these places by case, act and paper, the newest act first."""
    known = set(places)
    since = dt.datetime.combine(on - _OLDEST, dt.time(), SHANGHAI)
    rows = Attachment.objects.filter(
        case__in=Case.objects.filter(own), paper__in={paper for _, _, paper in known}, at__gte=since
    )
    taken_back = CaseEvent.objects.filter(case=OuterRef("case"), annuls=OuterRef("event_sequence"))
    rows = rows.exclude(Exists(taken_back)).select_related("case")
    groups: dict[tuple[UUID | None, int | None, str], list[Attachment]] = {}
    for row in rows.order_by("-at", "-event_sequence", "pk"):
        if row.case is not None and (row.case.package, row.case.service, row.paper) in known:
            groups.setdefault((row.case_id, row.event_sequence, row.paper), []).append(row)
    return groups
