"""What a page of comparison shows: one event, and for each quotation, passage and claim who has it, in which words.

Rows stand in the order of the earliest document that has them; each names the documents that do not have it. Passages
are those that documents print word for word without being copies. Claims are the editors': passages annotated with one
tag that begins with `claim:`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from sitegen.dates import sort_key
from sitegen.links import Attribution, SharedPassage
from sitegen.model import Document, DocumentId, EventId
from sitegen.records.anchors import anchor_annotations, paragraph_at
from sitegen.site.page_links import Link
from sitegen.site.stance_page import Judgement, read_judgement
from sitegen.site.view import Entry, Site, shorten, speaker_link
from sitegen.site.wording import read_date

CLAIM = "claim:"
_SAME = frozenset({"verbatim", "altered", "excerpt", "other words", "perhaps"})
_MOST_NAMED = 30
"""Of the documents that have or lack something: a page of hundreds must not name them all in every row."""
_MOST_ACCOUNTS, _MOST_CELLS, _MOST_ALONE = 40, 300, 100
"""Of an event that hundreds report: documents listed, passages of several side by side, passages of only one."""
_LEAST_WORDS = 4
"""Of a quotation that has a row of its own: single words in quotation marks are no statements."""


@dataclass(frozen=True, slots=True)
class Account:
    """One document that covers the event: a column of the comparison."""

    entry: Entry
    label: str
    """Its outlet, or its headline where that is unknown; where an outlet has several with the date, or the headline."""
    relation: tuple[str, ...]
    """Its outlet's, each value once."""
    stance: tuple[Judgement, ...]
    rows: int
    """How many of the rows it has."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one document in one row."""

    account: Account
    words: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """Something that at least one document has."""

    heading: Link
    """Who says it, or the claim."""
    certain: bool
    cells: tuple[Cell, ...]
    """Of the first documents that have it, where very many do."""
    unshown: int
    """How many have it besides."""
    missing: tuple[Account, ...]
    """Those that do not have it: the first of them, where there are very many."""
    unnamed: int
    """How many do not have it besides."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One event, its witnesses side by side."""

    accounts: tuple[Account, ...]
    claims: tuple[Row, ...]
    shared: tuple[Row, ...]
    """Quotations that more than one document has."""
    passages: tuple[Row, ...]
    """Other words that more than one document has."""
    single: tuple[tuple[Account, tuple[Row, ...]], ...]
    """Quotations that only one has, by document."""
    documents: int
    """How many report the event; `accounts` are the first of them."""
    rows: int
    """How many rows there are in all; what most documents have is shown."""
    whole: bool
    """Whether all of it is shown."""


@dataclass(frozen=True, slots=True)
class _Place:
    document: DocumentId
    start: int
    end: int


def compare_path(event: EventId) -> str:
    """The address of an event's comparison."""
    return f"compare/{event}.html"


def gather_comparison(site: Site, event: EventId) -> Comparison:
    """The comparison of an event's coverage, the earliest document first."""
    documents = sorted(site.by_event.get(event, ()), key=lambda one: (sort_key(read_date(one.date)), one.id))
    claims, quotations = list(_claims(documents)), list(_quotations(site, documents))
    passages = list(_passages(site, documents))
    having = [{place.document for place in places} for _, places in (*claims, *quotations, *passages)]
    accounts = {
        one.id: _account(site, documents, one, sum(one.id in documents_in_row for documents_in_row in having))
        for one in documents
    }
    order = {id: place for place, id in enumerate(accounts)}
    quotations.sort(key=lambda row: min((order[place.document], place.start) for place in row[1]))
    made = [_row(site, accounts, speaker_link(site, said), said.tier != "low", places) for said, places in quotations]
    claimed = _most_reported([_row(site, accounts, Link(claim), True, places) for claim, places in claims])
    shared = _most_reported([row for row in made if len(row.cells) > 1])
    printed = _most_reported([_row(site, accounts, Link(length), True, places) for length, places in passages])
    single = [row for row in made if len(row.cells) == 1]
    single.sort(key=lambda row: order[row.cells[0].account.entry.id])
    alone = groupby(single[:_MOST_ALONE], key=lambda row: row.cells[0].account)
    rows = len(claims) + len(made) + len(passages)
    shown = len(claimed) + len(shared) + len(printed) + min(len(single), _MOST_ALONE)
    return Comparison(
        accounts=tuple(accounts.values())[:_MOST_ACCOUNTS],
        claims=claimed,
        shared=shared,
        passages=printed,
        single=tuple((who, tuple(said)) for who, said in alone),
        documents=len(accounts),
        rows=rows,
        whole=len(accounts) <= _MOST_ACCOUNTS and shown == rows,
    )


