"""What somebody is entitled to, found out by a few questions at a time.

The state is what the form holds: the answers given and the order in which they were asked. Nothing is kept on the
server or in a cookie, so that a shared computer keeps nothing, and two tabs don't meet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lingxing.engines.parties.access import Request, only_answers, public
from lingxing.engines.rules import queries
from lingxing.engines.rules.citations import Citations, citations
from lingxing.engines.rules.domain.answers import Answer
from lingxing.engines.rules.domain.cases import WrongCase
from lingxing.engines.rules.domain.matching import Entitlement, Matches, SharedFact, Standing, match, shared_facts
from lingxing.engines.rules.entry import typed_value
from lingxing.engines.rules.forms import Control
from lingxing.engines.rules.shown import range_text, result_text
from lingxing.engines.rules.views.places import Place, place
from lingxing.kernel.errors import NotFound
from lingxing.language.definitions import AUDIENCES, Program

A_PAGE = 3
MOST_SHOWN = 3
_PREFIX = "fact:"
_CHOICE = "choose:"
_LONGEST = 200
"""Characters of what may be chosen."""
_PAGES, _KEYS = "|", ","


@dataclass(frozen=True, slots=True)
class Asked:
    """What was filled in so far: texts by the profile's keys, and the keys of each page that was answered."""

    texts: Mapping[str, str]
    pages: tuple[tuple[str, ...], ...]

    @property
    def keys(self) -> frozenset[str]:
        """Return every key that was asked for, answered or not."""
        return frozenset(key for page in self.pages for key in page)

    @property
    def trail(self) -> str:
        """Return the pages as the form carries them."""
        return _PAGES.join(_KEYS.join(page) for page in self.pages)


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """The few questions of a page. Named as templates read a form."""

    controls: tuple[Control, ...]
    general: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Control]:
        yield from self.controls

    @property
    def errors(self) -> bool:
        """Return whether anything is wrong."""
        return bool(self.general) or any(control.errors for control in self.controls)

    @property
    def non_field_errors(self) -> tuple[str, ...]:
        """Return what is wrong with none of the controls."""
        return self.general

    @property
    def keys(self) -> str:
        """Return the keys as the form carries them."""
        return _KEYS.join(control.name.removeprefix(_PREFIX) for control in self.controls)


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A measure as it stands: amount, reason or what is still to be asked, and the page of its rule."""

    label: str
    title: str
    text: str
    reason: str
    place: Place
    address: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The measures that stand alike."""

    name: str
    label: str
    measures: tuple[ShownMeasure, ...]


_GROUPS = (
    ("eligible", "可以享受", (Standing.ELIGIBLE,)),
    ("undecided", "还不能确定", (Standing.UNDECIDED,)),
    ("gives_way", "符合条件，但不重复享受", (Standing.GIVES_WAY,)),
    ("refused", "不能享受", (Standing.REFUSED,)),
    ("not_covered", "文件没有规定", (Standing.NOT_COVERED,)),
)


_Matching = Callable[[Mapping[str, Any]], Matches]
"""Holds a profile against the measures that are asked about."""


@require_http_methods(["GET", "HEAD", "POST"])
@public
@only_answers
def questions(request: Request, city: str, audience: str) -> HttpResponse:
    """Ask the next questions and show what is known so far. Nothing is stored."""
    programs = queries.programs(city, audience, request.on)
    if not programs:
        raise NotFound("这个城市没有在施行的这类规则", where=f"{city}/{audience}", remedy="请从“可享政策”选择")
    facts = {shared.key: shared for shared in shared_facts(programs) if shared.listed is None}
    chosen = _chosen(request.POST)
    asked, page, found = _turn(request.POST, partial(match, programs, audience=audience, chosen=chosen.values()), facts)
    day = request.on if request.on_given else None
    cited = {program.policy.id: citations(program.policy, day) for program in programs}
    answered = [(key, facts[key], _control(facts[key], asked.texts)) for key in facts if asked.texts.get(key)]
    offered = {one.group for one in found.alternatives} if found else set()
    context = {
        "city": programs[0].policy.city,
        "audience": AUDIENCES.get(audience, audience),
        "action": reverse("rules:questions", args=[city, audience]) + (f"?on={request.on.isoformat()}" if day else ""),
        "form": page,
        "asked": asked,
        "carried": [(_PREFIX + key, text) for key, text in asked.texts.items() if key not in page.keys.split(_KEYS)]
        + [(_CHOICE + group, key) for group, key in chosen.items() if group not in offered],
        "alternatives": found.alternatives if found else (),
        "answered": [(key, control.fact.label, control.said) for key, _, control in answered],
        "skipped": len([key for key in asked.keys if not asked.texts.get(key)]),
        "groups": list(_groups(found, programs, cited)) if found else (),
        "elsewhere": _elsewhere(found, programs),
        "left": _left(found, asked, facts),
    }
    return render(request, "rules/questions.html", context)


def _turn(
    post: QueryDict, matching: _Matching, facts: Mapping[str, SharedFact]
) -> tuple[Asked, QuestionPage, Matches | None]:
    """Return the state after what was sent, the questions to ask next, and how every measure stands."""
    asked, current = _read(post, facts)
    act, _, named = post.get("act", "").partition(" ")
    if act == "back" and asked.pages:
        return _again(replace(asked, pages=asked.pages[:-1]), asked.pages[-1], matching, facts)
    if act == "change" and named in facts:
        return _again(asked, (named,), matching, facts)
    if act == "choose":
        current = ()  # the questions of the page stay as they are
    if act == "skip":
        asked = replace(asked, texts={key: text for key, text in asked.texts.items() if key not in current})
    try:
        found = matching(_profile(asked.texts, facts))
    except WrongCase as wrong:
        return asked, _wrong_page(wrong, current, asked, facts), None
    if current:
        asked = replace(asked, pages=(*asked.pages, current))
    return asked, _next_page(found, asked, facts), found


