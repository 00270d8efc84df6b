"""The three-way merge of bodies: both hands' changes are there, no hand's words are lost, conflicts are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.records.body_merge import BodyMerge, cut_parts, digest_body, merge_body

BASE = "One stands here. Two stands here.\n\nThree “said so.” Four did not.\n\nFive.\n"


def merge(base: str, mine: str, theirs: str) -> tuple[str, BodyMerge]:
    """The body that comes out, and what the merge says."""
    merged = merge_body(digest_body(base), mine, theirs)
    text = mine if mine.endswith("\n") else mine + "\n"
    for hunk in reversed(merged.taken):
        text = text[: hunk.start] + hunk.new + text[hunk.end :]
    return text, merged


def test_a_body_is_cut_at_sentences_and_lines() -> None:
    assert cut_parts(f"\n{BASE}\n") == [
        "One stands here. ", "Two stands here.\n", "\n", "Three “said so.” ", "Four did not.\n", "\n", "Five.\n"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "result"),
    [
        (("Two", "2"), ("Three", "3"), ("Two", "2", "Three", "3")),
        (("One", "1"), ("Four", "4"), ("One", "1", "Four", "4")),
        (("Five.", "Five.\n\nSix."), ("One stands here. ", ""), ("Five.", "Five.\n\nSix.", "One stands here. ", "")),
        (("\n\nFive.", ""), ("One", "1"), ("\n\nFive.", "", "One", "1")),
        (("Two", "2"), ("Two", "2"), ("Two", "2")),
    ],
)  # fmt: skip
def test_changes_in_different_places_are_both_made(
    mine: tuple[str, ...], theirs: tuple[str, ...], result: tuple[str, ...]
) -> None:
    def change(*words: str) -> str:
        text = BASE
        for old, new in zip(words[::2], words[1::2], strict=True):
            text = text.replace(old, new, 1)
        return text

    text, merged = merge(BASE, change(*mine), change(*theirs))
    assert merged.conflicts == ()
    assert text == change(*result)
    assert merged.digests == digest_body(change(*theirs))


def test_a_conflict_is_left_alone_and_found_again() -> None:
    mine, theirs = BASE.replace("Two", "2"), BASE.replace("Two", "II").replace("Five", "V")
    text, merged = merge(BASE, mine, theirs)
    assert text == mine.replace("Five", "V")
    [conflict] = merged.conflicts
    assert (mine[conflict.start : conflict.end], conflict.new) == ("2 stands here.\n", "II stands here.\n")
    again = merge_body(merged.digests, text, theirs)
    assert (again.taken, len(again.conflicts)) == ((), 1)
    assert merge_body(merged.digests, theirs, theirs).conflicts == ()


def test_neighbouring_sentences_that_two_hands_changed_are_left_to_the_editor() -> None:
    """The one may answer the other: "It is closed. It opens on Monday." """
    mine, theirs = BASE.replace("Two", "2"), BASE.replace("One", "1")
    text, merged = merge(BASE, mine, theirs)
    assert text == mine
    assert [hunk.new for hunk in merged.conflicts] == ["1 stands here. Two stands here.\n"]


SENTENCES = st.sampled_from(["Ann came. ", "Bo left.\n", "\n", "\n", "Cy said “no.” ", "Di\n", "Ed!\n"])
BODIES = st.lists(SENTENCES, max_size=9).map("".join)


@st.composite
def edited(draw: st.DrawFn, body: str, by: str) -> str:
    """A body in which some sentences were replaced, taken out, or put in."""
    parts = cut_parts(body)
    for number in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(parts)))
        parts[at : at + draw(st.integers(0, 2))] = [f"{by}{number} wrote.\n"] * draw(st.integers(0, 1))
    return "".join(parts)


@given(BODIES, st.data())
def test_no_hands_words_are_lost(base: str, data: st.DataObject) -> None:
    mine, theirs = data.draw(edited(base, "Mine")), data.draw(edited(base, "Theirs"))
    text, merged = merge(base, mine, theirs)
    assert [part for part in cut_parts(text) if part.startswith("Mine")] == [
        part for part in cut_parts(mine) if part.startswith("Mine")
    ]
    said = text + "".join(hunk.new for hunk in merged.conflicts)
    assert all(part in said for part in cut_parts(theirs) if part.startswith("Theirs"))
    if digest_body(mine) == digest_body(base):
        assert digest_body(text) == digest_body(theirs)
    if digest_body(theirs) == digest_body(base):
        assert merged.taken == ()
    assert merge_body(merged.digests, text, theirs).taken == (), "a second update has nothing left to do"
    if not merged.conflicts:
        assert merged.digests == digest_body(theirs)
