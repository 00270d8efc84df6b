"""`sitegen pack`: a whole site, alone or with what it was made from, in one file to carry away or to hand over."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

from slugify import slugify

from sitegen import __version__
from sitegen.findings import Finding
from sitegen.model import Archive, Decision, Document
from sitegen.pipeline import build_site
from sitegen.progress import Progress, no_progress
from sitegen.records import files
from sitegen.records.articles import format_document
from sitegen.records.decisions import as_entry
from sitegen.records.writing import UNFINISHED
from sitegen.records.yaml_source import format_flow
from sitegen.site.manifest import SOURCES, check_folder, digest_folder, read_manifest
from sitegen.site.pack_bag import plan_bag
from sitegen.site.pack_zip import Content, write_zip
from sitegen.site.view import shorten
from sitegen.sources import captures_of, check_sources, find_sources
from sitegen.workers import default_jobs

Name = TypeVar("Name", bound=str)
Form = Literal["zip", "bagit", "zim"]
_ENDINGS: Mapping[Form, str] = {"zip": ".zip", "bagit": "-bag.zip", "zim": ".zim"}
_NAME_LENGTH = 60
_ZIM_TITLE, _ZIM_DESCRIPTION = 30, 80
"""Characters that a ZIM file's title and description may have."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What packing made."""

    path: Path | None
    """The package; None where nothing was packed."""
    files: int
    findings: tuple[Finding, ...]


def pack_site(
    root: Path,
    site: Path,
    form: Form,
    target: Path | None = None,
    *,
    today: str,
    build: bool = True,
    progress: Progress = no_progress,
) -> Packed:
    """Build the archive's site and pack it into `target` (default: named after the archive, in its folder).

    Errors stop it, and so does a site that is not whole or not made from the archive as it stands, which can only be
    without `build`. The package stands in its place at once or not at all. The same archive gives the same bytes,
    with the same versions of zlib and libzim.
    """
    findings: list[Finding] = []
    if build:
        findings += build_site(root, site, today=today, jobs=default_jobs(), progress=progress).findings
    archive, _ = files.load_archive(root)
    if not any(finding.severity == "error" for finding in findings):
        findings += check_built(root, site, archive, "package-refused", "Run `sitegen pack` without --no-build.")
    if any(finding.severity == "error" for finding in findings):
        return Packed(None, 0, tuple(findings))
    name = slugify(archive.settings.title, max_length=_NAME_LENGTH, word_boundary=True, save_order=True) or "archive"
    target = target or root / f"{name}{_ENDINGS[form]}"
    content: dict[str, Content] = {path: site / path for path in sorted(digest_folder(site))}
    if form == "bagit":
        payload, withheld = _plan_payload(root, archive, content)
        findings += withheld
        content = plan_bag(payload, _describe_bag(archive))
        name = f"{name}-bag"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=target.parent) as folder:
        made = Path(folder, target.name)
        if form != "zim":
            write_zip(made, name, content)
        elif problem := _write_zim(made, site, list(content), _describe_zim(archive, name)):
            return Packed(None, 0, (*findings, problem))
        made.chmod(0o644)
        made.replace(target)
    return Packed(target, len(content), tuple(findings))


def check_built(root: Path, site: Path, archive: Archive, code: str, remedy: str) -> Iterator[Finding]:
    """What keeps a built site from leaving the house: it is not as its build left it, not made from the archive as it
    stands, or shows drafts. `code` and `remedy` are those of the findings that say so.
    """
    findings = [replace(one, file=f"{site.name}/{one.file}") for one in check_folder(site)[1]]
    if not findings:
        recorded, _ = read_manifest(site / SOURCES)
        findings += check_sources(root, archive, recorded)
        drafts = (one.path for one in archive.documents.values() if one.status == "draft" and one.path in recorded)
        findings += [Finding(path, 0, code, "error", "The site shows this draft.", remedy) for path in drafts]
    yield from findings
    if findings:
        message = "The site is not whole, or is not to be published as it stands."
        yield Finding("", 0, code, "error", message, remedy)
    elif not archive.ledger:
        yield Finding("", 0, code, "error", "Nothing is published yet.", "Put captures into seeds/.")


# --- what a package says of itself ------------------------------------------------------------------------------------


def _date(archive: Archive) -> str:
    """The day of the last change of an address in the ledger: when the archive last grew, whenever it is packed."""
    return max(link.since for link in archive.ledger)


def _creators(archive: Archive) -> str:
    """Whose texts these are, by name, those with most documents first; the archive's title where that is unknown."""
    used = (one.outlet for one in _published(archive).values() if one.outlet and one.outlet in archive.outlets)
    return ", ".join(archive.outlets[id].name for id in _most_used(used)) or archive.settings.title


