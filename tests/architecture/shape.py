"""Rules on names, sizes, docstrings and effects. Each takes modules and returns one line a violation."""

import ast
from collections.abc import Iterator, Sequence

from tests.architecture.modules import FUNCTION, Module, all_imports, functions, sources

LONGEST_FUNCTION = 60
LONGEST_FILE = 400
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "stuff"}
SETTINGS_READER = "lingxing.web.environment"
EXACT = ("lingxing.kernel", "lingxing.language", "lingxing.policies", "lingxing.engines.rules.domain")


def long_functions(modules: Sequence[Module]) -> list[str]:
    """A function has at most 60 lines."""
    return [
        f"{module.path}:{function.lineno} {function.name}() has {_span(function)} lines"
        for module in modules
        if not module.is_migration
        for function in functions(module)
        if _span(function) > LONGEST_FUNCTION
    ]


def _span(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def long_files(modules: Sequence[Module]) -> list[str]:
    """A file has at most 400 lines."""
    return [f"{m.path} has {m.lines} lines" for m in modules if m.lines > LONGEST_FILE and not m.is_migration]


def nameless_modules(modules: Sequence[Module]) -> list[str]:
    """No utils, helpers or common: a module is named for what it knows."""
    return [module.path for module in modules if NAMELESS & set(module.name.split("."))]


def undocumented(modules: Sequence[Module]) -> list[str]:
    """Every public module, class and function says what it is or returns."""
    return [f"{module.path}:{line} {name}" for module in sources(modules) for line, name in _undocumented(module)]


def _undocumented(module: Module) -> Iterator[tuple[int, str]]:
    if module.tree.body and not ast.get_docstring(module.tree):
        yield 1, "(module)"
    yield from _undocumented_in(module.tree.body, owner="")


def _undocumented_in(body: Sequence[ast.stmt], owner: str) -> Iterator[tuple[int, str]]:
    for node in body:
        inner_class = isinstance(node, ast.ClassDef) and owner
        if not isinstance(node, (*FUNCTION, ast.ClassDef)) or node.name.startswith("_") or inner_class:
            continue
        if not ast.get_docstring(node):
            yield node.lineno, owner + node.name
        if isinstance(node, ast.ClassDef):
            yield from _undocumented_in(node.body, f"{node.name}.")


def signals(modules: Sequence[Module]) -> list[str]:
    """No Django signals: effects are called by name in services."""
    return [
        f"{module.path}:{line} imports {name}"
        for module in sources(modules)
        for line, name in all_imports(module)
        if name.startswith("django.dispatch") or ".signals" in name
    ]


def working_saves(modules: Sequence[Module]) -> list[str]:
    """No work in save() or delete(): an override may refuse, and else does what the library does."""
    return [
        f"{module.path}:{method.lineno} {owner.name}.{method.name}()"
        for module in sources(modules)
        for owner in ast.walk(module.tree)
        if isinstance(owner, ast.ClassDef)
        for method in owner.body
        if isinstance(method, FUNCTION) and method.name in {"save", "delete"}
        if not all(_refuses_or_passes_on(statement) for statement in method.body)
    ]


def _refuses_or_passes_on(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.If):
        return not statement.orelse and all(isinstance(inner, ast.Raise) for inner in statement.body)
    if isinstance(statement, (ast.Expr, ast.Return)) and statement.value is not None:
        return isinstance(statement.value, ast.Constant) or ast.unparse(statement.value).startswith("super().")
    return isinstance(statement, ast.Raise)


def effects_on_import(modules: Sequence[Module]) -> list[str]:
    """Loading a module only names things: no call for its effect, nothing set on another module's things.

    The ways in are left out: `python -m` runs a module, and a server's entry names the settings to Django.
    """
    return [
        f"{module.path}:{node.lineno} {ast.unparse(node)[:60]}"
        for module in sources(modules)
        if not module.name.endswith("__main__")
        for node in _effects(module)
        if not _names_settings(node)
    ]


def _names_settings(node: ast.AST) -> bool:
    return ast.unparse(node).startswith("os.environ.setdefault('DJANGO_SETTINGS_MODULE'")


def _effects(module: Module) -> Iterator[ast.stmt]:
    own = {
        target.id
        for node in module.tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in module.tree.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _root(node.value.func) not in own:
            yield node
        if isinstance(node, ast.Assign) and any(_sets_foreign(target, own) for target in node.targets):
            yield node


def _sets_foreign(target: ast.expr, own: set[str]) -> bool:
    return isinstance(target, (ast.Subscript, ast.Attribute)) and _root(target) not in own


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def environment_readers(modules: Sequence[Module]) -> list[str]:
    """The environment is read in one place; setting a variable for Django is no reading."""
    return [
        f"{module.path}:{line} reads the environment"
        for module in sources(modules)
        if module.name != SETTINGS_READER
        for line in _environment_reads(module)
    ]


def _environment_reads(module: Module) -> Iterator[int]:
    stored = {id(inner) for node in ast.walk(module.tree) if _writes(node) for inner in ast.walk(node)}
    for node in ast.walk(module.tree):
        reads = isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb"}
        if reads and id(node) not in stored:
            yield node.lineno


def _writes(node: ast.AST) -> bool:
    return (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)) or (
        isinstance(node, ast.Call) and _names_settings(node)
    )


def floats(modules: Sequence[Module]) -> list[str]:
    """No binary fraction where money, rates and dates are worked out."""
    return [
        f"{module.path}:{node.lineno} {ast.unparse(node)}"
        for module in sources(modules)
        if module.name.startswith(EXACT)
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


def reference_readers(modules: Sequence[Module]) -> list[str]:
    """Nothing outside the tests knows of the reference gazettes beside the repository."""
    return [
        f"{module.path}:{node.lineno} {node.value[:60]!r}"
        for module in sources(modules)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_beside(node.value)
    ]


def _is_beside(text: str) -> bool:
    return "shared/gazettes" in text or "../shared" in text or text == "documents.json"


def named_policies(modules: Sequence[Module]) -> list[str]:
    """Nothing outside a policy's folder names it: policies are discovered."""
    cities = {parts[2] for module in modules if (parts := module.name.split("."))[1:2] == ["policies"] and parts[2:]}
    return [
        f"{module.path}:{node.lineno} {node.value[:60]!r}"
        for module in sources(modules)
        if not module.name.startswith("lingxing.policies")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _names_policy(node.value, cities)
    ]


def _names_policy(text: str, cities: set[str]) -> bool:
    return any(f"{city}/" in text or f"policies.{city}" in text for city in cities)
