"""Finding packages: the entry-point group `lingxing.policies` names Python packages that hold them."""

import difflib
import functools
import importlib
import importlib.metadata
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lingxing.kernel.errors import NotFound
from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.package import Package, read_package
from lingxing.language.procedures.definitions import Procedure

GROUP = "lingxing.policies"
_CITY = re.compile(r"[a-z][a-z_]*")
_SUBJECT = re.compile(r"[a-z][a-z0-9_]*_[0-9]{4}")


@dataclass(frozen=True, slots=True)
class PackageSource:
    """Where a package lies."""

    id: str
    folder: Path
    python_package: str
    """Its dotted name; "" where it is no installed one."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The packages that can be found, and what keeps others from being found."""

    sources: Mapping[str, PackageSource]
    problems: tuple[WrongPackage, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """The packages that load, and the mistakes of those that don't."""

    packages: Mapping[str, Package]
    problems: tuple[WrongPackage, ...]


@functools.cache
def catalogue() -> Catalogue:
    """Return what the installed distributions bring, by id. A distribution that fails is told of; the others stay."""
    sources: dict[str, PackageSource] = {}
    problems: list[WrongPackage] = []
    points = importlib.metadata.entry_points(group=GROUP)
    for target in sorted({point.value for point in points}):
        try:
            found = _sources_of(target)
        except Exception as error:  # another distribution's code: whatever it raises must not take the rest down
            told = f"can't be imported: {type(error).__name__}: {error}"
            problems.append(WrongPackage(told, where=target, remedy=f"it is named by the entry-point group {GROUP}"))
            continue
        for source in found:
            if source.id in sources:
                told = f"two packages are called {source.id}"
                other = f"the other lies in {sources[source.id].folder}"
                problems.append(WrongPackage(told, where=str(source.folder), remedy=other))
            sources.setdefault(source.id, source)
    return Catalogue(dict(sorted(sources.items())), tuple(problems))


def _sources_of(target: str) -> list[PackageSource]:
    module = importlib.import_module(target)
    return [source for path in module.__path__ for source in sources_below(Path(path), target)]


def sources_below(root: Path, python_package: str = "") -> list[PackageSource]:
    """Return the packages <root>/<city>/<subject>_<year>/policy.yaml, by id."""
    files = sorted(root.glob("*/*/policy.yaml"))
    folders = [file.parent for file in files if is_identifier(f"{file.parent.parent.name}/{file.parent.name}")]
    return [
        PackageSource(
            f"{folder.parent.name}/{folder.name}",
            folder,
            f"{python_package}.{folder.parent.name}.{folder.name}" if python_package else "",
        )
        for folder in folders
    ]


def is_identifier(text: str) -> bool:
    """Return whether the text has the form <city>/<subject>_<year>."""
    city, _, subject = text.partition("/")
    return bool(_CITY.fullmatch(city) and _SUBJECT.fullmatch(subject))


def find_packages() -> Mapping[str, PackageSource]:
    """Return the installed packages, by id."""
    return catalogue().sources


def load_package(identifier: str) -> Package:
    """Return the installed package, read once. NotFound if there is none, WrongPackage if its files are wrong."""
    return _loaded(identifier)


_LOADING = threading.RLock()
"""Held while a package is read: threads that ask for one at the same moment get the same one, read once."""


def _loaded(identifier: str) -> Package:
    with _LOADING:
        return _load(identifier)


@functools.cache
def _load(identifier: str) -> Package:
    source = find_packages().get(identifier)
    if source is None:
        close = difflib.get_close_matches(identifier, find_packages(), 1)
        remedy = f"您要的也许是 {close[0]}" if close else "可用 lingxing rules list 查看有哪些"
        raise NotFound(f"没有这套规则：{identifier}", remedy=remedy)
    return read_package(source.folder, source.id, source.python_package, _resolve)


def _resolve(identifier: str) -> Package:
    """Return a package that another builds on."""
    if identifier not in find_packages():
        raise WrongPackage(f"builds_on: there is no package {identifier}", where=identifier)
    return _loaded(identifier)


def load_packages() -> Loaded:
    """Return every installed package that loads, by id, and the mistakes of the others."""
    packages: dict[str, Package] = {}
    problems = list(catalogue().problems)
    for identifier in find_packages():
        try:
            packages[identifier] = _loaded(identifier)
        except WrongPackage as error:
            problems.append(error)
    return Loaded(packages, tuple(problems))


def load_procedures() -> tuple[Mapping[str, Procedure], tuple[WrongPackage, ...]]:
    """Return the procedures of the packages that have one, by package id, and the mistakes of those that can't be read.

    A package whose procedure is wrong keeps its rules, and keeps no other package from being offered.
    """
    procedures: dict[str, Procedure] = {}
    problems: list[WrongPackage] = []
    for identifier, package in load_packages().packages.items():
        try:
            found = package.procedure
        except WrongPackage as error:
            problems.append(error)
            continue
        if found is not None:
            procedures[identifier] = found
    return procedures, tuple(problems)


def load_folder(folder: Path) -> Package:
    """Return the package in a folder that need not be installed, <city>/<subject>_<year>.

    What it builds on is looked for beside it (<folder>/../../<id>) first, among the installed ones then.
    """
    place = folder.resolve()
    identifier = f"{place.parent.name}/{place.name}"
    if not is_identifier(identifier):
        raise WrongPackage("the folder is not named <city>/<subject>_<year>", where=str(folder), remedy="rename it")
    installed = next((source for source in find_packages().values() if source.folder.resolve() == place), None)
    if installed is not None:
        return _loaded(installed.id)
    beside: dict[str, Package] = {}

    def resolve(other: str) -> Package:
        if other not in beside:
            path = place.parent.parent / other
            near = is_identifier(other) and (path / "policy.yaml").is_file()
            beside[other] = read_package(path, other, "", resolve) if near else _resolve(other)
        return beside[other]

    return read_package(place, identifier, "", resolve)
