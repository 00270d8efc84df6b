"""The program on one screen: captures become documents, documents become linked records, records become a site.

Nothing here prints or exits; every function returns what it did together with the findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sitegen.findings import Finding
from sitegen.intake.accession import find_captures, read_captures
from sitegen.intake.draft import House, draft_document, know_house, rule_reasons
from sitegen.intake.edits import Offsets
from sitegen.intake.markdown import format_body
from sitegen.model import (
    EMPTY_ARCHIVE,
    Archive,
    Attribution,
    Capture,
    Document,
    DocumentId,
    Draft,
    Evidence,
    Links,
    Permalink,
    Provenance,
    Value,
)
from sitegen.records import files, merge, permalinks
from sitegen.records.articles import body_digest
from sitegen.records.merge import Change
from sitegen.relate.related import find_related
from sitegen.relate.speakers import find_attributions
from sitegen.relate.voices import infer_speakers
from sitegen.site.check import check_archive, check_captures, check_site
from sitegen.site.inspection import as_json
from sitegen.site.output import Written, write_site
from sitegen.site.pages import OutputFile, plan_site
from sitegen.site.render import load_theme
from sitegen.site.search import make_index

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, the steps done and the steps in all."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Progress for those who do not watch."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or with `dry_run` would do."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    documents: int
    written: Written
    imported: tuple[Change, ...]
    findings: tuple[Finding, ...]
    ledger: tuple[Permalink, ...] = field(default=())
    """The lines added to the ledger."""


# --- captures to documents --------------------------------------------------------------------------------------------


def import_captures(
    root: Path,
    paths: Sequence[Path] = (),
    *,
    update: bool = False,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> Imported:
    """Turn the captures under `paths` (default: seeds/) that the archive does not know into documents.

    Known captures are left alone, or with `update` brought up to what the program suggests now, the editor's changes
    kept. With `dry_run` nothing is written. A capture or document that cannot be read is a finding; the rest goes on.
    """
    archive, _ = files.load_archive(root)  # its findings are reported by build and check
    origins, findings = files.load_provenances(root, archive)
    ids = files.document_ids(root)
    captures, problems = _read_all(root, paths, progress)
    findings += problems
    house = know_house(archive.outlets.values(), captures)
    new, known, changes = merge.classify(captures, origins, ids, rule_reasons())
    by_path = {capture.path: capture for capture in captures}
    if update:
        due = [(by_path[path], id) for path, id in known.items() if id in archive.documents]
        changes = [change for change in changes if change.action in ("moved", "deleted")]
        for capture, id in due:
            changes.append(_update(root, archive.documents[id], capture, house, archive))
    changes += _plan_new(new, house, archive, origins, ids, by_path, progress)
    if not dry_run:
        for change in changes:
            for name, text in change.files.items():
                files.write_file(root / name, text)
    findings += [finding for change in changes for finding in change.findings]
    return Imported(tuple(changes), tuple(findings))


def _read_all(root: Path, paths: Sequence[Path], progress: Progress) -> tuple[list[Capture], list[Finding]]:
    found, findings = find_captures(root, paths or [root / "seeds"])
    captures: list[Capture] = []
    for done, path in enumerate(found, 1):
        read, problems = read_captures(root, path)
        captures += read
        findings += problems
        progress("reading captures", done, len(found))
    return captures, findings


def _plan_new(
    new: Sequence[Capture],
    house: House,
    archive: Archive,
    origins: Mapping[DocumentId, Provenance],
    ids: Iterable[DocumentId],
    by_path: Mapping[str, Capture],
    progress: Progress,
) -> list[Change]:
    """A document for each new text; a capture that holds the text of another becomes that one's copy."""
    taken: set[str] = {*ids, *origins, *(link.id for link in archive.ledger if link.kind == "document")}
    taken |= {alias for document in archive.documents.values() for alias in document.aliases}
    holders = {origin.body_sha256: (id, origin) for id, origin in sorted(origins.items(), reverse=True)}
    reasons = rule_reasons()
    changes: list[Change] = []
    for done, capture in enumerate(new, 1):
        suggestion = suggest_document(capture, house, archive)
        digest = body_digest(suggestion.body)
        if suggestion.body.strip() and digest in holders:
            id, origin = holders[digest]
            own = by_path.get(origin.capture, capture)
            changes.append(merge.plan_copy(capture, id, origin, own.raw, reasons))
            holders[digest] = (id, replace(origin, copies=(*origin.copies, capture.path)))
        else:
            changes.append(merge.plan_document(suggestion, taken, reasons))
            taken.add(changes[-1].id)
            holders[digest] = (changes[-1].id, merge.make_provenance(suggestion))
        progress("importing", done, len(new))
    return changes


