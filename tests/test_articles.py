"""Document files: read with the basis of each value, written plainly, patched without touching another byte."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.drafts import Value
from sitegen.model import Provenance
from sitegen.records.articles import PatchRefusedError, body_digest, format_document, read_document, replace_field

EDITED = """---
# Checked against the printed edition.
title: "The bridge: open again"   # as printed
date: 2024-03
speakers: [jane-doe, "A passer-by"]

# To be confirmed:
topics:
  - new-bridge   # the only one
  - traffic
status: reviewed
---

The bridge reopened on *Monday*.

**Jane Doe:** At last!
"""


def provenance(body: str = "", **suggestions: Value) -> Provenance:
    return Provenance(
        "seeds/a.txt", "00", "utf-8", "text", (), (), (), MappingProxyType(suggestions), body_sha256=body_digest(body)
    )


def test_a_document_is_read_with_the_basis_of_each_value() -> None:
    suggested = provenance(
        title=Value("The bridge: open again", "stated"),
        date=Value("2024-03", "inferred"),
        speakers=Value(("jane-doe",), "inferred"),
    )
    document, findings = read_document(EDITED, "content/articles/bridge.md", suggested)
    assert findings == []
    assert document is not None
    assert document.id == "bridge"
    assert document.speakers == ("jane-doe", "A passer-by")
    assert dict(document.basis) == {
        "title": "stated", "date": "inferred", "speakers": "editor", "topics": "editor", "status": "editor",
        "body": "editor",
    }  # fmt: skip
    assert document.text == "The bridge reopened on Monday.\n\nJane Doe: At last!"
    assert [passage.kind for passage in document.passages] == ["paragraph", "turn"]
    assert document.lines["status"] == 11


def test_a_body_as_suggested_is_not_the_editors() -> None:
    body = "\nThe bridge reopened on *Monday*.\n\n**Jane Doe:** At last!\n"
    document, _ = read_document(EDITED, "content/articles/bridge.md", provenance(body))
    assert document is not None
    assert document.basis["body"] == "stated"


def test_windows_line_ends_and_a_fence_in_the_body() -> None:
    document, findings = read_document("---\ntitle: A\n---\nOne.\n\n---\n\nTwo.\n", "content/articles/a.md", None)
    assert findings == []
    assert document is not None
    assert [passage.kind for passage in document.passages] == ["paragraph", "separator", "paragraph"]


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("date", "2024-03-04", "date: 2024-03\n", "date: 2024-03-04\n"),
        ("title", "Open again", 'title: "The bridge: open again" ', 'title: "Open again" '),
        ("topics", ("new-bridge", "roads"), "  - traffic\n", "  - roads\n"),
        ("topics", ("new-bridge", "traffic", "x: y"), "  - traffic\n", '  - traffic\n  - "x: y"\n'),
        ("speakers", ("jane-doe",), '[jane-doe, "A passer-by"]', "[jane-doe]"),
        ("date", None, "date: 2024-03\n", ""),
        ("status", "draft", "status: reviewed\n", "status: draft\n"),
        ("byline", ("A. Writer",), "date: 2024-03\n", "date: 2024-03\nbyline: [A. Writer]\n"),
        ("rights", "CC0", "  - traffic\n", "  - traffic\nrights: CC0\n"),
    ],
)
def test_one_field_changes_and_no_other_byte(
    name: str, value: str | tuple[str, ...] | None, before: str, after: str
) -> None:
    assert replace_field(EDITED, name, value) == EDITED.replace(before, after)


@pytest.mark.parametrize(("name", "value"), [("topics", ("traffic",)), ("topics", None), ("title", None)])
def test_what_would_cost_a_comment_is_refused(name: str, value: tuple[str, ...] | None) -> None:
    with pytest.raises(PatchRefusedError):
        replace_field(EDITED, name, value)


@given(st.text(min_size=1, max_size=40).filter(str.strip), st.lists(st.text(min_size=1, max_size=30).filter(str.strip)))
def test_what_is_written_is_read_back(title: str, bylines: list[str]) -> None:
    try:
        (title + "".join(bylines)).encode()
    except UnicodeEncodeError:
        return
    text = format_document({"title": title, "byline": tuple(bylines)}, "Some text.")
    document, findings = read_document(text, "content/articles/a.md", None)
    assert findings == []
    assert document is not None
    assert (document.title, document.byline) == (title.strip(), tuple(line.strip() for line in bylines))
