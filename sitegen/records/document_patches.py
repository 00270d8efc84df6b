"""Changes inside a document's file, which an editor owns: of its front matter one field, of its body some stretches.

Each replaces the stretch in question and no other byte. It takes the text as it lies on the disk, with its byte order
mark and line ends; offsets count as in `plain`, in which they are gone. What would cost an editor's comment, or change
how another line is read, is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import yaml

from sitegen.records.articles import Entry, format_field, split_front_matter
from sitegen.records.body_merge import Hunk
from sitegen.records.fields import DOCUMENT
from sitegen.records.text_files import BYTE_ORDER_MARK, plain
from sitegen.records.yaml_source import LOADER, Node, format_flow, format_scalar, read_yaml

_COMMENT = re.compile(r"(?:^|\s)#")
_ORDER = [row.name for row in DOCUMENT]


class PatchRefusedError(ValueError):
    """The change cannot be made without touching what an editor wrote; the message says why."""


def splice(text: str, start: int, end: int, new: str) -> str:
    """`text` as on the disk with `new` in place of `start:end`; `new` gets the line ends that most lines have."""
    mark = len(text) - len(text.removeprefix(BYTE_ORDER_MARK))
    pairs = [found.start() - mark - before for before, found in enumerate(re.finditer("\r\n", text))]
    start, end = (mark + offset + bisect_left(pairs, offset) for offset in (start, end))
    feeds = text.count("\n")
    line_end = "\r\n" if 2 * len(pairs) > feeds else "\n" if feeds or "\r" not in text else "\r"
    return text[:start] + new.replace("\n", line_end) + text[end:]


def replace_field(text: str, name: str, value: Entry | None) -> str:
    """The document file `text` with one field of its front matter set (None: taken out); every other byte stays.

    A value is replaced where it stands, in the manner (quotes, a list in brackets or in lines) in which it stands
    there; a new field goes behind the nearest one that comes before it in the field table. The result is read back:
    PatchRefusedError where it does not say exactly what was asked.
    """
    source = plain(text)
    parts = split_front_matter(source)
    assert parts, "only a file with front matter can be patched"
    front = parts[0]
    root = yaml.compose(front, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise PatchRefusedError("the front matter is not written in lines of `key: value`")
    fields = {key.value: (key, node) for key, node in reversed(root.value)}
    if name in fields:
        change = _changed(front, *fields[name], value)
    elif value is not None:
        change = _added(front, fields, name, value)
    else:
        return text
    offset = source.index("\n") + 1
    patched = splice(text, offset + change[0], offset + change[1], change[2])
    _check(front, patched, name, value)
    return patched


def replace_passages(text: str, hunks: Sequence[Hunk]) -> str:
    """The document file `text` with stretches of its body replaced; every other byte stays."""
    parts = split_front_matter(plain(text))
    assert parts, "only a file with front matter can be patched"
    ended = text.endswith(("\n", "\r"))
    text = text if ended else text + "\n"
    start = len(plain(text)) - len(parts[1]) - (not ended)
    for hunk in reversed(hunks):
        text = splice(text, start + hunk.start, start + hunk.end, hunk.new)
    return text if ended else text.removesuffix("\n").removesuffix("\r")


def _check(front: str, patched: str, name: str, value: Entry | None) -> None:
    """Nothing but the field asked for reads otherwise than before."""
    parts = split_front_matter(plain(patched))
    before, after = (plain_values(read_yaml(source, "")[0]) for source in (front, parts[0] if parts else ""))
    assert isinstance(before, dict)
    before.pop(name, None)
    wanted = before if value is None else before | {name: value if isinstance(value, str) else list(value)}
    if after != wanted:
        raise PatchRefusedError("the change would alter how other lines are read")


def plain_values(node: Node) -> Any:
    """What a piece of YAML says: texts in lists and mappings, None for nothing."""
    if isinstance(node.value, dict):
        return {key: plain_values(child) for key, child in node.value.items()}
    return [plain_values(child) for child in node.value] if isinstance(node.value, list) else node.value


# --- where a field stands, and what takes its place -------------------------------------------------------------------

_Change = tuple[int, int, str]
"""A stretch of the front matter, and what takes its place."""


def _changed(front: str, key: yaml.Node, node: yaml.Node, value: Entry | None) -> _Change:
    start, end = _extent(front, node)
    block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    if block and _COMMENT.search(front[start:end].partition("\n")[0]):
        raise PatchRefusedError("a comment stands inside it")
    if value is None:
        return _removed(front, key, node)
    if isinstance(node, yaml.SequenceNode) and not isinstance(value, str):
        return _changed_list(front, node, list(value))
    if not isinstance(node, yaml.ScalarNode):
        raise PatchRefusedError("it is not one text")
    new = restyled(node.style, value) if isinstance(value, str) else format_flow(list(value))
    return start, end, new if start < end else f" {new}"


def _extent(front: str, node: yaml.Node) -> tuple[int, int]:
    """Where a value stands, without the comments and blank lines behind it, which YAML's marks may include."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        leaves = list(_leaves(node))
        end = _extent(front, leaves[-1])[1] if leaves else end
    return start, start + len(front[start:end].rstrip())


