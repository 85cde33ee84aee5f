"""What must hold of a database after whatever happened to the processes that wrote to it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lingxing.engines.cases.domain.folding import fold
from lingxing.engines.cases.domain.snapshots import run_to_json
from lingxing.engines.cases.domain.state import CaseState
from lingxing.engines.cases.domain.turns import expected_turns
from lingxing.engines.cases.models import Attachment, Case, CaseClock, CaseEvent, IssuedDocument, Turn
from lingxing.engines.cases.queries.applicants import track
from lingxing.engines.cases.queries.attachments import content_context
from lingxing.engines.cases.queries.loading import events_of, state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.attaching import clean_uploads
from lingxing.engines.cases.services.doing import request_key
from lingxing.engines.cases.tests.office import AT
from lingxing.engines.cases.uploads.storing import load_file, stored_files
from lingxing.engines.ledger.queries import entries, verify_all
from lingxing.kernel.canonical import Json
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.procedures.definitions import Service
from tests.endurance.stories import Market, Story

ON = AT.astimezone(SHANGHAI).date()


def all_faults(market: Market, stories: Iterable[Story]) -> list[str]:
    """Return everything that is wrong, in words; empty where nothing is."""
    told = list(stories)
    return [
        *lost_or_doubled(market, told),
        *(f"ledger: {fault}" for fault in verify_all()),
        *(fault for case in Case.objects.order_by("number") for fault in case_faults(case)),
        *gaps(),
        *paper_faults(),
    ]


def lost_or_doubled(market: Market, stories: list[Story]) -> Iterator[str]:
    """Yield the requests that were acknowledged and are not there as told, and the events that nobody asked for."""
    rows = {row.key: row for row in CaseEvent.objects.all()}
    wanted = set()
    for story in stories:
        for step in story.steps:
            acting = market.applicants[story.applicant][1] if step == "apply" else market.staff[_role(step)]
            key = request_key(acting, story.key(step))
            wanted.add(key)
            row, answer = rows.get(key), story.acknowledged.get(step, {})
            found = (str(row.case_id), row.sequence) if row else None
            if found != (answer.get("case"), answer.get("sequence")):
                yield f"{story.key(step)} was acknowledged as {answer} and is {found}"
        opened = story.acknowledged.get("apply")
        if opened and track(opened["number"], opened["code"], ON).number != opened["number"]:
            yield f"{story.id} is not found by its code"
    yield from (f"nobody asked for event {row}" for key, row in rows.items() if key not in wanted)
    if Case.objects.count() != len(stories):
        yield f"{Case.objects.count()} cases for {len(stories)} applications"


def _role(step: str) -> str:
    return {"accept": "office", "approve": "chief"}.get(step, step)


def case_faults(case: Case) -> Iterator[str]:
    """Yield how a case's row, clocks, turns, papers or ledger differ from what its events add up to."""
    declared = service(case.package, case.service)
    rows = list(CaseEvent.objects.filter(case=case).order_by("sequence"))
    folded = fold(declared, events_of(rows, declared))
    if folded != state_of(case, declared):
        yield f"{case.number}: the row is not what its events add up to"
    if [row.sequence for row in rows] != list(range(1, case.revision + 1)):
        yield f"{case.number}: {case.revision} events by its row, {[row.sequence for row in rows]} stored"
    yield from _clock_faults(case, folded)
    yield from _turn_faults(case, declared, folded)
    yield from _ledger_faults(case, rows)


def _clock_faults(case: Case, folded: CaseState) -> Iterator[str]:
    stored = {(row.name, row.ordinal): _without_start(row.run) for row in CaseClock.objects.filter(case=case)}
    wanted = {
        (name, ordinal): run_to_json(run) for name, runs in folded.clocks.items() for ordinal, run in enumerate(runs, 1)
    }
    if stored != wanted:
        yield f"{case.number}: clocks {stored}, by its events {wanted}"


def _without_start(run: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in run.items() if name != "started_at"}


def _turn_faults(case: Case, declared: Service, folded: CaseState) -> Iterator[str]:
    stored = sorted(Turn.objects.filter(case=case).values_list("role", flat=True))
    wanted = sorted(turn.role for turn in expected_turns(declared, folded)) if not folded.closed else []
    if stored != wanted:
        yield f"{case.number}: turns of {stored}, by its events of {wanted}"


def _ledger_faults(case: Case, rows: list[CaseEvent]) -> Iterator[str]:
    told = [(entry, json.loads(entry.payload)) for entry in entries(f"case:{case.pk}")]
    if [(entry.sequence, entry.act) for entry, _ in told] != [(row.ledger_sequence, row.act) for row in rows]:
        yield f"{case.number}: its stream of the ledger holds other acts than its events"
    issued = [
        (row.number, row.digest)
        for row in IssuedDocument.objects.filter(case=case).order_by("event_sequence", "number")
    ]
    recorded = sorted((number, digest) for _, payload in told for number, digest in payload["documents"])
    if sorted(issued) != recorded:
        yield f"{case.number}: papers {issued}, in the ledger {recorded}"
    handed_in = sorted(Attachment.objects.filter(case=case).values_list("digest", flat=True))
    if handed_in != sorted(digest for _, payload in told for files in payload["papers"].values() for digest in files):
        yield f"{case.number}: files that the ledger does not know, or the other way round"


def gaps() -> Iterator[str]:
    """Yield the series of numbers, of cases and of papers, that have a gap or a number twice."""
    numbers = Counter(int(number[-6:]) for number in Case.objects.values_list("number", flat=True))
    if sorted(numbers.elements()) != list(range(1, len(numbers) + 1)):
        yield f"numbers of cases: {sorted(numbers.elements())}"
    for name in ("receipt", "permit"):
        given = IssuedDocument.objects.filter(name=name).values_list("number", flat=True)
        found = sorted(int(number.partition("〕")[2].removesuffix("号")) for number in given)
        if found != list(range(1, len(found) + 1)):
            yield f"numbers of papers {name}: {found}"


def paper_faults() -> Iterator[str]:
    """Yield the handed-in files that are not there as they were given, and what lies there beside them."""
    rows = list(Attachment.objects.all())
    for row in rows:
        content = load_file(row.stored_as, content_context(row.pk))
        if hashlib.sha256(content).hexdigest() != row.digest:
            yield f"file {row.pk} is not what was handed in"
    clean_uploads(older_than_seconds=0)
    if set(stored_files()) != {row.stored_as for row in rows}:
        yield "files lie there of which no row speaks"
