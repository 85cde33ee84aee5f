"""formulas.py: loading a package's formulas."""

import hashlib
import importlib
import sys
import traceback
from collections.abc import Mapping
from importlib.abc import InspectLoader
from pathlib import Path
from types import CodeType, ModuleType

from lingxing.language.expressions import RuleError
from lingxing.language.formulas import Marked, marked_formulas
from lingxing.language.packages.errors import WrongPackage


def load_formulas(folder: Path, python_package: str) -> tuple[Marked, ...]:
    """Return the formulas of formulas.py in the order of the file; none where the file is absent.

    Formulas that outgrow a file are a Python package `formulas/`, its modules taken by name. `python_package` is the
    folder's dotted name where it is installed; "" loads by path.
    """
    file, inner = folder / "formulas.py", folder / "formulas" / "__init__.py"
    if file.is_file() and inner.is_file():
        raise WrongPackage("formulas.py and formulas/ stand side by side", where=str(file), remedy="keep one of them")
    if not file.is_file() and not inner.is_file():
        return ()
    names = [f"formulas.{path.stem}" for path in sorted(inner.parent.glob("*.py")) if path != inner]
    stem = python_package or _register(folder)
    return tuple(marked for name in ["formulas", *names] for marked in marked_formulas(_import(stem, name, folder)))


def _import(stem: str, name: str, folder: Path) -> ModuleType:
    try:
        module = importlib.import_module(f"{stem}.{name}")
        _refuse_lost(module)
        return module
    except WrongPackage:
        raise
    except Exception as error:  # whatever an author's file raises is the package's mistake, with its place
        raise WrongPackage(f"{type(error).__name__}: {error}", where=_place(error, folder)) from error


def _refuse_lost(module: ModuleType) -> None:
    """Refuse two functions of one name: Python would keep the second alone, and a formula would be lost unseen."""
    loader = module.__spec__.loader if module.__spec__ else None
    code = loader.get_code(module.__name__) if isinstance(loader, InspectLoader) else None
    seen: set[str] = set()
    for inner in code.co_consts if code else ():
        if isinstance(inner, CodeType) and not inner.co_name.startswith("<"):
            if inner.co_name in seen:
                where = f"{inner.co_filename}:{inner.co_firstlineno}"
                remedy = "name the later version anew, with name= and since="
                raise WrongPackage(f"{inner.co_name}() stands twice", where=where, remedy=remedy)
            seen.add(inner.co_name)


def _register(folder: Path) -> str:
    """Return a dotted name under which the folder's modules can be imported, and import each other."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    name = f"lingxing_package_{digest}"
    for known in [known for known in list(sys.modules) if known == name or known.startswith(f"{name}.")]:
        del sys.modules[known]
    module = ModuleType(name)
    module.__path__ = [str(folder)]
    sys.modules[name] = module
    importlib.invalidate_caches()
    return name


def _place(error: Exception, folder: Path) -> str:
    if isinstance(error, SyntaxError):
        return f"{error.filename or folder}:{error.lineno or 1}"
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(folder)
    ]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(folder)


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


def as_wrong_package(error: Exception, folder: Path) -> WrongPackage:
    """Return what went wrong while formulas ran as the package's mistake; a RuleError begins with its file:line."""
    if not isinstance(error, RuleError):
        return WrongPackage(f"{type(error).__name__}: {error}", where=_place(error, folder))
    where, _, what = str(error).partition(" ")
    return WrongPackage(what, where=where) if ":" in where else WrongPackage(str(error), where=str(folder))
