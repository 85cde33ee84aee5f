"""What services are called before their conditions can be read: names, labels, kinds, and who leads where."""

from collections.abc import Mapping
from dataclasses import dataclass

from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.procedures.entries import ACTS, COLUMNS, STATES, named, words
from lingxing.language.packages.procedures.fields_file import Known, read_fields
from lingxing.language.procedures.definitions import SYSTEM, Field, FieldKind, State

OUTCOMES = ("granted", "refused", "withdrawn", "lapsed", "revoked", "done")
KEYS = (
    "label",
    "article",
    "audience",
    "number",
    "title_field",
    "hidden",
    "guide",
    "fields",
    "papers",
    "states",
    "acts",
    "clocks",
    "documents",
    "publications",
    "registers",
    "queues",
)


@dataclass(frozen=True, slots=True)
class ActOutline:
    """An act's label, who does it, what is filled in with it, and the acts on linked cases that it brings about."""

    label: str
    by: tuple[str, ...]
    fields: tuple[str, ...]
    cascades: Mapping[str, str]
    joint: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A service's names. Fields and states are whole, save the fields' conditions."""

    name: str
    label: str
    section: Section
    fields: Mapping[str, Field]
    states: Mapping[str, State]
    acts: Mapping[str, ActOutline]
    names: Mapping[str, Mapping[str, str]]
    """papers, clocks, documents, publications, queues: name → label."""


def read_outline(name: str, item: Item, known: Known) -> Outline:
    """Return what the service's things are called."""
    section = item.section(KEYS)
    fields = read_fields(section.get("fields"), known)
    states = {state: _state(state, entry) for state, entry in named(section.item("states"), STATES)}
    acts = {act: _act(entry, known, fields) for act, entry in named(section.item("acts"), ACTS)}
    listed = ("papers", "clocks", "documents", "publications", "queues")
    names = {key: _labels(section.get(key), COLUMNS if key == "documents" else frozenset()) for key in listed}
    return Outline(name, section.text("label"), section, fields, states, acts, names)


def _labels(item: Item | None, taken: frozenset[str]) -> Mapping[str, str]:
    return {name: entry.section().text("label") for name, entry in named(item, taken)}


def _state(name: str, item: Item) -> State:
    section = item.section(("label", "final", "settled", "outcome", "help"))
    final = "final" in section and section.item("final").truth()
    settled = final or ("settled" in section and section.item("settled").truth())
    if not settled and "outcome" in section:
        raise section.item("outcome").wrong(
            "the state is neither final nor settled", "add final: true or settled: true"
        )
    outcome = section.item("outcome").word(OUTCOMES) if settled else ""
    return State(name, section.text("label"), final, settled, outcome, section.text("help", ""), item.where)


def _act(item: Item, known: Known, fields: Mapping[str, Field]) -> ActOutline:
    section = item.section()
    cascades = section.get("cascades")
    links = tuple(name for name, held in fields.items() if held.kind is FieldKind.CASE)
    return ActOutline(
        label=section.text("label"),
        by=words(section, "by", known.roles, required=True),
        fields=words(section, "fields", fields),
        cascades={name: entry.raw for name, entry in cascades.section(links).items.items()} if cascades else {},
        joint="each_role" in section and section.item("each_role").truth(),
    )


def check_cascades(outlines: Mapping[str, Outline]) -> None:
    """Refuse an act that is to bring about, in a linked case, what is no act there or not the system's."""
    for outline in outlines.values():
        for name, act in outline.acts.items():
            for link, brought in act.cascades.items():
                target = outlines[outline.fields[link].service]
                item = outline.section.item("acts").section().item(name).section().item("cascades").section().item(link)
                item.word(tuple(target.acts))
                if SYSTEM not in target.acts[brought].by:
                    told = f"{brought} of {target.name} is not done by the system"
                    raise item.wrong(told, "add system to its roles in by")
