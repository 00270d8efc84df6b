"""What cleaning promises for every text, whatever it holds."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.drafts import Capture, Edit, Mark
from sitegen.edits import Offsets, apply_edits, join_edits
from sitegen.intake.clean import Cleaned, clean
from sitegen.intake.damage import find_damage
from sitegen.intake.draft import draft_document, know_house

SENTENCES = (
    "The ferry company has bought two new ships, its owner said on Monday.",
    "“We have waited for this,” she told some two hundred guests on the quay.",
    "Nobody was hurt.",
    "Der Bürgermeister sagte, die Brücke werde im Mai wieder geöffnet.",
    "По словам мэра, мост снова откроют в мае, хотя работы ещё идут.",
    "It was over by noon.The mayor thanked them (Related: Ferries sold to islands) and left.",
    "The guards hadopened the gate, donâ€™t ask why.",
)
LINES = (
    "Advertisement",
    "Share on Facebook",
    "Home",
    "Subscribe to our newsletter",
    "By Maria Costa",
    "12 March 2019, 10:45",
    "World » AFRICA",
    "Ferries sold to the islands",
    "Two ferries for the islands, and a third one next year",
    "The quay on Monday (Photo: Jane Doe)",
    "Getty Images",
    "OSLO, 3 May (NNB) - The parliament voted to close the airport.",
    "Minister Vinter: Thank you.",
    "Olaf Brekke: Gladly, and soon.",
    "* * *",
    "* an item",
    "1. first",
    "2. second",
    "Related Posts",
    "© 2019 Portville Courier",
    "long-",
    "—",
    "!",
)
ODD = st.text(st.sampled_from("a Bé1.\n\r\t\xa0\xad\u200b\ufeff-*•:“\"'(“”)&;#|»\u2028\x07"), max_size=30)
PIECE = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(LINES), ODD)
BREAK = st.sampled_from(("\n", "\n\n", "\n\n\n", "\r\n", "\n    ", " ", "\n \n"))


@st.composite
def copies(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(PIECE, max_size=14))
    return "".join(piece + draw(BREAK) for piece in pieces)


def cleaned(raw: str) -> Cleaned:
    return clean(Capture("seeds/copy.txt", "0" * 64, "text", "utf-8", raw))


@settings(max_examples=300, deadline=None)
@given(copies())
def test_the_edits_lead_from_the_raw_text_to_the_clean_one_and_back(raw: str) -> None:
    result = cleaned(raw)
    assert apply_edits(raw, result.edits) == result.text
    ends = [0, *(edit.end for edit in result.edits)]
    assert all(start <= edit.start <= edit.end <= len(raw) for start, edit in zip(ends, result.edits, strict=False))
    kept = "".join(raw[start:end] for start, end in gaps(result.edits, len(raw)))
    removed = "".join(raw[edit.start : edit.end] for edit in result.edits)
    assert sorted(kept + removed) == sorted(raw)


def gaps(edits: tuple[Edit, ...], length: int) -> list[tuple[int, int]]:
    starts = [0, *(edit.end for edit in edits)]
    return list(zip(starts, [*(edit.start for edit in edits), length], strict=True))


@settings(max_examples=300, deadline=None)
@given(copies())
def test_cleaning_a_clean_text_changes_nothing(raw: str) -> None:
    text = cleaned(raw).text
    again = cleaned(text)
    assert again.text == text
    assert again.edits == ()


ROW = st.builds(
    "{}{}{}".format,
    st.sampled_from(("Pier", "Oxley", "Anna Vreeland", "Brot", "Станция", "Gare", "2 Orne", "06:15 Orne")),
    st.sampled_from((": ", " ", " – ", ", ")),
    st.sampled_from(("Old Mill", "61", "£12.50", "3 Linden 1", "мельница", "deux", "Seife, grün")),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5, unique=True), st.sampled_from(("\n", "\n\n")), st.booleans())
def test_rows_between_two_paragraphs_stay(rows: list[str], between: str, menu: bool) -> None:
    """A list in an article may look like anything; on a page it may be as long as a box of links is."""
    around = (
        ("Home\nSearch\nSign in\nThe ships are here\n\n", "\n\nTerms of use\n© 2031 Portville Courier")
        if menu
        else ("", "")
    )
    paragraphs = (
        "The harbour will be closed to all ships until May, the owner of the ferries said on Monday.",
        *SENTENCES[:2],
    )
    raw = "\n\n".join((*paragraphs, between.join(rows), "Nobody was hurt.")).join(around)
    assert cleaned(raw).text.split("\n\n")[-len(rows) - 1 :] == [*rows, "Nobody was hurt."]


@settings(max_examples=200, deadline=None)
@given(copies())
def test_blocks_are_set_apart_by_one_blank_line(raw: str) -> None:
    result = cleaned(raw)
    blocks = [result.text[block.start : block.end] for block in result.blocks]
    assert "\n\n".join(blocks) == result.text
    assert all(block == block.strip() and block for block in blocks)


@settings(max_examples=200, deadline=None)
@given(copies())
def test_layout_edits_touch_no_word(raw: str) -> None:
    for edit in cleaned(raw).edits:
        if edit.kind == "layout":
            assert not re.search(r"\w", raw[edit.start : edit.end].replace("o ", "").replace("_", ""))
            assert not edit.replacement.strip()


@settings(max_examples=200, deadline=None)
@given(copies())
def test_head_matter_and_doubts_point_into_the_raw_text(raw: str) -> None:
    result = cleaned(raw)
    for line in result.head.lines:
        assert 0 <= line.start < line.end <= len(raw)
        assert line.text
    assert all(raw[doubt.start : doubt.end].strip() for doubt in result.doubts)


@settings(max_examples=100, deadline=None)
@given(st.lists(copies(), max_size=6))
def test_the_order_of_captures_changes_nothing(raws: list[str]) -> None:
    captures = [Capture(f"seeds/{n}.txt", f"{n:064x}", "text", "utf-8", raw) for n, raw in enumerate(raws)]
    backwards = know_house((), captures[::-1])
    assert know_house((), captures) == backwards
    drafts = [draft_document(capture, backwards) for capture in captures[::-1]][::-1]
    assert [draft_document(capture, know_house((), captures)) for capture in captures] == drafts


EDITS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3), st.text("xyz", max_size=3)), max_size=5)


def edits_over(text: str, plan: list[tuple[int, int, str]]) -> list[Edit]:
    edits: list[Edit] = []
    for start, length, replacement in sorted(plan):
        if (not edits or start >= edits[-1].end) and start + length <= len(text):
            edits.append(Edit(start, start + length, "damage", "test", replacement))
    return edits


@settings(max_examples=500, deadline=None)
@given(st.text("abcdef", max_size=14), EDITS, EDITS)
def test_two_rounds_of_edits_joined_do_what_both_did(raw: str, first: list, second: list) -> None:  # type: ignore[type-arg]
    early = edits_over(raw, first)
    middle = apply_edits(raw, early)
    late = edits_over(middle, second)
    joined = join_edits(early, middle, late)
    assert apply_edits(raw, joined) == apply_edits(middle, late)
    assert all(a.end <= b.start for a, b in pairwise(joined))


@settings(max_examples=300, deadline=None)
@given(st.text("abcdef", max_size=14), EDITS)
def test_offsets_of_what_was_not_edited_go_there_and_back(raw: str, plan: list) -> None:  # type: ignore[type-arg]
    edits = edits_over(raw, plan)
    offsets, text = Offsets(edits), apply_edits(raw, edits)
    for start, end in gaps(tuple(edits), len(raw)):
        for position in range(start, end):
            assert text[offsets.to_new(position)] == raw[position]
            assert offsets.to_old(offsets.to_new(position)) == position


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_damage_is_repaired_in_order_without_overlap(raw: str) -> None:
    found = find_damage(raw)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert apply_edits(raw, found).isascii() or not raw.isascii()


@settings(max_examples=150, deadline=None)
@given(copies(), st.integers(0, 60), st.integers(1, 40))
def test_marks_stay_over_their_words(raw: str, start: int, length: int) -> None:
    end = min(len(raw), start + length)
    marks = (Mark(start, end, "emphasis"),) if start < end else ()
    result = clean(Capture("seeds/copy.html", "0" * 64, "html", "utf-8", raw, marks=marks))
    for mark in result.marks:
        if mark.kind == "emphasis":
            assert 0 <= mark.start < mark.end <= len(result.text)
            assert any(block.start <= mark.start and mark.end <= block.end for block in result.blocks)
