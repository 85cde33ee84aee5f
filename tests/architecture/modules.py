"""The project's modules as syntax trees. Nothing is imported or run."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """A file: its dotted name, its path in the repository, its lines and its tree."""

    name: str
    path: str
    lines: int
    tree: ast.Module
    is_package: bool = False

    @property
    def is_test(self) -> bool:
        """Return whether the module is a test or serves tests."""
        parts = self.name.split(".")
        return "tests" in parts or parts[-1] == "conftest"

    @property
    def is_migration(self) -> bool:
        """Return whether Django wrote the module."""
        return "migrations" in self.name.split(".")


@cache
def read_modules(*folders: str) -> tuple[Module, ...]:
    """Return every module below the folders of this repository, by path."""
    files = (file for folder in folders for file in sorted((REPOSITORY / folder).rglob("*.py")))
    return tuple(_read(file) for file in files)


def _read(file: Path) -> Module:
    path = file.relative_to(REPOSITORY)
    text = file.read_text("utf-8")
    parts = list(path.with_suffix("").parts)
    package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if package else parts)
    return Module(name, str(path), text.count("\n"), ast.parse(text, str(path)), package)


def sample(sources: Mapping[str, str]) -> tuple[Module, ...]:
    """Return modules with the given names and texts, to show that a rule can fail."""
    return tuple(
        Module(name, name.replace(".", "/") + ".py", text.count("\n"), ast.parse(text))
        for name, text in sources.items()
    )


def sources(modules: Sequence[Module]) -> Iterator[Module]:
    """Yield the modules that run in an installation: neither tests nor migrations."""
    return (module for module in modules if not module.is_test and not module.is_migration)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of the module, methods and inner ones too."""
    return (node for node in ast.walk(module.tree) if isinstance(node, FUNCTION))


def imported(module: Module, node: ast.AST) -> list[str]:
    """Return the dotted names that an import statement names: `from a.b import c` is a.b.c."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    stem = node.module or ""
    if node.level:
        package = module.name.split(".") if module.is_package else module.name.split(".")[:-1]
        stem = ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])
    return [f"{stem}.{alias.name}" for alias in node.names]


def all_imports(module: Module) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of every import, wherever it stands."""
    for node in ast.walk(module.tree):
        for name in imported(module, node):
            yield node.lineno, name