def suggest_document(capture: Capture, house: House, archive: Archive) -> merge.Suggestion:
    """All that the program makes of one capture: cleaned, described, its speakers named."""
    draft = draft_document(capture, house)
    date = draft.fields.get("date")
    attributions = attribute(draft, archive, str(date.value) if date else "")
    body = format_body(draft.text, draft.blocks, draft.marks)
    speakers = infer_speakers(draft.text, attributions)
    return merge.suggest(draft, body, speakers and _in_raw(speakers, draft), archive.outlets.values())


def _in_raw(value: Value, draft: Draft) -> Value:
    """A value found in a draft's clean text, with its evidence where it stands in the capture."""
    offsets = Offsets(draft.edits)
    spans = [(item.text, *offsets.old_span(item.start or 0, item.end or 0)) for item in value.evidence]
    return replace(value, evidence=tuple(Evidence(text, start, end) for text, start, end in spans))


def inspect_captures(paths: Sequence[Path], root: Path | None) -> Iterator[tuple[list[dict[str, Any]], list[Finding]]]:
    """What intake and attribution make of the captures under each of `paths`, with what is wrong; writes nothing.

    `root` is the archive whose authorities are used; without one the captures are judged by themselves.
    """
    archive = files.load_archive(root)[0] if root else EMPTY_ARCHIVE
    for path in paths:
        base = root if root and root in path.resolve().parents else path.resolve().parent
        captures, findings = _read_all(base, [path.resolve()], no_progress)
        house = know_house(archive.outlets.values(), captures)
        yield [_inspect(capture, house, archive) for capture in captures], findings


def _inspect(capture: Capture, house: House, archive: Archive) -> dict[str, Any]:
    draft = draft_document(capture, house)
    body = format_body(draft.text, draft.blocks, draft.marks)
    date = draft.fields.get("date")
    attributions = attribute(draft, archive, str(date.value) if date else "")
    return as_json(draft, body, attributions, Offsets(draft.edits).old_span)


def attribute(draft: Draft, archive: Archive, date: str) -> tuple[Attribution, ...]:
    """Who said what in a draft's clean text."""
    turns = [(block.start, block.end) for block in draft.blocks if block.kind == "turn"]
    return find_attributions(draft.text, tuple(archive.people.values()), date=date, turns=turns)


def _update(root: Path, document: Document, capture: Capture, house: House, archive: Archive) -> Change:
    suggestion = suggest_document(capture, house, archive)
    text, findings = files.read_text(root, document.path)
    if text is None or document.provenance is None:
        return Change(capture.path, document.id, "unchanged", findings=tuple(findings))
    return merge.plan_update(document, text, suggestion, rule_reasons())


# --- documents to a site ----------------------------------------------------------------------------------------------


