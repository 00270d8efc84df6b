"""What pages show, worked out once for the whole site: which documents belong where, and how they are listed.

Templates get these records and nothing else; they decide on form, never on content.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sitegen.dates import sort_key, year_of
from sitegen.links import Attribution, Cluster, Links, QuotationPair, SharedPassage
from sitegen.model import Archive, Document, DocumentId, PersonId
from sitegen.records.anchors import paragraph_at
from sitegen.records.permalinks import current, find_list_parts, page_path
from sitegen.relate.language_words import PRONOUN_GENDERS
from sitegen.relate.quotations import is_named
from sitegen.site.page_links import Link, href, outlet_link, page_link
from sitegen.site.reference_files import References
from sitegen.site.render import Theme
from sitegen.site.wording import Words, machine_date, read_date

EXCERPT = 280
"""Characters of an excerpt at most."""


_MOST_COPIES = 5
"""Other documents with the same text that a line of a list names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as a line in a list."""

    id: DocumentId
    title: str
    href: str
    kind: str
    date: str
    """In words; empty where unknown."""
    machine_date: str
    """For the `datetime` attribute; empty where no certain day, month or year is known."""
    year: str
    outlet: Link | None
    speakers: tuple[Link, ...]
    language: str
    draft: bool
    summary: str
    also: tuple[Link, ...] = ()
    """Where else the same text stands, at first: outlets, or dates within the same one."""
    also_more: int = 0
    """In how many more documents it stands."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that a page ascribes to a person, where they stand."""

    entry: Entry
    kind: str
    words: str
    paragraph: int | None
    certain: bool
    through: str
    """Whom the words came through; empty where nobody is named."""


@dataclass(frozen=True, slots=True)
class Site:
    """The archive with its links and its theme, and the lists that more than one page needs."""

    archive: Archive
    links: Links
    theme: Theme
    documents: tuple[Document, ...]
    """Published ones, newest first, undated last."""
    withdrawn: tuple[Document, ...]
    entries: Mapping[DocumentId, Entry]
    by_outlet: Mapping[str, tuple[Document, ...]]
    by_person: Mapping[str, tuple[Document, ...]]
    """Where the person is a speaker or words are ascribed to them."""
    by_event: Mapping[str, tuple[Document, ...]]
    by_topic: Mapping[str, tuple[Document, ...]]
    paired: Mapping[DocumentId, tuple[QuotationPair, ...]]
    """By document: the quotations in it that stand in another published one."""
    clusters: Mapping[DocumentId, Cluster]
    """By each document that is a witness of a text printed more than once."""
    passages: Mapping[DocumentId, tuple[SharedPassage, ...]]
    """By document, which is `one` in each: passages that others print too, quotations aside."""
    since: Mapping[str, str]
    """By path: the day on which what stands there was first published."""
    references: References
    list_parts: Mapping[str, frozenset[str]]
    """By the page of a list that is too long for one: the parts that have pages of their own."""

    @property
    def words(self) -> Words:
        """What the interface says."""
        return self.theme.words


def gather_site(archive: Archive, links: Links, theme: Theme) -> Site:
    """Sort and group once what every page draws on."""
    published = [document for document in archive.documents.values() if document.status != "withdrawn"]
    published.sort(key=lambda document: (sort_key(read_date(document.date), newest_first=True), document.id))
    clusters = {id: cluster for cluster in links.clusters for id in cluster.documents}
    entries = {document.id: _entry(archive, document, theme.words) for document in published}
    return Site(
        archive=archive,
        links=links,
        theme=theme,
        documents=tuple(published),
        withdrawn=tuple(document for document in archive.documents.values() if document.status == "withdrawn"),
        entries={
            id: _with_copies(entry, clusters[id], entries, theme.words) if id in clusters else entry
            for id, entry in entries.items()
        },
        by_outlet=_grouped((document.outlet or "", document) for document in published),
        by_person=_grouped((person, document) for document in published for person in people_of(document, links)),
        by_event=_grouped((event, document) for document in published for event in document.events),
        by_topic=_grouped((topic, document) for document in published for topic in document.topics),
        paired=_paired(links, frozenset(document.id for document in published)),
        clusters=clusters,
        passages=_passages(links.passages),
        since={path: link.since for path, link in current(archive.ledger).items()},
        references=References(archive),
        list_parts=find_list_parts(archive),
    )