def _read(post: QueryDict, facts: Mapping[str, SharedFact]) -> tuple[Asked, tuple[str, ...]]:
    """Return what was filled in and asked before, and the keys of the page that was sent."""
    texts = {
        name.removeprefix(_PREFIX): str(text).strip()
        for name, text in post.items()
        if name.startswith(_PREFIX) and name.removeprefix(_PREFIX) in facts and str(text).strip()
    }
    pages = (_keys(page, facts) for page in post.get("asked", "").split(_PAGES))
    return Asked(texts, tuple(page for page in pages if page)), _keys(post.get("page", ""), facts)


def _chosen(post: QueryDict) -> dict[str, str]:
    """Return which measure the applicant takes where one may be chosen, by group."""
    return {
        name.removeprefix(_CHOICE)[:_LONGEST]: str(key)[:_LONGEST]
        for name, key in post.items()
        if name.startswith(_CHOICE) and key
    }


def _keys(text: str, facts: Mapping[str, SharedFact]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(text.split(_KEYS)) if key in facts)


def _again(
    asked: Asked, keys: Sequence[str], matching: _Matching, facts: Mapping[str, SharedFact]
) -> tuple[Asked, QuestionPage, Matches | None]:
    """Return a page that was answered before, with its answers in it."""
    page = QuestionPage(tuple(_control(facts[key], asked.texts) for key in keys))
    try:
        found = matching(_profile({k: t for k, t in asked.texts.items() if k not in keys}, facts))
    except WrongCase:
        return asked, page, None
    return asked, page, found


def _wrong_page(
    wrong: WrongCase, current: Sequence[str], asked: Asked, facts: Mapping[str, SharedFact]
) -> QuestionPage:
    """Return the page that was sent with what is wrong at each control."""
    problems: dict[str, list[str]] = {}
    for item in wrong.items:
        name = item.field.partition("（")[0]
        key = name if name in facts else next((key for key in facts if key.endswith(f".{name}")), name)
        problems.setdefault(key, []).append(item.expected)
    shown = dict.fromkeys((*current, *(key for key in problems if key in facts)))
    controls = tuple(
        replace(_control(facts[key], asked.texts), errors=tuple(dict.fromkeys(problems.get(key, ())))) for key in shown
    )
    return QuestionPage(controls, tuple(text for key, found in problems.items() if key not in facts for text in found))


def _next_page(found: Matches, asked: Asked, facts: Mapping[str, SharedFact]) -> QuestionPage:
    """Return the next questions: those not asked yet, the cheapest first, of one effort."""
    open_ = [question for question in found.questions if question.key in facts and question.key not in asked.keys]
    cheapest = [question for question in open_ if question.effort == open_[0].effort] if open_ else []
    return QuestionPage(tuple(_control(facts[question.key], asked.texts) for question in cheapest[:A_PAGE]))


def _left(found: Matches | None, asked: Asked, facts: Mapping[str, SharedFact]) -> int:
    """Return how many questions may still come; answers make some of them needless."""
    keys = (question.key for question in found.questions) if found else ()
    return sum(key in facts and key not in asked.keys for key in keys)


def _profile(texts: Mapping[str, str], facts: Mapping[str, SharedFact]) -> dict[str, object]:
    values = {key: typed_value(text, facts[key].fact) for key, text in texts.items()}
    return {key: value for key, value in values.items() if value is not None}


def _control(shared: SharedFact, texts: Mapping[str, str]) -> Control:
    return Control(shared.fact, _PREFIX + shared.key, texts.get(shared.key, ""))


def _groups(found: Matches, programs: Sequence[Program], cited: Mapping[str, Citations]) -> list[ShownGroup]:
    """Return the measures by how they stand, groups without any left out."""
    by_id = {program.policy.id: program for program in programs}
    groups = []
    for name, label, standings in _GROUPS:
        held = sorted(found.standing(*standings), key=lambda one: one.policy)
        shown = tuple(_measure(one, by_id[one.policy], cited[one.policy], found.answers[one.policy]) for one in held)
        if shown:
            groups.append(ShownGroup(name, label, shown))
    return groups


def _measure(one: Entitlement, program: Program, cited: Citations, answer: Answer) -> ShownMeasure:
    formula = program.formulas[one.measure]
    labels = [missing.label for missing in one.missing]
    text = result_text(one.value, formula.node.type, formula.choices)
    if one.value is None:
        ranges = (still for still in answer.ranges if still.output == one.measure and still.index == one.index)
        text = next((range_text(still, formula.choices) for still in ranges), "")
    return ShownMeasure(
        label=one.label,
        title=one.title,
        text="" if one.value is True else text,
        reason="" if one.standing is Standing.UNDECIDED else one.reason,
        place=place(one.article, cited),
        address=reverse("rules:rule", args=one.policy.split("/")),
        missing=tuple(labels[:MOST_SHOWN]) + ((f"等 {len(labels)} 项",) if len(labels) > MOST_SHOWN else ()),
    )


def _elsewhere(found: Matches | None, programs: Sequence[Program]) -> list[queries.RuleSummary]:
    """Return the rules that ask for a list of events, or grant nothing on conditions: their own pages work them out."""
    measured = {one.policy for one in found.entitlements} if found else set()
    return [
        queries.summary(queries.package(*program.policy.id.split("/")), program.on)
        for program in programs
        if program.policy.id not in measured or program.lists
    ]
