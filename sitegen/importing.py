"""Captures to documents: read, drafted, and each told what it becomes. Only `import_captures` writes."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from sitegen.addresses import is_web_address
from sitegen.codec import codec_of
from sitegen.drafts import Capture, capture_file
from sitegen.findings import Finding, short
from sitegen.intake.accession import find_captures, read_captures
from sitegen.intake.sidecar import SUFFIX
from sitegen.model import Archive, Document, DocumentId, Provenance
from sitegen.progress import Progress, no_progress
from sitegen.records import files
from sitegen.records.articles import body_digest, read_document
from sitegen.records.fields import WHOLE_ADDRESS
from sitegen.records.import_plans import (
    Change,
    NewDocument,
    Suggestion,
    TakenIds,
    classify,
    format_new,
    plan_copies,
    plan_document,
    plan_origin,
    plan_waiting,
)
from sitegen.records.text_files import Looks, plain, read_exact
from sitegen.records.writing import Writer
from sitegen.store import NO_STORE, Store, digest_of
from sitegen.workers import map_items

_NUMBER = re.compile(r"-\d+$")
_READ = codec_of(tuple[tuple[Capture, ...], tuple[Finding, ...]])
"""What reading one file gives."""
Loaded = tuple[Archive, list[Finding]]
"""What `load_archive` gives."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or as a dry run would do."""

    changes: tuple[Change, ...] = ()
    """Their files are kept in a dry run only; else they are written already."""
    findings: tuple[Finding, ...] = ()
    captures: tuple[Capture, ...] = ()
    """All that were read, known ones too."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the archive holds before an import."""

    archive: Archive
    origins: Mapping[DocumentId, Provenance]
    ids: frozenset[DocumentId]
    findings: tuple[Finding, ...] = field(default=())
    damaged: frozenset[str] = frozenset()
    """Documents whose account of origin cannot be read, and what they were called before they were numbered."""


