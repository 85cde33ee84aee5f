"""Rules on imports. Each takes modules and returns one line a violation."""

import ast
from collections.abc import Iterator, Sequence

from tests.architecture.modules import FUNCTION, Module, all_imports, imported, sources

ENGINES = (
    *("ledger", "parties", "documents", "rules", "cases", "disclosure"),
    *("hotline", "supervision", "auctions", "draws"),
)
MAY_IMPORT = {
    "kernel": {"kernel"},
    "language": {"language", "kernel"},
    "printing": {"printing", "kernel"},
    "engines": {"engines", "printing", "language", "kernel"},
    "policies": {"policies", "language", "kernel"},
    "web": {"web", "engines", "printing", "language", "kernel"},
    "cli": {"cli", "web", "engines", "printing", "language", "kernel"},
}
FACES = ("services", "queries", "access", "verification")
"""What an engine shows to those after it; `verification` is what runs without a database."""


def wrong_direction(modules: Sequence[Module]) -> list[str]:
    """Imports run web, cli → engines → printing, language → kernel; policies → language, kernel."""
    found = []
    for module in sources(modules):
        room = _room(module.name)
        for line, name in all_imports(module):
            target = _room(name)
            if room and target and target not in MAY_IMPORT.get(room, {room}):
                found.append(f"{module.path}:{line} {room} imports {name}")
    return found


def wrong_engine(modules: Sequence[Module]) -> list[str]:
    """An engine uses only the faces of engines before it, or of a room within one."""
    found = []
    for module in sources(modules):
        for line, name in all_imports(module):
            own, other = _engine(module.name), _engine(name)
            if own and other and own != other and not _is_open(own, other, name):
                found.append(f"{module.path}:{line} {own} imports {name}")
    return found


def _is_open(own: str, other: str, name: str) -> bool:
    parts = name.split(".")
    earlier = ENGINES.index(other) < ENGINES.index(own)
    return earlier and any(part == face or part.startswith(f"{face}_") for part in parts[3:5] for face in FACES)


def unknown_engines(modules: Sequence[Module]) -> list[str]:
    """Every engine stands in the order of engines."""
    names = {engine for module in modules if (engine := _engine(module.name))}
    return [f"lingxing/engines/{name} has no place in the order" for name in sorted(names - set(ENGINES))]


def impure_domain(modules: Sequence[Module]) -> list[str]:
    """Kernel, language, printing and every engine's domain know neither Django nor the database."""
    return [
        f"{module.path}:{line} imports {name}"
        for module in sources(modules)
        if _room(module.name) in {"kernel", "language", "printing"} or _is_domain(module.name)
        for line, name in all_imports(module)
        if name.split(".")[0] in {"django", "ninja", "psycopg", "sqlite3"} or name.endswith(".models")
    ]


def _is_domain(name: str) -> bool:
    parts = name.split(".")
    return len(parts) > 3 and parts[1] == "engines" and parts[3] == "domain"


def lazy_imports(modules: Sequence[Module]) -> list[str]:
    """No import of our own modules inside a function."""
    return [
        f"{module.path}:{node.lineno} imports {name} inside {function.name}()"
        for module in modules
        for function in ast.walk(module.tree)
        if isinstance(function, FUNCTION)
        for node in ast.walk(function)
        for name in imported(module, node)
        if name.split(".")[0] in {"lingxing", "tests", "benchmarks"}
    ]


def star_imports(modules: Sequence[Module]) -> list[str]:
    """No star imports."""
    return [
        f"{module.path}:{line} imports {name}"
        for module in sources(modules)
        for line, name in all_imports(module)
        if name.endswith(".*")
    ]


def cycles(modules: Sequence[Module]) -> list[str]:
    """No module reaches itself over imports that run when it is loaded."""
    graph = _graph(list(sources(modules)))
    return [" → ".join(sorted(group)) for group in _components(graph) if len(group) > 1]


def _graph(modules: Sequence[Module]) -> dict[str, set[str]]:
    names = {module.name for module in modules}
    edges: dict[str, set[str]] = {}
    for module in modules:
        targets = {_known(name, names) for name in _loaded(module, module.tree.body)}
        edges[module.name] = {target for target in targets if target and target != module.name}
    return edges


def _known(name: str, names: set[str]) -> str:
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name


def _loaded(module: Module, body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield what is imported when the module is loaded; what stands under TYPE_CHECKING is not."""
    for node in body:
        if isinstance(node, FUNCTION) or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            continue
        yield from imported(module, node)
        for part in ("body", "orelse", "finalbody", "handlers"):
            yield from _loaded(module, getattr(node, part, []) or [])


def _components(graph: dict[str, set[str]]) -> list[set[str]]:
    """Return the groups of modules that reach each other."""
    reach = {name: _reachable(graph, name) for name in graph}
    groups: list[set[str]] = []
    done: set[str] = set()
    for name in graph:
        if name not in done:
            group = {name} | {other for other in reach[name] if name in reach[other]}
            done |= group
            groups.append(group)
    return groups


def _reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    left = list(graph[start])
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left += graph[name]
    return seen


def _room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == "lingxing" and len(parts) > 1 and parts[1] in MAY_IMPORT else ""


def _engine(name: str) -> str:
    parts = name.split(".")
    return parts[2] if parts[:2] == ["lingxing", "engines"] and len(parts) > 2 else ""
