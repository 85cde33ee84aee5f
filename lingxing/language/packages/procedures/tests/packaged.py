"""The procedure of an invented package as texts, so that tests can change one line of it."""

from pathlib import Path

from lingxing.language.packages import Package, load_folder
from lingxing.language.packages.tests.folders import write
from lingxing.language.procedures.definitions import Procedure

FOLDER = Path(__file__).parent / "canoes"
PROCEDURE = (FOLDER / "procedure.yaml").read_text("utf-8")
CATALOGUE = (FOLDER / "catalogue.yaml").read_text("utf-8")


def package(root: Path, procedure: str = PROCEDURE, catalogue: str = CATALOGUE) -> Package:
    """Return the package of canoes with its procedure, written below `root` and read again."""
    return load_folder(write(root, {"procedure.yaml": procedure, "catalogue.yaml": catalogue}))


def procedure_of(root: Path, procedure: str = PROCEDURE, catalogue: str = CATALOGUE) -> Procedure:
    """Return the package's procedure."""
    found = package(root, procedure, catalogue).procedure
    assert found is not None
    return found


def changed(old: str, new: str, text: str = PROCEDURE) -> str:
    """Return the text with one place changed; the place must stand in it."""
    assert old in text, f"{old!r} does not stand in the text"
    return text.replace(old, new, 1)
