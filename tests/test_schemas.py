"""The schemas by which editors' programs check: as the tables have them, and no stricter than reading is."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from sitegen.intake.sidecar import CLUE_NAMES
from sitegen.records.articles import split_front_matter
from sitegen.records.fields import SIDECAR
from sitegen.records.scaffold import make_archive
from sitegen.records.schemas import FOLDER, modeline, schemas

CHECKOUT = Path(__file__).parent.parent
ARCHIVES = [CHECKOUT, CHECKOUT / "tests" / "toy_archive"]


class _Core(yaml.SafeLoader):
    """YAML as language servers read it: of the core schema, which knows no dates, and `yes` and `no` as words."""


_Core.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith((":timestamp", ":bool"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def problems(kind: str, text: str) -> list[str]:
    validator = Draft7Validator(json.loads(schemas()[f"{kind}.schema.json"]))
    data: Any = yaml.load(text, Loader=_Core)
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message}" for one in validator.iter_errors(data)]


def test_each_schema_is_one() -> None:
    for text in schemas().values():
        Draft7Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schemas_of_this_archive_are_up_to_date(name: str) -> None:
    path = CHECKOUT / FOLDER / name
    if os.environ.get("SITEGEN_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(schemas()[name], encoding="utf-8")
    assert path.read_text(encoding="utf-8") == schemas()[name], "SITEGEN_UPDATE=1 writes it anew"


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.name)
def test_what_editors_have_written_is_valid(archive: Path) -> None:
    content = archive / "content"
    files = {"site": content / "site.yml", "decisions": content / "decisions.yml"}
    files |= {path.stem: path for path in (content / "authorities").glob("*.yml")}
    for kind, path in files.items():
        assert problems(kind, path.read_text(encoding="utf-8")) == [], path
    for path in (content / "articles").glob("*.md"):
        front = split_front_matter(path.read_text(encoding="utf-8"))
        assert front and problems("document", front[0]) == [], path
    for path in (archive / "seeds").rglob("*.meta.yml"):
        assert problems("capture", path.read_text(encoding="utf-8")) == [], path


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("document", "title: 1984\ndate: 1984\nlanguage: no\nbyline: Jane Doe\nspeakers:\nstatus: ~"),
        ("document", "title: A\ndate: 2024-03-04/..\nstance: {toward: b, value: mixed, evidence: words}"),
        ("document", "title: A\nnotes: {date: 7}\naliases: []"),
        ("people", "jane-doe:\n  name: Jane Doe\n  roles: [Mayor, {title: Clerk, date: 2021/..}]\n  not: [Jane Roe]"),
        ("people", "# nobody yet\n"),
        ("outlets", "a1:\n  name: A1\n  relation: {value: official, source: its imprint}"),
        ("decisions", "- {ruling: keep, text: words, rule: share}\n- {ruling: leave, documents: [a], field: date}"),
        ("site", "title: T\nrobots: noindex"),
        ("fields", "- outlet\n- {field: byline, label: Author, facet: yes}\n- {field: kind, show: no}"),
        ("capture", "published: 4 March 2024\nurl: https://times.example.org/1"),
    ],
)
def test_good_files_pass(kind: str, text: str) -> None:
    assert problems(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text", "where"),
    [
        ("document", "kind: article", "'title' is a required property"),
        ("document", "title: A\ntilte: B", "'tilte' was unexpected"),
        ("document", "title: A\nkind: artikel", "kind: "),
        ("document", "title: A\ndate: 4 March 2024", "date: "),
        ("document", "title: A\nlanguage: English language", "language: "),
        ("document", "title: A\nbyline: {first: Jane}", "byline: "),
        ("document", "title: A\nstance: [{toward: b}]", "stance: "),
        ("document", "title: A\nannotations: [{quote: words}]", "annotations: "),
        ("document", f"title: A\nannotations: [{{quote: a, note: b, tags: [{'c, ' * 31}]}}]", "annotations: "),
        ("people", "Jane Doe:\n  name: Jane Doe", "'Jane Doe' does not match"),
        ("people", "jane-doe: Jane Doe", "jane-doe: "),
        ("events", "vote:\n  date: 2024", "vote: 'name'"),
        ("decisions", "- {ruling: keep, text: words}", "0: "),
        ("decisions", "- {ruling: perhaps, text: words}", "0/ruling: "),
        ("site", "title: T\nrobots: maybe", "robots: "),
        ("fields", "- outlet\n- {field: colour}", "1: "),
        ("fields", "outlet: yes", "is not of type 'array'"),
    ],
)
def test_bad_files_fail_where_they_are_bad(kind: str, text: str, where: str) -> None:
    found = problems(kind, text)
    assert found
    assert any(where in problem for problem in found), found


def test_facts_about_captures_are_those_that_intake_understands() -> None:
    assert {row.name for row in SIDECAR} >= set(CLUE_NAMES.values())


@pytest.mark.parametrize("of", ["this archive", "a new one"])
def test_files_name_their_schema_in_their_first_line(of: str, tmp_path: Path) -> None:
    archive = CHECKOUT if of == "this archive" else tmp_path
    if archive == tmp_path:
        make_archive(tmp_path, title="T", base_url="", language="en", rights="", robots="index")
    paths = [*(archive / "content").glob("*.yml"), *(archive / "content" / "authorities").glob("*.yml")]
    assert len(paths) == 6
    for path in paths:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first == modeline(path.relative_to(archive).as_posix()).strip()
        schema = (path.parent / first.rpartition("=")[2]).resolve()
        assert schema.read_text(encoding="utf-8") == schemas()[f"{path.stem}.schema.json"]


def test_schemas_follow_the_program_and_nothing_else_is_touched(tmp_path: Path) -> None:
    def make() -> tuple[str, ...]:
        return make_archive(tmp_path, title="T", base_url="", language="en", rights="", robots="index")

    assert f"{FOLDER}/site.schema.json" in make()
    (tmp_path / FOLDER / "site.schema.json").write_text("{}")
    (tmp_path / "content" / "site.yml").write_text("title: Mine\n")
    assert make() == (f"{FOLDER}/site.schema.json",)
    assert (tmp_path / "content" / "site.yml").read_text() == "title: Mine\n"
