"""content/authorities/*.yml and site.yml: who and what the archive knows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, TypeVar

from sitegen.addresses import is_site_address
from sitegen.findings import Finding, short
from sitegen.model import Event, Outlet, OutletId, Person, SiteSettings, Topic
from sitegen.records import fields
from sitegen.records.fields import ID, Field, Reading, read_fields
from sitegen.records.root import check_format
from sitegen.records.yaml_source import read_yaml

Record = TypeVar("Record", Outlet, Person, Event, Topic)


def _read_records(
    text: str, file: str, table: Iterable[Field], make: Callable[..., Record]
) -> tuple[dict[str, Record], list[Finding]]:
    """An authority file: a mapping of id to record, in id order. A record that cannot be read is left out."""
    root, findings = read_yaml(text, file)
    if root.value is None:
        return {}, findings
    if not isinstance(root.value, dict):
        remedy = "Write each record as `id:` with indented `name: …` lines below."
        message = "This file must map ids to records."
        findings.append(Finding(file, root.line, "not-a-mapping", "error", message, remedy))
        return {}, findings
    records: dict[str, Record] = {}
    for id, node in root.table.items():
        line = root.keys[id]
        if not ID.fullmatch(id):
            findings.append(
                Finding(
                    file,
                    line,
                    "bad-id",
                    "error",
                    f"'{short(id)}' is no id: it becomes an address.",
                    "Use up to 200 lower-case letters a-z, digits and single hyphens.",
                )
            )
            continue
        reading = read_fields(node, table, file)
        findings += reading.findings
        findings += _check_aliases(reading, root.table, file)
        if reading.complete:
            records[id] = make(id=id, **reading.values)
    return dict(sorted(records.items())), findings


def _check_aliases(reading: Reading, ids: Collection[str], file: str) -> Iterator[Finding]:
    """An alias is an id that no record has any more."""
    for alias in reading.values.get("aliases", ()):
        if alias in ids:
            message, remedy = f"The alias '{alias}' is the id of a record.", "Remove the alias or rename that record."
        elif not ID.fullmatch(alias):
            message, remedy = f"'{alias}' is no id.", "Use lower-case letters a-z, digits and single hyphens."
        else:
            continue
        yield Finding(file, reading.lines["aliases"], "alias-clash", "error", message, remedy)


def read_outlets(text: str, file: str) -> tuple[dict[str, Outlet], list[Finding]]:
    """outlets.yml: who published."""
    return _read_records(text, file, fields.OUTLET, Outlet)


def read_people(text: str, file: str) -> tuple[dict[str, Person], list[Finding]]:
    """people.yml: who speaks or is named."""
    return _read_records(text, file, fields.PERSON, Person)


def read_events(text: str, file: str) -> tuple[dict[str, Event], list[Finding]]:
    """events.yml: what documents report."""
    return _read_records(text, file, fields.EVENT, Event)


def read_topics(text: str, file: str) -> tuple[dict[str, Topic], list[Finding]]:
    """topics.yml: what documents are about, and what a stance is towards."""
    return _read_records(text, file, fields.TOPIC, Topic)


READERS: dict[str, Callable[[str, str], tuple[Any, list[Finding]]]] = {
    "outlets": read_outlets,
    "people": read_people,
    "events": read_events,
    "topics": read_topics,
}


def read_settings(text: str, file: str) -> tuple[SiteSettings, list[Finding]]:
    """site.yml; where its title is missing or unreadable the archive is called `Archive`, with a finding."""
    root, findings = read_yaml(text, file)
    reading = read_fields(root, fields.SITE, file)
    if root.value is not None or not findings:
        findings += reading.findings
    findings += check_format(text)
    values = {"title": "Archive"} | reading.values
    values.pop("format", None)
    base_url = values.get("base_url", "")
    if base_url and not is_site_address(base_url):
        line = reading.lines["base_url"]
        findings.append(
            Finding(
                file, line, "bad-address", "error", f"'{base_url}' is not a web address.", "Write https://host/path/."
            )
        )
        base_url = ""
    if "theme" in values and not ID.fullmatch(values["theme"]):
        message = f"'{values.pop('theme')}' is no theme's name: it names a folder in themes/."
        remedy = "Use lower-case letters a-z, digits and single hyphens."
        findings.append(Finding(file, reading.lines["theme"], "bad-id", "error", message, remedy))
    values["base_url"] = base_url and base_url.rstrip("/") + "/"
    return SiteSettings(**values), findings


def resolve_outlet(name: str, outlets: Iterable[Outlet]) -> OutletId | None:
    """The one outlet that is called so or lives at that hostname, case aside; None where none or several are."""
    wanted = name.strip().casefold()
    found = [
        outlet.id
        for outlet in outlets
        if wanted in {text.casefold() for text in (outlet.id, outlet.name, *outlet.variants, *outlet.hostnames)}
    ]
    return found[0] if len(found) == 1 else None
