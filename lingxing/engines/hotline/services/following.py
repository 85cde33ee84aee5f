"""Keeping tickets and figures up to date with their cases.

Whatever is done in a ticket's case, by whomever, brings the ticket up in the transaction of the act: `follow_cases`
stands in `CASE_FOLLOWERS`. `follow` runs with every sweep for cases that came in another way, as by an import.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.queries.following import FollowedCase, acts_after, followed_cases
from lingxing.engines.cases.services.followers import Changed
from lingxing.engines.cases.services.transactions import Together, insert, write_transaction
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.domain.figures import MEASURES, Counts, counted
from lingxing.engines.hotline.domain.passing import HANDLING, Did, Passed, Term, passed
from lingxing.engines.hotline.models import Following, Tally, Ticket
from lingxing.engines.hotline.queries.hotlines import holds_tickets, hotlines
from lingxing.engines.hotline.services.tallying import Place, add, counts_of, names_of, place_of

_NAME = "acts"
_PAGE = 1000
_QUIET = dt.timedelta(minutes=1)
"""No transaction of an act lasts so long: what is older than this has been seen."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a ticket is found by beside its case: digests of caller and place, whether the caller can be reached."""

    caller: str = ""
    place: str = ""
    reachable: bool = False
    main_id: UUID | None = None


def new_ticket(hotline: Hotline, case: FollowedCase, known: Known, together: Together) -> Ticket:
    """Return the ticket of a case that is being opened; it is written, and counted, when `together` is sent."""
    ticket = Ticket(case_id=case.id)
    change = _fill(ticket, hotline, case, known)
    insert([ticket], together=together)
    add({place_of(ticket): change}, together)
    return ticket


def follow_cases(changed: Sequence[Changed]) -> None:
    """Bring up the tickets among the cases that an act changed, in its transaction."""
    if ids := [case.id for case in changed if holds_tickets(case.package, case.service)]:
        bring_up(ids)


def bring_up(ids: Collection[UUID]) -> int:
    """Bring the tickets of these cases up to their last act and return how many were. Within a transaction."""
    known = {(one.package, one.name): one for one in hotlines()}
    rows = Ticket.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk")
    tickets = {row.pk: row for row in rows}
    changes: dict[Place, Counts] = {}
    cases = [case for case in followed_cases(ids) if (case.package, case.service) in known]
    for case in cases:
        ticket = tickets.get(case.id) or Ticket(case_id=case.id)
        _change(changes, ticket, known[case.package, case.service], case)
    add(changes)
    return len(cases)


def _change(changes: dict[Place, Counts], ticket: Ticket, hotline: Hotline, case: FollowedCase) -> None:
    is_new = ticket._state.adding
    if not is_new:
        before = place_of(ticket)
        changes[before] = changes.get(before, Counts()).plus(counts_of(ticket), -1)
    more = Known(ticket.caller, ticket.place, ticket.reachable, ticket.main_id)
    counts = _fill(ticket, hotline, case, more)
    ticket.save(force_insert=is_new)
    after = place_of(ticket)
    changes[after] = changes.get(after, Counts()).plus(counts)


def _fill(ticket: Ticket, hotline: Hotline, case: FollowedCase, known: Known) -> Counts:
    """Write into the row what the case adds up to, and return what it adds to the figures."""
    state = hotline.service.states.get(case.state)
    settled = case.closed or (state is not None and (state.settled or state.final))
    told = _told(case, settled=settled, reachable=known.reachable)
    facts, counts = told.facts, counted(told.facts)
    kind = hotline.kinds.get(facts.kind)
    ticket.package, ticket.service, ticket.number, ticket.matter = case.package, case.service, case.number, case.title
    ticket.kind, ticket.channel, ticket.topic = facts.kind, facts.channel, told.topic
    ticket.state, ticket.revision = case.state, case.revision
    ticket.open = not (case.closed or (state is not None and state.final))
    ticket.month, ticket.taken_at = facts.month, told.taken_at
    ticket.organ_id = facts.organ or None
    ticket.due_on, ticket.replied_at, ticket.handled = told.due_on, told.replied_at, facts.handled
    ticket.anonymous, ticket.hides_caller = facts.anonymous, bool(kind and kind.hides_caller)
    ticket.caller, ticket.place, ticket.reachable = known.caller, known.place, known.reachable
    ticket.main_id = (known.main_id or _main_of(case)) if facts.joined else None
    ticket.reminded, ticket.supervised = told.reminded, told.supervised
    ticket.counts = names_of(counts)
    return counts


def _main_of(case: FollowedCase) -> UUID | None:
    """Return the ticket whose number the joined one names; None where the hotline has none of that number."""
    number = str(case.values.get("joined_to", "")).strip().upper()
    others = Ticket.objects.filter(number=number, package=case.package, service=case.service).exclude(pk=case.id)
    return others.values_list("pk", flat=True).first()


def _told(case: FollowedCase, *, settled: bool, reachable: bool) -> Passed:
    done = [Did(act.act, act.at, act.values) for act in case.acts] or [Did("take", case.opened_at, {})]
    terms = [Term(run.due, run.stopped) for run in case.runs if run.clock == HANDLING]
    return passed(done, terms, case.values, settled=settled, reachable=reachable)


def follow(at: dt.datetime) -> int:
    """Bring up every ticket in which something was done since the last time; return how many. Safe to run twice and in
    several processes; each page of acts is a transaction."""
    services = {(one.package, one.name) for one in hotlines()}
    key, done = -1, 0
    while services:
        with write_transaction():
            row, _ = Following.objects.select_for_update().get_or_create(name=_NAME)
            start = max(key, row.event)
            found = acts_after(start, services, at - _QUIET, _PAGE)
            done += bring_up(_behind(found.cases))
            key = found.last
            row.event = found.settled if start == row.event else row.event
            row.at = at
            row.save()
        if found.looked_at < _PAGE:
            break
    return done


def _behind(cases: Mapping[UUID, int]) -> list[UUID]:
    """Return the cases whose tickets do not know their last act yet."""
    known = dict(Ticket.objects.filter(pk__in=list(cases)).values_list("pk", "revision"))
    return [key for key, sequence in cases.items() if known.get(key, -1) < sequence]


def recount(hotline: Hotline) -> Sequence[str]:
    """Add up the figures of a hotline from its tickets anew and put them right; return which rows were wrong."""
    with write_transaction():
        sums: dict[Place, Counts] = {}
        for ticket in Ticket.objects.filter(package=hotline.package, service=hotline.name).iterator(chunk_size=2000):
            place = place_of(ticket)
            sums[place] = sums.get(place, Counts()).plus(counts_of(ticket))
        held = Tally.objects.select_for_update().filter(package=hotline.package, service=hotline.name)
        wrong = _differences(sums, list(held))
        add(wrong)
    return [f"{place.month:%Y-%m} 单位{place.organ} {place.kind} {place.channel}" for place in sorted(wrong)]


def _differences(sums: dict[Place, Counts], held: Sequence[Tally]) -> dict[Place, Counts]:
    found = dict(sums)
    for row in held:
        place = Place(row.package, row.service, row.month, row.organ, row.kind, row.channel)
        stands = Counts(**{name: getattr(row, name) for name in MEASURES})
        found[place] = found.get(place, Counts()).plus(stands, -1)
    return {place: change for place, change in found.items() if change != Counts()}
