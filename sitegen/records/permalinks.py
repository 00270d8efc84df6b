"""content/permalinks.csv: the ledger of every address ever published. Append-only; the last line of a path counts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from sitegen.findings import Finding, short
from sitegen.model import Archive, DocumentId, Permalink
from sitegen.records.aliases import find_owners
from sitegen.records.fields import ID
from sitegen.records.list_parts import LIST, outer_parts, read_part
from sitegen.records.tags import find_tags

FILE = "content/permalinks.csv"
COLUMNS = ("path", "kind", "id", "status", "target", "since")
_STATUSES = ("live", "moved", "withdrawn")
FOLDERS = {
    "document": "articles", "outlet": "outlets", "person": "people", "event": "events", "topic": "topics",
    "tag": "tags",
}  # fmt: skip
MOST_ALIASES = 100
"""Earlier ids of one record that may become addresses though none was published there: each is some files, for ever."""
MANY_OLD = 1000
"""Addresses beyond those of the records from which on their number is told, where they are ten for each record."""
_MOST_STEPS = 300
"""Addresses that are passed from one that was split: records that are split again and again are no editor's work."""
_ADDRESS = re.compile(rf"(?:{'|'.join(FOLDERS.values())})/{ID.pattern}\.html")


def page_path(kind: str, id: str) -> str:
    """The published address of a record's page, relative to the site: `articles/<id>.html`."""
    return f"{FOLDERS[kind]}/{id}.html"


def read_ledger(text: str) -> tuple[tuple[Permalink, ...], list[Finding]]:
    """All lines in order. A line that is no permalink is an error and left out: an address may hang on it."""
    links: list[Permalink] = []
    findings: list[Finding] = []
    for number, row in enumerate(_read_rows(text), 1):
        if row is None or (row and tuple(row) != COLUMNS and not _is_line(row)):
            findings.append(
                Finding(
                    FILE,
                    number,
                    "ledger-line",
                    "error",
                    f"This is not a line of the ledger: {','.join(row or ())[:80]}",
                    f"A line reads {','.join(COLUMNS)}; restore the file from version control.",
                )
            )
        elif row and tuple(row) != COLUMNS:
            links.append(Permalink(*row))  # type: ignore[arg-type]
    return tuple(links), findings


def _read_rows(text: str) -> Iterator[list[str] | None]:
    """The lines' columns; None for a line that is no CSV, which is the last one read."""
    rows = csv.reader(io.StringIO(text))
    try:
        yield from rows
    except csv.Error:  # a column of more than 128 KB
        yield None


def _is_line(row: list[str]) -> bool:
    """Files are written at these addresses, so that none may lead out of its folder or hold another record's page. What
    moved leads to others of its kind, and nothing else leads anywhere.
    """
    if len(row) != len(COLUMNS):
        return False
    path, kind, id, status, target, _ = row
    if kind == LIST:
        return bool(read_part(path)) and path == f"{id}.html" and status == "live" and not target
    if kind not in FOLDERS or status not in _STATUSES or path != page_path(kind, id) or not _ADDRESS.fullmatch(path):
        return False
    targets = target.split()
    others = all(one.startswith(f"{FOLDERS[kind]}/") and _ADDRESS.fullmatch(one) and one != path for one in targets)
    return others and bool(targets) == (status == "moved")


