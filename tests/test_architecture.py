"""Who may import whom, who may ask the database, who may commit, and what a template may hold.

A line that has to break one of these rules ends in `# allowed: ` and the reason.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import app.domain

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "app").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))

# What each layer may import. `db` and `config` are tools of the edge; commands and web modules are the edge.
BELOW = {
    "bankfiles": set(),
    "measure": set(),
    "domain": {"bankfiles", "measure"},
    "sheets": {"domain"},
    "ratings_file": {"measure", "sheets"},
    "analysis": {"measure", "domain", "ratings_file"},
    "queries": {"bankfiles", "measure", "domain"},
    "reports": {"bankfiles", "measure", "domain", "queries"},
    "config": set(),
    "db": {"config", "domain"},
    "jobs": {"bankfiles", "measure", "domain", "queries", "reports", "config", "db", "app"},
    "web": {"bankfiles", "measure", "domain", "queries", "reports", "jobs", "config", "db", "app", "sheets"},
    "demo": {"bankfiles", "measure", "domain", "queries", "config", "db", "seed"},
}
LAYERS_WITHOUT_FLASK = {"bankfiles", "measure", "domain", "queries", "reports", "sheets", "ratings_file", "analysis"}
LAYERS_THAT_NEVER_COMMIT = {*LAYERS_WITHOUT_FLASK, "config", "db"}
LIBRARIES_OF_THE_DOMAIN = {"sqlalchemy", *sys.stdlib_module_names}
SHARED_BY_SCREENS = {"clocks", "errors", "fields", "filters", "http", "paths", "pdfs", "progress", "security"}
STATEMENTS = {"select", "insert", "update", "delete", "text"}
ASKING = {"query", "scalar", "scalars"}
SLOW = {"numpy", "sqlalchemy", "weasyprint"}

FORBIDDEN_IN_TEMPLATES = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?! type=.application/json.)"),  # data is no script
    "an event handler": re.compile(r"<[^>{]*\son[a-z]+\s*="),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\("),
    "an address of somebody else": re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//"""),
    "a script address": re.compile(r"javascript:"),
}
MAY_HOLD = {"a style element": "pdf"}  # paper is rendered here and is never sent to a browser


@dataclass(frozen=True)
class Import:
    module: str
    line: int
    lazy: bool
    for_types: bool


