"""Editors' YAML: strings stay strings, surprises are findings with a line, and what we write reads back the same."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.records.yaml_source import format_flow, format_scalar, load_plain, read_yaml


def test_no_type_is_guessed() -> None:
    node, findings = read_yaml("language: no\ndate: 2019\ntime: 12:30\nyes: on\n", "site.yml")
    assert findings == []
    assert {key: child.value for key, child in node.table.items()} == {
        "language": "no",
        "date": "2019",
        "time": "12:30",
        "yes": "on",
    }


def test_nothing_is_null_and_quoted_nothing_is_text() -> None:
    node, _ = read_yaml("a:\nb: ~\nc: ''\nd: '~'\n", "f.yml")
    assert [child.value for child in node.table.values()] == [None, None, "", "~"]


def test_lines_count_from_the_start_of_the_file() -> None:
    node, _ = read_yaml("title: x\n\nspeakers:\n  - one\n  - two\n", "f.yml", first_line=2)
    assert node.keys == {"title": 2, "speakers": 4}
    assert [item.line for item in node.table["speakers"].items] == [5, 6]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3),
        ("a: &x 1\nb: *x\n", "yaml-anchor", 1),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", "yaml-tag", 2),
        ("a: 'open\n", "yaml-syntax", 2),
        ("a: b: c\n", "yaml-syntax", 1),
        ("a: \x01\n", "yaml-syntax", 1),
        ("[" * 5000, "yaml-too-deep", 1),
        ("? [a]\n: b\n", "yaml-key", 1),
        ("a: 1\n---\nb: 2\n", "yaml-several-documents", 2),
    ],
)
def test_surprises_are_findings(text: str, code: str, line: int) -> None:
    _, findings = read_yaml(text, "f.yml")
    assert [(finding.code, finding.line) for finding in findings] == [(code, line)]
    assert findings[0].remedy


def test_a_text_that_would_end_the_program_is_refused() -> None:
    """The fast composer goes one call deeper for each level, until there is no room."""
    assert load_plain("[" * 20 + "]" * 20)
    for text in ("[" * 21 + "]" * 21, "[" * 60_000 + "]" * 60_000, "- " * 60_000 + "x", "{a: " * 60_000 + "}" * 60_000):
        with pytest.raises(yaml.YAMLError, match="more than 20 levels"):
            load_plain(text)


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    _, findings = read_yaml(bomb, "f.yml")
    assert [finding.code for finding in findings] == ["yaml-anchor"]


def test_a_nul_is_told_and_marked() -> None:
    node, findings = read_yaml('key: x\nother: "a\\0b"\n', "f.yml")
    assert [(finding.line, finding.code) for finding in findings] == [(2, "yaml-syntax")]
    assert node.table["other"].value == "a\ufffdb"


@given(st.text(max_size=60))
@example("not a letter: \ufffe \uffff \ufdd0")
def test_a_scalar_reads_back_as_itself(text: str) -> None:
    if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in text):
        return
    line = f"key: {format_scalar(text)}\n"
    assert "\n" not in line[:-1]
    node, findings = read_yaml(line, "f.yml")
    assert findings == []
    assert node.table["key"].value == text
    assert yaml.safe_load(f"[{format_scalar(text)}]") is not None


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abc"), st.text("a:,[]{}#&*!'\" é\n-?", max_size=8), max_size=3), max_size=3
    )
)
def test_flow_style_reads_back_without_its_empty_entries(rows: list[dict[str, str]]) -> None:
    node, findings = read_yaml(f"rows: {format_flow(rows)}\n", "f.yml")
    assert findings == []
    read = [{key: child.value for key, child in row.table.items()} for row in node.table["rows"].items]
    assert read == [{key: text for key, text in row.items() if text} for row in rows]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@given(st.text(st.sampled_from("ab ?:,#-'é“.()[]{}!*&%@`|>=\\\"~/"), max_size=12))
def test_every_yaml_reader_takes_flow_style_for_the_same(loader: type[yaml.SafeLoader], text: str) -> None:
    """PyYAML's two loaders differ: the one in Python takes `{a: b?}` for a key without a value."""
    row = {"k": text or "x", "l": [text]}
    assert yaml.load(format_flow(row), Loader=loader) == row


def test_a_plain_text_is_read_as_any_reader_of_yaml_reads_it() -> None:
    text = "rows:\n  - {span: [1, 2], was: \"a\\nb\", now: ''}\n  - [x, {y: }]\nempty: []\nlong: >\n  two\n  words\n"
    assert load_plain(text) == yaml.load(text, Loader=yaml.BaseLoader)
    assert load_plain("") is None
    assert load_plain("a: 1\na: 2") == {"a": "2"}


@pytest.mark.parametrize("text", ["a: &x [1]\nb: *x", "[1]: 2", "{a: 1}: 2", "a: 1\n---\nb: 2", "a: [1"])
def test_a_plain_text_is_not_read_in_part(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        load_plain(text)