def _leaves(node: yaml.Node) -> Iterable[yaml.Node]:
    """The scalars of a value in order, and what of it is empty."""
    if not isinstance(node, yaml.CollectionNode) or not node.value:
        yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _leaves(part)


def restyled(style: str | None, text: str) -> str:
    """A text in the quotation marks that stood there; in those that it needs where there were none."""
    safe = format_scalar(text)
    if style == "'" and "\\" not in safe and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{safe}"' if style == '"' and not safe.startswith('"') else safe


def _changed_list(front: str, node: yaml.SequenceNode, entries: Sequence[str]) -> _Change:
    """A list in the form of the old one: entries are replaced one by one where their number stays, new ones go behind
    the old where those stay, else all stand anew between the old separators.
    """
    start, end = _extent(front, node)
    spans = [_extent(front, item) for item in node.value]
    old = [item.value for item in node.value]
    if any(not isinstance(item, yaml.ScalarNode) for item in node.value):
        raise PatchRefusedError("its entries are not texts")
    if not spans:
        return start, end, format_flow(entries)
    gaps = [front[a:b] for a, b in pairwise([start, *(at for span in spans for at in span), end])][::2]
    opening, separators, closing = gaps[0], gaps[1:-1], gaps[-1]
    if len(entries) == len(old):
        pairs = zip(entries, node.value, spans, strict=True)
        words = [front[slice(*at)] if one.value == text else restyled(one.style, text) for text, one, at in pairs]
        return start, end, opening + "".join(map("".join, zip(words, [*separators, closing], strict=True)))
    indent = " " * node.start_mark.column
    line_end = front.find("\n", end) + 1
    if entries[: len(old)] == old and not node.flow_style:
        lines = (f"{indent}- {format_scalar(entry)}\n" for entry in entries[len(old) :])
        return line_end, line_end, "".join(lines)
    if any(_COMMENT.search(gap) for gap in (*gaps, *([] if node.flow_style else [front[end:line_end]]))):
        raise PatchRefusedError("a comment stands inside it")
    separator = separators[0] if separators else ", " if node.flow_style else f"\n{indent}- "
    return start, end, opening + separator.join(format_scalar(entry) for entry in entries) + closing


def _removed(front: str, key: yaml.Node, node: yaml.Node) -> _Change:
    """The field's lines; refused where a comment would go with them."""
    start, end = front.rfind("\n", 0, key.start_mark.index) + 1, _extent(front, node)[1]
    end = front.find("\n", end) + 1 or len(front)
    edges = [start, *(at for leaf in _leaves(node) for at in _extent(front, leaf)), end]
    if any(_COMMENT.search(front[a:b]) for a, b in list(pairwise(edges))[::2]):
        raise PatchRefusedError("a comment stands beside it")
    return start, end, ""


def _added(front: str, fields: dict[str, tuple[yaml.Node, yaml.Node]], name: str, value: Entry) -> _Change:
    """A new line behind the nearest field that comes earlier in the table, or else before all others.

    Comments above the next field stay above it.
    """
    earlier = [other for other in _ORDER[: _ORDER.index(name)] if other in fields]
    first = min(key.start_mark.index for key, _ in fields.values())
    indent = " " * (first - front.rfind("\n", 0, first) - 1)
    lines = "".join(indent + line for line in format_field(name, value).splitlines(keepends=True))
    if not earlier:
        return (at := first - len(indent)), at, lines
    key, node = fields[earlier[-1]]
    end = max(key.end_mark.index, _extent(front, node)[1])
    at = front.find("\n", end) + 1 or len(front)
    own_comments = re.compile(rf"(?:{indent}[ \t]+#.*\n)*").match(front, at)
    at = own_comments.end() if own_comments else at
    return at, at, lines
