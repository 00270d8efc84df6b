"""Document files: read with the basis of each value, written plainly, patched without touching another byte."""

from __future__ import annotations

import json
import re
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.drafts import Value
from sitegen.model import Provenance
from sitegen.records.articles import body_digest, format_document, format_field, read_document, split_front_matter
from sitegen.records.document_patches import PatchRefusedError, replace_field
from sitegen.records.text_files import plain
from sitegen.records.yaml_source import format_scalar, read_yaml

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


NO_NUL = st.characters(codec="utf-8", exclude_characters="\0")  # which no page can show, and reading tells


@given(
    st.text(NO_NUL, min_size=1, max_size=40).filter(str.strip),
    st.lists(st.text(NO_NUL, min_size=1, max_size=30).filter(str.strip)),
)
def test_what_is_written_is_read_back(title: str, bylines: list[str]) -> None:
    text = format_document({"title": title, "byline": tuple(bylines)}, "Some text.")
    document, findings = read_document(text, "content/articles/a.md", None)
    assert findings == []
    assert document is not None
    assert (document.title, document.byline) == (title.strip(), tuple(line.strip() for line in bylines))


# --- patching front matter in any form --------------------------------------------------------------------------------

WORDS = st.text("aZé ж漢😀-:#'\"[]{},&*!|>%@`\\?~=\x85\u2028\t", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and text
)
COMMENTS = st.sampled_from(["", "", " # why: [not] {sure} 'é'", "   #", "\t# tab"])
BETWEEN = st.lists(st.sampled_from(["\n", "# a comment: of its own\n", " # indented\n"]), max_size=2).map("".join)


@st.composite
def scalars(draw: st.DrawFn, text: str, line: bool = False) -> str:
    """One text as an editor may write it; `line`: where it has the rest of the line for itself."""
    forms = [format_scalar(text)]
    if text.isprintable():
        forms.append("'" + text.replace("'", "''") + "'")
        forms.append(json.dumps(text, ensure_ascii=False))
        if line:
            forms += [f"|-{draw(COMMENTS)}\n   {text}", f">-\n   {text}"]
    return draw(st.sampled_from(forms))


@st.composite
def values(draw: st.DrawFn, value: str | list[str]) -> str:
    """What stands behind the colon, its comment and line end included."""
    if isinstance(value, str):
        return f" {draw(scalars(value, line=True))}".rstrip(" ") + "\n"
    entries = [draw(scalars(entry)) for entry in value]
    comment = draw(COMMENTS)
    form = draw(st.sampled_from(["flow", "spread", "lines", "inner comments"]))
    if form == "flow":
        return f" [{draw(st.sampled_from([', ', ',  ', ' , '])).join(entries)}]{comment}\n"
    if form == "spread":
        return " [\n  " + ",\n  ".join(entries) + f",\n ]{comment}\n"
    inner = "  # inside" if form == "inner comments" else ""
    return f"{comment}\n" + "".join(f"  -   {entry}{inner}\n" for entry in entries)


FIELDS: dict[str, st.SearchStrategy[str | list[str]]] = {
    "title": WORDS, "kind": st.just("article"), "date": st.just("2024-03"), "byline": st.lists(WORDS, min_size=1),
    "section": WORDS, "speakers": st.lists(WORDS, min_size=1, max_size=3), "rights": WORDS,
}  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A document file, and the lines that each of its fields takes."""
    names = draw(st.permutations(["title", *draw(st.sets(st.sampled_from(sorted(FIELDS.keys() - {"title"}))))]))
    fields = {name: f"{name}:{draw(values(draw(FIELDS[name])))}" for name in names}
    front = "".join(draw(BETWEEN) + field for field in fields.values()) + draw(BETWEEN)
    text = f"---\n{front}---\n\nThe bridge.\n\n---\nIt is open."
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return mark + text.replace("\n", line_end), {name: field.replace("\n", line_end) for name, field in fields.items()}


@settings(max_examples=400, deadline=None)
@given(documents(), st.sampled_from(sorted(FIELDS)), st.data())
def test_whatever_front_matter_looks_like_a_patch_touches_its_field_only(
    made: tuple[str, dict[str, str]], name: str, data: st.DataObject
) -> None:
    text, fields = made
    value = data.draw(FIELDS[name] if name == "title" else st.one_of(st.none(), FIELDS[name]))
    try:
        patched = replace_field(text, name, value)
    except PatchRefusedError:
        assert "#" in fields[name], "nothing but a comment is in the way"
        return
    own = fields.get(name, "")
    before, _, after = text.partition(own) if own else (text, "", "")
    if own:
        assert patched.startswith(before)
        assert patched.endswith(after)
        new = patched[len(before) : len(patched) - len(after)]
        assert comments(new) == comments(own)
    else:
        new = format_field(name, value).replace("\n", "\r\n" if "\r\n" in text else "\n") if value else ""
        assert new in patched
        assert patched.replace(new, "", 1) == text
    read = {key: parse(plain(patched)).get(key) for key in FIELDS}
    assert read == {key: value if key == name else parse(plain(text)).get(key) for key in FIELDS}


def parse(text: str) -> dict[str, object]:
    parts = split_front_matter(text)
    node, findings = read_yaml(parts[0] if parts else "", "")
    assert findings == []
    return {
        key: [item.value for item in child.value] if isinstance(child.value, list) else child.value
        for key, child in node.table.items()
    }


def comments(field: str) -> list[str]:
    return re.findall(r"# (?:why: \[not\] \{sure\} 'é'|inside|tab)", field)
