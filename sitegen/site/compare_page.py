"""What a page of comparison shows: one event, and for each quotation, passage and claim who has it, in which words.

Rows stand in the order of the earliest document that has them; each names the documents that do not have it, and those
in other languages, which it cannot be looked for in. Passages are those that documents print word for word without
being copies. Claims are the editors': passages annotated with one tag that begins with `claim:`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sitegen.dates import sort_key
from sitegen.links import Attribution, SharedPassage
from sitegen.model import Document, DocumentId, EventId
from sitegen.records.anchors import anchor_annotations, paragraph_at
from sitegen.relate.agreement import WORD
from sitegen.relate.quotations import ONE_UTTERANCE, is_named
from sitegen.site.page_links import Link
from sitegen.site.stance_page import Judgement, read_judgement
from sitegen.site.view import Entry, Site, shorten, speaker_link
from sitegen.site.wording import read_date

CLAIM = "claim:"
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
    titled: bool
    """Whether the label is the headline."""
    relation: tuple[str, ...]
    """Its outlet's, each value once."""
    stance: tuple[Judgement, ...]
    rows: int
    """How many rows it has."""
    of_rows: int
    """Of how many: all but those that are in other languages than it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one document in one row."""

    account: Account
    words: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """Documents that a row names."""

    accounts: tuple[Account, ...]
    """The first of them, where there are very many."""
    more: int
    """How many there are besides."""


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
    one_text: bool
    """Whether several documents have it, which are all versions of one text."""
    missing: Named
    """Those that do not have it."""
    untold: Named
    """Those that may have it in another language."""


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
    languages: int
    """In how many languages they are written."""
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
    claims, passages = list(_claims(documents)), list(_passages(site, documents))
    quotations = list(_Quotations(site, documents).rows())
    desk = _Desk(site, documents, [places for _, places in claims], [places for _, places in (*quotations, *passages)])
    claimed = _most_reported([desk.row(Link(claim), True, places, marked=True) for claim, places in claims])
    made = [
        desk.row(speaker_link(site, said), said.tier != "low" or not is_named(said), places)
        for said, places in quotations
    ]
    shared = _most_reported([row for row in made if len(row.cells) > 1])
    printed = _most_reported([desk.row(Link(length), True, places) for length, places in passages])
    single = [row for row in made if len(row.cells) == 1]
    alone = groupby(single[:_MOST_ALONE], key=lambda row: row.cells[0].account)
    rows = len(claims) + len(made) + len(passages)
    shown = len(claimed) + len(shared) + len(printed) + min(len(single), _MOST_ALONE)
    return Comparison(
        accounts=tuple(desk.accounts.values())[:_MOST_ACCOUNTS],
        claims=claimed,
        shared=shared,
        passages=printed,
        single=tuple((who, tuple(said)) for who, said in alone),
        documents=len(documents),
        languages=len(set(desk.languages.values())),
        whole=len(documents) <= _MOST_ACCOUNTS and shown == rows,
    )


