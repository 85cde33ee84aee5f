"""Reads of the rules: which there are, how they stand on a day, the program of one."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from lingxing.engines.rules.domain.cases import WrongCase, WrongValue
from lingxing.kernel.errors import NotFound
from lingxing.language.definitions import AUDIENCES, Policy, Program, Setting
from lingxing.language.packages import (
    Package,
    WrongParameter,
    load_packages,
    load_procedures,
    read_setting,
    supplied_settings,
    supplied_stamp,
)

STATES = {"not_yet": "尚未施行", "in_force": "现行有效", "expired": "已到期"}


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """A package in a list. `state` is not_yet, in_force or expired on the day asked for; `outputs` are labels."""

    policy: Policy
    state: str
    outputs: tuple[str, ...]
    audiences: frozenset[str] = frozenset()

    @property
    def city(self) -> str:
        """Return the city's part of the id."""
        return self.policy.id.partition("/")[0]

    @property
    def name(self) -> str:
        """Return <subject>_<year>."""
        return self.policy.id.partition("/")[2]

    @property
    def title(self) -> str:
        """Return the instrument's title."""
        return self.policy.instrument or self.policy.title

    @property
    def state_label(self) -> str:
        """Return the state in Chinese."""
        return STATES[self.state]

    @property
    def audience(self) -> str:
        """Return whom the rules are about, in Chinese."""
        return "、".join(label for name, label in AUDIENCES.items() if name in self.audiences)


@dataclass(frozen=True, slots=True)
class RuleFilters:
    """What a list of rules is narrowed to; empty ones narrow nothing."""

    q: str = ""
    city: str = ""
    topic: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value of a filter and how many rules have it."""

    value: str
    label: str
    count: int


def rules(on: dt.date, filters: RuleFilters = RuleFilters()) -> list[RuleSummary]:
    """Return the rules that the filters leave, those in force first, then by city and topic.

    A package without formulas has a procedure alone: it is no rule.
    """
    packages = (package for package in load_packages().packages.values() if package.marked)
    found = [summary(package, on) for package in packages if _fits(package, filters)]
    found = [rule for rule in found if _speaks_of(rule, filters.q)]
    return sorted(found, key=lambda rule: (list(STATES).index(rule.state) != 1, rule.policy.city, rule.policy.topic))


def summary(package: Package, on: dt.date) -> RuleSummary:
    """Return the package as a list shows it on the day."""
    outputs = {marked.name: marked.label for marked in package.marked if not marked.internal}
    return RuleSummary(package.policy, state_on(package.policy, on), tuple(outputs.values()), package.audiences)


def state_on(policy: Policy, on: dt.date) -> str:
    """Return not_yet, in_force or expired."""
    if on < policy.effective:
        return "not_yet"
    return "expired" if policy.expires and on > policy.expires else "in_force"


def facets(on: dt.date) -> dict[str, list[FacetChoice]]:
    """Return the choices of each filter over all rules."""
    found = rules(on)
    every = [rule.policy for rule in found]
    return {
        "city": _choices(policy.city for policy in every),
        "topic": _choices(policy.topic for policy in every),
        "audience": [
            FacetChoice(choice.value, AUDIENCES.get(choice.value, choice.value), choice.count)
            for choice in _choices(audience for rule in found for audience in rule.audiences)
        ],
    }


def problems() -> Sequence[str]:
    """Return what keeps packages, or the procedures of packages, from being loaded."""
    return tuple(str(problem) for problem in (*load_packages().problems, *load_procedures()[1]))


def package(city: str, name: str) -> Package:
    """Return the package of an address. NotFound where there is none."""
    found = load_packages().packages.get(f"{city}/{name}")
    if found is None:
        raise NotFound("没有这套规则", where=f"{city}/{name}", remedy="请从规则列表中选择")
    return found


def program(city: str, name: str, on: dt.date) -> Program:
    """Return the rules of an address as of the day, one object a day. NotFound where there are none."""
    found, folder = package(city, name), settings.PARAMETER_DIRECTORY
    return _program(_Same(found), on, folder, supplied_stamp(found, folder))


def program_with(city: str, name: str, on: dt.date, texts: Mapping[str, str]) -> Program:
    """Return the rules as of the day with parameters set, written as a package writes them.

    NotFound for an unknown rule, WrongCase for unknown parameters and for values that a parameter can't take.
    """
    plain, found = program(city, name, on), package(city, name)
    if not texts:
        return plain
    supplied = supplied_settings(found, settings.PARAMETER_DIRECTORY, on)
    return found.program(on=on, supplied=supplied, overrides=parameter_settings(plain, texts))


def parameter_settings(program: Program, texts: Mapping[str, str]) -> dict[str, Setting]:
    """Return the values of parameters, written as a package writes them, in base units.

    WrongCase names each parameter that is unknown or can't take its value.
    """
    found, wrong = {}, []
    for name, text in texts.items():
        parameter = program.parameters.get(name)
        if parameter is None:
            wrong.append(
                WrongValue(f"set.{name[:60]}", text, f"没有这个参数，可用的有：{'、'.join(program.parameters)}")
            )
            continue
        try:
            found[name] = read_setting(parameter, text)
        except WrongParameter as error:
            wrong.append(WrongValue(f"set.{name}", text, error.remedy))
    if wrong:
        raise WrongCase(wrong)
    return found


class _Same:
    """A package told apart by being itself: what it holds can't be hashed."""

    __slots__ = ("package",)

    def __init__(self, package: Package) -> None:
        self.package = package

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.package is self.package

    def __hash__(self) -> int:
        return id(self.package)


