"""Small changes to files that editors own: one value set or added, every other byte as it was.

A patch is tried on the file's text; the result is read again and must hold exactly the intended change, or the file is
left alone with a finding. The parser's marks say where a value stands, so nothing is ever formatted anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

import yaml

from sitegen.findings import Finding
from sitegen.records.articles import read_document, split_front_matter
from sitegen.records.authorities import READERS
from sitegen.records.body import parse_body
from sitegen.records.decisions import read_decisions
from sitegen.records.document_patches import plain_values, replace_field, restyled, splice
from sitegen.records.fields import OUTLET, PERSON
from sitegen.records.text_files import plain
from sitegen.records.yaml_source import LOADER, format_flow, format_scalar, read_yaml

Step = str | Mapping[str, str]
_Change = tuple[int, int, str]
"""A stretch of YAML, and what takes its place."""
_BLOCK_SIGN = re.compile(r"#{1,6} |> |[-*+] |\d+[.)] ")
_OPEN_FENCE = re.compile(r"^:::.*\n\s*\Z", re.MULTILINE)
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
    ones stay as they are; new lines end as most do.
    """
    try:
        text = data.decode("utf-8")
        _, unreadable = read_yaml(_parts(plain(text), patch.file)[0], patch.file)
        if unreadable:
            raise ValueError(f"it has a fault: {unreadable[0].message}")
        new = _patched(text, patch)
        problem, remedy = _broken_promise(plain(text), plain(new), patch)
    except (LookupError, ValueError, yaml.YAMLError) as error:  # that it is no UTF-8 is a ValueError too
        problem, remedy = str(error).partition("\n")[0], ""
    return (None, [_refused(patch, problem, remedy)]) if problem else (new.encode(), [])


def _refused(patch: Patch, problem: str, remedy: str) -> Finding:
    where = " → ".join(step if isinstance(step, str) else format_flow(dict(step)) for step in patch.path)
    message = f"This file was left as it is: {problem.strip().rstrip('.')}."
    shown = patch.value if isinstance(patch.value, str) else format_flow(patch.value)
    by_hand = f"Change it by hand: {where or 'entry'}: {shown}"
    return Finding(patch.file, 0, "not-patched", "error", message, remedy or by_hand)


# --- the promise ------------------------------------------------------------------------------------------------------


def _broken_promise(old: str, new: str, patch: Patch) -> tuple[str, str]:
    """What a patch did beside what it was meant to do, and what mends that; empty where it did just that."""
    front, body = _parts(old, patch.file)
    new_front, new_body = _parts(new, patch.file)
    wanted, now = plain_values(read_yaml(front, patch.file)[0]), plain_values(read_yaml(new_front, patch.file)[0])
    same_body = body == new_body
    if patch.change == "cut":
        same_body = _without(body, patch.value) == _without(new_body, "")
    else:
        wanted = _intended(wanted, patch)
    if wanted != now or not same_body:
        return "the change would touch more than it should", ""
    known = {(finding.code, finding.message) for finding in _problems(old, patch.file)}
    caused = (f for f in _problems(new, patch.file) if (f.code, f.message) not in known)
    return next(((str(f.message), str(f.remedy)) for f in caused), ("", ""))


def _without(body: str, words: str) -> list[str]:
    """What the blocks of a body say without some words, white space aside; without words that are all of a block, the
    block is not there.
    """
    texts = ["".join(passage.text.replace(words, "", 1).split()) for passage in parse_body(body)]
    return [text for text in texts if text or not words]


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
    """`text` and what it becomes are as on the disk; offsets count without byte order mark and carriage returns."""
    if patch.change == "cut":
        return splice(text, *_cut(plain(text), patch.value), "")
    front, _ = _parts(plain(text), patch.file)
    if patch.file.endswith(".md") and len(patch.path) == 1:
        assert isinstance(patch.path[0], str)
        if patch.change == "set":
            return replace_field(text, patch.path[0], patch.value)
        if _child(yaml.compose(front, Loader=LOADER), patch.path[0]) is None:
            return replace_field(text, patch.path[0], [patch.value])
    offset = plain(text).index("\n") + 1 if patch.file.endswith(".md") else 0
    start, end, new = _changed(front, patch)
    return splice(text, offset + start, offset + end, new)


def _cut(text: str, words: str) -> tuple[int, int]:
    """The words' place in a document's file; a paragraph that they make up goes with its sign and its blank line."""
    _, body = _parts(text, ".md")
    if body.count(words) != 1:
        raise ValueError(f"the words stand in the text {body.count(words)} times")
    start = len(text) - len(body) + body.index(words)
    end = start + len(words)
    line_start = text.rfind("\n", 0, start) + 1
    if _BLOCK_SIGN.fullmatch(text[line_start:start]) and text[end : end + 1] in ("", "\n"):
        start = line_start
    if _OPEN_FENCE.search(text[:start]) and text[end:].lstrip().startswith(":::"):
        raise ValueError("the words are all that stands between two fences")
    if text[:start].endswith("\n\n") and text[end : end + 1] in ("", "\n"):
        end += 2 if text[end:].startswith("\n\n") else 1
    return start, min(end, len(text))


