"""What of front matter readers see and search by: as content/fields.yml says, else as here."""

from __future__ import annotations

from sitegen.model import Archive

_LABELS = {
    "title": "Headline", "outlet": "Outlet", "date": "Date", "kind": "Kind", "speakers": "Speakers", "events": "Events",
    "topics": "Topics", "stance": "Stance", "language": "Language", "section": "Section", "url": "Original",
    "credit": "Pictures", "rights": "Rights", "cleaning": "Cleaning", "status": "Status",
}  # fmt: skip
"""What the page of a document shows beside the text, in this order."""
_FACET_LABELS = {
    "outlet": "Outlet", "speakers": "Speaker", "events": "Event", "topics": "Topic", "stance": "Stance", "date": "Year",
    "kind": "Kind", "language": "Language", "annotations": "Tag of a note",
}  # fmt: skip
"""What narrows a search, in the order in which readers ask."""
_FURTHER_LABELS = {"byline": "Author"}
"""Of fields that are not shown unless content/fields.yml asks for them."""


def shown_rows(archive: Archive) -> tuple[tuple[str, str], ...]:
    """The fields that a document's page shows, with their labels. What was cleaned is always told."""
    if not archive.fields:
        return tuple(_LABELS.items())
    labels = _FURTHER_LABELS | _LABELS
    asked = [one for one in archive.fields if one.field in labels and (one.show == "yes" or one.field == "cleaning")]
    rows = {one.field: one.label or labels[one.field] for one in asked}
    return tuple((rows | {"cleaning": rows.get("cleaning", _LABELS["cleaning"])}).items())


def facet_fields(archive: Archive) -> tuple[tuple[str, str], ...]:
    """The fields that narrow a search, with their labels; of one that says nothing of it, whether it does as a rule."""
    if not archive.fields:
        return tuple(_FACET_LABELS.items())
    labels = _LABELS | _FURTHER_LABELS | _FACET_LABELS
    asked = [one for one in archive.fields if (one.facet or ("yes" if one.field in _FACET_LABELS else "no")) == "yes"]
    return tuple((one.field, one.label or labels[one.field]) for one in asked)
