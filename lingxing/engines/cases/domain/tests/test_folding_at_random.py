"""Random walks through random small procedures: folding, storing and taking back agree with doing one act at a time."""

import datetime as dt
import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.clock_events import is_paused, is_running
from lingxing.engines.cases.domain.deciding import decide, possible_acts
from lingxing.engines.cases.domain.folding import apply, fold
from lingxing.engines.cases.domain.snapshots import (
    Stored,
    event_from_json,
    event_to_json,
    state_from_json,
    state_to_json,
)
from lingxing.engines.cases.domain.state import CORRECT, CaseState, Command, Event
from lingxing.engines.cases.domain.surroundings import Surroundings
from lingxing.kernel.actors import Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.holidays import national_calendar
from lingxing.language.procedures.definitions import (
    BACK,
    SAME,
    START,
    Act,
    Clock,
    ClockKind,
    ClockStart,
    Field,
    FieldKind,
    Personal,
    Service,
    State,
    Target,
)
from tests.sizes import sized

STATES = ("one", "two", "three", "over")
ROLES = ("a", "b", "c")
FIELDS = {
    "amount": Field("amount", "金额", FieldKind.MONEY, required=False, decimals=2, lower=0, upper=10**9),
    "share": Field("share", "比例", FieldKind.RATE, required=False, decimals=4, lower=0, upper=1),
    "day": Field("day", "日期", FieldKind.DATE, required=False),
    "name": Field("name", "姓名", FieldKind.TEXT, required=False, personal=Personal.NAME),
    "agreed": Field("agreed", "同意", FieldKind.BOOL, required=False),
    "rows": Field(
        "rows", "人员", FieldKind.ROWS, required=False,
        columns={"who": Field("who", "姓名", FieldKind.TEXT, personal=Personal.NAME)},
    ),
}  # fmt: skip
VALUES = {
    "amount": st.sampled_from(["0", "0.01", "1234.56", "99999.9"]),
    "share": st.sampled_from(["0.3333", "1", "0", "0.25"]),
    "day": st.dates(dt.date(2026, 1, 1), dt.date(2029, 12, 31)).map(dt.date.isoformat),
    "name": st.sampled_from(["甲", "乙", ""]),
    "agreed": st.sampled_from(["true", "false", ""]),
    "rows": st.lists(st.fixed_dictionaries({"who": st.sampled_from(["丙", "丁"])}), max_size=2),
}


@st.composite
def services(draw):
    """Return a small procedure: an opening act, a joint act, a few others, three clocks."""
    names = ["open", "joint", *(f"act{index}" for index in range(draw(st.integers(1, 4))))]
    acts = {"open": _act("open", draw, (START,), st.sampled_from(STATES[:3]), roles=("a",))}
    some = st.lists(st.sampled_from(STATES[:3]), min_size=1, max_size=3, unique=True).map(tuple)
    acts["joint"] = replace(_act("joint", draw, draw(some), st.just(SAME), roles=("a", "b")), each_role=True)
    for name in names[2:]:
        made = _act(
            name, draw, draw(some), st.sampled_from([*STATES, SAME, BACK]), roles=ROLES[: draw(st.integers(1, 3))]
        )
        acts[name] = replace(made, once=draw(st.booleans()), after=("joint",) if draw(st.booleans()) else ())
    clocks = {f"clock{index}": _clock(f"clock{index}", draw, tuple(acts)) for index in range(3)}
    states = {name: State(name, name, final=name == "over", settled=name == "three", outcome="done") for name in STATES}
    return Service(
        "town/thing_2026", "thing", "事项", "第一条", (), "SX", FIELDS, {}, states, acts, clocks, {}, {}, {}, {},
        None, "d",
    )  # fmt: skip


def _act(name, draw, source, target, roles):
    fields = tuple(draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=3)))
    return Act(name, name, "第一条", roles, source, (Target(draw(target)),), fields)


