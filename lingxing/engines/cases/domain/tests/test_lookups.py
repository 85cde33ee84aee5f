"""Names in conditions: what a case knows of itself, of linked cases, and of the case that its act comes from."""

import datetime as dt

from lingxing.engines.cases.domain.folding import apply
from lingxing.engines.cases.domain.lookups import label_of, lookup_for
from lingxing.engines.cases.domain.state import CaseState, Event
from lingxing.engines.cases.domain.surroundings import LinkedCase, Surroundings
from lingxing.engines.cases.tests.homes import HOMES, at, procedure
from lingxing.kernel.holidays import national_calendar
from lingxing.language.procedures.conditions import UNKNOWN

LEASE = procedure().services["lease"]
HOME = "7d1f2f6e-3c0b-4b39-9c55-0c6d9a3c1d11"
OTHER = "7d1f2f6e-3c0b-4b39-9c55-0c6d9a3c1d22"


def event(sequence, day, act, target, role="clerk", **more):
    return Event(sequence, at(day), act, "account:x", role, target, **more)


def applied():
    """Return an application of 2 March, asked for completion on 4 March."""
    state = apply(LEASE, CaseState(), event(1, "2026-03-02", "apply", "submitted", values={"income": 500000}))
    return apply(LEASE, state, event(2, "2026-03-04", "request_completion", "awaiting_completion"))


def names(state, day, **world):
    return lookup_for(LEASE, state, Surroundings(dt.date.fromisoformat(day), national_calendar(), **world))


def test_clocks():
    running = names(apply(LEASE, CaseState(), event(1, "2026-03-02", "apply", "submitted")), "2026-03-30")
    # 20 working days after 2 March: 30 March.
    assert running("clock.review.due") == dt.date(2026, 3, 30)
    assert (running("clock.review.remaining"), running("clock.review.overdue")) == (0, False)
    late = names(apply(LEASE, CaseState(), event(1, "2026-03-02", "apply", "submitted")), "2026-03-31")
    assert (late("clock.review.overdue"), late("clock.review.expired"), late("clock.review.open")) == (
        True,
        True,
        False,
    )
    paused = names(applied(), "2026-03-05")
    assert (paused("clock.review.running"), paused("clock.review.paused")) == (False, True)
    assert paused("clock.review.due") is UNKNOWN
    assert paused("clock.review.remaining") == 18  # 3 and 4 March have run
    assert (paused("clock.valid.due"), paused("clock.valid.expired")) == (UNKNOWN, False)  # never started


def test_counts_opinions_and_the_world():
    asked = names(applied(), "2026-03-05", has_mark=lambda name: name == "breach", cases_of_party=lambda *of: len(of))
    assert (asked("count.apply"), asked("count.send")) == (1, 0)
    assert asked("opinion.give_opinion.police.view") is UNKNOWN
    assert (asked("mark.breach"), asked("mark.other"), asked("cases.lease.waiting")) == (True, False, 2)
    assert (asked("today"), asked("income"), asked("persons")) == (dt.date(2026, 3, 5), 500000, UNKNOWN)
    rule = names(applied(), "2026-03-05", formula=lambda name, values: {"aid": 20000, "eligible": False}[name])
    assert (rule("rule.aid"), rule("rule.eligible")) == (True, False)  # an amount above 0 is a yes


def test_linked_cases_answer_for_themselves_and_for_what_they_link_to():
    lease = apply(LEASE, CaseState(), event(1, "2026-03-02", "apply", "submitted", values={"persons": 2}))
    linked = LinkedCase(
        OTHER, HOMES, "lease", "YHZ1", "leased", {"persons": 2, "home": HOME}, None, LEASE, lease.clocks
    )
    home = LinkedCase(HOME, HOMES, "home", "YHF1", "let", {"rent": 80000})
    world = {
        "linked_case": {OTHER: linked, HOME: home}.get,
        "cases_linking_to": lambda case, service, state: (
            3 if (case, service, state) == (HOME, "lease", "leased") else 0
        ),
        "origin": linked,
    }
    mine = names(CaseState(values={"home": OTHER}), "2026-03-31", **world)
    assert (mine("home.state"), mine("home.persons"), mine("home.income")) == ("leased", 2, UNKNOWN)
    assert (mine("home.home.rent"), mine("home.home.state")) == (80000, "let")
    assert mine("home.clock.review.overdue") is True
    assert mine("home.home.linked.lease.leased") == 3
    assert (mine("origin.persons"), mine("origin.home.rent"), mine("origin.state")) == (2, 80000, "leased")
    assert names(CaseState(), "2026-03-31", **world)("home.state") is UNKNOWN
    assert names(CaseState(values={"home": "gone"}), "2026-03-31", **world)("home.state") is UNKNOWN
    assert names(CaseState(), "2026-03-31")("origin.persons") is UNKNOWN


def test_names_are_told_in_chinese():
    told = [label_of(LEASE, name) for name in ("home.rent", "clock.review.due", "opinion.give_opinion.police.view")]
    assert told == ["房源", "审查期限", "“提出意见”的意见"]
    assert label_of(LEASE, "rule.eligible") == ""
