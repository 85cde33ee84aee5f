"""What a profile may say: the facts of many packages, each asked once where they mean the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lingxing.engines.rules.domain.cases import Case, WrongCase, WrongValue, read_case, unknown_name
from lingxing.language.definitions import Fact, FactList, Program


@dataclass(frozen=True, slots=True)
class SharedFact:
    """A fact of a profile. `key` is its name, or `<package>.<name>` where packages mean different things by it."""

    key: str
    fact: Fact
    policies: tuple[str, ...]
    listed: FactList | None = None
    """The list it belongs to; then the key is the name within an event."""


def shared_facts(programs: Iterable[Program]) -> tuple[SharedFact, ...]:
    """Return what a profile may hold, the subject's facts first, each thing once."""
    declared = list(programs)
    subject = [(program, fact, None) for program in declared for fact in program.facts.values()]
    events = [
        (program, fact, listed)
        for program in declared
        for listed in program.lists.values()
        for fact in listed.facts.values()
    ]
    return (*_shared(subject), *_shared(events))


Declared = tuple[Program, Fact, FactList | None]


def _shared(declared: Sequence[Declared]) -> Iterator[SharedFact]:
    by_name: dict[tuple[str, str], list[Declared]] = {}
    for entry in declared:
        by_name.setdefault((entry[1].scope, entry[1].name), []).append(entry)
    for (_, name), entries in by_name.items():
        _, fact, listed = entries[0]
        if all(compatible(fact, other) for _, other, _ in entries):
            yield SharedFact(name, fact, tuple(program.policy.id for program, _, _ in entries), listed)
            continue
        for program, own, inside in entries:
            yield SharedFact(f"{program.policy.id}.{name}", own, (program.policy.id,), inside)


def compatible(one: Fact, other: Fact) -> bool:
    """Return whether two packages mean the same: one label, type and unit, and the same choices."""
    return (
        one.label == other.label
        and one.kind is other.kind
        and one.type.unit.fits(other.type.unit)
        and set(one.choices) == set(other.choices)
    )


@dataclass(slots=True)
class _Shares:
    """A profile being divided among programs."""

    programs: Mapping[str, Program]
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    wrong: list[WrongValue] = field(default_factory=list)

    def put(self, key: str, value: Any) -> None:
        """Hand a value to every program that it is meant for."""
        policy, _, name = key.rpartition(".")
        if policy in self.programs and self._knows(self.programs[policy], name):
            self.given[policy][name] = value
            return
        holders = [program for program in self.programs.values() if self._knows(program, key)]
        if not holders:
            self.wrong.append(WrongValue(key, value, unknown_name(key, self._names())))
        elif self._differ(key, holders):
            ways = "、".join(f"{program.policy.id}.{key}" for program in holders)
            self.wrong.append(WrongValue(key, value, f"各文件所指不同，请分别写明：{ways}"))
        for program in holders:
            self.given[program.policy.id].setdefault(key, value)

    def _knows(self, program: Program, name: str) -> bool:
        return name in program.facts or name in program.lists

    def _names(self) -> list[str]:
        return list(dict.fromkeys(n for p in self.programs.values() for n in (*p.facts, *p.lists)))

    def _differ(self, name: str, holders: Sequence[Program]) -> bool:
        facts = [program.facts[name] for program in holders if name in program.facts]
        return any(not compatible(facts[0], fact) for fact in facts[1:]) or 0 < len(facts) < len(holders)


def cases_of(programs: Mapping[str, Program], profile: Mapping[str, Any]) -> dict[str, Case]:
    """Return the case of each program, from one profile. WrongCase holds every mistake of any of them.

    A key may be `<package>.<name>`: then it is meant for that package alone, before the plain name. Facts of a list's
    events that a package does not ask for are left out of its case, as long as another one asks for them.
    """
    if not isinstance(profile, Mapping):
        raise WrongCase([WrongValue("（整个输入）", profile, "应为一个对象：事项名 → 值")])
    shares = _Shares(programs, {name: {} for name in programs})
    for key in sorted(profile, key=lambda key: "." not in str(key)):
        shares.put(str(key), profile[key])
    cases: dict[str, Case] = {}
    for name, program in programs.items():
        try:
            cases[name] = read_case(program, _own_events(programs, program, shares.given[name]))
        except WrongCase as wrong:
            shares.wrong += wrong.items
    if shares.wrong:
        raise WrongCase(list({(item.field, str(item.value), item.expected): item for item in shares.wrong}.values()))
    return cases


def _own_events(programs: Mapping[str, Program], program: Program, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the events cut down to the facts that the program knows, if others know the rest."""
    cut = dict(given)
    for name, listed in program.lists.items():
        others = {fact for other in programs.values() if name in other.lists for fact in other.lists[name].facts}
        foreign = others - set(listed.facts)
        if foreign and isinstance(given.get(name), list):
            cut[name] = [_without(event, foreign) for event in given[name]]
    return cut


def _without(event: Any, names: set[str]) -> Any:
    if not isinstance(event, Mapping):
        return event
    return {name: value for name, value in event.items() if name not in names}
