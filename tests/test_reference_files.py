"""References as files, read by what reads them elsewhere: biber, rispy, citeproc's schema."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import citeproc
import jsonschema
import pytest
import rispy
from cited_items import make_items
from command import missing
from invented import make_archive, make_links
from planned_site import plan_site

from sitegen.model import Document
from sitegen.site.reference_files import REFERENCE_FILES, References

DOCUMENTS, ARCHIVE = make_items()
REFERENCES = References(ARCHIVE)


def test_biber_finds_nothing_wrong_but_what_is_unknown(tmp_path: Path) -> None:
    """A newspaper's article should have an author, a date and a newspaper: biber says so of each that has none."""
    if not shutil.which("biber"):
        missing("biber (Debian: biber)")
    (tmp_path / "archive.bib").write_text(REFERENCES.format_file("bib", DOCUMENTS))
    run = subprocess.run(
        ["biber", "--tool", "--validate-datamodel", "--output-file", "read.bib", "archive.bib"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    expected = {line for document in DOCUMENTS for line in unknown_to_biber(document)}
    assert set(re.findall(r"(?:WARN|ERROR) - (.*)", run.stdout)) == expected
    read = (tmp_path / "read.bib").read_text()
    assert read.count("@ARTICLE{") == len(DOCUMENTS)


def unknown_to_biber(document: Document) -> list[str]:
    start = f"Datamodel: Entry '{document.id}' (archive.bib): Missing mandatory field"
    undated = not document.date or document.date.startswith("XXXX") or "X" in document.date
    return [
        *([] if document.byline else [f"{start} 'author'"]),
        *([f"{start} - one of 'date, year' must be defined"] if undated else []),
        *([] if document.outlet else [f"{start} 'journaltitle'"]),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("By Nils van der Berg", {"prefix": "van der", "family": "Berg", "given": "Nils"}),
        ("Martin Luther Ash Jr.", {"family": "Ash", "given": "Martin Luther", "suffix": "Jr."}),
        ("Merrow News Agency", {"family": "Merrow News Agency"}),
    ],
)
def test_biblatex_takes_names_apart_as_we_do(printed: str, expected: dict[str, str], tmp_path: Path) -> None:
    if not shutil.which("biber"):
        missing("biber (Debian: biber)")
    chosen = [document for document in DOCUMENTS if document.byline == (printed,)]
    (tmp_path / "names.bib").write_text(REFERENCES.format_file("bib", chosen))
    subprocess.run(
        ["biber", "--tool", "--output-format=biblatexml", "--output-file", "names.xml", "names.bib"],
        cwd=tmp_path, capture_output=True, check=True,
    )  # fmt: skip
    name = ElementTree.parse(tmp_path / "names.xml").getroot().find(".//{*}name")
    assert name is not None
    parts = {part.get("type"): " ".join(" ".join(part.itertext()).split()) for part in name.findall("{*}namepart")}
    assert parts == expected


def test_rispy_reads_every_record_as_it_was_meant() -> None:
    records = rispy.loads(REFERENCES.format_file("ris", DOCUMENTS))
    assert len(records) == len(DOCUMENTS)
    for record, document in zip(records, DOCUMENTS, strict=True):
        assert "unknown_tag" not in record and record["type_of_reference"] == "NEWS"
        assert record["title"] == document.title and len(record.get("authors", ())) == len(document.byline)
        assert record.get("secondary_title", "") == ARCHIVE.outlets[document.outlet].name if document.outlet else True
        assert record["urls"][0].startswith("https://")
        assert re.fullmatch(r"[0-9]{4}/(?:0[1-9]|1[0-2])?/(?:[0-3][0-9])?/", record.get("date", "2031/03/11/"))


def csl_schema() -> dict[str, Any]:
    """The form of CSL-JSON, with the types and variables that its schema, which citeproc-py carries, lists."""
    folder = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"
    types = re.findall(r'"([a-z_-]+)"', (folder / "csl-types.rnc").read_text())
    variables = re.findall(r'"([A-Za-z_-]+)"', (folder / "csl-variables.rnc").read_text())
    number = {"type": "integer"}
    texts = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
    name = {
        "type": "object",
        "properties": {text: {"type": "string", "minLength": 1} for text in texts},
        "additionalProperties": False,
        "anyOf": [{"required": ["family"]}, {"required": ["literal"]}],
    }
    part = {"type": "array", "items": number, "minItems": 1, "maxItems": 3}
    date = {
        "type": "object",
        "properties": {
            "date-parts": {"type": "array", "items": part, "minItems": 1, "maxItems": 2},
            "season": {"enum": [1, 2, 3, 4]},
            "circa": {"type": "boolean"},
            "literal": {"type": "string", "minLength": 1},
        },
        "additionalProperties": False,
        "anyOf": [{"required": ["date-parts"]}, {"required": ["literal"]}],
    }
    fixed = {"id": {"type": "string"}, "type": {"enum": types}, "language": {"type": "string"}}
    item = {
        "type": "object",
        "properties": {
            **{variable: {"type": "string", "minLength": 1} for variable in variables},
            "author": {"type": "array", "items": name, "minItems": 1},
            "issued": date,
            **fixed,
        },
        "additionalProperties": False,
        "required": ["id", "type", "title"],
    }
    return {"type": "array", "items": item}


def test_csl_json_has_the_form_that_its_schema_asks_for() -> None:
    items = json.loads(REFERENCES.format_file("csl.json", DOCUMENTS))
    assert len({item["id"] for item in items}) == len(DOCUMENTS)
    jsonschema.validate(items, csl_schema())


@pytest.mark.parametrize("ending", REFERENCE_FILES)
def test_a_list_of_no_documents_is_an_empty_file_of_its_format(ending: str) -> None:
    assert REFERENCES.format_file(ending, []) == ("[]\n" if ending == "csl.json" else "")


def test_every_list_and_the_archive_can_be_taken_away_in_each_format() -> None:
    """Each outlet, person, event and topic has its references beside its page, which links to them."""
    archive = make_archive()
    site = {file.path: file.content for file in plan_site(archive, make_links(archive)) if file.kind != "search"}
    records = {
        "outlets": archive.outlets, "people": archive.people, "events": archive.events, "topics": archive.topics,
    }  # fmt: skip
    stems = [f"{folder}/{id}" for folder, known in records.items() for id in known]
    assert len(stems) > len(records)
    for stem in stems:
        page = site[f"{stem}.html"].decode()
        items = json.loads(site[f"{stem}.csl.json"])
        assert site[f"{stem}.bib"].count(b"@article{") == site[f"{stem}.ris"].count(b"TY  - ") == len(items)
        assert all(f'href="{stem.split("/")[1]}.{ending}"' in page for ending in REFERENCE_FILES), stem
    assert all(f'href="archive.{ending}"'.encode() in site["data.html"] for ending in REFERENCE_FILES)
