"""What of front matter readers see and search by: as content/fields.yml says, else as here."""

from __future__ import annotations

from sitegen.model import Archive
from sitegen.site.wording import Words, msg

_LABELS = {
    "title": msg("Headline"), "outlet": msg("Outlet"), "date": msg("Date"), "kind": msg("Kind"),
    "speakers": msg("Speakers"), "events": msg("Events"), "topics": msg("Topics"), "stance": msg("Stance"),
    "language": msg("Language"), "section": msg("Section"), "url": msg("Original"), "credit": msg("Pictures"),
    "rights": msg("Rights"), "cleaning": msg("Cleaning"), "status": msg("Status"),
}  # fmt: skip
"""What the page of a document shows beside the text, in this order."""
_FACET_LABELS = {
    "outlet": msg("Outlet"), "speakers": msg("Speaker"), "events": msg("Event"), "topics": msg("Topic"),
    "stance": msg("Stance"), "date": msg("Year"), "kind": msg("Kind"), "language": msg("Language"),
    "annotations": msg("Tag of a note"),
}  # fmt: skip
"""What narrows a search, in the order in which readers ask."""
_FURTHER_LABELS = {"byline": msg("Author")}
"""Of fields that are not shown unless content/fields.yml asks for them."""


def shown_rows(archive: Archive, words: Words) -> tuple[tuple[str, str], ...]:
    """The fields that a document's page shows, with their labels. What was cleaned is always told."""
    if not archive.fields:
        return tuple(words.table(_LABELS).items())
    labels = words.table(_FURTHER_LABELS | _LABELS)
    asked = [one for one in archive.fields if one.field in labels and (one.show == "yes" or one.field == "cleaning")]
    rows = {one.field: one.label or labels[one.field] for one in asked}
    return tuple((rows | {"cleaning": rows.get("cleaning", labels["cleaning"])}).items())


def facet_fields(archive: Archive, words: Words) -> tuple[tuple[str, str], ...]:
    """The fields that narrow a search, with their labels; of one that says nothing of it, whether it does as a rule."""
    if not archive.fields:
        return tuple(words.table(_FACET_LABELS).items())
    labels = words.table(_LABELS | _FURTHER_LABELS | _FACET_LABELS)
    asked = [one for one in archive.fields if (one.facet or ("yes" if one.field in _FACET_LABELS else "no")) == "yes"]
    return tuple((one.field, one.label or labels[one.field]) for one in asked)
