"""Matters that are typed in or imported from a table (art. 4), proposed at once."""

import datetime as dt
from collections.abc import Sequence

from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries import organ_card, organs_by_name
from lingxing.engines.supervision.domain.entries import Entry, WrongRow, names_in, read_entries
from lingxing.engines.supervision.models import PlanTask, Source
from lingxing.engines.supervision.queries.drafts import PERSON, person_context, units_to_json
from lingxing.engines.supervision.services.assigning import Outcome, propose_together
from lingxing.engines.supervision.services.planning import acting_office
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError


class WrongRows(LingxingError):
    """A table with rows that can't be taken: none was."""

    def __init__(self, rows: Sequence[WrongRow]) -> None:
        super().__init__(f"有 {len(rows)} 行不对，一行也没有导入", where="导入表", remedy="请改正后重新导入")
        self.rows = tuple(rows)


def import_matters(account: Account, rows: Sequence[Sequence[str]], at: dt.datetime) -> list[Outcome]:
    """Propose every matter of a table, all or none, and return their numbers. WrongRows names each wrong row."""
    on = at.astimezone(SHANGHAI).date()
    _, office = acting_office(account, "", on)
    card = organ_card(office)
    organs = organs_by_name(card.city if card else "", names_in(rows))
    labels = {str(label): value for value, label in Source.choices}
    entries, wrong = read_entries(rows, labels, organs, on)
    if wrong:
        raise WrongRows(wrong)
    return enter(account, entries, at)


@write_transaction()
def enter(account: Account, entries: Sequence[Entry], at: dt.datetime) -> list[Outcome]:
    """Propose matters, all or none, and return their numbers. Errors as `assigning.propose_together`."""
    _, office = acting_office(account, "", at.astimezone(SHANGHAI).date())
    keys = [_stored(entry, office, place) for place, entry in enumerate(entries, 1)]
    return propose_together(account, keys, at)


def _stored(entry: Entry, office: int, place: int) -> int:
    row = PlanTask.objects.create(
        organ_id=office,
        position=place,
        source=entry.source,
        origin=entry.origin,
        heading=entry.heading,
        text=entry.text,
        due_on=entry.due_on,
        units=units_to_json(entry.units),
        split=entry.split,
        urgent=entry.urgent,
        major=entry.major,
    )
    if entry.person and entry.person != PERSON:
        row.person_sealed = seal_text(entry.person, person_context(row.pk))
        row.save(update_fields=["person_sealed"])
    key: int = row.pk
    return key
