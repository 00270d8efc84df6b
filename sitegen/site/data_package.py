"""datapackage.json: what the files of the whole archive are, for programs and data repositories.

A Data Package of version 2 (datapackage.org): its readers find the table with its columns, check sizes and digests, and
know under which terms the data may be used.
"""

from __future__ import annotations

import re

from slugify import slugify

from sitegen.addresses import is_web_address
from sitegen.model import SiteSettings
from sitegen.site.frame import OutputFile, PlacedFiles
from sitegen.site.json_text import format_json
from sitegen.site.table import COLUMNS
from sitegen.site.view import Site

PATH = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0/"
_FILES = {
    "archive.csv": ("table", "Documents", "One row a document.", "text/csv"),
    "archive.json": (
        "archive", "The whole archive",
        "Documents with all that is known of them and what it rests on, their texts, links and quotations; outlets, "
        "people, events and topics; what was withdrawn.",
        "application/json",
    ),
    "archive.bib": (
        "biblatex", "References", "References of all documents for LaTeX.",
        "application/x-bibtex",
    ),
    "archive.ris": (
        "ris", "References", "References of all documents for reference managers.",
        "application/x-research-info-systems",
    ),
    "archive.csl.json": (
        "csl", "References", "References of all documents for citation processors.",
        "application/vnd.citationstyles.csl+json",
    ),
}  # fmt: skip
"""By path: name, title, description, media type."""
_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]4[.]0|CC0[ -]1[.]0")
"""A licence's name, as people and as machines write it: `CC BY-SA 4.0`, `CC-BY-SA-4.0`."""


def plan_data_package(site: Site, placed: PlacedFiles) -> OutputFile:
    """The description of the files of the whole archive, all among those `placed`. It bears no day of its making."""
    settings = site.archive.settings
    package: dict[str, object] = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": slugify(settings.title) or "archive",
        "title": settings.title,
        "description": settings.description,
        "homepage": settings.base_url,
        "keywords": sorted(topic.name for topic in site.archive.topics.values()),
        "licenses": _licences(settings),
        "resources": [_resource(path, *placed.measure(path)) for path in _FILES],
    }
    return OutputFile(PATH, format_json({name: value for name, value in package.items() if value}), "data")


def _licences(settings: SiteSettings) -> list[dict[str, str]]:
    """The archive's rights statement. Only one that is a licence's name or an address and nothing else is taken for
    that; any other has terms of its own, and stands in full.
    """
    rights, site = settings.rights, "https://creativecommons.org/"
    if known := _CREATIVE_COMMONS.fullmatch(rights):
        address = f"{site}licenses/{known[1].lower()}/4.0/" if known[1] else f"{site}publicdomain/zero/1.0/"
        return [{"name": rights.replace(" ", "-"), "path": address, "title": rights}]
    if is_web_address(rights):
        return [{"path": rights}]
    return [{"name": "other", "title": rights}] if rights else []


def _resource(path: str, size: int, digest: str) -> dict[str, object]:
    name, title, description, media_type = _FILES[path]
    resource: dict[str, object] = {
        "name": name,
        "path": path,
        "title": title,
        "description": description,
        "format": path.rpartition(".")[2],
        "mediatype": media_type,
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
    }
    return resource | (_TABLE if path == "archive.csv" else {})


def _field(name: str, type: str, meaning: str) -> dict[str, object]:
    field: dict[str, object] = {"name": name, "type": type, "description": meaning}
    if type == "list":
        field |= {"delimiter": "|"}
    if name == "id":
        field |= {"constraints": {"required": True, "unique": True}}
    return field


_TABLE: dict[str, object] = {
    "$schema": f"{_PROFILES}dataresource.json",
    "type": "table",
    "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
    "schema": {
        "$schema": f"{_PROFILES}tableschema.json",
        "fields": [_field(column.name, column.type, column.meaning) for column in COLUMNS],
        "primaryKey": ["id"],
        "missingValues": [""],
    },
}
