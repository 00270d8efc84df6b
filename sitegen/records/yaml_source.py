"""Strict YAML with line numbers: every scalar is a string, and everything that could surprise an editor is a finding.

Refused, each with its line: duplicate keys, anchors and aliases, tags, keys that are not plain text, nesting deeper
than a person would write. `language: no`, `date: 2019` and `12:30` stay the text they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from sitegen.findings import Finding

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MAX_DEPTH = 20
_NULLS = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of YAML and the line where it stands, counted from 1 in its file."""

    value: str | list[Node] | dict[str, Node] | None
    line: int
    keys: dict[str, int] = field(default_factory=dict)
    """Of a mapping: the line of each key."""

    @property
    def text(self) -> str:
        """The scalar as written, stripped; empty for null and for anything that is not a scalar."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def items(self) -> list[Node]:
        """The entries of a sequence; a lone scalar counts as one entry, null as none."""
        if isinstance(self.value, list):
            return self.value
        return [] if self.value is None else [self]

    @property
    def table(self) -> dict[str, Node]:
        """The entries of a mapping; empty for anything else."""
        return self.value if isinstance(self.value, dict) else {}


class _RefusedError(Exception):
    def __init__(self, line: int, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.code, self.message, self.remedy = line, code, message, remedy


def read_yaml(text: str, file: str, *, first_line: int = 1) -> tuple[Node, list[Finding]]:
    """Parse one YAML document.

    `file` names it in findings; `first_line` is the line of the file on which `text` starts (front matter: 2).
    Returns the root node (null where the text is empty or unreadable) and what is wrong with it, all as errors.
    """
    findings: list[Finding] = []
    try:
        events = iter(yaml.parse(text, Loader=LOADER))
        root = _Composer(events, first_line, file, findings).document()
    except _RefusedError as error:
        findings.append(Finding(file, error.line, error.code, "error", error.message, error.remedy))
        root = Node(None, first_line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        problem = " ".join(part for part in (error.context, error.problem) if part)
        findings.append(
            Finding(
                file,
                line,
                "yaml-syntax",
                "error",
                f"This is not valid YAML: {problem}.",
                'Check the indentation and put text that holds a colon, # or quotes in "double quotes".',
            )
        )
        root = Node(None, first_line)
    except (yaml.YAMLError, RecursionError) as error:
        findings.append(
            Finding(
                file,
                first_line,
                "yaml-syntax",
                "error",
                f"This is not readable as YAML: {str(error).splitlines()[0]}",
                "Remove control characters and save the file as UTF-8 text.",
            )
        )
        root = Node(None, first_line)
    return root, findings


def load_plain(text: str) -> Any:
    """A YAML text as strings, lists and mappings, in one pass: an account of origin can have 100 000 rows, for which
    yaml.load takes several times as long. YAMLError for what is no YAML, for aliases, keys that are no texts and a
    second document, and for what is nested too deep, on which the composer of libyaml would end the program.
    """
    rows: list[Any] = []
    around: list[list[Any]] = []
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.ScalarEvent):
            rows.append(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(around) == _MAX_DEPTH:
                raise yaml.YAMLError(f"it is nested more than {_MAX_DEPTH} levels deep")
            around.append(rows)
            rows = []
        elif isinstance(event, yaml.CollectionEndEvent):
            whole = rows if isinstance(event, yaml.SequenceEndEvent) else _mapping_of(rows)
            rows = around.pop()
            rows.append(whole)
        elif isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("it has an alias (*)")
    if len(rows) > 1:
        raise yaml.YAMLError("it is more than one document")
    return rows[0] if rows else None


def _mapping_of(rows: list[Any]) -> dict[str, Any]:
    """Keys and values in turn as a mapping; of a key that stands twice, the last value counts."""
    keys = rows[::2]
    if not all(isinstance(key, str) for key in keys):
        raise yaml.YAMLError("a key is no text")
    return dict(zip(keys, rows[1::2], strict=True))


class _Composer:
    """Builds nodes from parser events; recursion is bounded by _MAX_DEPTH."""

    def __init__(self, events: Iterator[yaml.Event], first_line: int, file: str, findings: list[Finding]) -> None:
        self.events, self.first_line, self.file, self.findings = events, first_line, file, findings

    def document(self) -> Node:
        root = Node(None, self.first_line)
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                root = self.node(next(self.events), 0)
                break
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise _RefusedError(
                    self.line(event),
                    "yaml-several-documents",
                    "A second YAML document starts here.",
                    "Remove the line '---' and keep one document in the file.",
                )
        return root

    def line(self, event: yaml.Event) -> int:
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def node(self, event: yaml.Event, depth: int) -> Node:
        line = self.line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(
                line,
                "yaml-anchor",
                "Anchors (&) and aliases (*) are not allowed here.",
                'Write the value out, in "double quotes" if it starts with & or *.',
            )
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise _RefusedError(
                line,
                "yaml-tag",
                f"The tag {tag} is not allowed here.",
                'Remove it, or put the value in "double quotes" if it starts with an exclamation mark.',
            )
        if depth > _MAX_DEPTH:
            raise _RefusedError(
                line, "yaml-too-deep", f"This is nested more than {_MAX_DEPTH} levels deep.", "Flatten it."
            )
        if isinstance(event, yaml.ScalarEvent):
            null = not event.style and event.value in _NULLS
            return Node(None if null else self.printable(event.value, line), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.sequence(depth), line)
        return self.mapping(line, depth)

    def printable(self, value: str, line: int) -> str:
        """A text as pages can hold it: the file holds no NUL, but `\\0` in double quotes is one."""
        if "\0" in value:
            message, remedy = "This text holds a NUL (`\\0`), which no page can show.", "Take it out."
            self.findings.append(Finding(self.file, line, "yaml-syntax", "error", message, remedy))
        return value.replace("\0", "\ufffd")

    def sequence(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return items

    def mapping(self, line: int, depth: int) -> Node:
        table: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                raise _RefusedError(key.line, "yaml-key", "A key must be plain text.", "Write `key: value`.")
            if key.value in table:
                self.findings.append(
                    Finding(
                        self.file,
                        key.line,
                        "duplicate-key",
                        "error",
                        f"The key '{key.value}' stands twice (first on line {lines[key.value]}); the first is used.",
                        "Keep one of the two.",
                    )
                )
                continue
            table[key.value], lines[key.value] = value, key.line
        return Node(table, line, lines)


# --- writing ----------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[^\W_](?:[^\n:#\"'\[\]{},&*!|>%@`\\]|:(?=\S))*", re.UNICODE)
_SPECIAL_WORDS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
_SCALARS_KEPT = 1024
"""An account of origin names the same few rules and kinds of blocks over and over."""
_NOT_PRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@lru_cache(_SCALARS_KEPT)
def format_scalar(text: str) -> str:
    """A string as a YAML scalar on one line that every YAML reader takes for this very string.

    Plain where that is safe and no reader guesses a type, else in double quotes. EDTF dates stay plain: they are
    common, and our own reader does not guess.
    """
    plain = _PLAIN.fullmatch(text) and not _NOT_PRINTABLE.search(text)
    if plain and text == text.strip() and text.lower() not in _SPECIAL_WORDS:
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    return _NOT_PRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def format_flow(value: object) -> str:
    """A value (strings, integers, lists, mappings) in YAML's one-line flow style; empty entries are left out."""
    if isinstance(value, dict):
        entries = (f"{key}: {format_flow(entry)}" for key, entry in value.items() if entry not in (None, "", [], ()))
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(format_flow(entry) for entry in value) + "]"
    if isinstance(value, str) and "?" in value:  # PyYAML without its C library takes one in a flow mapping for a key
        return _quoted(value)
    return str(value) if isinstance(value, int) else format_scalar(str(value))
