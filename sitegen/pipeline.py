"""The program on one screen: captures become documents (`importing`), documents become linked records, records a site.

Nothing here prints or exits; every function returns what it did together with the findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from sitegen.cache import Built, fingerprint_inputs, remember_build
from sitegen.codec import codec_of
from sitegen.drafts import Capture, capture_file
from sitegen.findings import Finding
from sitegen.importing import Imported, import_captures
from sitegen.intake.accession import read_captures
from sitegen.intake.house_lines import check_furniture
from sitegen.links import Cluster, Links, QuotationPair, Quoted, SharedPassage
from sitegen.model import Archive, Document, DocumentId, Permalink
from sitegen.progress import Progress, no_progress
from sitegen.records import files, permalinks
from sitegen.records.unread import check_unread
from sitegen.relate.attributing import Attributions, attribute_documents
from sitegen.relate.duplicates import find_clusters
from sitegen.relate.events import suggest_events
from sitegen.relate.likeness import find_likenesses
from sitegen.relate.overrides import check_overrides, override_quotations
from sitegen.relate.passages import find_shared_passages
from sitegen.relate.profiles import occasion_date
from sitegen.relate.quotations import cut_quotations, find_same_quotations
from sitegen.relate.related import find_related
from sitegen.relate.rulings import resolve_speakers, rule_people
from sitegen.relate.texts import Texts
from sitegen.site.bare import TEMPLATES, THEME, plan_bare
from sitegen.site.check import check_archive, check_site
from sitegen.site.frame import Batch
from sitegen.site.long_lists import find_list_pages
from sitegen.site.output import MakeIndex, write_site
from sitegen.site.pages import plan_batches, plan_whole
from sitegen.site.render import check_theme, compile_templates, load_theme
from sitegen.site.search import make_index
from sitegen.site.search_records import plan_search_pages
from sitegen.site.view import Site, gather_site
from sitegen.sources import check_accounts, check_captures, plan_sources
from sitegen.store import NO_STORE, Store, digest_of, open_store

Profile = Literal["full", "related", "bare"]
"""How much of a site is built: all, or the bare site (`sitegen.site.bare`) with or without related documents, which
leaves all recording to builds of the whole one.
"""


def build_site(
    root: Path,
    output: Path,
    *,
    today: str,
    base_url: str | None = None,
    do_import: bool = True,
    search: bool = True,
    keep_index: bool = False,
    drafts: bool = False,
    locked: bool = False,
    profile: Profile = "full",
    follow: Callable[[Site], None] = lambda site: None,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> Built:
    """Import what is new, then build the whole site into `output`.

    `today` (ISO date) is what new lines of the ledger bear. With `keep_index` a search index that stands stays, be it
    out of date. With `locked` the ledger must not change: lines that would be added are errors. Errors do not stop the
    rest of the site from being built. `follow` is told what stands in the pages once they are written. What is returned
    is kept for `recall_build`, unless the search index is still to be made.
    """
    options = {"base_url": base_url, "do_import": do_import, "search": search, "drafts": drafts, "locked": locked}
    options["profile"], bare = profile, profile != "full"
    inputs = fingerprint_inputs(root, output, options)
    with open_store(root) as store:
        loaded = files.load_archive(root, progress, store, jobs=jobs)
        imported = Imported()
        if do_import:
            imported = import_captures(root, loaded=loaded, store=store, jobs=jobs, progress=progress)
        if any(change.action != "unchanged" for change in imported.changes):
            loaded = files.load_archive(root, progress, store, jobs=jobs)
        archive = _published(loaded[0], base_url, drafts)
        links = _LINKING[profile](archive, progress, store, jobs=jobs)
        findings = [*imported.findings, *loaded[1], *_check_content(root, archive)]
        new = _Records() if bare else _plan_records(root, archive, links, today)
        findings += new.findings
        if locked:
            findings += [*map(_unlocked, new.addresses), *map(_unrecorded, new.paragraphs)]
        to_come = {} if locked else _to_come(root, new)
        captures, unfit = check_accounts(archive, {} if bare else _captures_of(root, archive, imported.captures))
        findings += unfit
        archive = replace(archive, ledger=(*archive.ledger, *new.addresses), captures=captures)
        theme = load_theme(THEME if bare else archive.settings.theme, root, archive.settings.language)
        site = gather_site(archive, links, theme)
        sources = Batch(() if bare else [plan_sources(root, archive, to_come, store, jobs)])
        search_problems: list[Finding] = []
        written = write_site(
            output,
            plan_bare(site) if bare else [sources, *plan_batches(site)],
            searched=plan_search_pages(site),
            plan_whole=None if bare else partial(plan_whole, site),
            make_index=_indexer(root, search_problems) if search and not bare else None,
            keep_index=keep_index,
            prepare=partial(compile_templates, theme, store, TEMPLATES if bare else ()),
            store=store,
            jobs=jobs,
            progress=progress,
        )
    follow(site)
    findings += search_problems
    if not locked:
        files.append_ledger(root, new.addresses)
        files.write_paragraphs(root, new.paragraphs)
    captured = sum(change.action == "new" for change in imported.changes)
    built = Built(len(archive.documents), written, tuple(sorted(set(findings))), captured, len(new.addresses))
    if not search_problems and not keep_index:
        remember_build(root, output, options, inputs, built)
    return built


def _published(archive: Archive, base_url: str | None, drafts: bool) -> Archive:
    """The archive as it is to be shown: drafts stay out unless asked for, speakers printed by name get their ids."""
    people = rule_people(archive.people.values(), archive.decisions)
    documents = {}
    for id, document in archive.documents.items():
        if drafts or document.status != "draft":
            speakers = resolve_speakers(document, people)
            known = speakers == document.speakers  # then no second document is made for each of thousands
            documents[id] = document if known else replace(document, speakers=speakers)
    settings = archive.settings
    if base_url is not None:
        settings = replace(settings, base_url=base_url and base_url.rstrip("/") + "/")
    return replace(archive, settings=settings, documents=MappingProxyType(documents))


class _Records(NamedTuple):
    """What a build has to write into content/."""

    addresses: tuple[Permalink, ...] = ()
    paragraphs: Sequence[files.RecordChange] = ()
    findings: Sequence[Finding] = ()


def _plan_records(root: Path, archive: Archive, links: Links, today: str) -> _Records:
    """New lines of the ledger of addresses, and records of paragraphs that changed."""
    added, findings = permalinks.plan_ledger(archive, today, find_list_pages(archive, links))
    return _Records(added, files.plan_paragraphs(root, archive), findings)


def _to_come(root: Path, new: _Records) -> dict[str, str | None]:
    """What the files of these records are going to hold, by name; None where one goes."""
    ledger = files.extend_ledger(root, new.addresses)
    changed = {change.name: change.text for change in new.paragraphs}
    return changed if ledger is None else changed | {permalinks.FILE: ledger}


def _unlocked(link: Permalink) -> Finding:
    return Finding(
        permalinks.FILE,
        0,
        "ledger-locked",
        "error",
        f"The address {link.path} ({link.status}) is not in the ledger yet.",
        "Run `sitegen build` and commit content/permalinks.csv.",
    )


def _unrecorded(change: files.RecordChange) -> Finding:
    what = f" ({change.told})" if change.told else ""
    return Finding(
        change.name,
        0,
        "paragraphs-locked",
        "error",
        f"The paragraphs of '{change.document.id}' are not recorded as they stand now{what}.",
        "Run `sitegen build` and commit content/paragraphs/.",
    )


def _captures_of(root: Path, archive: Archive, read: Iterable[Capture]) -> Mapping[str, Capture]:
    """The captures behind the documents, for the pages that show raw beside clean; one that is gone, or is not the one
    that the account of origin speaks of, is left out. `read`: those that the import has read already.
    """
    origins = (doc.provenance for doc in archive.documents.values() if doc.provenance)
    wanted = {origin.capture: origin.sha256 for origin in origins}
    at_hand = {capture.path: capture for capture in read}
    captures = {
        path: at_hand[path] for path, digest in wanted.items() if path in at_hand and at_hand[path].sha256 == digest
    }
    for path in sorted({capture_file(name) for name in wanted if name not in captures}):
        if (root / path).is_file():
            found, _ = read_captures(root, root / path)
            captures |= {capture.path: capture for capture in found if wanted.get(capture.path) == capture.sha256}
    return captures


def relate(archive: Archive, progress: Progress = no_progress, store: Store = NO_STORE, *, jobs: int = 1) -> Links:
    """Work out who said what in each document, and which documents belong together: anew where any document changed."""
    attributions = attribute_documents(archive, store, jobs=jobs, progress=progress)
    work, key = partial(_link_documents, archive, attributions, store, jobs), _key_of_links(archive)
    links = store.work_out_whole(key, codec_of(Links), work) if key else work()
    progress("relating", 1, 1)
    return replace(links, attributions=attributions)


def _relate_by_words(archive: Archive, progress: Progress, store: Store, *, jobs: int) -> Links:
    """Related documents only, by their words and by what editors recorded of them."""
    likenesses = find_likenesses(archive, _shown(archive), store)
    progress("relating", 1, 1)
    return Links(related=find_related(archive, likenesses), attributions={})


_LINKING: Mapping[Profile, Callable[..., Links]] = MappingProxyType(
    {"full": relate, "related": _relate_by_words, "bare": lambda *_, **__: Links({}, {})}
)


def _shown(archive: Archive) -> list[Document]:
    return [document for document in archive.documents.values() if document.status != "withdrawn"]


def _key_of_links(archive: Archive) -> bytes:
    """Of all that links rest on; empty where a document was not read from files."""
    read = [document.made_from for document in archive.documents.values()]
    records = (archive.outlets, archive.people, archive.events, archive.topics, archive.decisions)
    return digest_of("links", archive.settings.language, repr(records), *read) if all(read) else b""


def _link_documents(
    archive: Archive, attributions: Mapping[DocumentId, Attributions], store: Store, jobs: int
) -> Links:
    """What is worked out between documents; the attributions themselves are kept by document, and left out here."""
    shown = _shown(archive)
    clusters, passages = _compare_texts(archive, shown, attributions, store, jobs)
    quotations = _quotations_in_several(archive, shown, attributions, store)
    likenesses = find_likenesses(archive, shown, store)
    return Links(
        related=find_related(archive, likenesses, quotations, passages, clusters),
        attributions={},
        quotations=quotations,
        event_suggestions=suggest_events(archive, likenesses, store),
        clusters=clusters,
        passages=passages,
    )


def _compare_texts(
    archive: Archive,
    shown: Iterable[Document],
    attributions: Mapping[DocumentId, Attributions],
    store: Store,
    jobs: int,
) -> tuple[tuple[Cluster, ...], tuple[SharedPassage, ...]]:
    """Copies, and what documents that are none have in common. What texts are compared by is large, and done with."""
    texts = Texts(shown, store, jobs=jobs)
    clusters = find_clusters(texts, archive.decisions)
    return clusters, find_shared_passages(texts, clusters, attributions)


def _quotations_in_several(
    archive: Archive,
    shown: Iterable[Document],
    attributions: Mapping[DocumentId, Attributions],
    store: Store,
) -> tuple[QuotationPair, ...]:
    """Sentences that different documents of `shown` quote. What was said at one event was said on that event's date."""
    quoted: list[Quoted] = []
    for document in shown:
        date = occasion_date(document, archive)
        quoted += cut_quotations(
            document.id, document.text, attributions[document.id], date=date, events=document.events
        )
    pairs = override_quotations(find_same_quotations(quoted, store), quoted, archive.decisions)
    return tuple(pair for pair in pairs if pair.one.document != pair.other.document)