def _most_reported(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows in their order; where there are very many, those that most documents have."""
    room, kept = _MOST_CELLS, set[int]()
    for index in sorted(range(len(rows)), key=lambda index: -len(rows[index].cells)):
        room -= len(rows[index].cells)
        if room >= 0:
            kept.add(index)
    return tuple(row for index, row in enumerate(rows) if index in kept)


class _Desk:
    """The documents of one event, and who of them has what."""

    def __init__(
        self,
        site: Site,
        documents: Sequence[Document],
        marked: Sequence[Sequence[_Place]],
        printed: Sequence[Sequence[_Place]],
    ) -> None:
        """`marked`, `printed`: the places of each row, of those that an editor marked in any language and of others."""
        self._site = site
        self._texts = {one.id: one.text for one in documents}
        self.languages = {
            one.id: (one.language or site.archive.settings.language).partition("-")[0] for one in documents
        }
        held = Counter(id for places in (*marked, *printed) for id in {place.document for place in places})
        possible = Counter(
            language for places in printed for language in {self.languages[place.document] for place in places}
        )
        self.accounts = {
            one.id: _account(site, documents, one, held[one.id], len(marked) + possible[self.languages[one.id]])
            for one in documents
        }

    def row(self, heading: Link, certain: bool, places: Iterable[_Place], *, marked: bool = False) -> Row:
        """What stands at these places, and who has it. `marked`: by an editor, in any language."""
        by_document: dict[DocumentId, list[_Place]] = defaultdict(list)
        for place in sorted(places, key=lambda one: one.start):
            by_document[place.document].append(place)
        languages = {self.languages[id] for id in (self.accounts if marked else by_document)}
        having = [id for id in self.accounts if id in by_document]
        lacking = [id for id in self.accounts if id not in by_document]
        cells = tuple(self._cell(id, by_document[id]) for id in having[:_MOST_NAMED])
        texts = {cluster.base if (cluster := self._site.clusters.get(id)) else id for id in having}
        return Row(
            heading,
            certain,
            cells,
            unshown=len(having) - len(cells),
            one_text=len(texts) == 1 < len(having),
            missing=self._name([id for id in lacking if self.languages[id] in languages]),
            untold=self._name([id for id in lacking if self.languages[id] not in languages]),
        )

    def _cell(self, id: DocumentId, places: Sequence[_Place]) -> Cell:
        words = " […] ".join(" ".join(self._texts[id][one.start : one.end].split()) for one in places)
        paragraph = paragraph_at(self._site.archive.documents[id], places[0].start)
        return Cell(self.accounts[id], shorten(words), paragraph)

    def _name(self, ids: Sequence[DocumentId]) -> Named:
        return Named(tuple(self.accounts[id] for id in ids[:_MOST_NAMED]), max(0, len(ids) - _MOST_NAMED))


def _account(site: Site, documents: Sequence[Document], document: Document, rows: int, of_rows: int) -> Account:
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
    return Account(entry, label, entry.outlet is None, relation, stance, rows, of_rows)


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


class _Quotations:
    """What documents quote, sentence by sentence where a sentence stands in several, else as it stands."""

    def __init__(self, site: Site, documents: Sequence[Document]) -> None:
        self._order = {one.id: number for number, one in enumerate(documents)}
        self._texts = {one.id: one.text for one in documents}
        self._said: dict[_Place, Attribution] = {}
        self._held: dict[DocumentId, list[_Place]] = {one.id: [] for one in documents}
        for id in self._order:
            for one in site.links.attributions.get(id, ()):
                place = _Place(id, one.content[0][0], one.content[-1][1]) if one.content else None
                if place and one.kind != "reported" and self._is_statement(place):
                    self._said[place] = one
                    self._held[id].append(place)
        self._pairs = dict.fromkeys(pair for id in self._order for pair in site.paired.get(id, ()))

    def rows(self) -> Iterator[tuple[Attribution, list[_Place]]]:
        """Places that belong together, each group with the attribution that names its speaker best; in order of the
        first document that has them.
        """
        groups = self._run_on(sorted(self._pair_up(), key=lambda group: self._at(group[0])))
        taken: dict[DocumentId, list[_Place]] = defaultdict(list)
        for group in groups:
            for place in group:
                taken[place.document].append(place)
        alone = ([part] for place in self._said for part in self._left_of(place, taken[place.document]))
        for group in sorted([*groups, *alone], key=lambda group: self._at(group[0])):
            said = [self._said[held] for place in group if (held := self._quotation_with(place))]
            yield min(said, key=lambda one: (one.person is None, one.speaker is None)), group

    def _pair_up(self) -> Iterable[list[_Place]]:
        """Sentences that are one utterance, in order."""
        groups: dict[_Place, list[_Place]] = {}
        for pair in self._pairs:
            sides = [_Place(side.document, side.start, side.end) for side in (pair.one, pair.other)]
            if pair.relation in ONE_UTTERANCE and all(self._quotation_with(side) for side in sides):
                one, other = (groups.setdefault(side, [side]) for side in sides)
                if one is not other:
                    merged = one + other
                    groups.update(dict.fromkeys(merged, merged))
        return [sorted(group, key=self._at) for group in {id(group): group for group in groups.values()}.values()]

    def _run_on(self, groups: Iterable[list[_Place]]) -> list[list[_Place]]:
        """Sentences that follow each other in the same quotations, wherever they stand, as one."""
        joined: list[list[_Place]] = []
        for group in groups:
            before = joined[-1] if joined else []
            if len(before) == len(group) and all(map(self._follows, before, group)):
                joined[-1] = [
                    _Place(one.document, one.start, other.end) for one, other in zip(before, group, strict=True)
                ]
            else:
                joined.append(group)
        return joined

    def _follows(self, one: _Place, other: _Place) -> bool:
        return (
            one.document == other.document
            and one.end <= other.start
            and self._quotation_with(one) == self._quotation_with(other)
            and not WORD.search(self._texts[one.document], one.end, other.start)
        )

    def _left_of(self, quotation: _Place, taken: Iterable[_Place]) -> Iterator[_Place]:
        """What no other document has of a quotation."""
        start = quotation.start
        inside = [one for one in taken if quotation.start < one.end and one.start < quotation.end]
        for one in [*sorted(inside, key=self._at), _Place(quotation.document, quotation.end, quotation.end)]:
            part = _Place(quotation.document, start, one.start)
            if self._is_statement(part):
                yield part
            start = max(start, one.end)

    def _quotation_with(self, part: _Place) -> _Place | None:
        return _holding(self._held.get(part.document, ()), part)

    def _is_statement(self, place: _Place) -> bool:
        return len(self._texts[place.document][place.start : place.end].split()) >= _LEAST_WORDS

    def _at(self, place: _Place) -> tuple[int, int, int]:
        return self._order[place.document], place.start, place.end


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