def _changed(text: str, patch: Patch) -> _Change:
    """Where YAML changes when a value is set or added, and to what."""
    root = node = yaml.compose(text, Loader=LOADER)
    for depth, step in enumerate(patch.path):
        child = _child(node, step)
        if child is None:
            return _new_key(text, node, patch, depth, is_root=node is root)
        node = child
    if patch.change == "add":
        return _new_entry(text, node, patch.value, is_root=node is root)
    if not isinstance(node, yaml.ScalarNode):
        raise LookupError("a list or mapping stands where one value is to be set")
    start, end = _span(node)
    new = restyled(node.style, patch.value)
    return start, end, new if start < end else f" {new}"


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


def _new_key(text: str, node: yaml.Node | None, patch: Patch, depth: int, *, is_root: bool) -> _Change:
    """A mapping gets one key more; what the rest of the path names is made with it."""
    key, value = patch.path[depth], [patch.value] if patch.change == "add" else patch.value
    assert isinstance(key, str)
    for step in reversed(patch.path[depth + 1 :]):
        assert isinstance(step, str)
        value = {step: value}
    if node is not None and getattr(node, "flow_style", True):
        return _in_flow(node, f"{format_scalar(key)}: {format_flow(value)}", "{}")
    if is_root and isinstance(value, Mapping):
        return _new_record(text, node, key, value)
    assert node is not None
    indent = " " * node.start_mark.column
    return _new_line(text, _end_before(node, key, patch.file), f"{indent}{key}: {format_flow(value)}\n")


def _new_record(text: str, root: yaml.Node | None, id: str, values: Mapping[str, object]) -> _Change:
    """A record at the end of a file: indented as the last one is, and apart from it where records stand apart."""
    records = [child for _, child in root.value] if root else []
    blocks = [one.start_mark.column for one in records if isinstance(one, yaml.MappingNode) and not one.flow_style]
    indent = " " * (blocks[-1] if blocks else 2)
    apart = root is None or len(records) < 2 or "\n\n" in text[root.start_mark.index :].rstrip("\n")
    blank = "\n" if apart and text and not text.endswith("\n\n") else ""
    lines = "".join(f"{indent}{name}: {format_flow(value)}\n" for name, value in values.items())
    return _new_line(text, len(text), f"{blank}{id}:\n{lines}")


def _end_before(node: yaml.Node, key: str, file: str) -> int:
    """Where a new key's line goes in a block mapping: below those that come before it in the order of the fields."""
    order = _ORDER.get(PurePosixPath(file).stem, [])
    earlier = order[: order.index(key)] if key in order else []
    ends = [_end(child) for name, child in node.value if name.value in earlier]
    return ends[-1] if ends else _end(node)


def _new_entry(text: str, node: yaml.Node | None, value: Any, *, is_root: bool) -> _Change:
    """A list gets one entry more; a lone value becomes a list of two."""
    entry = format_flow(value)
    if isinstance(node, yaml.SequenceNode):
        if node.flow_style:
            return _in_flow(node, entry, "[]")
        at = len(text) if is_root else _end(node)
        return _new_line(text, at, f"{' ' * node.start_mark.column}- {entry}\n")
    if is_root or node is None:
        return _new_line(text, len(text), f"- {entry}\n")
    start, end = _span(node)
    return start, end, f"[{text[start:end]}, {entry}]" if start < end else f" [{entry}]"


def _in_flow(node: yaml.Node, entry: str, brackets: str) -> _Change:
    """A list or mapping on one line gets one entry more; where nothing stands behind the colon, there will be one."""
    start, end = _span(node)
    if not isinstance(node, yaml.CollectionNode):
        return end, end, f" {brackets[0]}{entry}{brackets[1]}"
    at = _end(_last(node)) if node.value else start + 1
    return at, at, f", {entry}" if node.value else entry


def _new_line(text: str, at: int, line: str) -> _Change:
    """A new line (or lines) below the one that ends at or behind `at`."""
    if at and text[at - 1] != "\n":
        at = text.find("\n", at) + 1 or len(text)
    missing = "\n" if at and text[at - 1] != "\n" else ""
    return at, at, missing + line


def _span(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _end(node: yaml.Node) -> int:
    """Where the last thing in a node ends: the mark of a block collection lies behind the comments below it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        return _end(_last(node))
    return _span(node)[1]


def _last(node: yaml.CollectionNode) -> yaml.Node:
    last = node.value[-1]
    child: yaml.Node = last[1] if isinstance(last, tuple) else last
    return child
