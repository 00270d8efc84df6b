"""Small changes to files that editors own: one value set or added, every other byte as it was.

A patch is tried on the file's text; the result is read again and must hold exactly the intended change, or the file is
left alone with a finding. The parser's marks say where a value stands, so nothing is ever formatted anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

import yaml

from sitegen.findings import Finding
from sitegen.records.articles import read_document, replace_field, split_front_matter
from sitegen.records.authorities import READERS
from sitegen.records.decisions import read_decisions
from sitegen.records.fields import OUTLET, PERSON
from sitegen.records.yaml_source import Node, format_flow, format_scalar, read_yaml

Step = str | Mapping[str, str]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ORDER = {"outlets": [row.name for row in OUTLET], "people": [row.name for row in PERSON]}


@dataclass(frozen=True, slots=True)
class Patch:
    """One change to one file, given by its name relative to the archive."""

    file: str
    change: Literal["set", "add", "cut"]
    """set: the value of a key, new or not. add: an entry to a list, which is made where there is none. cut: words of a
    document's body."""
    path: tuple[Step, ...]
    """From the root (of a document: its front matter) to the value: keys, and for the entry of a list some of its own
    values, which only one entry may have. Empty for a file that is a list, and to cut."""
    value: Any
    """Texts, in lists and mappings; nothing empty."""


def patch_file(data: bytes, patch: Patch) -> tuple[bytes | None, list[Finding]]:
    """The new content of a file; None with a finding where the change cannot be made, and nothing else with it.

    `data` is its content, empty where there is no file. Line ends, a byte order mark and all lines but the changed
    ones stay as they are; new lines end as the first one does.
    """
    try:
        raw = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_refused(patch, f"it is not UTF-8 text ({error.reason})")]
    lines = _LINE.findall(raw)
    text = "".join(map(_plain_end, lines))
    try:
        _, unreadable = read_yaml(_parts(text, patch.file)[0], patch.file)
        if unreadable:
            raise ValueError(f"it has a fault: {unreadable[0].message}")
        new = _patched(text, patch)
        problem = _broken_promise(text, new, patch)
    except (LookupError, ValueError, yaml.YAMLError) as error:
        problem = str(error).partition("\n")[0]
    if problem:
        return None, [_refused(patch, problem)]
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return bom + _with_changed_lines(lines, _LINE.findall(new)).encode(), []


def _refused(patch: Patch, problem: str) -> Finding:
    where = " → ".join(step if isinstance(step, str) else format_flow(dict(step)) for step in patch.path)
    message = f"This file was left as it is: {problem.strip().rstrip('.')}."
    shown = patch.value if isinstance(patch.value, str) else format_flow(patch.value)
    return Finding(patch.file, 0, "not-patched", "error", message, f"Change it by hand: {where or 'entry'}: {shown}")


def _plain_end(line: str) -> str:
    return line.rstrip("\r\n") + "\n" if line[-1] in "\r\n" else line


def _with_changed_lines(old: list[str], new: list[str]) -> str:
    """The old lines with those between the first and the last difference replaced, the rest byte for byte."""
    end = re.sub(r"^[^\r\n]*", "", old[0]) if old else ""
    first = last = 0
    while first < min(len(old), len(new)) and _plain_end(old[first]) == new[first]:
        first += 1
    while last < min(len(old), len(new)) - first and _plain_end(old[-1 - last]) == new[-1 - last]:
        last += 1
    changed = [line.replace("\n", end or "\n") for line in new[first : len(new) - last]]
    return "".join([*old[:first], *changed, *old[len(old) - last :]])


# --- the promise ------------------------------------------------------------------------------------------------------


def _broken_promise(old: str, new: str, patch: Patch) -> str:
    """What a patch did beside what it was meant to do; empty where it did just that."""
    front, body = _parts(old, patch.file)
    new_front, new_body = _parts(new, patch.file)
    wanted, now = _data(read_yaml(front, patch.file)[0]), _data(read_yaml(new_front, patch.file)[0])
    if patch.change == "cut":
        body = "".join(body.replace(patch.value, "", 1).split())
        new_body = "".join(new_body.split())
    else:
        wanted = _intended(wanted, patch)
    if wanted != now or body != new_body:
        return "the change would touch more than it should"
    known = {(finding.code, finding.message) for finding in _problems(old, patch.file)}
    return next((str(f.message) for f in _problems(new, patch.file) if (f.code, f.message) not in known), "")


