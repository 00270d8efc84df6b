"""content/README.md explains every field and every finding, and nothing that is not there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sitegen.records import fields
from sitegen.records.fields import Field

CHECKOUT = Path(__file__).parent.parent
MANUAL = (CHECKOUT / "content" / "README.md").read_text(encoding="utf-8")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|unreadable")
SECTIONS = {
    "Front matter of a document": (*fields.DOCUMENT, *fields.STANCE, *fields.ANNOTATION),
    "Authority records": (*fields.OUTLET, *fields.PERSON, *fields.EVENT, *fields.TOPIC),
    "Rulings": fields.DECISION,
    "site.yml": fields.SITE,
    "fields.yml": fields.SHOWN_FIELD,
    "Facts about a capture": fields.SIDECAR,
}


def section(title: str) -> str:
    return MANUAL.split(f"## {title}\n")[1].split("\n## ")[0]


def explained(text: str) -> list[str]:
    """What the first cells of a section's tables name."""
    cells = re.findall(r"^\| (`[^|]*`) \|", text, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("title", SECTIONS)
def test_every_field_is_explained_and_every_value_named(title: str) -> None:
    text = section(title)
    rows = list(every(SECTIONS[title]))
    missing = [row.name for row in rows if f"`{row.name}`" not in text]
    missing += [value for row in rows for value in row.choices if value not in text]
    assert not missing, f"content/README.md, “{title}”, says nothing of these"
    assert set(explained(text)) <= {row.name for row in rows}, "explained, but there is no such field"


def every(rows: Iterable[Field]) -> Iterator[Field]:
    for row in rows:
        yield row
        yield from every(row.fields)


def test_every_finding_is_explained_with_its_remedy() -> None:
    text = section("What findings mean")
    told, codes = explained(text), set(finding_codes())
    assert len(codes) > 60, "the search no longer finds the codes"
    assert sorted(codes - set(told)) == [], "give each a line in content/README.md: what it means, what to do"
    assert sorted(set(told) - codes) == [], "explained, but nothing says so any more"
    assert told == sorted(told)
    assert all(len(line.strip("|").split(" | ")) == 3 for line in text.splitlines() if line.startswith("| `"))


def finding_codes() -> Iterator[str]:
    """Codes as the source has them: beside a message, or given that name."""
    for path in sorted((CHECKOUT / "sitegen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call | ast.Tuple):
                together = node.args if isinstance(node, ast.Call) else node.elts
                if any(is_message(one) for one in together):
                    yield from codes_in(together)
            elif isinstance(node, ast.Assign) and re.match(r"\(?code\b", ast.unparse(node.targets[0])):
                yield from codes_in(node.value.elts if isinstance(node.value, ast.Tuple) else [node.value])


def is_message(node: ast.expr) -> bool:
    if isinstance(node, ast.Name | ast.Attribute):
        return ast.unparse(node).rpartition(".")[2] == "message"
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and str(node.value).count(" ") > 1)


def codes_in(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.IfExp):
            yield from codes_in([node.body, node.orelse])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value
