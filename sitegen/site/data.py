"""Everything the site shows, as data: one object a document, the whole archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields

from sitegen.drafts import Value
from sitegen.links import Attribution, QuotationPair, Quoted, Reason
from sitegen.model import Document
from sitegen.records.anchors import anchor_annotations, paragraph_at
from sitegen.records.paragraphs import find_successors
from sitegen.records.permalinks import page_path
from sitegen.site.directions import without_isolates
from sitegen.site.page_links import outlet_name, record_name
from sitegen.site.view import Site
from sitegen.site.wording import ENGLISH_WORDS

_quote = json.JSONEncoder(ensure_ascii=False).encode
_FIELDS = (
    "title", "kind", "outlet", "published_in", "date", "standfirst", "byline", "language", "section", "credit", "url",
    "archived", "speakers", "events", "topics", "rights", "status",
)  # fmt: skip
"""Of a document, as its file has them; empty ones are left out."""


_REASON_PARTS = tuple(part.name for part in fields(Reason))


def document_data(site: Site, document: Document) -> dict[str, object]:
    """One document with what its values rest on, its links, and its text paragraph by paragraph."""
    present = {name: value for name in _FIELDS if (value := getattr(document, name))}
    text, successors = document.text, find_successors(document.addresses)
    data: dict[str, object] = {
        "id": document.id,
        "page": page_path("document", document.id),
        **present,
        "basis": {name: basis for name, basis in document.basis.items() if name in present or name == "body"},
        "evidence": _evidence(document),
        "notes": dict(document.notes),
        "stance": [_without_line(one) for one in document.stance],
        "annotations": _annotations(document),
        "related": [
            {"id": one.id, "score": round(one.score, 4), **_reason(one.reason)}
            for one in site.links.related.get(document.id, ())
            if one.id in site.entries
        ],
        "cluster": site.clusters[document.id].base if document.id in site.clusters else None,
        "passages": [
            {"start": one.start, "end": one.end, "document": one.other, "at": [one.other_start, one.other_end]}
            for one in site.passages.get(document.id, ())
        ],
        "attributions": [_attribution(document, text, one) for one in site.links.attributions.get(document.id, ())],
        "cleaning": _cleaning(document),
        "paragraphs": [
            {"number": passage.number, "kind": passage.kind, "text": passage.text} for passage in document.passages
        ],
        "removed_paragraphs": [
            {"number": one.number, "now_in": successors.get(one.number)} for one in document.addresses if not one.live
        ],
    }
    return {name: value for name, value in data.items() if value not in ({}, [], None)}


def _reason(reason: Reason) -> dict[str, object]:
    """In English, and in parts for programs that word it themselves; without what is empty."""
    parts = ((name, getattr(reason, name)) for name in _REASON_PARTS)
    because = {name: value for name, value in parts if value not in (None, ())}
    return {"reason": without_isolates(ENGLISH_WORDS.reason(reason)), "because": because}


def _evidence(document: Document) -> dict[str, object]:
    """What the program found for each field, whether or not the editor kept it."""
    suggestions: Mapping[str, Value] = document.provenance.suggestions if document.provenance else {}
    return {
        name: {
            "value": value.value,
            "basis": value.basis,
            "words": [evidence.text for evidence in value.evidence],
            **({"note": value.note} if value.note else {}),
        }
        for name, value in suggestions.items()
    }


def _annotations(document: Document) -> list[dict[str, object]]:
    return [
        {
            "quote": note.annotation.quote,
            "note": note.annotation.note,
            "by": note.annotation.by,
            "tags": note.annotation.tags,
            "state": note.state,
            "paragraph": note.paragraph,
            "start": note.start,
            "end": note.end,
        }
        for note in anchor_annotations(document)
    ]


def _attribution(document: Document, text: str, one: Attribution) -> dict[str, object]:
    return {
        "content": [[start, end] for start, end in one.content],
        "words": " […] ".join([text[start:end] for start, end in one.content]),
        "paragraph": paragraph_at(document, one.content[0][0]) if one.content else None,
        "speaker": one.speaker,
        "person": one.person,
        "through": one.route and text[slice(*one.route)],
        "kind": one.kind,
        "tier": one.tier,
        "rule": one.rule,
        "basis": one.basis,
    }


def _cleaning(document: Document) -> dict[str, object]:
    if document.provenance is None:
        return {}
    provenance = document.provenance
    return {
        "capture": provenance.capture,
        "sha256": provenance.sha256,
        "edits": [
            {"start": one.start, "end": one.end, "kind": one.kind, "rule": one.rule, "replacement": one.replacement}
            for one in provenance.edits
        ],
    }


def _without_line(record: object) -> dict[str, object]:
    """An editor's record without its line in the file, and without what is empty."""
    return {name: value for name, value in asdict(record).items() if name != "line" and value}  # type: ignore[call-overload]


