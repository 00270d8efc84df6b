"""Small faults put into a module, one at a time: which of them does no test notice?

    python tests/audit/mutation.py dates 80        (80 of its faults, taken at random; all without a number)

A fault is a comparison at its edge or turned round, `and` for `or`, a condition negated or dropped, a number one too
large, `+` for `-`. Each is tried in a process of its own, with the tests that are about the module. What survives is
printed with its line: it is a gap in the tests, or a change that makes no difference.
"""

from __future__ import annotations

import ast
import copy
import importlib
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import hypothesis.strategies
import pytest

LOADED_ONCE = (
    "click.testing ftfy jinja2 justext lxml.html markdown_it mdit_py_plugins numpy py3langid rapidfuzz slugify \
trafilatura yaml".split()
)
for library in LOADED_ONCE:
    importlib.import_module(library)

CHECKOUT = Path(__file__).parent.parent.parent
DATING_PARTS = "bounds calendars clues datelines forms order stamps".split()
MODULES = {
    "dates": ("sitegen.dates", ("test_dates.py", "test_dating.py")),
    **{
        name: (f"sitegen.intake.{name}", ("test_dating.py",))
        for name in ("dating", *(f"dating_{part}" for part in DATING_PARTS))
    },
    "permalinks": ("sitegen.records.permalinks", ("test_permalinks.py", "test_aliases.py")),
    "import_plans": (
        "sitegen.records.import_plans",
        ("test_import_plans.py", "test_body_merge.py", "test_importing.py"),
    ),
    "body_merge": ("sitegen.records.body_merge", ("test_body_merge.py", "test_importing.py")),
    "clean": ("sitegen.intake.clean", ("test_clean.py", "test_clean_properties.py")),
    "repeats": ("sitegen.intake.repeats", ("test_repeats.py", "test_clean.py")),
    "edits": ("sitegen.edits", ("test_source_page.py", "test_clean_properties.py")),
}
NOT_ABOUT_TIME = "not linear_time and not takes_no_longer"
"""Tests of how long something takes, which would take most of the time: no fault here makes anything slow."""
SLOWEST = 60
"""Seconds of the processor; a fault that makes the tests run for longer is noticed. By the clock, a busy machine would
notice faults that no test does.
"""
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def faults(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            changed = copy.deepcopy(node)
            changed.ops[place] = COMPARED[type(operator)]()
            yield changed
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        if len(node.values) > 1:
            yield from node.values
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        yield ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield ast.Constant(not node.value if isinstance(node.value, bool) else node.value + 1)
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.If):
        yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)


def changed_trees(source: str) -> Iterator[tuple[int, str, ast.Module]]:
    """The module with each fault: its line, what it was and became, and the tree."""
    tree = ast.parse(source)
    inside_types = {id(part) for node in ast.walk(tree) for hint in _hints(node) for part in ast.walk(hint)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in inside_types:
            continue
        for fault in faults(node):
            whole = copy.deepcopy(tree)
            target = next(one for place, one in enumerate(ast.walk(whole)) if place == number)
            for parent in ast.walk(whole):
                for name, value in ast.iter_fields(parent):
                    if value is target:
                        setattr(parent, name, fault)
                    elif isinstance(value, list):
                        setattr(parent, name, [fault if one is target else one for one in value])
            line = getattr(node, "lineno", getattr(getattr(node, "target", None), "lineno", 0))
            told = f"{_short(node)}  →  {_short(fault)}"
            yield line, told, ast.fix_missing_locations(whole)


def _hints(node: ast.AST) -> Iterator[ast.AST]:
    yield from (hint for name in ("annotation", "returns") if (hint := getattr(node, name, None)) is not None)


def _short(node: ast.AST) -> str:
    return " ".join((ast.unparse(node.test) if isinstance(node, ast.If) else ast.unparse(node)).split())[:90]


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a module with another tree than its file has."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        file = CHECKOUT / Path(*name.split(".")).with_suffix(".py")
        return importlib.util.spec_from_file_location(name, file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, module.__file__ or "", "exec"), module.__dict__)


def survives(module: str, tree: ast.Module, tests: Sequence[str]) -> bool:
    """Whether the tests pass with the fault, in a child process."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    signal.setitimer(signal.ITIMER_PROF, SLOWEST)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.meta_path.insert(0, Changed(module, tree))
    hypothesis.settings.register_profile("few", max_examples=30, database=None, derandomize=True, deadline=None)
    files = [str(CHECKOUT / "tests" / name) for name in tests]
    options = "-x -q -p no:cacheprovider -p no:xdist --hypothesis-profile few -k".split()
    os._exit(int(pytest.main([*options, NOT_ABOUT_TIME, *files])))


def main(name: str, most: str = "") -> None:
    """Print what survives, and of how many."""
    module, tests = MODULES[name]
    tried = list(changed_trees((CHECKOUT / Path(*module.split(".")).with_suffix(".py")).read_text(encoding="utf-8")))
    if most and int(most) < len(tried):
        tried = sorted(random.Random(most).sample(tried, int(most)), key=lambda one: one[0])
    assert survives(module, ast.parse((CHECKOUT / Path(*module.split(".")).with_suffix(".py")).read_text()), tests)
    alive = 0
    for line, told, tree in tried:
        if survives(module, tree, tests):
            alive += 1
            print(f"{module}:{line}: {told}", flush=True)
    print(f"{module}: {alive} of {len(tried)} faults survive", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