def name_of(path: Path) -> str:
    """The dotted name of a source: "app.web.http"."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(name: str) -> str:
    return name.split(".")[1] if "." in name else "app"


MODULES = {name_of(path) for path in SOURCES}


def imports(path: Path) -> Iterator[Import]:
    yield from _imports(_tree(path), lazy=False, for_types=False)


def _imports(node: ast.AST, lazy: bool, for_types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, lazy, for_types) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (Import(name, child.lineno, lazy, for_types) for name in _imported_from(child))
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typing = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
            yield from _imports(child, lazy or inside, for_types or typing)


def _imported_from(node: ast.ImportFrom) -> list[str]:
    """`from app.web import http` imports a module, `from app.db import db` a name of one."""
    if node.level:
        return ["a relative import"]
    inner = [f"{node.module}.{alias.name}" for alias in node.names]
    return [name if name in MODULES else str(node.module) for name in inner]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def broken(rule: Callable[[Path], Iterator[tuple[int, str]]]) -> list[str]:
    """Where a rule is broken without an allowance: "app/db.py:49 commits"."""
    found = []
    for path in SOURCES:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, what in rule(path):
            if "# allowed: " not in lines[number - 1]:
                found.append(f"{path.relative_to(ROOT)}:{number} {what}")
    return found


def test_layers_import_only_what_lies_below() -> None:
    def rule(path: Path) -> Iterator[tuple[int, str]]:
        layer = layer_of(name_of(path))
        for one in imports(path):
            target = layer_of(one.module)
            inside = one.module.split(".")[0] == "app" and target != layer
            if one.module == "a relative import" or (inside and layer in BELOW and target not in BELOW[layer]):
                yield one.line, f"imports {one.module}"

    assert broken(rule) == []


def test_every_source_lies_in_a_layer_or_at_the_edge() -> None:
    packages = {path.name for path in (ROOT / "app").iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert packages - {"migrations"} <= set(BELOW)


def test_screens_know_none_of_their_siblings() -> None:
    def rule(path: Path) -> Iterator[tuple[int, str]]:
        own = name_of(path).split(".")[1:3]
        if own[:1] != ["web"] or len(own) < 2:
            return
        for one in imports(path):
            other = one.module.split(".")[1:3]
            if other[:1] == ["web"] and len(other) == 2 and other[1] not in {own[1], *SHARED_BY_SCREENS}:
                yield one.line, f"imports {one.module}"

    assert broken(rule) == []


def test_the_domain_is_read_in_the_order_of_its_docstring() -> None:
    listing = re.search(r"in this order: (.*?)\.", str(app.domain.__doc__), re.DOTALL)
    assert listing
    order = re.split(r",\s+", listing[1])
    assert sorted(order) == sorted(name.split(".")[2] for name in MODULES if name.startswith("app.domain."))

    def rule(path: Path) -> Iterator[tuple[int, str]]:
        own = name_of(path).split(".")
        if own[:2] != ["app", "domain"] or len(own) < 3:
            return
        earlier = {f"app.domain.{name}" for name in order[: order.index(own[2])]}
        for one in imports(path):
            if one.module.startswith("app.domain") and one.module not in earlier and not one.for_types:
                yield one.line, f"imports {one.module}"

    assert broken(rule) == []


def test_the_domain_needs_only_sqlalchemy() -> None:
    def rule(path: Path) -> Iterator[tuple[int, str]]:
        if layer_of(name_of(path)) == "domain":
            for one in imports(path):
                if one.module.split(".")[0] not in {"app", *LIBRARIES_OF_THE_DOMAIN}:
                    yield one.line, f"imports {one.module}"

    assert broken(rule) == []


def test_flask_stays_out_of_the_inner_layers() -> None:
    def rule(path: Path) -> Iterator[tuple[int, str]]:
        if layer_of(name_of(path)) in LAYERS_WITHOUT_FLASK:
            for one in imports(path):
                if one.module.startswith(("flask", "werkzeug", "wtforms")):
                    yield one.line, f"imports {one.module}"

    assert broken(rule) == []


def test_only_reports_import_weasyprint_and_only_when_they_print() -> None:
    def rule(path: Path) -> Iterator[tuple[int, str]]:
        for one in imports(path):
            late = one.lazy or one.for_types
            if one.module.startswith("weasyprint") and not (late and layer_of(name_of(path)) == "reports"):
                yield one.line, f"imports {one.module}"

    assert broken(rule) == []


def test_only_queries_ask_the_database() -> None:
    def rule(path: Path) -> Iterator[tuple[int, str]]:
        if layer_of(name_of(path)) in {"queries", "migrations"}:
            return
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "sqlalchemy":
                yield from ((node.lineno, f"imports {alias.name}") for alias in node.names if alias.name in STATEMENTS)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
                yield node.lineno, f"calls .{node.func.attr}()"

    assert broken(rule) == []


def test_only_the_edge_commits() -> None:
    def rule(path: Path) -> Iterator[tuple[int, str]]:
        if layer_of(name_of(path)) not in LAYERS_THAT_NEVER_COMMIT:
            return
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
                yield node.lineno, "commits"

    assert broken(rule) == []


def test_no_source_is_longer_than_300_lines() -> None:
    written = [path for path in SOURCES if layer_of(name_of(path)) != "migrations"]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


@pytest.mark.parametrize("what", FORBIDDEN_IN_TEMPLATES)
def test_no_template_holds(what: str) -> None:
    found = []
    for path in TEMPLATES:
        paper = path.parent.name == MAY_HOLD.get(what)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if FORBIDDEN_IN_TEMPLATES[what].search(line) and not paper:
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_the_command_starts_without_the_slow_libraries() -> None:
    program = f"import sys, app.cli; print(*sorted({SLOW!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
