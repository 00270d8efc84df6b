"""content/permalinks.csv: the ledger of every address ever published. Append-only; the last line of a path counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from sitegen.findings import Finding
from sitegen.model import Archive, Permalink
from sitegen.records.tags import find_tags

FILE = "content/permalinks.csv"
COLUMNS = ("path", "kind", "id", "status", "target", "since")
_STATUSES = ("live", "moved", "withdrawn")
FOLDERS = {
    "document": "articles", "outlet": "outlets", "person": "people", "event": "events", "topic": "topics",
    "tag": "tags",
}  # fmt: skip


def page_path(kind: str, id: str) -> str:
    """The published address of a record's page, relative to the site: `articles/<id>.html`."""
    return f"{FOLDERS[kind]}/{id}.html"


def read_ledger(text: str) -> tuple[tuple[Permalink, ...], list[Finding]]:
    """All lines in order. A line that is no permalink is an error and left out: an address may hang on it."""
    links: list[Permalink] = []
    findings: list[Finding] = []
    rows = csv.reader(io.StringIO(text))
    for number, row in enumerate(rows, 1):
        if not row or tuple(row) == COLUMNS:
            continue
        if len(row) != len(COLUMNS) or row[3] not in _STATUSES or not row[0] or row[0].startswith(("/", "..")):
            findings.append(
                Finding(
                    FILE,
                    number,
                    "ledger-line",
                    "error",
                    f"This is not a line of the ledger: {','.join(row)[:80]}",
                    f"A line reads {','.join(COLUMNS)}; restore the file from version control.",
                )
            )
            continue
        path, kind, id, status, target, since = row
        links.append(Permalink(path, kind, id, status, target, since))  # type: ignore[arg-type]
    return tuple(links), findings


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


def plan_ledger(archive: Archive, today: str) -> tuple[tuple[Permalink, ...], list[Finding]]:
    """The lines that publishing `archive` adds, and the addresses it would break.

    `today` (ISO date) is what new lines bear. An address that is live in the ledger and has no page any more is an
    error; it gets a withdrawn line only once an editor says where it went.
    """
    states = current(archive.ledger)
    wanted = _wanted(archive)
    added = [
        Permalink(path, kind, id, status, target, today)  # type: ignore[arg-type]
        for path, (kind, id, status, target) in sorted(wanted.items())
        if path not in states or (states[path].status, states[path].target) != (status, target)
    ]
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
        if link.status != "withdrawn" and path not in wanted
    ]
    return tuple(added), findings


def _remedy(link: Permalink) -> str:
    if link.kind == "document":
        return (
            f"Put `aliases: [{link.id}]` into the document that it became, or bring the file back with "
            "`status: withdrawn` and `withdrawn_because: …`."
        )
    return f"Bring '{link.id}' back into its authority file."


def _wanted(archive: Archive) -> dict[str, tuple[str, str, str, str]]:
    wanted: dict[str, tuple[str, str, str, str]] = {}
    for document in archive.documents.values():
        path = page_path("document", document.id)
        status = "withdrawn" if document.status == "withdrawn" else "live"
        wanted[path] = ("document", document.id, status, "")
    for document in archive.documents.values():
        for alias in document.aliases:
            target = page_path("document", document.id)
            wanted.setdefault(page_path("document", alias), ("document", alias, "moved", target))
    records: Mapping[str, Iterable[str]] = {
        "outlet": archive.outlets,
        "person": archive.people,
        "event": archive.events,
        "topic": archive.topics,
    }
    for kind, ids in records.items():
        wanted |= {page_path(kind, id): (kind, id, "live", "") for id in ids}
    # a tag's page stays, and says so, when the last note that bore the tag has gone
    tags = {*find_tags(archive.documents.values()), *(link.id for link in archive.ledger if link.kind == "tag")}
    wanted |= {page_path("tag", id): ("tag", id, "live", "") for id in tags}
    return wanted
