"""What an installation supplies: figures that a document leaves to a later decision of its city.

One file a package, `<folder>/<city>/<subject>_<year>.yaml`: `{parameter: value}` or, with the days from which values
hold, `{parameter: {2024-01-01: value, 2025-01-01: value}}`.
"""

import datetime as dt
from pathlib import Path

from lingxing.language.definitions import Setting
from lingxing.language.packages.package import Package
from lingxing.language.packages.settings import read_settings_file


def supplied_settings(package: Package, folder: Path, day: dt.date) -> dict[str, Setting]:
    """Return what the installation supplies on the day, in base units, for the package and those it builds on.

    WrongParameter names the file and line of a value that its parameter can't take.
    """
    found: dict[str, Setting] = {}
    for part in package.parts():
        file = _file(part, folder)
        if file.is_file():
            prefix = "" if part is package else f"{part.id}."
            settings = read_settings_file(part.program(day), file)
            found |= {prefix + name: setting for name, setting in settings.items()}
    return found


def supplied_stamp(package: Package, folder: Path) -> tuple[int, ...]:
    """Return what changes when one of the package's files changes."""
    return tuple(_changed(_file(part, folder)) for part in package.parts())


def _file(package: Package, folder: Path) -> Path:
    return folder / f"{package.id}.yaml"


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns if file.is_file() else 0