def _problems(text: str, file: str) -> list[Finding]:
    """What reading a file finds wrong with it."""
    readers: dict[str, Callable[[str, str], tuple[Any, list[Finding]]]] = {"decisions": read_decisions, **READERS}
    if file.endswith(".md"):
        return read_document(text, file, None)[1]
    return readers[PurePosixPath(file).stem](text, file)[1]


def _parts(text: str, file: str) -> tuple[str, str]:
    """YAML and body of a file; of a document, its front matter is the YAML."""
    if not file.endswith(".md"):
        return text, ""
    parts = split_front_matter(text)
    if parts is None:
        raise ValueError("it has no front matter")
    return parts[0], parts[1]


def _data(node: Node) -> Any:
    """A node without its lines."""
    if isinstance(node.value, dict):
        return {key: _data(child) for key, child in node.value.items()}
    return [_data(child) for child in node.value] if isinstance(node.value, list) else node.value


def _intended(data: Any, patch: Patch, depth: int = 0) -> Any:
    """What a file says, changed as a patch means to change it."""
    if depth == len(patch.path):
        if patch.change == "set":
            return patch.value
        return [*(data if isinstance(data, list) else [] if data is None else [data]), patch.value]
    step = patch.path[depth]
    if isinstance(step, str):
        data = data or {}
        return data | {step: _intended(data.get(step), patch, depth + 1)}
    return [_intended(one, patch, depth + 1) if _agrees(one, step) else one for one in data]


def _agrees(entry: Any, values: Mapping[str, str]) -> bool:
    return isinstance(entry, dict) and all(entry.get(name) == value for name, value in values.items())


# --- the change -------------------------------------------------------------------------------------------------------


def _patched(text: str, patch: Patch) -> str:
    if patch.change == "cut":
        return _cut(text, patch.value)
    front, _ = _parts(text, patch.file)
    if patch.file.endswith(".md") and len(patch.path) == 1 and not _child(yaml.compose(front, _LOADER), patch.path[0]):
        assert isinstance(patch.path[0], str)
        return replace_field(text, patch.path[0], [patch.value] if patch.change == "add" else patch.value)
    start = text.index("\n") + 1 if patch.file.endswith(".md") else 0
    return text[:start] + _changed(front, patch) + text[start + len(front) :]


def _cut(text: str, words: str) -> str:
    """A document without some words of its body; a paragraph that they make up goes with its blank line."""
    _, body = _parts(text, ".md")
    if body.count(words) != 1:
        raise ValueError(f"the words stand in the text {body.count(words)} times")
    start = len(text) - len(body) + body.index(words)
    before, after = text[:start], text[start + len(words) :]
    if before.endswith("\n\n") and after[:1] in ("", "\n"):
        after = after.removeprefix("\n").removeprefix("\n")
    return before + after


def _changed(text: str, patch: Patch) -> str:
    """YAML with one value set or added."""
    root = node = yaml.compose(text, Loader=_LOADER)
    for depth, step in enumerate(patch.path):
        child = _child(node, step)
        if child is None:
            return _with_key(text, node, patch, depth, is_root=node is root)
        node = child
    if patch.change == "add":
        return _with_entry(text, node, patch.value, is_root=node is root)
    if not isinstance(node, yaml.ScalarNode):
        raise LookupError("a list or mapping stands where one value is to be set")
    start, end = _span(node)
    return text[:start] + _in_quotes_of(text[start:end], patch.value) + text[end:]


def _child(node: yaml.Node | None, step: Step) -> yaml.Node | None:
    """The value of a key, None where there is none; the one entry of a list that has some values."""
    if isinstance(step, str):
        if isinstance(node, yaml.MappingNode):
            return next((value for key, value in node.value if key.value == step), None)
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return None
        raise LookupError(f"'{step}' has no place here")
    found = [entry for entry in getattr(node, "value", ()) if _agrees(_values(entry), step)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} entries have {format_flow(dict(step))}")
    return found[0]  # type: ignore[no-any-return]  # PyYAML's nodes have no types


