"""Raw beside clean: the rows show the whole capture once, and every edit where it was made."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.drafts import Block, Capture, Doubt, Edit
from sitegen.edits import apply_edits
from sitegen.intake.clean import clean
from sitegen.intake.draft import rule_reasons
from sitegen.model import Provenance
from sitegen.site.cleaning_words import DOUBT, RULES
from sitegen.site.render import load_theme
from sitegen.site.source_page import Change, find_changes, plan_rows, tell_doubts

DOUBTFUL = """\
The ferries crossed the sound for the last time on Monday, and nobody was there to see it.

Weather

A storm from the west had kept the town indoors since the morning, the harbour master said.
"""
KINDS = ("furniture", "repeat", "damage", "metadata", "layout")


def provenance(edits: tuple[Edit, ...], clean: str, **reasons: str) -> Provenance:
    blocks, start = [], 0
    for part in clean.split("\n\n"):
        if part:
            blocks.append(Block(start, start + len(part), "paragraph"))
        start += len(part) + 2
    return Provenance("seeds/x.txt", "0" * 64, "utf-8", "text", edits, tuple(blocks), (), {}, reasons=reasons)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    """A text in which some stretches were taken out or replaced."""
    raw = draw(st.text(alphabet="ab<& \n", min_size=1, max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=8, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    replacements = st.sampled_from(["", "x", "\n\n", " "])
    return raw, tuple(
        Edit(start, end, draw(st.sampled_from(KINDS)), "some_rule", draw(replacements)) for start, end in pairs
    )


@given(edited())
def test_rows_hold_every_visible_character_of_the_capture_once(case: tuple[str, tuple[Edit, ...]]) -> None:
    raw, edits = case
    rows = plan_rows(raw, provenance(edits, apply_edits(raw, edits)))
    shown = ""
    for row in rows:
        tree = ElementTree.fromstring(f"<p>{row.raw}</p>")
        for name in ("ins", "a"):
            for parent in tree.iter():
                for child in [one for one in parent if one.tag == name]:
                    for inner in child.iter():
                        inner.text, inner.tail = "", (inner.tail if inner is child else "")
        shown += "".join(tree.itertext())
    assert "".join(shown.split()) == "".join(raw.split())


def test_an_edit_stands_in_its_row_with_what_was_put_in_its_place() -> None:
    raw = "Menu\n\nThe boardmeets today.\n\nGive now!"
    edits = (
        Edit(0, 6, "furniture", "menu_line"),
        Edit(10, 20, "damage", "lost_space", "board meets"),
        Edit(27, 38, "furniture", "appeal"),
    )
    first, second, third = plan_rows(raw, provenance(edits, "The board meets today.", appeal="asks for money"))
    assert (first.clean, second.clean, third.clean) == ("", "The board meets today.", "")
    assert '<del class="damage">boardmeets</del><ins>board meets</ins>' in second.raw
    assert [(note.number, note.rule.words) for row in (first, second, third) for note in row.notes] == [
        (1, "menu line"), (2, "lost space"), (3, "appeal"),
    ]  # fmt: skip
    assert third.notes[0].reason == ("asks for money", "en"), "another reason than today's is shown as it was recorded"


def test_layout_is_counted_by_rule_and_not_struck() -> None:
    raw = "a b c"
    edits = (Edit(1, 2, "layout", "no_break_space", " "), Edit(3, 4, "layout", "no_break_space", " "))
    (row,) = plan_rows(raw, provenance(edits, "a b c"))
    assert "<del" not in row.raw
    assert [(note.number, note.rule.words, note.count) for note in row.notes] == [(None, "no break space", 2)]


def test_an_editors_changes_are_found_paragraph_by_paragraph() -> None:
    assert find_changes("One.\n\nTwo.\n", "One.\n\nTwo.") == ()
    assert find_changes("One.\n\nTwo.\n\nThree.", "One.\n\nTwo!\n\nThree.\n\nFour.") == (
        Change(("Two.",), ("Two!",)), Change((), ("Four.",)),
    )  # fmt: skip


def test_every_rule_of_cleaning_has_its_words() -> None:
    assert rule_reasons().items() <= RULES.items()
    kept = clean(Capture("seeds/x.txt", "0" * 64, "text", "utf-8", DOUBTFUL))
    assert [doubt.reason for doubt in kept.doubts] == [DOUBT]


def test_what_was_left_standing_in_doubt_is_told_in_its_words() -> None:
    asked, old = Doubt(6, 25, "appeal", DOUBT), Doubt(0, 5, "prompt", "An older reason.")
    account = replace(provenance((), ""), doubts=(asked, old))
    words = load_theme(language="de").words
    (said, why), (earlier, older) = tell_doubts("News. Give\n  to the boat.", account, words)
    assert (said, earlier) == ("Give to the boat.", "News.")
    assert why.language == "de" and why.words != DOUBT
    assert older == ("An older reason.", "en")
    assert [said for said, _ in tell_doubts("", account, words)] == ["", ""], "the capture is gone"


@pytest.mark.parametrize("language", ["de", "fr", "ru", "uk"])
def test_rules_and_reasons_are_told_in_the_language_of_the_interface(language: str) -> None:
    words = load_theme(language=language).words
    told = provenance(
        (Edit(0, 4, "furniture", "appeal"), Edit(4, 5, "furniture", "old_rule")), "", appeal=RULES["appeal"]
    )
    (row,) = plan_rows("Give!", told, words)
    known, unknown = row.notes
    assert known.rule.language == known.reason.language == unknown.reason.language == language
    assert known.rule.words != "appeal"
    assert known.reason.words != RULES["appeal"]
    assert unknown.rule == ("old rule", "en"), "a rule that is no more keeps the name that it was recorded under"