def _clock(name, draw, acts):
    some = st.lists(st.sampled_from(acts), min_size=1, max_size=2, unique=True).map(tuple)
    anchors = st.sampled_from(["event", "event", "due", "day"])
    starts = tuple(ClockStart(act, draw(anchors)) for act in draw(some))
    extended_by = draw(st.sampled_from(["", *acts[2:]]))
    return Clock(
        name, name, "第一条", draw(st.sampled_from(list(ClockKind))),
        draw(st.sampled_from(["5 working days", "20 days", "1 month", "by 12-31"])),
        draw(st.sampled_from(["civil", "licensing", "plain"])), "a", starts, draw(some),
        pauses=draw(st.sampled_from([{}, {"two": "补正"}, {"two": "补正", "three": "鉴定"}])),
        extended_by=extended_by, extension="10 days" if extended_by else "",
    )  # fmt: skip


@st.composite
def walks(draw):
    """Return a procedure and the events of a case that went through it, with the state after each."""
    service = draw(services())
    state, events, states = CaseState(), [], []
    at = dt.datetime(2026, 1, 5, 10, tzinfo=SHANGHAI)
    for _ in range(draw(st.integers(1, 9))):
        at += dt.timedelta(days=draw(st.integers(0, 40)))
        world = Surroundings(at.date(), national_calendar())
        choices = [
            (role, found.act)
            for role in ROLES
            for found in possible_acts(service, state, role, world)
            if not found.refused
        ]
        if not choices:
            break
        role, act = draw(st.sampled_from(choices))
        command = Command(act.name, {name: draw(VALUES[name]) for name in act.fields if draw(st.booleans())})
        decision = decide(service, state, command, Acting(Actor(f"account:{role}", "clerk"), None, role), at, world)
        state = decision.after
        events.append(decision.event)
        states.append(state)
    return service, events, states


@settings(max_examples=sized(37, 150))
@given(walks())
def test_folding_is_doing_one_act_after_the_other(walk):
    service, events, states = walk
    state = CaseState()
    for count, event in enumerate(events, 1):
        state = apply(service, state, event)
        assert state == states[count - 1] == fold(service, events[:count])


@settings(max_examples=sized(25, 100))
@given(walks())
def test_what_is_stored_comes_back(walk):
    service, events, states = walk
    for event, state in zip(events, states, strict=True):
        snapshot, values = state_to_json(service, state)
        head = (state.state, state.sequence, state.closed, state.outcome)
        again = Stored(_through_json(values.plain), _through_json(values.personal))
        assert state_from_json(service, head, _through_json(snapshot), again) == state
        stored = event_to_json(service, event)
        bare = replace(event, values={}, reason="", papers={}, anchors={}, completion=None, originals_seen=False)
        back = Stored(_through_json(stored.plain), _through_json(stored.personal))
        assert event_from_json(service, bare, back) == event


@settings(max_examples=sized(25, 100))
@given(walks())
def test_nothing_personal_lies_open(walk):
    service, events, states = walk
    for state in states:
        snapshot, values = state_to_json(service, state)
        assert not {"甲", "乙", "丙", "丁"} & set(json.dumps([snapshot, values.plain], ensure_ascii=False))
    for event in events:
        assert not {"甲", "乙", "丙", "丁"} & set(json.dumps(event_to_json(service, event).plain, ensure_ascii=False))


@settings(max_examples=sized(25, 100))
@given(walks())
def test_taking_back_the_last_act_is_not_having_done_it(walk):
    service, events, states = walk
    if len(events) < 2:
        return
    taking = Event(len(events) + 1, events[-1].at, CORRECT, "account:x", "a", "", annuls=events[-1].sequence)
    assert fold(service, [*events, taking]) == replace(states[-2], sequence=len(events) + 1)


@settings(max_examples=sized(25, 100))
@given(walks())
def test_clocks_stand_exactly_in_the_states_that_pause_them(walk):
    service, events, states = walk
    for event, state in zip(events, states, strict=True):
        for name, clock in service.clocks.items():
            runs = state.clocks.get(name, ())
            assert all(run.stopped is not None for run in runs[:-1])  # one run at a time
            if is_running(runs):
                assert is_paused(runs[-1]) == (event.target in clock.pauses)
                assert not state.closed or clock.kind is ClockKind.VALIDITY
            for run in runs:
                assert len(run.extensions) <= 1


def _through_json(value):
    return json.loads(json.dumps(value, ensure_ascii=False))
