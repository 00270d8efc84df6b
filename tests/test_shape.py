"""The layout rules: small files, honest names, imports that point one way, and no knowledge of any one archive."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "sitegen"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}

SPINE = {
    "model", "links", "drafts", "edits", "findings", "dates", "date_words", "codec", "addresses", "commonmark",
    "wildcards", "cache", "progress", "store", "workers", "locks", "interviews", "__init__", "__version__",
}  # fmt: skip
COMMAND_LINE = {"cli", "options", "terminal", "saying", "desk"}
FOLDERS = {"intake", "records", "relate", "site"}
MAY_IMPORT = {
    "spine": {"spine"},
    "intake": {"intake", "spine"},
    "records": {"records", "spine"},
    "relate": {"relate", "records", "spine"},
    "site": {"site", "relate", "records", "spine"},
    "main path": {"main path", "site", "relate", "records", "intake", "spine"},
    "command line": {"command line", "main path", "site", "relate", "records", "intake", "spine"},
    "__main__": {"command line"},
}
"""A layer, and the layers that its files may import. Data flows intake, records, relate, site; imports flow back."""


def named(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def layer(module: str) -> str:
    """The layer that a module, by its dotted name below `sitegen`, belongs to; what is no stage calls them."""
    first = module.partition(".")[0] or "__init__"
    layers = {"spine": SPINE, "command line": COMMAND_LINE} | {name: {name} for name in (*FOLDERS, "__main__")}
    return next((name for name, modules in layers.items() if first in modules), "main path")


def imports_of(path: Path) -> Iterator[str]:
    """What a file imports from the project, as dotted names below `sitegen`; imports inside functions count."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.removeprefix("sitegen").removeprefix(".") for name in names if name.split(".")[0] == "sitegen")


def test_files_are_small_and_named_for_what_they_hold() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
    assert [named(path) for path in SOURCES if {path.stem, path.parent.name} & FORBIDDEN_NAMES] == []


def test_imports_point_one_way() -> None:
    wrong = []
    for path in SOURCES:
        allowed = MAY_IMPORT[layer(".".join(path.relative_to(PACKAGE).with_suffix("").parts))]
        wrong += [f"{named(path)} imports {name}" for name in imports_of(path) if layer(name) not in allowed]
    assert not wrong, "\n".join(wrong)


def test_nothing_below_the_command_line_prints_or_exits() -> None:
    speaking = {"print", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write", "SystemExit"}
    wrong = []
    for path in SOURCES:
        if path.stem in COMMAND_LINE | {"__main__"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in speaking:
                wrong.append(f"{named(path)}:{node.lineno} calls {ast.unparse(node.func)}")
            if isinstance(node, ast.Import | ast.ImportFrom):
                modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                wrong += [f"{named(path)} imports {m}" for m in modules if m.split(".")[0] in ("click", "rich")]
    assert not wrong, "\n".join(wrong)


def undocumented(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    """Public functions, and public methods of public classes, that have no docstring."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from undocumented(node.body, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{node.lineno}: {prefix}{node.name}"


def test_every_file_and_public_function_says_what_it_is_for() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
    silent = [named(path) for path, tree in trees.items() if path.name != "__init__.py" and not ast.get_docstring(tree)]
    silent += [f"{named(path)}:{function}" for path, tree in trees.items() for function in undocumented(tree.body)]
    assert not silent, "\n".join(silent)


def words_of_the_first_archive() -> set[str]:
    """What only somebody who has read this project's own seeds can know: the names in content/authorities."""
    words: set[str] = set()
    for kind in ("outlets", "people", "events"):
        records = yaml.safe_load((CHECKOUT / "content" / "authorities" / f"{kind}.yml").read_text(encoding="utf-8"))
        for id, record in records.items():
            words |= {id, record["name"], *record.get("variants", ()), *record.get("hostnames", ())}
            if kind == "people":
                words |= {name.split()[-1] for name in (record["name"], *record.get("variants", ()))}
    return {word.casefold() for word in words}


COMMON = {"johnson"}
"""Names that also stand in lists of what many people are called."""


def test_the_program_knows_nothing_of_the_first_archive() -> None:
    words = words_of_the_first_archive() - COMMON
    assert len(words) > 20
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words))) + r")(?!\w)")
    places = []
    for folder in (PACKAGE, CHECKOUT / "themes"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".png":
                lines = path.read_text(encoding="utf-8").casefold().splitlines()
                places += [f"{named(path)}:{n}: {line}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    assert not places, "\n".join(places)


def test_every_dependency_says_what_it_is_for() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    groups = [
        project["project"]["dependencies"],
        *project["dependency-groups"].values(),
        *project["project"].get("optional-dependencies", {}).values(),
    ]
    explained = re.findall(r'^ *"([^"]+)", +# \S+ \S+', text, re.MULTILINE)
    assert [name for group in groups for name in group if name not in explained] == []


def test_versions_of_node_programs_are_exact_and_their_lock_names_no_host() -> None:
    package = json.loads((CHECKOUT / "package.json").read_text(encoding="utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert {name: v for name, v in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", v)} == {}
    lock = json.loads((CHECKOUT / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