def format_ledger(links: Iterable[Permalink], *, head: bool) -> str:
    """CSV lines for `links`; `head` adds the line of column names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if head:
        writer.writerow(COLUMNS)
    writer.writerows([link.path, link.kind, link.id, link.status, link.target, link.since] for link in links)
    return out.getvalue()


def current(ledger: Iterable[Permalink]) -> dict[str, Permalink]:
    """The state of each address: its last line."""
    return {link.path: link for link in ledger}


def find_addresses(archive: Archive) -> dict[str, Permalink]:
    """What stands at each address: by the records, and where they are silent by the ledger.

    A redirect leads to where its page stands today, not to another redirect; what the ledger has as moved to an address
    that moved on needs no alias of its own. `since` is empty where the ledger has no such line yet.
    """
    states = current(archive.ledger)
    now = {path: link for path, link in states.items() if link.status != "live"} | _stated(archive, states)
    found: dict[str, Permalink] = {}
    leads = _follow_all(now)
    for path, link in now.items():
        ends = leads[path] & now.keys()
        if ends:
            target = " ".join(sorted(ends)) if link.status == "moved" else ""
            old = states.get(path)
            same = old is not None and (old.status, old.target) == (link.status, target)
            found[path] = Permalink(path, link.kind, link.id, link.status, target, old.since if same and old else "")
    return found


def _follow_all(links: Mapping[str, Permalink]) -> dict[str, frozenset[str]]:
    """By each address, those to which the redirects that start there lead in the end; none where they go in a ring. A
    chain of redirects is followed once, wherever it is entered.
    """
    ends: dict[str, frozenset[str]] = {}
    for path in links:
        chain: dict[str, None] = {}
        while path not in ends and path not in chain:
            targets = _targets(links, path)
            if len(targets) == 1:
                chain[path] = None
                path = targets[0]
            else:
                ends[path] = _follow_split(path, links) if targets else frozenset([path])
        end = ends.get(path, frozenset())
        ends |= dict.fromkeys(chain, end)
    return ends


def _follow_split(path: str, links: Mapping[str, Permalink]) -> frozenset[str]:
    """Where the redirects lead that start at what was split; nowhere, where that does not end."""
    ends: set[str] = set()
    seen: set[str] = set()
    waiting = [path]
    while waiting and len(seen) <= _MOST_STEPS:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            targets = _targets(links, path)
            waiting += targets
            ends |= set() if targets else {path}
    return frozenset() if waiting else frozenset(ends)


def _targets(links: Mapping[str, Permalink], path: str) -> list[str]:
    link = links.get(path)
    return link.target.split() if link is not None and link.status == "moved" else []


def find_list_parts(archive: Archive) -> Mapping[str, frozenset[str]]:
    """By the address of a list, the parts that it ever had, also under an address that it had before. What is within a
    part stands in it, so that one never is without the other; a list that stands nowhere has none.
    """
    parts: dict[str, set[str]] = {}
    found = [read for link in archive.ledger if link.kind == LIST and (read := read_part(link.path))]
    addresses = find_addresses(archive) if found else {}
    for page, part in found:
        link = addresses.get(page)
        if link is None and "/" in page:
            continue
        moved = link is not None and link.status == "moved" and " " not in link.target
        parts.setdefault(link.target if link and moved else page, set()).update((part, *outer_parts(part)))
    return {page: frozenset(names) for page, names in parts.items()}


def plan_ledger(archive: Archive, today: str, lists: Iterable[str] = ()) -> tuple[tuple[Permalink, ...], list[Finding]]:
    """The lines that publishing `archive` adds, and the addresses it would break.

    `lists` are the addresses of the parts of its long lists (`site.long_lists`); those in the ledger stay in any case.
    `today` (ISO date) is what new lines bear. An address that is live in the ledger and has no page any more is an
    error; it gets a withdrawn line only once an editor says where it went.
    """
    states, now = current(archive.ledger), find_addresses(archive)
    added = [replace(link, since=today) for _, link in sorted(now.items()) if not link.since]
    new = sorted(path for path in lists if path not in states)
    added += [Permalink(path, LIST, path.removesuffix(".html"), "live", "", today) for path in new]
    findings = [
        Finding(
            FILE,
            0,
            "address-lost",
            "error",
            f"{path} was published on {link.since}, and nothing stands there now.",
            _remedy(link),
        )
        for path, link in sorted(states.items())
        if not _stands(path, now)
    ]
    findings += _check_surplus(archive, states)
    findings += _check_amount(archive, now)
    return tuple(added), findings


def _stands(path: str, now: Mapping[str, Permalink]) -> bool:
    """Whether anything stands at a published address; at a part of a list, what stands at the list's own."""
    part = read_part(path)
    return path in now or (part is not None and ("/" not in part[0] or part[0] in now))