def with_document(site: Site, document: Document, attributions: tuple[Attribution, ...]) -> Site:
    """The site with one published document as it is now, as far as its own page shows it. Lists and links to others
    stay as they were, but for places in its text where that changed.
    """
    id, before = document.id, site.archive.documents[document.id]
    old = site.entries[id]
    entry = replace(_entry(site.archive, document, site.words), also=old.also, also_more=old.also_more)
    same = document.text == before.text
    return replace(
        site,
        archive=replace(site.archive, documents={**site.archive.documents, id: document}),
        links=replace(site.links, attributions={**site.links.attributions, id: attributions}),
        entries={**site.entries, id: entry},
        paired=site.paired if same else {**site.paired, id: ()},
        passages=site.passages if same else {**site.passages, id: ()},
    )


def list_once(site: Site, documents: Iterable[Document]) -> list[Entry]:
    """`documents` as lines of a list: of the witnesses of one text only the one nearest to its base witness."""
    ids = [document.id for document in documents]
    listed = set(ids)
    first = {
        id: next((one for one in site.clusters[id].documents if one in listed), id) for id in ids if id in site.clusters
    }
    return [site.entries[id] for id in ids if first.get(id, id) == id]


def _with_copies(entry: Entry, cluster: Cluster, entries: Mapping[DocumentId, Entry], words: Words) -> Entry:
    others = [entries[id] for id in cluster.documents[: _MOST_COPIES + 1] if id != entry.id][:_MOST_COPIES]
    of_outlet = Counter(other.outlet for other in others)
    also = tuple(Link(_also_words(entry, other, of_outlet[other.outlet], words), other.href) for other in others)
    return replace(entry, also=also, also_more=len(cluster.witnesses) - len(also))


def _also_words(entry: Entry, other: Entry, of_outlet: int, words: Words) -> str:
    """Which copy is meant: by its outlet, where that has several or is the same by its date; else by its headline."""
    if not other.outlet:
        return other.title
    name = other.outlet.text if other.outlet != entry.outlet else words.gettext("another version")
    return f"{name}, {other.date}" if other.date and (other.outlet == entry.outlet or of_outlet > 1) else name


def _passages(passages: Iterable[SharedPassage]) -> dict[DocumentId, tuple[SharedPassage, ...]]:
    found: dict[DocumentId, list[SharedPassage]] = {}
    for one in passages:
        if not one.quoted:
            turned = SharedPassage(
                one.other, one.other_start, one.other_end, one.one, one.start, one.end, one.words, one.quoted
            )
            found.setdefault(one.one, []).append(one)
            found.setdefault(one.other, []).append(turned)
    return {id: tuple(shared) for id, shared in found.items()}


def _paired(links: Links, published: frozenset[DocumentId]) -> dict[DocumentId, tuple[QuotationPair, ...]]:
    pairs: dict[DocumentId, list[QuotationPair]] = {}
    for pair in links.quotations:
        if {pair.one.document, pair.other.document} <= published:
            pairs.setdefault(pair.one.document, []).append(pair)
            pairs.setdefault(pair.other.document, []).append(pair)
    return {id: tuple(found) for id, found in pairs.items()}


def speaker_link(site: Site, attribution: Attribution) -> Link:
    """The person where one record fits, else the name as printed, unlinked; a pronoun names nobody."""
    if attribution.person:
        return page_link(site.archive, "person", attribution.person)
    named = attribution.speaker if is_named(attribution) else None
    return Link(named or site.words.gettext("speaker not named"))