def build_site(
    root: Path,
    output: Path,
    *,
    today: str,
    base_url: str | None = None,
    do_import: bool = True,
    search: bool = True,
    drafts: bool = False,
    locked: bool = False,
    progress: Progress = no_progress,
) -> Built:
    """Import what is new, then build the whole site into `output`.

    `today` (ISO date) is what new lines of the ledger bear. With `locked` the ledger must not change: lines that would
    be added are errors. Errors do not stop the rest of the site from being built.
    """
    imported = import_captures(root, progress=progress) if do_import else Imported((), ())
    findings = list(imported.findings)
    archive, problems = files.load_archive(root)
    findings += problems
    archive = _published(archive, base_url, drafts)
    findings += check_archive(archive)
    added, problems = permalinks.plan_ledger(archive, today)
    findings += problems
    if locked and added:
        findings += [_unlocked(link) for link in added]
    archive = replace(archive, ledger=(*archive.ledger, *added), captures=_captures_of(root, archive))
    links = relate(archive, progress)
    planned = _counted(plan_site(archive, links, load_theme(archive.settings.theme, root)), progress)
    search_problems: list[Finding] = []
    written = write_site(output, planned, make_index=_indexer(root, search_problems) if search else None)
    findings += search_problems
    if not locked:
        files.append_ledger(root, added)
    return Built(len(archive.documents), written, imported.changes, tuple(sorted(set(findings))), added)


def _published(archive: Archive, base_url: str | None, drafts: bool) -> Archive:
    """The archive as it is to be shown: drafts stay out unless asked for."""
    documents = {id: doc for id, doc in archive.documents.items() if drafts or doc.status != "draft"}
    settings = archive.settings
    if base_url is not None:
        settings = replace(settings, base_url=base_url and base_url.rstrip("/") + "/")
    return replace(archive, settings=settings, documents=MappingProxyType(documents))


def _unlocked(link: Permalink) -> Finding:
    return Finding(
        permalinks.FILE,
        0,
        "ledger-locked",
        "error",
        f"The address {link.path} ({link.status}) is not in the ledger yet.",
        "Run `sitegen build` without --locked and commit content/permalinks.csv.",
    )


def _captures_of(root: Path, archive: Archive) -> Mapping[str, Capture]:
    """The captures behind the documents, for the pages that show raw beside clean; one that is gone is left out."""
    wanted = {doc.provenance.capture for doc in archive.documents.values() if doc.provenance}
    captures: dict[str, Capture] = {}
    for path in sorted({name.partition("#")[0] for name in wanted}):
        if (root / path).is_file():
            read, _ = read_captures(root, root / path)
            captures |= {capture.path: capture for capture in read if capture.path in wanted}
    return MappingProxyType(captures)


def relate(archive: Archive, progress: Progress = no_progress) -> Links:
    """Work out who said what in each document, and which documents belong together."""
    people = tuple(archive.people.values())
    attributions: dict[DocumentId, tuple[Attribution, ...]] = {}
    for done, (id, document) in enumerate(archive.documents.items(), 1):
        turns = [(p.offset, p.offset + len(p.text)) for p in document.passages if p.kind == "turn"]
        attributions[id] = find_attributions(document.text, people, date=document.date, turns=turns)
        progress("relating", done, len(archive.documents))
    return Links(related=find_related(archive), attributions=MappingProxyType(attributions))


def _indexer(root: Path, findings: list[Finding]) -> Callable[[Path], bool]:
    def index(site: Path) -> bool:
        problems = make_index(site, root)
        findings.extend(problems)
        return not problems

    return index


def _counted(planned: Iterable[OutputFile], progress: Progress) -> Iterable[OutputFile]:
    for done, file in enumerate(planned, 1):
        yield file
        progress("writing pages", done, 0)


# --- checking ---------------------------------------------------------------------------------------------------------


def check(root: Path, output: Path, *, today: str) -> tuple[Finding, ...]:
    """All that is wrong with the archive and, where one stands in `output`, with the built site."""
    archive, findings = files.load_archive(root)
    findings += check_archive(archive)
    findings += check_captures(archive, root)
    _, problems = permalinks.plan_ledger(archive, today)
    findings += problems
    if output.is_dir():
        findings += check_site(output)
    return tuple(sorted(set(findings)))