@lru_cache(maxsize=256)
def _program(same: _Same, on: dt.date, folder: Path, stamp: tuple[int, ...]) -> Program:
    """Return the program of a day; it is made ready to run once, until what the installation supplies changes."""
    del stamp
    return same.package.program(on=on, supplied=supplied_settings(same.package, folder, on))


def is_named(city: str, name: str) -> bool:
    """Return whether people name the city so: 云梦 is 云梦市."""
    return name in (city, city.removesuffix("市"))


def programs(city: str, audience: str, on: dt.date) -> list[Program]:
    """Return the programs of a city that are in force for an audience.

    The city is named by its part of the id or in Chinese, with 市 or without.
    """
    return [
        program(rule.city, rule.name, on)
        for rule in rules(on, RuleFilters(audience=audience))
        if rule.state == "in_force" and (city == rule.city or is_named(rule.policy.city, city))
    ]


def rules_of(numbers: Iterable[str], titles: Iterable[str], on: dt.date) -> list[RuleSummary]:
    """Return the rules that run a document, told by its number or the titles it carries."""
    wanted_numbers, wanted_titles = set(filter(None, numbers)), set(filter(None, titles))
    return [
        rule
        for rule in rules(on)
        if rule.policy.document_number in wanted_numbers
        or (not rule.policy.document_number and rule.policy.title in wanted_titles)
    ]


def _fits(package: Package, filters: RuleFilters) -> bool:
    policy = package.policy
    return (
        (not filters.city or is_named(policy.city, filters.city))
        and filters.topic in ("", policy.topic)
        and filters.audience in ("", *package.audiences)
    )


def _speaks_of(rule: RuleSummary, query: str) -> bool:
    """Return whether every word of the query stands in what a rule says of itself."""
    policy = rule.policy
    texts = (policy.title, policy.instrument, policy.document_number, policy.city, policy.topic, policy.issuer)
    text = " ".join((*texts, policy.abstract, rule.audience, *rule.outputs)).lower()
    return all(word in text for word in query.lower().split())


def _choices(values: Iterable[str]) -> list[FacetChoice]:
    counted = Counter(value for value in values if value)
    return [FacetChoice(value, value, count) for value, count in sorted(counted.items())]
