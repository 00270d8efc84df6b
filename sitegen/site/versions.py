"""Copies of one text for readers: which documents print it too and how they differ, and passages that others share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sitegen.links import SharedPassage, Witness
from sitegen.model import Document, DocumentId
from sitegen.records.anchors import paragraph_at
from sitegen.relate.differences import Row, Words, find_differences
from sitegen.site.quotations_page import AlsoIn
from sitegen.site.view import Entry, Site
from sitegen.site.wording import msg

RELATIONS: dict[str, str] = {
    "reprint": msg("reprint"),
    "excerpt": msg("excerpt"),
    "expansion": msg("fuller version"),
    "revision": msg("revised version"),
    "adaptation": msg("changed version"),
}


_MOST = 20
"""Other witnesses that the page of one names, which has as many neighbours as its text has copies."""


@dataclass(frozen=True, slots=True)
class Version:
    """Another document with the same text."""

    entry: Entry
    how: str
    """How it, or this document, stands to the base witness, in words; empty of a version that is not certain."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A passage of the base witness beside that of another; of each its words, and whether the other has them too."""

    base_paragraph: int | None
    base: Words
    paragraph: int | None
    own: Words


@dataclass(frozen=True, slots=True)
class Versions:
    """What a document's page says of the other versions of its text."""

    base: Version | None
    """The base witness, with how this document stands to it; None where this document is the base."""
    dated: bool
    """Whether the base witness is the earliest; else no version has a date."""
    others: tuple[Version, ...]
    """All of them on the page of the base witness, the first on others' pages."""
    more: int
    """How many more there are."""
    rows: tuple[ShownRow, ...]
    """Where this document differs from the base witness."""
    comparable: bool
    """False where the texts are too long to be compared word by word."""
    possible: tuple[Version, ...]
    """Documents of which an editor is not sure whether they are the same text."""


def gather_versions(site: Site, document: Document) -> Versions | None:
    """The other versions of `document`, or None where there is none."""
    possible = tuple(Version(site.entries[id], "") for id in _unsure(site, document.id))
    cluster = site.clusters.get(document.id)
    if cluster is None:
        return Versions(None, False, (), 0, (), True, possible) if possible else None
    own = next((one for one in cluster.witnesses if one.document == document.id), None)
    base = site.archive.documents[cluster.base]
    rows = find_differences(base, document) if own and _in_one_language(base, document) else ()
    others = [one for one in cluster.witnesses if one is not own]
    shown = others[:_MOST] if own else others
    return Versions(
        base=Version(site.entries[base.id], _how(site, base, own)) if own else None,
        dated=bool(base.date),
        others=tuple(Version(site.entries[one.document], _how(site, base, one)) for one in shown),
        more=len(others) - len(shown),
        rows=tuple(_shown(row, base, document) for row in rows or ()),
        comparable=rows is not None,
        possible=possible,
    )


def _unsure(site: Site, id: DocumentId) -> list[DocumentId]:
    ruled = (one.documents for one in site.archive.decisions if one.ruling == "unsure" and not one.event)
    return sorted({other for pair in ruled if id in pair for other in pair if other != id and other in site.entries})


def _in_one_language(one: Document, other: Document) -> bool:
    """False of translations, which editors may rule to be the same text."""
    languages = {document.language.partition("-")[0] for document in (one, other)} - {""}
    return len(languages) < 2


def _how(site: Site, base: Document, witness: Witness) -> str:
    """`reprint, 98 % the same words: 4 words added, 2 words left out`; of a part and its whole the words alone tell."""
    words = site.words
    if not _in_one_language(base, site.archive.documents[witness.document]):
        return words.gettext("version in another language")
    added = words.ngettext("%(num)s word added", "%(num)s words added", witness.added)
    missing = words.ngettext("%(num)s word left out", "%(num)s words left out", witness.missing)
    told = ", ".join(said for number, said in ((witness.added, added), (witness.missing, missing)) if number)
    how = words.of(RELATIONS, witness.relation)
    if witness.relation not in ("excerpt", "expansion"):
        share = int(100 * witness.same)  # rounded down: 100 % is said only of all the words
        how = words.gettext("%(relation)s, %(share)s %% the same words", relation=how, share=share)
    return f"{how}: {told}" if told else how


def _shown(row: Row, base: Document, document: Document) -> ShownRow:
    return ShownRow(
        paragraph_at(base, row.start) if row.one else None,
        row.one,
        paragraph_at(document, row.other_start) if row.other else None,
        row.other,
    )


# --- shared passages --------------------------------------------------------------------------------------------------


def shared_spans(site: Site, document: Document) -> tuple[tuple[int, int], ...]:
    """Where `document` prints what another one prints too, quotations aside; spans do not overlap."""
    united: list[tuple[int, int]] = []
    for start, end in sorted((one.start, one.end) for one in site.passages.get(document.id, ())):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((start, end))
    return tuple(united)


def shared_with(site: Site, document: Document) -> dict[int, tuple[AlsoIn, ...]]:
    """By the paragraph in which a shared passage begins: where else it stands, the longest first, each text once."""
    by_paragraph: dict[int, list[SharedPassage]] = {}
    for passage in site.passages.get(document.id, ()):
        number = paragraph_at(document, passage.start)
        if number is not None:
            by_paragraph.setdefault(number, []).append(passage)
    return {number: _once(site, passages) for number, passages in by_paragraph.items()}


def _once(site: Site, passages: Sequence[SharedPassage]) -> tuple[AlsoIn, ...]:
    def text_of(passage: SharedPassage) -> DocumentId:
        cluster = site.clusters.get(passage.other)
        return cluster.base if cluster else passage.other

    longest = []
    for base, same in groupby(sorted(passages, key=text_of), text_of):
        longest.append(min(same, key=lambda one: (-one.words, one.other != base, one.other, one.other_start)))
    return tuple(
        AlsoIn(
            site.entries[one.other],
            paragraph_at(site.archive.documents[one.other], one.other_start),
            site.words.ngettext("a passage of %(num)s word", "a passage of %(num)s words", one.words),
        )
        for one in sorted(longest, key=lambda one: (-one.words, one.other))
    )
