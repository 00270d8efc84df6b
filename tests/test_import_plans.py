"""Import and update: what is new, what an editor owns, what is in conflict; always as a plan of whole files."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from time import process_time
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.drafts import Block, Capture, Draft, Edit, Value
from sitegen.model import DocumentId, Outlet, OutletId, Provenance
from sitegen.records.articles import read_document
from sitegen.records.import_plans import (
    Change,
    Suggestion,
    TakenIds,
    classify,
    format_new,
    make_id,
    make_provenance,
    plan_copies,
    plan_document,
    suggest,
)
from sitegen.records.provenance import read_provenance
from sitegen.records.updating import plan_update

RAW = "The bridge reopens\n\nIt reopened on Monday.\n\nShare this\n"
TIMES = Outlet(OutletId("times"), "The Example Times", hostnames=("times.example.org",))
REASONS = {"headline": "The headline became the title.", "share": "Share prompts are no part of the text."}


def capture(path: str = "seeds/bridge.txt", sha256: str = "aa", raw: str = RAW) -> Capture:
    return Capture(path, sha256, "text", "utf-8", raw)


def draft(**fields: str) -> Draft:
    values = {"title": "The bridge reopens", "date": "XXXX-03-04", "outlet": "Example Times"} | fields
    return Draft(
        capture=capture(),
        text="It reopened on Monday.",
        blocks=(Block(0, 22, "paragraph"),),
        marks=(),
        edits=(Edit(0, 20, "metadata", "headline"), Edit(42, len(RAW), "furniture", "share")),
        fields=MappingProxyType({name: Value(text, "stated") for name, text in values.items() if text}),
    )


def suggested(body: str = "It reopened on Monday.\n", **fields: str):
    return suggest(draft(**fields), body, None, [TIMES], REASONS)


def plan_new(suggestion: Suggestion) -> Change:
    new = format_new(suggestion)
    return plan_document(new, new.id)


def files_of(change) -> dict[str, str]:
    return dict(change.files)


def test_a_new_document_and_its_account_of_origin() -> None:
    change = plan_new(suggested())
    assert change.id == "the-bridge-reopens"
    assert change.files["content/articles/the-bridge-reopens.md"] == (
        "---\ntitle: The bridge reopens\ndate: XXXX-03-04\n---\n\nIt reopened on Monday.\n"
    )
    origin, findings = read_provenance(change.files["content/provenance/the-bridge-reopens.yml"], "p.yml")
    assert findings == []
    assert origin == make_provenance(suggested())
    assert "Share prompts are no part of the text." in change.files["content/provenance/the-bridge-reopens.yml"]


def test_an_outlet_enters_front_matter_by_id_only() -> None:
    by_name = plan_new(suggested(outlet="the example times"))
    by_host = plan_new(suggested(outlet="times.example.org"))
    for change in (by_name, by_host):
        assert "\noutlet: times\n" in change.files[f"content/articles/{change.id}.md"]
    unknown = plan_new(suggested(outlet="Another Paper"))
    assert "outlet" not in unknown.files[f"content/articles/{unknown.id}.md"]
    assert "Another Paper" in unknown.files[f"content/provenance/{unknown.id}.yml"]


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Brücke wieder offen", "brucke-wieder-offen"),
        ("Міст знову відкрито", "mist-znovu-vidkrito"),
        ("CON", "con-text"),
        ("Index", "index-text"),
        ("“…”", "document-abcdef01"),
        ("../../etc/passwd", "etc-passwd"),
        ("A " + "very " * 40 + "long headline", ("a-" + "very-" * 40)[:77].rstrip("-")),
    ],
)
def test_ids_are_addresses(title: str, id: str) -> None:
    assert make_id(title, "abcdef0123") == id


def test_an_id_that_is_taken_gets_a_number() -> None:
    new = format_new(suggested())
    taken = TakenIds({"the-bridge-reopens", "the-bridge-reopens-2", "the-bridge-reopens-5"})
    given = [taken.take(new.id) for _ in range(3)]
    assert given == ["the-bridge-reopens-3", "the-bridge-reopens-4", "the-bridge-reopens-6"]
    assert set(plan_document(new, given[0]).files) == {
        "content/articles/the-bridge-reopens-3.md",
        "content/provenance/the-bridge-reopens-3.yml",
    }


@given(
    st.lists(st.sampled_from(["a", "a-2", "a-2-2", "a-3", "b"])), st.sets(st.sampled_from(["a", "a-2", "a-4", "b-2"]))
)
def test_each_id_is_the_first_that_is_free(wanted: list[str], before: set[str]) -> None:
    taken, known = TakenIds(set(before)), set(before)
    for id in map(DocumentId, wanted):
        first = next(one for n in count(1) if (one := id if n == 1 else f"{id}-{n}") not in known)
        assert taken.take(id) == first
        known.add(first)


def test_thousands_of_documents_of_one_title_are_numbered_at_once() -> None:
    taken, began = TakenIds(set()), process_time()
    ids = [taken.take(DocumentId("page-not-found")) for _ in range(50_000)]
    assert (len({*ids}), ids[-1]) == (50_000, "page-not-found-50000")
    assert process_time() - began < 5  # counted through each time, two minutes


# --- which captures are new -------------------------------------------------------------------------------------------


def sort(captures: list[Capture], documents: set[str] = frozenset({"bridge"})):
    origin = make_provenance(suggested())
    return classify(captures, {DocumentId("bridge"): origin}, {DocumentId(id) for id in documents})


def test_known_captures_are_left_alone() -> None:
    new, known, changes = sort([capture(), capture("seeds/other.txt", "bb")])
    assert [item.path for item in new] == ["seeds/other.txt"]
    assert known == {"seeds/bridge.txt": "bridge"}
    assert changes == []


def test_a_changed_capture_is_reported_and_not_taken_over() -> None:
    _, _, [change] = sort([capture(sha256="bb")])
    assert (change.action, files_of(change)) == ("changed", {})
    assert change.findings[0].code == "capture-changed"


def test_a_moved_capture_keeps_its_document() -> None:
    _, known, [change] = sort([capture("seeds/2024/bridge.txt")])
    assert known == {"seeds/2024/bridge.txt": "bridge"}
    origin, _ = read_provenance(files_of(change)["content/provenance/bridge.yml"], "p.yml")
    assert origin == replace(make_provenance(suggested()), capture="seeds/2024/bridge.txt")


def test_a_capture_is_not_moved_while_its_bytes_stand_at_their_place_or_were_not_looked_for_there() -> None:
    elsewhere = capture("seeds/2024/bridge.txt")
    new, known, changes = sort([capture(), elsewhere])
    assert (new, known, changes) == ([elsewhere], {"seeds/bridge.txt": "bridge"}, [])
    origins = {DocumentId("bridge"): make_provenance(suggested())}
    new, known, changes = classify([elsewhere], origins, set(origins), unread=["seeds/bridge.txt"])
    assert (new, known, changes) == ([elsewhere], {}, [])


def test_a_capture_that_stands_at_two_new_places_moved_to_the_first() -> None:
    first, second = capture("seeds/a.txt"), capture("seeds/b.txt")
    new, known, [change] = sort([first, second])
    assert (new, known, change.action) == ([second], {"seeds/a.txt": "bridge"}, "moved")


def test_a_capture_does_not_move_to_where_that_of_another_document_stands() -> None:
    origin = make_provenance(suggested())
    twins = {DocumentId("bridge"): origin, DocumentId("twin"): replace(origin, capture="seeds/twin.txt")}
    _, known, changes = classify([capture("seeds/twin.txt")], twins, set(twins))
    assert known == {"seeds/twin.txt": "twin"}
    assert [(change.id, change.action) for change in changes] == [("bridge", "vanished")]


def test_captures_that_change_places_move_both_and_what_comes_to_an_old_place_is_new() -> None:
    origin = make_provenance(suggested())
    origins = {
        DocumentId("bridge"): origin,
        DocumentId("ferry"): replace(origin, capture="seeds/ferry.txt", sha256="ff"),
    }
    _, known, changes = classify([capture("seeds/ferry.txt", "aa"), capture(sha256="ff")], origins, set(origins))
    assert known == {"seeds/ferry.txt": "bridge", "seeds/bridge.txt": "ferry"}
    assert [(change.id, change.action) for change in changes] == [("bridge", "moved"), ("ferry", "moved")]
    other = capture(sha256="cc")
    new, known, [change] = sort([capture("seeds/2024/bridge.txt"), other])
    assert (new, known, change.action) == ([other], {"seeds/2024/bridge.txt": "bridge"}, "moved")


def test_of_two_documents_of_the_same_bytes_the_first_moves() -> None:
    origin = make_provenance(suggested())
    twins = {DocumentId(id): replace(origin, capture=f"seeds/{id}.txt") for id in ("twin", "bridge")}
    _, known, changes = classify([capture("seeds/found.txt")], twins, set(twins))
    assert known == {"seeds/found.txt": "bridge"}
    assert [(change.id, change.action) for change in changes] == [("bridge", "moved"), ("twin", "vanished")]


def test_a_capture_that_moves_to_its_copys_place_is_no_copy_of_itself() -> None:
    origin = replace(make_provenance(suggested()), copies=("seeds/copy.txt", "seeds/other.txt"))
    _, _, [change] = classify([capture("seeds/copy.txt")], {DocumentId("bridge"): origin}, {DocumentId("bridge")})
    read, _ = read_provenance(files_of(change)["content/provenance/bridge.yml"], "p.yml")
    assert read is not None
    assert (read.capture, read.copies) == ("seeds/copy.txt", ("seeds/other.txt",))


def test_a_copy_with_other_bytes_is_no_changed_capture() -> None:
    origin = replace(make_provenance(suggested()), copies=("seeds/copy.txt",))
    captures = [capture(), capture("seeds/copy.txt", "bb")]
    assert classify(captures, {DocumentId("bridge"): origin}, {DocumentId("bridge")})[2] == []


def test_what_vanished_is_told_of_documents_that_are_there() -> None:
    _, _, [change] = sort([])
    assert (change.action, change.findings[0].code, files_of(change)) == ("vanished", "capture-missing", {})
    assert sort([], documents=set())[2] == []
    origins = {DocumentId("bridge"): make_provenance(suggested())}
    assert classify([], origins, set(origins), unread=["seeds/bridge.txt"])[2] == []


def test_a_deleted_document_stays_deleted() -> None:
    new, _, [change] = sort([capture()], documents=set())
    assert (new, change.action, files_of(change)) == ([], "deleted", {})


def test_copies_are_recorded_once_with_the_document_that_has_their_text() -> None:
    origin = make_provenance(suggested())
    change, other = plan_copies(["seeds/copy.txt", "seeds/a.txt"], DocumentId("bridge"), origin, RAW)
    read, _ = read_provenance(files_of(change)["content/provenance/bridge.yml"], "p.yml")
    assert read is not None
    assert read.copies == ("seeds/a.txt", "seeds/copy.txt")
    assert (other.capture, other.action, dict(other.files)) == ("seeds/a.txt", "copy", {})
    _, known, _ = classify(
        [capture(), capture("seeds/copy.txt", "bb")], {DocumentId("bridge"): read}, {DocumentId("bridge")}
    )
    assert known == {"seeds/bridge.txt": "bridge", "seeds/copy.txt": "bridge"}


# --- three-way update -------------------------------------------------------------------------------------------------

FILE = """---
title: The bridge reopens   # as printed
date: XXXX-03-04
# Nobody signed it.
status: reviewed
---

