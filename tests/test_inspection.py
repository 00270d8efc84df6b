"""`inspect --json`: the form by which others script and measure us."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sitegen.drafts import Edit
from sitegen.edits import apply_edits
from sitegen.suggesting import inspect_captures

CAPTURES = sorted(
    path
    for folder in ("seeds", "tests/toy_archive/seeds")
    for path in (Path(__file__).parent.parent / folder).rglob("*")
    if path.suffix in (".txt", ".md", ".html")
)


@pytest.fixture(scope="module")
def schema(request: pytest.FixtureRequest) -> Draft202012Validator:
    text = (request.config.rootpath / "sitegen" / "inspection.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.name)
def test_what_is_printed_keeps_to_the_schema_and_every_offset_to_the_raw_text(
    path: Path, schema: Draft202012Validator
) -> None:
    for captures, _ in inspect_captures([path], None):
        for capture in captures:
            printed = json.loads(json.dumps(capture))
            assert not [error.message for error in schema.iter_errors(printed)]
            raw = printed["raw"]
            edits = [Edit(**edit) for edit in printed["edits"]]
            assert apply_edits(raw, edits) == printed["text"]
            for value in printed["fields"].values():
                for evidence in value["evidence"]:
                    assert evidence["start"] is None or 0 <= evidence["start"] < evidence["end"] <= len(raw)
            for attribution in printed["attributions"]:
                for start, end in attribution["content"] + (attribution["source"] or []):
                    assert 0 <= start < end <= len(raw)


def test_a_quotation_and_its_speaker_are_told_in_the_raw_text(tmp_path: Path) -> None:
    raw = "Share this\n\n“The bridge\u00a0opens tomorrow,” said Ana Teixeira, who built it.\n"
    (tmp_path / "bridge.txt").write_text(raw, encoding="utf-8")
    [(captures, _)] = inspect_captures([tmp_path / "bridge.txt"], None)
    [found] = captures[0]["attributions"]
    [(start, end)] = found["content"]
    assert raw[start:end] == "“The bridge\u00a0opens tomorrow,”"
    [(start, end)] = found["source"]
    assert raw[start:end] == "Ana Teixeira"