def _languages(archive: Archive) -> list[str]:
    """The languages of its texts, most used first."""
    used = (one.language for one in _published(archive).values() if one.language)
    return _most_used(used) or [archive.settings.language]


def _most_used(names: Iterable[Name]) -> list[Name]:
    """Each once, most used first."""
    counts = Counter(names)
    return sorted(counts, key=lambda name: (-counts[name], name))


def _published(archive: Archive) -> Mapping[str, Document]:
    return {id: one for id, one in archive.documents.items() if one.status not in ("draft", "withdrawn")}


def _describe_bag(archive: Archive) -> dict[str, str]:
    settings = archive.settings
    return {
        "Bag-Software-Agent": f"sitegen {__version__}",
        "Bagging-Date": _date(archive),
        "External-Identifier": settings.base_url,
        "External-Description": settings.description,
        "Title": settings.title,
        "Creator": _creators(archive),
        "Publisher": settings.title,
        "Language": ", ".join(_languages(archive)),
        "Rights": settings.rights,
        "Robots": settings.robots,
    }


def _describe_zim(archive: Archive, name: str) -> dict[str, str]:
    """The metadata that openZIM asks for, but for the languages, whose codes are libzim's affair."""
    settings = archive.settings
    long = settings.description if len(settings.description) > _ZIM_DESCRIPTION else ""
    return {
        "Title": shorten(settings.title, _ZIM_TITLE),
        "Description": shorten(settings.description or settings.title, _ZIM_DESCRIPTION),
        "LongDescription": long,
        "Language": ",".join(_languages(archive)),
        "Creator": _creators(archive),
        "Publisher": settings.title,
        "Date": _date(archive),
        "Name": name,
        "License": settings.rights,
        "Source": settings.base_url,
        "Scraper": f"sitegen {__version__}",
        "Tags": "_ftindex:yes;_pictures:no;_videos:no",
        "X-Robots": settings.robots,
    }


# --- ZIM --------------------------------------------------------------------------------------------------------------


def _write_zim(target: Path, site: Path, paths: list[str], described: Mapping[str, str]) -> Finding | None:
    try:
        from sitegen.site.pack_zim import write_zim, zim_languages
    except ImportError:
        remedy = "Run `pip install 'sitegen-archive[zim]'`."
        return Finding("", 0, "zim-support", "error", "ZIM files need libzim, which is not installed.", remedy)
    picture = next(path for path in paths if path.startswith("assets/illustration-") and path.endswith(".png"))
    languages = zim_languages(described["Language"].split(","))
    write_zim(target, site, paths, {**described, "Language": languages}, (site / picture).read_bytes())
    return None


# --- the payload of a bag ---------------------------------------------------------------------------------------------


def _plan_payload(
    root: Path, archive: Archive, site: Mapping[str, Content]
) -> tuple[dict[str, Content], list[Finding]]:
    """The site and what it is made from, laid out as an archive's folder, so that it can be built again.

    Of a document that is withdrawn only the headline and the reason go along, of a draft nothing: not its text, its
    capture, its account of origin, or a ruling that quotes it.
    """
    shown = replace(archive, documents=MappingProxyType(_published(archive)))  # type: ignore[arg-type]
    withheld = [one for id, one in archive.documents.items() if id not in shown.documents]
    payload: dict[str, Content] = {name: root / name for name in find_sources(root, shown)}
    findings = []
    for document in withheld:
        if document.status == "withdrawn":
            payload[document.path] = _stub(document)
        for name in sorted(captures_of(document) & payload.keys()):
            del payload[name]
            message = f"It holds the text of '{document.id}' too, which is withheld: it is not in the package."
            findings.append(Finding(name, 0, "capture-withheld", "warning", message, "Nothing is to be done."))
    kept = [ruling for ruling in archive.decisions if not _tells(ruling, withheld)]
    if len(kept) < len(archive.decisions):
        payload[files.DECISIONS] = "".join(f"- {format_flow(as_entry(ruling))}\n" for ruling in kept).encode()
    return payload | {f"_site/{path}": content for path, content in site.items()}, findings


def _stub(document: Document) -> bytes:
    said = ("title", "status", "withdrawn_because", "aliases")
    return format_document({name: getattr(document, name) for name in said}, "").encode()


def _tells(ruling: Decision, withheld: list[Document]) -> bool:
    """Whether a ruling is about one of the documents, or quotes words that stand in it."""
    words = [_fold(text) for text in (ruling.text, *ruling.quotations) if text]
    return any(
        one.id in ruling.documents or any(text in _fold(one.text) or text in _fold(one.body) for text in words)
        for one in withheld
    )


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
