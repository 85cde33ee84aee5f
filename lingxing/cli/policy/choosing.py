"""Packages that a command names: by id, by folder, or all."""

from pathlib import Path

from lingxing.language.packages import Package, WrongPackage, find_packages, load_folder, load_package
from lingxing.language.packages.discovery import sources_below


def named_sources(names: tuple[str, ...]) -> list[str]:
    """Return the ids and folders that the names stand for; every installed package where there is none.

    A folder of cities stands for all packages in it.
    """
    if not names:
        return list(find_packages())
    return [found for name in names for found in _spread(name)]


def _spread(name: str) -> list[str]:
    folder = Path(name)
    if name in find_packages() or not folder.is_dir() or (folder / "policy.yaml").exists():
        return [name]
    return [
        str(source.folder)
        for root in (folder, folder.parent)
        for source in sources_below(root)
        if _in(source.folder, folder)
    ] or [name]


def _in(inner: Path, outer: Path) -> bool:
    return inner.is_relative_to(outer)


def load_named(name: str) -> Package:
    """Return the package of an id or in a folder."""
    folder = Path(name)
    if name not in find_packages() and folder.is_dir():
        if not (folder / "policy.yaml").exists():
            raise WrongPackage("policy.yaml is missing", where=name, remedy="name a folder <city>/<subject>_<year>")
        return load_folder(folder)
    return load_package(name)