It reopened on Monday.
"""


def update(text: str, **now: str):
    base: Provenance = make_provenance(suggested())
    document, findings = read_document(text, "content/articles/the-bridge-reopens.md", base)
    assert findings == []
    assert document is not None
    body = now.pop("body", "It reopened on Monday.\n")
    return plan_update(document, text, suggested(body, **now))


def document_after(change) -> str | None:
    return change.files.get("content/articles/the-bridge-reopens.md")


def test_nothing_new_changes_nothing() -> None:
    change = update(FILE)
    assert (change.action, files_of(change)) == ("unchanged", {})


def test_an_untouched_field_follows_the_program() -> None:
    change = update(FILE, date="2024-03-04")
    assert change.action == "updated"
    assert document_after(change) == FILE.replace("XXXX-03-04", "2024-03-04")


def test_an_edited_field_stays_and_its_conflict_is_told_at_every_update() -> None:
    edited = FILE.replace("XXXX-03-04", "2023-03-04")
    change = update(edited, date="2024-03-04")
    assert change.action == "conflict"
    assert document_after(change) is None
    [finding] = change.findings
    assert (finding.code, finding.line) == ("update-conflict", 3)
    assert "“2023-03-04”" in finding.message
    origin, _ = read_provenance(files_of(change).get("content/provenance/the-bridge-reopens.yml", ""), "p.yml")
    assert origin is None or origin.suggestions["date"].value == "XXXX-03-04"


def test_agreement_ends_a_conflict() -> None:
    change = update(FILE.replace("XXXX-03-04", "2024-03-04"), date="2024-03-04")
    assert (change.action, document_after(change)) == ("updated", None)


def test_a_field_that_an_editor_took_out_stays_out() -> None:
    change = update(FILE.replace("date: XXXX-03-04\n", ""), date="2024-03-04")
    assert (change.action, document_after(change)) == ("conflict", None)


def test_a_new_suggestion_fills_an_empty_field() -> None:
    change = update(FILE, language="en")
    assert document_after(change) == FILE.replace("date: XXXX-03-04\n", "date: XXXX-03-04\nlanguage: en\n")


def test_an_untouched_body_follows_and_an_edited_one_stays() -> None:
    better = "It reopened on Monday, 4 March.\n"
    assert document_after(update(FILE, body=better)) == FILE.replace("It reopened on Monday.\n", better)
    edited = FILE.replace("on Monday", "on a Monday")
    change = update(edited, body=better)
    assert (change.action, document_after(change)) == ("conflict", None)
    assert "“It reopened on a Monday.”" in change.findings[0].message
