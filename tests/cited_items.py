"""The press items of `cases/citations/items.yml` as documents."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import yaml
from command import CHECKOUT
from invented import make_archive, make_document

from sitegen.model import Archive, Document, DocumentId, Outlet, OutletId

CASES = CHECKOUT / "tests" / "cases" / "citations"
KNOWN = {"outlet": "The Merrow Herald", "date": "2031-03-11", "url": "https://herald.example/7", "language": "en"}


def read_items() -> list[dict[str, Any]]:
    return yaml.load((CASES / "items.yml").read_text(), yaml.BaseLoader)


def make_item(given: dict[str, Any], base_url: str = "https://archive.example/merrow/") -> tuple[Document, Archive]:
    """The item as a document of an archive in which its outlets have records."""
    fields = {**KNOWN, **given}
    basis = {"title": "inferred"} if fields.pop("supplied", "") else {}
    outlets = [
        Outlet(OutletId(name.replace(" ", "-")), name)
        for name in (fields.pop("outlet"), fields.pop("published_in", ""))
    ]
    fields |= {place: outlet.id for place, outlet in zip(("outlet", "published_in"), outlets, strict=True)}
    fields["byline"] = tuple(fields.get("byline", ()))
    document = make_document("strike", fields.pop("title"), "Text.\n", **fields, basis=basis)
    known = {outlet.id: outlet for outlet in outlets if outlet.name}
    return document, replace(make_archive(base_url=base_url), outlets=MappingProxyType(known))


def make_items() -> tuple[list[Document], Archive]:
    """All items as documents of one archive, each with an id of its own."""
    made = [make_item(item) for item in read_items()]
    outlets = {outlet: one.outlets[outlet] for _, one in made for outlet in one.outlets}
    documents = [replace(document, id=DocumentId(f"item-{n}")) for n, (document, _) in enumerate(made)]
    return documents, replace(made[0][1], outlets=MappingProxyType(outlets))