def _values(entry: yaml.Node) -> dict[str, object]:
    return {key.value: child.value for key, child in entry.value} if isinstance(entry, yaml.MappingNode) else {}


def _with_key(text: str, node: yaml.Node | None, patch: Patch, depth: int, *, is_root: bool) -> str:
    """A mapping with one key more; what the rest of the path names is made with it."""
    key, value = patch.path[depth], [patch.value] if patch.change == "add" else patch.value
    assert isinstance(key, str)
    for step in reversed(patch.path[depth + 1 :]):
        assert isinstance(step, str)
        value = {step: value}
    if node is not None and getattr(node, "flow_style", True):
        return _in_flow(text, node, f"{format_scalar(key)}: {format_flow(value)}")
    indent = node.start_mark.column if node else 0
    if not (is_root and isinstance(value, Mapping)):
        order = _ORDER.get(PurePosixPath(patch.file).stem, ())
        return _with_line(text, _end_before(node, key, order), f"{' ' * indent}{key}: {format_flow(value)}\n")
    deeper = next((child.start_mark.column for _, child in reversed(node.value if node else ()) if _is_block(child)), 2)
    lines = "".join(f"{' ' * deeper}{name}: {format_flow(entry)}\n" for name, entry in value.items())
    apart = not node or len(node.value) < 2 or "\n\n" in text[node.start_mark.index :].rstrip("\n")
    blank = "\n" if apart and text and not text.endswith("\n\n") else ""
    return _with_line(text, len(text), f"{blank}{key}:\n{lines}")


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style


def _end_before(node: yaml.Node | None, key: str, order: list[str] | tuple[str, ...]) -> int:
    """Where a new key's line goes in a block mapping: below those that come before it in the order of the fields."""
    if node is None:
        return 0
    earlier = order[: order.index(key)] if key in order else order
    ends = [_end(child) for name, child in node.value if not order or name.value in earlier]
    return ends[-1] if ends else _end(node)


def _with_entry(text: str, node: yaml.Node | None, value: Any, *, is_root: bool) -> str:
    """A list with one entry more; a lone value becomes a list of two."""
    entry = format_flow(value)
    if isinstance(node, yaml.SequenceNode):
        if node.flow_style:
            return _in_flow(text, node, entry)
        at = len(text) if is_root else _end(node)
        return _with_line(text, at, f"{' ' * node.start_mark.column}- {entry}\n")
    if is_root:
        return _with_line(text, len(text), f"- {entry}\n")
    assert node is not None
    start, end = _span(node)
    old = text[start:end]
    return text[:start] + (f"[{old}, {entry}]" if old else f" [{entry}]") + text[end:]


def _in_flow(text: str, node: yaml.Node, entry: str) -> str:
    start, end = _span(node)
    if not isinstance(node, yaml.CollectionNode):  # nothing stands behind the colon yet
        return text[:start] + f" {{{entry}}}" + text[end:]
    if not node.value:
        return text[: start + 1] + entry + text[start + 1 :]
    last = node.value[-1]
    at = _end(last[1] if isinstance(last, tuple) else last)
    return f"{text[:at]}, {entry}{text[at:]}"


def _with_line(text: str, at: int, line: str) -> str:
    """A new line (or lines) below the one that ends at or behind `at`."""
    if at and text[at - 1] != "\n":
        found = text.find("\n", at)
        at = found + 1 if found >= 0 else len(text)
    missing = "\n" if at and text[at - 1] != "\n" else ""
    return text[:at] + missing + line + text[at:]


def _span(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _end(node: yaml.Node) -> int:
    """Where the last thing in a node ends: the mark of a block collection lies behind the comments below it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return _span(node)[1]


def _in_quotes_of(old: str, value: str) -> str:
    """A text in the quotes that stood there, where they can hold it."""
    safe = format_scalar(value)
    if not old:  # nothing stands behind the colon yet
        return f" {safe}"
    if old.startswith('"') and not safe.startswith('"'):
        return json.dumps(value, ensure_ascii=False)
    single = "'" + value.replace("'", "''") + "'"
    plain = not safe.startswith('"') or safe == json.dumps(value, ensure_ascii=False)
    return single if old.startswith("'") and plain else safe
