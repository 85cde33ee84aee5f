"""formulas.py: loading a package's formulas."""

import hashlib
import importlib
import importlib.util
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from lingxing.language.expressions import RuleError
from lingxing.language.formulas import Marked, marked_formulas
from lingxing.language.packages.errors import WrongPackage


def load_formulas(folder: Path, python_package: str) -> tuple[Marked, ...]:
    """Return the formulas of formulas.py in the order of the file; none where the file is absent.

    `python_package` is the folder's dotted name where it is installed; "" loads the file by its path.
    """
    file = folder / "formulas.py"
    if not file.is_file():
        return ()
    try:
        module = importlib.import_module(f"{python_package}.formulas") if python_package else _load(file)
    except Exception as error:  # whatever an author's file raises is the package's mistake, with its place
        raise WrongPackage(f"{type(error).__name__}: {error}", where=_place(error, file)) from error
    return marked_formulas(module)


def _load(file: Path) -> ModuleType:
    name = f"lingxing_formulas_{hashlib.sha256(str(file).encode()).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _place(error: Exception, file: Path) -> str:
    if isinstance(error, SyntaxError):
        return f"{error.filename or file}:{error.lineno or 1}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) == file]
    return f"{file}:{frames[-1].lineno}" if frames else str(file)


def check_names(marked: tuple[Marked, ...], taken: Mapping[str, str]) -> None:
    """Refuse a formula that has the name of a fact or list (name → its place), and two versions of one first day."""
    seen: set[tuple[str, object]] = set()
    for formula in marked:
        where = f"{formula.function.__code__.co_filename}:{formula.function.__code__.co_firstlineno}"
        if formula.name in taken or formula.name == "p":
            raise WrongPackage(
                f"{formula.name}(): the name is taken",
                where=where,
                remedy=f"it is used at {taken.get(formula.name, 'the parameters')}",
            )
        if (formula.name, formula.since) in seen:
            raise WrongPackage(
                f"{formula.name}(): two versions begin on the same day", where=where, remedy="give since= its own day"
            )
        seen.add((formula.name, formula.since))


def as_wrong_package(error: RuleError) -> WrongPackage:
    """Return a formula's mistake, whose text begins with file:line, as the package's."""
    where, _, what = str(error).partition(" ")
    return WrongPackage(what, where=where) if ":" in where else WrongPackage(str(error))