def archive_data(site: Site, documents: Iterator[bytes]) -> dict[str, object]:
    """The whole archive: settings, authority records, `documents` (as they stand in files of their own), what was
    withdrawn.
    """
    settings, archive = site.archive.settings, site.archive
    return {
        "title": settings.title,
        "description": settings.description,
        "base_url": settings.base_url,
        "language": settings.language,
        "rights": settings.rights,
        "documents": documents,
        "quotations": [_quotation_pair(pair) for pair in site.links.quotations],
        "clusters": [asdict(one) for one in site.links.clusters],
        "event_suggestions": [asdict(one) for one in site.links.event_suggestions],
        "outlets": _records(archive.outlets.values(), "outlet"),
        "people": _records(archive.people.values(), "person"),
        "events": _records(archive.events.values(), "event"),
        "topics": _records(archive.topics.values(), "topic"),
        "withdrawn": [
            {"id": one.id, "page": page_path("document", one.id), "because": one.withdrawn_because}
            for one in site.withdrawn
        ],
    }


def _quotation_pair(pair: QuotationPair) -> dict[str, object]:
    def side(quoted: Quoted) -> dict[str, object]:
        span = [quoted.start, quoted.end]
        return {"document": quoted.document, "speaker": quoted.speaker, "span": span, "text": quoted.text}

    return {
        "relation": pair.relation,
        "score": round(pair.score, 3),
        "one": side(pair.one),
        "other": side(pair.other),
    }


def _records(records: Iterable[object], kind: str) -> list[dict[str, object]]:
    shown = []
    for record in records:
        data = {name.name.rstrip("_"): getattr(record, name.name) for name in fields(record)}  # type: ignore[arg-type]
        data = {name: value for name, value in data.items() if value and name != "furniture"}
        for name in ("relation", "roles"):
            if name in data:
                data[name] = [_without_line(one) for one in data[name]]
        shown.append({"id": data.pop("id"), "page": page_path(kind, getattr(record, "id")), **data})  # noqa: B009
    return shown


def format_text(site: Site, document: Document) -> bytes:
    """Headline, a line on where it comes from, one on the terms of its use, and the plain text."""
    parts = (outlet_name(site.archive, document), site.words.date(document.date), document.url)
    origin = ", ".join(part for part in parts if part)
    said = " ".join((document.rights or site.archive.settings.rights).split())
    rights = site.words.gettext("Rights: %(rights)s", rights=said) if said else ""
    head = "\n".join(part for part in (document.title, origin, rights) if part)
    return f"{head}\n\n{document.text.strip()}\n".encode()


def format_markdown(site: Site, document: Document) -> bytes:
    """The body as its editor has it under a short front matter; quoted values are YAML and JSON alike."""
    values = {
        "title": document.title,
        "outlet": outlet_name(site.archive, document),
        "date": document.date,
        "byline": list(document.byline),
        "language": document.language,
        "speakers": [record_name(site.archive, "person", one) for one in document.speakers],
        "url": document.url,
        "rights": document.rights or site.archive.settings.rights,
    }
    lines = [f"{name}: {_quote(value)}" for name, value in values.items() if value]
    return "\n".join(["---", *lines, "---", "", document.body.strip(), ""]).encode()
