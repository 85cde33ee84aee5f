"""Papers that a party has handed in before and need not be asked for again (once-only), as far as it consents."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from lingxing.engines.cases.models import Attachment
from lingxing.engines.cases.queries.drafts import AttachmentCard, attachment_card
from lingxing.engines.cases.queries.offered import every_service
from lingxing.engines.parties.people.queries import consented
from lingxing.language.procedures.definitions import Service

_OLDEST = dt.timedelta(days=5 * 365)


def papers_on_record(declared: Service, party_id: UUID, on: dt.date) -> dict[str, tuple[AttachmentCard, ...]]:
    """Return for each paper of the service that is on record the files handed in last for it, by the paper's name.

    Those that a service of the same city took under the same `reuse` name in the last five years, in a case of the
    party; nothing unless the party's consent to use again in that city is in force on the day.
    """
    wanted = {paper.reuse: paper.name for paper in declared.papers.values() if paper.reuse}
    city = declared.package.partition("/")[0]
    if not wanted or not consented(party_id, f"reuse:{city}", on):
        return {}
    places = dict(_places(city, wanted))
    found: dict[str, tuple[AttachmentCard, ...]] = {}
    for rows in _last_handed_in(party_id, places.keys(), on).values():
        first = rows[0]
        if first.case is not None:
            name = wanted[places[first.case.package, first.case.service, first.paper]]
            found.setdefault(name, tuple(attachment_card(row) for row in rows))
    return found


def _places(city: str, wanted: Mapping[str, str]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield package, service and paper of everything in the city that goes by one of the names, with the name."""
    for card in every_service():
        if card.city == city:
            for paper in card.service.papers.values():
                if paper.reuse in wanted:
                    yield (card.service.package, card.service.name, paper.name), paper.reuse


def _last_handed_in(
    party_id: UUID, places: Iterable[tuple[str, str, str]], on: dt.date
) -> dict[tuple[UUID | None, int | None, str], list[Attachment]]:
    """Return the files of the party at these places by case, act and paper, the newest act first."""
    known = set(places)
    rows = Attachment.objects.filter(
        case__party=party_id, paper__in={paper for _, _, paper in known}, at__date__gte=on - _OLDEST
    ).select_related("case")
    groups: dict[tuple[UUID | None, int | None, str], list[Attachment]] = {}
    for row in rows.order_by("-at", "-event_sequence", "pk"):
        if row.case is not None and (row.case.package, row.case.service, row.paper) in known:
            groups.setdefault((row.case_id, row.event_sequence, row.paper), []).append(row)
    return groups