def people_of(document: Document, links: Links) -> tuple[str, ...]:
    """Speakers as the editor has them, then whoever else words are ascribed to; in order, each once."""
    return tuple(dict.fromkeys((*document.speakers, *(person for person, _ in ascribed(document, links)))))


def ascribed(document: Document, links: Links) -> tuple[tuple[PersonId, Attribution], ...]:
    """What is ascribed to people with a record, in the order of the text; mere guesses are left out."""
    known = [(one.person, one) for one in links.attributions.get(document.id, ()) if one.person and one.tier != "low"]
    return tuple(sorted(known, key=lambda pair: pair[1].content))


def said_by(site: Site, person: PersonId, documents: Iterable[Document]) -> tuple[tuple[Entry, tuple[Said, ...]], ...]:
    """What `documents` ascribe to a person, document by document in their order."""
    shown = []
    for document in documents:
        own = (one for whose, one in ascribed(document, site.links) if whose == person)
        shown.append((site.entries[document.id], tuple(_said(site, document, one) for one in own)))
    return tuple(shown)


def names_called(site: Site, person: PersonId) -> tuple[str, ...]:
    """What documents call a person where they quote them, the commonest first; pronouns do not count. Of names that
    differ in case alone the commonest stands for all.
    """
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for document in site.by_person.get(person, ()):
        printed = [
            re.sub(r"^The\b", "the", document.text[slice(*one.source[0])])
            for whose, one in ascribed(document, site.links)
            if whose == person and one.source
        ]
        for name in set(printed):
            called[name.lower()][name] += 1
    names = (forms for lower, forms in called.items() if lower not in PRONOUN_GENDERS)
    ranked = sorted(names, key=lambda forms: (-forms.total(), min(forms)))
    return tuple(min(forms, key=lambda name: (-forms[name], name)) for forms in ranked)


def _said(site: Site, document: Document, attribution: Attribution) -> Said:
    words = " […] ".join(document.text[start:end].strip() for start, end in attribution.content)
    return Said(
        entry=site.entries[document.id],
        kind=attribution.kind,
        words=shorten(" ".join(words.split())),
        paragraph=paragraph_at(document, attribution.content[0][0]) if attribution.content else None,
        certain=attribution.tier == "high",
        through=document.text[slice(*attribution.route)] if attribution.route else "",
    )


def shorten(text: str, limit: int = EXCERPT) -> str:
    """`text`, or its beginning up to a word's end with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rsplit(None, 1)
    return (cut[0] if len(cut) == 2 else text[:limit]).rstrip(",;:–—- ") + " …"


def summary_of(document: Document) -> str:
    """The standfirst or the first paragraph, shortened."""
    for passage in document.passages:
        if passage.kind in ("standfirst", "paragraph", "turn") and passage.text.strip():
            return shorten(" ".join(passage.text.split()))
    return ""


def _entry(archive: Archive, document: Document, words: Words) -> Entry:
    value = read_date(document.date)
    year = year_of(value) if value else None
    return Entry(
        id=document.id,
        title=document.title,
        href=href(page_path("document", document.id)),
        kind=words.kind(document.kind),
        date=words.date(document.date),
        machine_date=machine_date(document.date),
        year=str(year) if year else "",
        outlet=outlet_link(archive, document),
        speakers=tuple(page_link(archive, "person", speaker) for speaker in document.speakers),
        language=document.language,
        draft=document.status == "draft",
        summary=summary_of(document),
    )


def _grouped(pairs: Iterable[tuple[str, Document]]) -> dict[str, tuple[Document, ...]]:
    groups: dict[str, dict[DocumentId, Document]] = {}
    for key, document in pairs:
        groups.setdefault(key, {})[document.id] = document
    return {key: tuple(members.values()) for key, members in groups.items()}