def _most_reported(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows in their order; where there are very many, those that most documents have."""
    room, kept = _MOST_CELLS, set[int]()
    for index in sorted(range(len(rows)), key=lambda index: -len(rows[index].cells)):
        room -= len(rows[index].cells)
        if room >= 0:
            kept.add(index)
    return tuple(row for index, row in enumerate(rows) if index in kept)


def _account(site: Site, documents: Sequence[Document], document: Document, rows: int) -> Account:
    entry = site.entries[document.id]
    outlet = site.archive.outlets.get(document.outlet) if document.outlet else None
    label = entry.outlet.text if entry.outlet else document.title
    of_outlet = [one.date for one in documents if one.outlet and one.outlet == document.outlet]
    if of_outlet.count(document.date) > 1:
        label += f": {document.title}"
    elif len(of_outlet) > 1 and entry.date:
        label += f", {entry.date}"
    stance = tuple(read_judgement(site, one) for one in document.stance)
    relation = tuple(dict.fromkeys(one.value for one in outlet.relation)) if outlet else ()
    return Account(entry, label, relation, stance, rows)


def _row(
    site: Site, accounts: Mapping[DocumentId, Account], heading: Link, certain: bool, places: Iterable[_Place]
) -> Row:
    by_document: dict[DocumentId, list[_Place]] = defaultdict(list)
    for place in sorted(places, key=lambda one: one.start):
        by_document[place.document].append(place)
    having = [id for id in accounts if id in by_document]
    cells = tuple(_cell(site, accounts[id], by_document[id]) for id in having[:_MOST_NAMED])
    missing = tuple(islice((one for id, one in accounts.items() if id not in by_document), _MOST_NAMED))
    unnamed = len(accounts) - len(having) - len(missing)
    return Row(heading, certain, cells, len(having) - len(cells), missing, unnamed)


def _cell(site: Site, account: Account, places: Sequence[_Place]) -> Cell:
    document = site.archive.documents[account.entry.id]
    words = " […] ".join(" ".join(document.text[one.start : one.end].split()) for one in places)
    return Cell(account, shorten(words), paragraph_at(document, places[0].start))


# --- claims, quotations, passages -------------------------------------------------------------------------------------


def _claims(documents: Iterable[Document]) -> Iterator[tuple[str, list[_Place]]]:
    """What editors marked as one claim, by its name."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for document in documents:
        for note in anchor_annotations(document):
            for tag in note.annotation.tags:
                if tag.startswith(CLAIM) and note.start is not None and note.end is not None:
                    found[tag.removeprefix(CLAIM).strip()].append(_Place(document.id, note.start, note.end))
    yield from sorted(found.items())


def _quotations(site: Site, documents: Iterable[Document]) -> Iterator[tuple[Attribution, list[_Place]]]:
    """Quotations that belong together, each group with the attribution that names its speaker best."""
    said: dict[_Place, Attribution] = {}
    for document in documents:
        for one in site.links.attributions.get(document.id, ()):
            if one.kind != "reported" and one.content:
                place = _Place(document.id, one.content[0][0], one.content[-1][1])
                if len(document.text[place.start : place.end].split()) >= _LEAST_WORDS:
                    said[place] = one
    groups = {place: [place] for place in said}
    by_document: dict[DocumentId, list[_Place]] = defaultdict(list)
    for place in said:
        by_document[place.document].append(place)
    for pair in site.links.quotations:
        if pair.relation in _SAME:
            sides = (_Place(side.document, side.start, side.end) for side in (pair.one, pair.other))
            first, second = (_holding(by_document[side.document], side) for side in sides)
            if first and second and groups[first] is not groups[second]:
                merged = groups[first] + groups[second]
                groups.update(dict.fromkeys(merged, merged))
    for group in {id(group): group for group in groups.values()}.values():
        best = min(group, key=lambda place: (said[place].person is None, said[place].speaker is None, place.document))
        yield said[best], group


def _passages(site: Site, documents: Iterable[Document]) -> Iterator[tuple[str, list[_Place]]]:
    """Words that several of `documents` print, each with its length, from the first document that has them."""
    ids = {one.id for one in documents}
    told: dict[DocumentId, list[_Place]] = defaultdict(list)
    for document in documents:
        shared = [one for one in site.passages.get(document.id, ()) if one.other in ids]
        rows: list[list[SharedPassage]] = []
        for one in sorted(shared, key=lambda one: (one.start, one.other)):
            if _holding(told[document.id], _Place(one.one, one.start, one.end)):
                continue
            if rows and one.start < max(before.end for before in rows[-1]):
                rows[-1].append(one)
            else:
                rows.append([one])
        for row in rows:
            own = _Place(document.id, row[0].start, max(one.end for one in row))
            places = [own, *(_Place(one.other, one.other_start, one.other_end) for one in row)]
            for place in places:
                told[place.document].append(place)
            most = max(one.words for one in row)
            yield site.words.ngettext("a passage of %(num)s word", "a passage of %(num)s words", most), places


def _holding(places: Iterable[_Place], part: _Place) -> _Place | None:
    """The place that another one, of the same document, is part of."""
    return next((one for one in places if one.start <= part.start and part.end <= one.end), None)
