"""Stories of stalls, step by step, each request under a key of its own so that it may be sent again."""

import datetime as dt
import json
import os
import queue
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Draft, ServiceBinding
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.attaching import attach
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft, drop_draft
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.tests.office import AT, open_office
from lingxing.engines.cases.tests.stories import VALUES
from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.parties.access_types import Account, IdentityKind
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.tests.accounts import PASSWORD
from lingxing.kernel.tests.identity_samples import resident_number

APPLICANTS = 6
STEPS = ("apply", "accept", "health", "fire", "approve")
_ACTS: Mapping[str, tuple[str, Command]] = {
    "accept": ("office", Command("accept", originals_seen=True)),
    "health": ("health", Command("give_opinion", {"view": "agree"})),
    "fire": ("fire", Command("give_opinion", {"view": "agree"})),
    "approve": ("chief", Command("approve", {"stall_number": "A1"})),
}


@dataclass
class Story:
    """One case on its way, as its clients remember it: what they asked for, and what was acknowledged."""

    id: str
    applicant: int
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the steps of the story: some are left with the fire brigade's opinion wanting."""
        return STEPS[:3] if self.id.endswith(("3", "7")) else STEPS

    @property
    def left(self) -> list[str]:
        """Return the steps that nobody has acknowledged."""
        return [step for step in self.steps if step not in self.acknowledged]

    def key(self, step: str) -> str:
        """Return the key of the request for a step: the same however often it is sent."""
        return f"{self.id}/{step}"


@dataclass(frozen=True)
class Market:
    """The people of the stories."""

    applicants: tuple[tuple[Account, Acting], ...]
    staff: Mapping[str, Acting]


def open_market() -> Market:
    """Return the invented market's office with six applicants, in an empty database."""
    office = open_office()
    organs = dict(ServiceBinding.objects.filter(package=MARKET).values_list("role", "organ"))
    people = {"office": office.clerk, "chief": office.chief, "health": office.doctor, "fire": office.fireman}
    staff = {role: Acting(who.actor, who.pk, role, organs[role]) for role, who in people.items()}
    return Market(tuple(_applicant(number) for number in range(APPLICANTS)), staff)


def _applicant(number: int) -> tuple[Account, Acting]:
    identity = resident_number(dt.date(1988, 5, 6), number + 1)
    who = register_applicant(
        f"seller{number}", PASSWORD, "赵六一", IdentityKind.RESIDENT_ID, identity, "13800001234", AT
    )
    party = party_of(who.pk)
    assert party is not None
    return who, Acting(who.actor, who.pk, "applicant", None, party.pk)


class Teller:
    """Tells whoever holds the other end of a pipe, line by line, before anything else happens."""

    def __init__(self, pipe: int) -> None:
        self._pipe, self._lock = pipe, threading.Lock()

    def tell(self, **said: Any) -> None:
        """Write one line; what is written outlives this process."""
        with self._lock:
            os.write(self._pipe, json.dumps(said).encode() + b"\n")


def work(market: Market, begun: list[Story], fresh: int, prefix: str, threads: int, pipe: int) -> None:
    """Carry on with the stories that were begun, then begin fresh ones, on several threads, until all are told."""
    _drop_forgotten(market, begun)
    waiting: queue.SimpleQueue[Story] = queue.SimpleQueue()
    for story in (*begun, *(Story(f"{prefix}.{number}", number % APPLICANTS) for number in range(fresh))):
        waiting.put(story)
    teller = Teller(pipe)
    teller.tell(ready=True)
    workers = [threading.Thread(target=_work, args=(market, waiting, teller)) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def _work(market: Market, waiting: "queue.SimpleQueue[Story]", teller: Teller) -> None:
    try:
        while True:
            story = waiting.get_nowait()
            for step in story.left:
                _take(market, story, step, teller)
    except queue.Empty:
        return
    except Exception as fault:  # told, so that the test fails by it
        teller.tell(fault=repr(fault))
    finally:
        connection.close()


def _take(market: Market, story: Story, step: str, teller: Teller) -> None:
    """Send the request of a step, the same one again where it was sent before, and tell what came of it."""
    request = story.asked.get(step) or _request(market, story, step)
    story.asked[step] = request
    teller.tell(ask=step, story=story.id, applicant=story.applicant, request=request)
    result = _send(market, story, step, request)
    answer = {
        "case": str(result.case.pk),
        "number": result.case.number,
        "sequence": result.event.sequence,
        "code": result.code,
        "repeated": result.repeated,
    }
    story.acknowledged[step] = answer
    teller.tell(acknowledge=step, story=story.id, answer=answer)
    if step == "apply":
        drop_draft(market.applicants[story.applicant][0], UUID(request["draft"]))


def _request(market: Market, story: Story, step: str) -> dict[str, Any]:
    if step != "apply":
        return {"case": story.acknowledged["apply"]["case"]}
    who, acting = market.applicants[story.applicant]
    draft = begin_draft(who, DraftKind(MARKET, "stall", "apply", acting.party_id), AT)
    return {"draft": str(draft.pk), "photo": str(attach(who, draft.pk, "photo", "相片.jpg", JPEG, AT).pk)}


def _send(market: Market, story: Story, step: str, request: Mapping[str, Any]) -> ActResult:
    if step == "apply":
        acting = market.applicants[story.applicant][1]
        command = Command("apply", VALUES, papers={"photo": (request["photo"],)})
        return start_case(MARKET, "stall", command, acting, AT, key=story.key(step))
    role, command = _ACTS[step]
    return perform(UUID(request["case"]), command, market.staff[role], AT, key=story.key(step))


def _drop_forgotten(market: Market, begun: list[Story]) -> None:
    """Drop the drafts of which no client knows any more, as their owners would."""
    known = {story.asked["apply"]["draft"] for story in begun if "apply" in story.asked}
    for who, _ in market.applicants:
        for draft in Draft.objects.filter(account=who.pk):
            if str(draft.pk) not in known:
                drop_draft(who, draft.pk)
