"""Facts about a capture in a few lines of flat YAML: a sidecar file, or the front matter of a Markdown capture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

from sitegen.drafts import Clue
from sitegen.findings import Finding
from sitegen.intake.web_address import hostname

SUFFIX = ".meta.yml"
MAX_CHARACTERS = 65_536

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

CLUE_NAMES = {
    "headline": "title",
    "published": "date",
    "pubdate": "date",
    "date_published": "date",
    "datepublished": "date",
    "date_publish": "date",
    "publish_date": "date",
    "publication_date": "date",
    "published_at": "date",
    "updated": "modified",
    "lastmod": "modified",
    "date_modified": "modified",
    "datemodified": "modified",
    "publisher": "outlet",
    "publication": "outlet",
    "source": "outlet",
    "site": "outlet",
    "site_name": "outlet",
    "sitename": "outlet",
    "newspaper": "outlet",
    "lang": "language",
    "author": "byline",
    "authors": "byline",
    "by": "byline",
    "licence": "rights",
    "license": "rights",
    "copyright": "rights",
    "link": "url",
    "uri": "url",
    "source_url": "url",
    "canonical": "url",
    "category": "section",
    "categories": "section",
    "type": "kind",
    "accessed": "retrieved",
    "access_date": "retrieved",
    "crawled": "retrieved",
}
"""Other people's names for the fields that clues speak of."""


class _RefusedError(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def clue_name(key: str) -> str:
    """The field that a key speaks of, in our words: `Published` and `publish-date` are `date`."""
    name = key.strip().casefold().replace("-", "_").replace(" ", "_")
    return CLUE_NAMES.get(name, name)


def read_clues(text: str, file: str, where: str, first_line: int = 1) -> tuple[tuple[Clue, ...], list[Finding]]:
    """Read a flat mapping of strings, or lists of strings, as clues found at `where`; a list gives a clue an entry.

    An address gives its host as well (`host_clues`). `file` and `first_line` say where the text stands, for findings.
    What is not flat and plain (nesting, anchors, aliases, tags, repeated keys) is refused as a whole, with one finding:
    half a record would mislead.
    """
    try:
        if len(text) > MAX_CHARACTERS:
            raise _RefusedError(1, f"It is longer than {MAX_CHARACTERS} characters.")
        pairs = list(_flat_pairs(text))
    except _RefusedError as error:
        return (), [_refusal(file, error.line - 1 + first_line, error.message)]
    except yaml.YAMLError as error:
        line = int(getattr(getattr(error, "problem_mark", None), "line", 0))
        return (), [_refusal(file, line + first_line, f"It is not YAML: {getattr(error, 'problem', None) or error}.")]
    clues = tuple(Clue(clue_name(key), value, where) for key, value in pairs if value)
    return (*clues, *host_clues(clues)), []


def host_clues(clues: Iterable[Clue]) -> Iterator[Clue]:
    """The host of a text's address, by which its outlet may be known, as `page_clues` gives it of pages."""
    address = next((clue.value for clue in clues if clue.name == "url"), "")
    if host := hostname(address):
        yield Clue("outlet", host, "host of the address")


def split_front_matter(text: str) -> tuple[str, int]:
    """The YAML between two lines `---` at the start of a Markdown text, and where the body begins; "" and 0 if none."""
    opening = re.match(r"---[ \t]*\r?\n", text)
    if not opening:
        return "", 0
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.MULTILINE).search(text, opening.end())
    if not closing:
        return "", 0
    return text[opening.end() : closing.start()], closing.end()


def _refusal(file: str, line: int, message: str) -> Finding:
    remedy = "Write plain lines such as `date: 2024-08-16`; the capture was read without it."
    return Finding(file, line, "sidecar-unreadable", "warning", message, remedy)


def _flat_pairs(text: str) -> Iterator[tuple[str, str]]:
    """The keys and values of the only mapping that `text` may hold, read from the parser's events: no nesting."""
    key: str | None = None
    seen: set[str] = set()
    depth = in_list = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        _refuse_tricks(event, line)
        match event:
            case yaml.MappingStartEvent() if depth == 0:
                depth = 1
            case yaml.SequenceStartEvent() if depth == 1 and key is not None and not in_list:
                in_list = 1
            case yaml.SequenceEndEvent():
                in_list, key = 0, None
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                raise _RefusedError(line, "It is not a flat list of `key: value` lines.")
            case yaml.ScalarEvent() if depth == 0:
                if event.value:
                    raise _RefusedError(line, "It is not a list of `key: value` lines.")
            case yaml.ScalarEvent() if key is None:
                key = str(event.value)
                if key in seen:
                    raise _RefusedError(line, f"The key {key!r} stands twice.")
                seen.add(key)
            case yaml.ScalarEvent() if key is not None:
                yield key, "" if event.value in ("~", "null") else event.value.strip()
                key = key if in_list else None


def _refuse_tricks(event: yaml.Event, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _RefusedError(line, "Anchors and aliases (`&`, `*`) are not read.")
    if getattr(event, "tag", None):
        raise _RefusedError(line, "Tags (`!`) are not read.")