def import_captures(
    root: Path,
    paths: Sequence[Path] = (),
    *,
    loaded: Loaded | None = None,
    update: bool = False,
    dry_run: bool = False,
    store: Store = NO_STORE,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> Imported:
    """Turn the captures under `paths` (default: seeds/) that the archive does not know into documents.

    Known captures are left alone, or with `update` brought up to what the program suggests now, the editor's changes
    kept. With `dry_run` nothing is written. A capture or document that cannot be read is a finding; the rest goes on.
    `loaded` is the archive as it stands, for those who have read it already. Files that `store` knows are not opened.
    """
    known = _load_known(root, loaded or files.load_archive(root))
    if not paths:
        paths = [seeds] if (seeds := root / "seeds").is_dir() else []
    captures, findings = read_all(root, paths, store, jobs, progress)
    findings += known.findings
    done: list[Change] = []
    with Writer(root) as writer:
        plan = _plan(root, captures, known, writer.wait, update=update, jobs=jobs, progress=progress)
        for change in plan:
            findings += change.findings
            if not dry_run:
                writer.write(change.files)
                change = replace(change, files={})
            done.append(change)
    return Imported(tuple(done), tuple(findings), tuple(captures))


def _load_known(root: Path, loaded: Loaded) -> _Known:
    archive, reported = loaded  # these findings are reported by build and check
    origins, findings = files.load_provenances(root, archive)
    problems = (*reported, *findings)
    stems = [Path(finding.file).stem for finding in problems if finding.file.startswith("content/provenance/")]
    damaged = frozenset(name for stem in stems for name in (stem, _NUMBER.sub("", stem)))
    return _Known(archive, origins, files.document_ids(root), tuple(findings), damaged)


def read_all(
    root: Path, paths: Sequence[Path], store: Store = NO_STORE, jobs: int = 1, progress: Progress = no_progress
) -> tuple[list[Capture], list[Finding]]:
    """The captures under `paths`, and what is wrong with their files. Files that `store` knows are not opened."""
    found, findings = find_captures(root, paths)
    looks = Looks(root)
    keys = [_key_of_file(looks, Path(os.path.relpath(path, root)).as_posix()) for path in found]
    captures: list[Capture] = []
    read = store.work_out_each(keys, _READ, lambda place: read_captures(root, found[place]), jobs)
    for done, (held, problems) in enumerate(read, 1):
        captures += held
        findings += problems
        progress("reading captures", done, len(found))
    findings += [problem for capture in captures for problem in _check_address(root, capture)]
    return captures, findings


def _key_of_file(looks: Looks, name: str) -> bytes:
    """Of what a file of captures holds, with what stands beside it; empty where that could change unseen."""
    states = [looks.state_of(one) for one in (name, name + SUFFIX)]
    return digest_of("captures", name, *states) if all(states) else b""


def _check_address(root: Path, capture: Capture) -> Iterator[Finding]:
    """What a person says is the original's address is one; pages say odd things, and nobody can mend them."""
    for clue in capture.clues:
        if clue.name == "url" and clue.where in ("sidecar", "front matter") and not is_web_address(clue.value):
            file = capture.path + (SUFFIX if clue.where == "sidecar" else "")
            lines = (read_exact(root, file)[0] or "").split("\n")
            line = next((number for number, line in enumerate(lines, 1) if clue.value in line), 0)
            message = f"'{short(clue.value)}' is not a web address, and was left out."
            yield Finding(file, line, "bad-address", "warning", message, WHOLE_ADDRESS)


def _plan(
    root: Path,
    captures: Sequence[Capture],
    known: _Known,
    settle: Callable[[], None],
    *,
    update: bool,
    jobs: int,
    progress: Progress,
) -> Iterator[Change]:
    """What becomes of each capture; a document for each new text, for the copies of a text one document.

    `settle` returns when everything planned so far is on disk.
    """
    new, held, changes = classify(captures, known.origins, known.ids, _unread(root, captures, known))
    copies = {path for origin in known.origins.values() for path in origin.copies}
    due = [capture for capture in captures if held.get(capture.path) in known.archive.documents] if update else []
    due = [capture for capture in due if capture.path not in copies]
    if due or new:
        from sitegen.suggesting import suggest_from

        work = partial(
            _work_out, root=root, suggest=suggest_from(known.archive, captures, held), known=known, held=held
        )
        worked_out = map_items(work, [*due, *new], jobs)
        yield from _place(root, len(due) + len(new), worked_out, captures, known, settle, progress)
    updated = {capture.path for capture in due}
    for change in changes:
        if change.capture not in updated:
            yield change
        elif change.action == "moved":
            yield replace(change, files={})  # the update has written the new path


def _unread(root: Path, captures: Sequence[Capture], known: _Known) -> frozenset[str]:
    """Paths of known captures whose file is there but was not read now; all of them where there are no captures."""
    read = {capture_file(capture.path) for capture in captures}
    paths = {path for origin in known.origins.values() for path in (origin.capture, *origin.copies)}
    unread = (path for path in paths if capture_file(path) not in read)
    return frozenset(path for path in unread if not read or (root / capture_file(path)).is_file())


def _work_out(
    capture: Capture,
    root: Path,
    suggest: Callable[[Capture], Suggestion],
    known: _Known,
    held: Mapping[str, DocumentId],
) -> Change | NewDocument:
    """All that can be said of one capture without the others: the update of its document, or a new one."""
    suggestion = suggest(capture)
    id = held.get(capture.path)
    return _update(root, id, suggestion, known) if id else format_new(suggestion)


def _update(root: Path, id: DocumentId, suggestion: Suggestion, known: _Known) -> Change:
    """The document is read once more for its update, exactly as its file has it."""
    from sitegen.records.updating import plan_update

    name = files.document_name(id)
    text, findings = read_exact(root, name)
    document, _ = read_document(plain(text or ""), name, known.origins.get(id))
    if text is None or document is None or document.provenance is None:
        return Change(suggestion.draft.capture.path, id, "unchanged", findings=tuple(findings))
    return plan_update(document, text, suggestion, known.archive.decisions, known.archive.documents.get(id))


def _place(
    root: Path,
    count: int,
    worked_out: Iterator[Change | NewDocument],
    captures: Sequence[Capture],
    known: _Known,
    settle: Callable[[], None],
    progress: Progress,
) -> Iterator[Change]:
    """Give each new document its place among the others: an id of its own, or, as a copy, that of the one it copies.
    Updates have theirs.
    """
    ledger_ids = {link.id for link in known.archive.ledger if link.kind == "document"}
    aliases = {alias for document in known.archive.documents.values() for alias in document.aliases}
    taken = TakenIds({*known.ids, *known.origins, *ledger_ids, *aliases})
    holders = {origin.body_sha256: id for id, origin in sorted(known.origins.items(), reverse=True)}
    orphans = {body_digest(doc.body): id for id, doc in known.archive.documents.items() if doc.provenance is None}
    raws = {capture.path: capture.raw for capture in captures}
    copies: defaultdict[DocumentId, list[str]] = defaultdict(list)
    for done, new in enumerate(worked_out, 1):
        if isinstance(new, Change):
            yield new
        elif known.damaged & {new.id, orphans.get(new.body_sha256)}:
            yield plan_waiting(new)
        elif new.body_sha256 in orphans:
            yield plan_origin(new, orphans.pop(new.body_sha256))
        elif new.is_empty or new.body_sha256 not in holders:
            change = plan_document(new, taken.take(new.id))
            holders[new.body_sha256] = change.id
            yield change
        else:
            copies[holders[new.body_sha256]].append(new.capture)
        progress("importing", done, count)
    if copies:
        settle()
    for id, paths in copies.items():  # all of one text at once: of an error page, an archive of the web holds thousands
        origin, _ = files.load_provenance(root, id)
        yield from plan_copies(paths, id, origin, raws.get(origin.capture, raws[paths[0]]) if origin else "")


def read_capture_of(root: Path, document: Document) -> Capture | None:
    """The capture that a document was made from; None where it is gone, changed, or never was."""
    origin = document.provenance
    if origin is None:
        return None
    captures, _ = read_captures(root, root / capture_file(origin.capture))
    return next((capture for capture in captures if capture.sha256 == origin.sha256), None)
