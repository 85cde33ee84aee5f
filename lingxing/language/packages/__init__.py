"""Policy packages: folders of YAML and formulas, found, read, checked and bound to a day."""

from lingxing.language.packages.discovery import (
    Catalogue,
    Loaded,
    PackageSource,
    catalogue,
    find_packages,
    load_folder,
    load_package,
    load_packages,
    load_procedures,
)
from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.examples_file import Example, read_examples
from lingxing.language.packages.package import Package
from lingxing.language.packages.settings import WrongParameter, expected, read_setting
from lingxing.language.packages.supplied import supplied_settings, supplied_stamp

__all__ = [
    "Catalogue",
    "Example",
    "Loaded",
    "Package",
    "PackageSource",
    "WrongPackage",
    "WrongParameter",
    "catalogue",
    "expected",
    "find_packages",
    "load_folder",
    "load_package",
    "load_packages",
    "load_procedures",
    "read_examples",
    "read_setting",
    "supplied_settings",
    "supplied_stamp",
]
