"""The acts of a service: who may do what from which state, what it takes, and where it leads."""

import dataclasses
from collections.abc import Mapping

from lingxing.language.packages.articles import article, is_article
from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.procedures.entries import condition, named, pairs, truth, value, words
from lingxing.language.packages.procedures.outlines import Outline
from lingxing.language.packages.procedures.scopes import ServiceScope
from lingxing.language.procedures.conditions import Condition
from lingxing.language.procedures.definitions import BACK, SAME, START, SYSTEM, Act, Check, Target

_KEYS = (
    "label",
    "article",
    "by",
    "from",
    "to",
    "fields",
    "papers",
    "when",
    "reason",
    "computes",
    "sets",
    "issues",
    "publishes",
    "marks",
    "clears",
    "cascades",
    "each_role",
    "after",
    "verifies_originals",
    "asks_completion",
    "once",
    "optional",
    "silent",
    "set_off_by",
    "help",
)


def read_acts(outline: Outline, scope: ServiceScope) -> Mapping[str, Act]:
    """Return the acts in the order of the file. At least one opens a case."""
    item = outline.section.item("acts")
    acts = {name: _act(name, entry, outline, dataclasses.replace(scope, act=name)) for name, entry in named(item)}
    if not any(START in act.source for act in acts.values()):
        raise item.wrong("no act opens a case", "write from: start at one of them")
    return acts


def _act(name: str, item: Item, outline: Outline, scope: ServiceScope) -> Act:
    section = item.section(_KEYS)
    source = words(section, "from", (START, *outline.states), required=True)
    if START in source and len(source) > 1:
        raise section.item("from").wrong("an act that opens a case is done from no other state", "write a second act")
    act = Act(
        name=name,
        label=section.text("label"),
        article=article(section),
        by=outline.acts[name].by,
        source=source,
        targets=_targets(section.item("to"), outline, scope),
        fields=outline.acts[name].fields,
        papers=words(section, "papers", outline.names["papers"]),
        checks=_checks(section, scope),
        needs_reason=truth(section, "reason"),
        computes=_computes(section, outline, scope),
        sets=_sets(section, outline, scope),
        issues=words(section, "issues", outline.names["documents"]),
        publishes=words(section, "publishes", outline.names["publications"]),
        marks=_marks(section, "marks", scope),
        clears=_marks(section, "clears", scope),
        cascades=outline.acts[name].cascades,
        each_role=outline.acts[name].joint,
        after=words(section, "after", [act for act, held in outline.acts.items() if held.joint]),
        verifies_originals=truth(section, "verifies_originals"),
        asks_completion=truth(section, "asks_completion"),
        once=truth(section, "once"),
        optional=truth(section, "optional"),
        silent=truth(section, "silent"),
        set_off_by=section.text("set_off_by", ""),
        help=section.text("help", ""),
        where=item.where,
    )
    _check(act, section)
    return act


def _check(act: Act, section: Section) -> None:
    """Refuse what no act can be."""
    if START in act.source and any(target.state in (SAME, BACK) for target in act.targets):
        raise section.item("to").wrong("an act that opens a case leads to a state", "name the state")
    if act.each_role and len(act.by) < 2:
        raise section.item("by").wrong("a joint act needs two roles or more", "name them, or leave each_role away")
    if act.set_off_by and act.by != (SYSTEM,):
        raise section.item("by").wrong("what is set off from outside is done by the system alone", "write by: system")
    if SYSTEM in act.by and (act.papers or act.needs_reason or (act.fields and not act.set_off_by)):
        raise section.item("by").wrong("the system fills in nothing", "use sets or computes, or say set_off_by")
    if act.each_role and any(target.state != SAME for target in act.targets):
        raise section.item("to").wrong("a joint act leaves the state as it is", "write to: same, and a concluding act")


def _targets(item: Item, outline: Outline, scope: ServiceScope) -> tuple[Target, ...]:
    states = (SAME, BACK, *outline.states)
    if not item.is_list:
        return (Target(item.word(states)),)
    targets = [_target(entry.section(("if", "to")), states, scope) for entry in item.list()]
    if not targets or targets[-1].when is not None:
        raise item.wrong("no target is left when no condition holds", "end the list with {to: state}")
    early = next((entry for entry, target in zip(item.list()[:-1], targets, strict=False) if target.when is None), None)
    if early is not None:
        raise early.wrong("the targets after this one are never reached", "add if: …, or put it last")
    return tuple(targets)


def _target(section: Section, states: tuple[str, ...], scope: ServiceScope) -> Target:
    return Target(section.item("to").word(states), condition(section.get("if"), scope))


def _checks(section: Section, scope: ServiceScope) -> tuple[Check, ...]:
    item = section.get("when")
    return tuple(_one_check(entry, scope) for entry in item.list()) if item else ()


def _one_check(item: Item, scope: ServiceScope) -> Check:
    section = item.section(("if", "label", "article"))
    found = condition(section.item("if"), scope)
    if found is None or not is_article(section.text("article")):
        raise section.item("article").wrong("is no place in a document", "write 第二十条第一款, 四（二）1 …")
    return Check(found, section.text("label"), section.text("article"))


def _computes(section: Section, outline: Outline, scope: ServiceScope) -> Mapping[str, str]:
    named_fields = pairs(section, "computes", outline.fields)
    return {name: entry.word(tuple(scope.known.formulas)) for name, entry in named_fields.items()}


def _sets(section: Section, outline: Outline, scope: ServiceScope) -> Mapping[str, Condition]:
    named_fields = pairs(section, "sets", outline.fields)
    return {name: value(entry, scope, scope.resolve(name)) for name, entry in named_fields.items()}


def _marks(section: Section, key: str, scope: ServiceScope) -> tuple[str, ...]:
    item = section.get(key)
    if item is None:
        return ()
    if scope.known.marks:
        return words(section, key, scope.known.marks)
    return tuple(entry.identifier() for entry in (item.list() if item.is_list else (item,)))
