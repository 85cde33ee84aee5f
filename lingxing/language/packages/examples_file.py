"""examples.yaml: worked examples that prove the package."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lingxing.language.definitions import Setting
from lingxing.language.packages.items import Item, Section, read_file
from lingxing.language.packages.package import Package
from lingxing.language.packages.settings import read_item

_KEYS = ("name", "on", "given", "settings", "expect", "refused", "not_covered", "missing")


@dataclass(frozen=True, slots=True)
class Example:
    """A case worked out by hand."""

    name: str
    on: dt.date
    given: Mapping[str, object]
    """As a case's JSON: numbers are int or Decimal."""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    expect: Mapping[str, object] = field(default_factory=dict)
    """Output → value in declared units, or list → one mapping an event."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Output → label of a condition that fails."""
    not_covered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    where: str = ""


def read_examples(package: Package) -> tuple[Example, ...]:
    """Return the examples of the package in the order of the file; none where the file is absent."""
    root = read_file(package.folder / "examples.yaml")
    if root is None:
        return ()
    examples = tuple(_example(item, package) for item in root.list())
    seen: dict[str, str] = {}
    for example, item in zip(examples, root.list(), strict=True):
        if example.name in seen:
            raise item.wrong(f"the name {example.name!r} stands twice", f"the first is at {seen[example.name]}")
        seen[example.name] = example.where
    return examples


def _example(item: Item, package: Package) -> Example:
    section = item.section(_KEYS)
    if not set(section.items) & {"expect", "refused", "not_covered", "missing"}:
        raise item.wrong("expects nothing", "write expect, refused, not_covered or missing")
    on = section.item("on").date() if "on" in section else package.policy.effective
    return Example(
        name=section.text("name"),
        on=on,
        given=_mapping(section, "given"),
        settings=_settings(section, package, on),
        expect=_mapping(section, "expect"),
        refused=_labels(section),
        not_covered=_names(section, "not_covered"),
        missing=_names(section, "missing"),
        where=item.where,
    )


def _mapping(section: Section, key: str) -> dict[str, object]:
    item = section.get(key)
    return {name: value.given() for name, value in item.section().items.items()} if item else {}


def _settings(section: Section, package: Package, on: dt.date) -> dict[str, Setting]:
    item = section.get("settings")
    if item is None:
        return {}
    known = package.rules(on).parameters
    return {name: read_item(known[name], value) for name, value in item.section(tuple(known)).items.items()}


def _labels(section: Section) -> dict[str, str]:
    item = section.get("refused")
    return {name: value.text() for name, value in item.section().items.items()} if item else {}


def _names(section: Section, key: str) -> tuple[str, ...]:
    item = section.get(key)
    return tuple(member.text() for member in item.list()) if item else ()