def _indexer(root: Path, findings: list[Finding]) -> MakeIndex:
    def index(site: Path, pages: Mapping[str, bytes]) -> bool:
        problems = make_index(site, pages, root)
        findings.extend(problems)
        return not problems

    return index


# --- checking ---------------------------------------------------------------------------------------------------------


def check(root: Path, output: Path, *, today: str) -> tuple[Finding, ...]:
    """All that is wrong with the archive and, where one stands in `output`, with the built site."""
    archive, findings = files.load_archive(root)
    findings += _check_content(root, archive)
    findings += check_captures(root, archive)
    _, problems = permalinks.plan_ledger(archive, today)
    findings += problems
    findings += [_to_record(change) for change in files.plan_paragraphs(root, archive) if change.told]
    if output.is_dir():
        findings += check_site(output)
    return tuple(sorted(set(findings)))


def _check_content(root: Path, archive: Archive) -> Iterator[Finding]:
    yield from check_unread(root)
    yield from check_archive(archive)
    yield from check_theme(archive.settings, root)
    yield from check_furniture(archive.outlets.values())
    yield from check_overrides(archive)


def _to_record(change: files.RecordChange) -> Finding:
    return Finding(
        change.name,
        0,
        "paragraphs-changed",
        "info",
        f"The next build changes the record of paragraphs of '{change.document.id}': {change.told}.",
        "Look at the paragraph addresses if others cite them; nothing else is to be done.",
    )