def _check_amount(archive: Archive, now: Mapping[str, Permalink]) -> Iterator[Finding]:
    """Redirects and tombstones are for ever, also those that a damaged or an invented ledger brings."""
    records = sum(map(len, _records(archive).values()))
    tags = find_tags(archive.documents.values())
    old = sum(link.status != "live" or (link.kind == "tag" and link.id not in tags) for link in now.values())
    old += sum(map(len, find_list_parts(archive).values()))
    if old >= MANY_OLD and old > 10 * records:
        message = f"The ledger keeps {old} addresses beyond those of {records} records; each takes up to 8 files."
        remedy = "They stay, since readers may have them; if nobody published them, restore the ledger without them."
        yield Finding(FILE, 0, "many-old-addresses", "warning", message, remedy)


def _remedy(link: Permalink) -> str:
    if link.kind == LIST:
        return "Bring back the record whose list this was, or put its id among the `aliases` of another."
    if link.kind == "document":
        return (
            f"Put `aliases: [{link.id}]` into the document that it became, or bring the file back with "
            "`status: withdrawn` and `withdrawn_because: …`."
        )
    return (
        f"Put `aliases: [{link.id}]` into the record that took its place (into each, where it was split), "
        f"or bring '{link.id}' back into its authority file."
    )


def _find_surplus(archive: Archive, states: Mapping[str, Permalink]) -> dict[tuple[str, str], frozenset[str]]:
    """By kind and id of a record, its earlier ids behind the first hundred that were never published."""
    return {
        (kind, id): frozenset(surplus)
        for kind, records in _records(archive).items()
        for id, record in records.items()
        if (surplus := [alias for alias in record.aliases[MOST_ALIASES:] if page_path(kind, alias) not in states])
    }


def _check_surplus(archive: Archive, states: Mapping[str, Permalink]) -> Iterator[Finding]:
    for (kind, id), surplus in _find_surplus(archive, states).items():
        document = archive.documents.get(DocumentId(id)) if kind == "document" else None
        file = document.path if document else f"content/authorities/{FOLDERS[kind]}.yml"
        line = document.lines.get("aliases", 0) if document else 0
        message = f"'{short(id)}' lists {len(surplus)} earlier ids too many; none was published, none leads here."
        remedy = f"List those that readers may have; of others no more than {MOST_ALIASES}."
        yield Finding(file, line, "too-many-aliases", "warning", message, remedy)


def _records(archive: Archive) -> dict[str, Mapping[Any, Any]]:
    """The records that have pages, by kind and id."""
    return {
        "document": archive.documents,
        "outlet": archive.outlets,
        "person": archive.people,
        "event": archive.events,
        "topic": archive.topics,
    }


def _stated(archive: Archive, states: Mapping[str, Permalink]) -> dict[str, Permalink]:
    """What the records say of addresses, without dates; `states`: of addresses by the ledger."""
    stated: dict[str, Permalink] = {}
    surplus = _find_surplus(archive, states)

    def state(kind: str, id: str, status: Literal["live", "moved", "withdrawn"], target: str = "") -> None:
        path = page_path(kind, id)
        stated.setdefault(path, Permalink(path, kind, id, status, target))

    for kind, ids in _records(archive).items():
        for id in ids:
            withdrawn = kind == "document" and archive.documents[id].status == "withdrawn"
            state(kind, id, "withdrawn" if withdrawn else "live")
        for alias, owners in find_owners(ids).items():
            targets = [page_path(kind, owner) for owner in owners if alias not in surplus.get((kind, owner), ())]
            if targets:
                state(kind, alias, "moved", " ".join(targets))
    # a tag's page stays, and says so, when the last note that bore the tag has gone
    for id in (*find_tags(archive.documents.values()), *(link.id for link in archive.ledger if link.kind == "tag")):
        state("tag", id, "live")
    return stated
