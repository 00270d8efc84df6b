"""Cleaning, case by case: the tables in tests/cases/clean, and what an editor can count on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest
import yaml

from sitegen.drafts import Block, Capture, Clue, Draft, Mark
from sitegen.edits import apply_edits
from sitegen.intake.clean import clean
from sitegen.intake.draft import House, draft_document, know_house, rule_reasons
from sitegen.intake.markdown import format_body
from sitegen.model import Outlet, OutletId

CASES = Path(__file__).parent / "cases" / "clean"


def capture(raw: str, path: str = "seeds/copy.txt", marks: tuple[Mark, ...] = ()) -> Capture:
    digest = sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()
    return Capture(path, digest, "html" if marks else "text", "utf-8", raw, marks=marks)


def draft_of(raw: str, house: House | None = None) -> Draft:
    draft = draft_document(capture(raw), house or House())
    assert apply_edits(raw, draft.edits) == draft.text
    return draft


@dataclass(frozen=True)
class Case:
    name: str
    raw: str
    expected: list[tuple[str, str]]
    fields: dict[str, str]


_CASE = re.compile(
    r"^## ([^\n]+)\n+```\n(.*?)\n```\n+```\n(.*?)\n```\n?((?:\n*\w+: [^\n]+\n?)*)", re.MULTILINE | re.DOTALL
)

_INDENTED = re.compile(r"^·+(?=\S)", re.MULTILINE)


def read_cases() -> list[Case]:
    cases = []
    for path in sorted(CASES.glob("*.md")):
        for name, raw, wanted, fields in _CASE.findall(path.read_text("utf-8")):
            lines = [re.match(r"(?:\[(\w+)\] )?(.*)", line) for line in wanted.split("\n") if line]
            cases.append(
                Case(
                    f"{path.stem}: {name}",
                    _INDENTED.sub(lambda dots: " " * len(dots[0]), raw.replace("␠", "\xa0").replace("␤", "\r")),
                    [(line.group(1) or "paragraph", line.group(2)) for line in lines if line],
                    dict(line.split(": ", 1) for line in fields.split("\n") if line),
                )
            )
    return cases


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    draft = draft_of(case.raw)
    got = [(block.kind, draft.text[block.start : block.end]) for block in draft.blocks]
    assert got == case.expected
    for name, wanted in case.fields.items():
        value = draft.fields[name].value
        assert (value if isinstance(value, str) else ", ".join(value)) == wanted


def test_every_case_is_read() -> None:
    titles = sum(len(re.findall(r"^## ", path.read_text("utf-8"), re.MULTILINE)) for path in CASES.glob("*.md"))
    assert len(read_cases()) == titles > 15


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_cleaning_a_clean_text_changes_nothing(case: Case) -> None:
    text = draft_of(case.raw).text
    again = clean(capture(text))
    assert (again.text, again.edits) == (text, ())


CAPTURES = CASES.parent / "captures"


@pytest.mark.parametrize("slug", sorted(path.name for path in CAPTURES.iterdir() if path.is_dir()))
def test_capture(slug: str) -> None:
    draft = draft_of((CAPTURES / slug / "source.txt").read_text("utf-8"))
    wanted = (CAPTURES / slug / "expected.md").read_text("utf-8")
    assert format_body(draft.text, draft.blocks, draft.marks) == wanted
    for name, value in yaml.safe_load((CAPTURES / slug / "expected.yml").read_text("utf-8")).items():
        got = draft.fields[name].value
        assert (list(got) if isinstance(got, tuple) else got) == value, name


TEXT = """\
The ferry company has bought two new ships, which will cross the sound from May, its owner said on Monday.

They are smaller than the old ones, and burn half as much oil on each crossing, according to the shipyard."""


@pytest.mark.parametrize(
    ("clue", "known"),
    [
        (Clue("title", "The ships are here.", "og:title"), True),
        (Clue("title", "The ships are here.", "title element"), False),
        (Clue("site", "The ships are here.", "og:site_name"), False),
    ],
)
def test_a_headline_that_reads_like_a_sentence_is_one_where_the_pages_data_say_so(clue: Clue, known: bool) -> None:
    """Not where only the window's title says so, which names sites and sections as well."""
    raw, marks = "", []
    for paragraph in ("The ships are here.", *TEXT.split("\n\n")):
        marks.append(Mark(len(raw), len(raw) + len(paragraph), "paragraph"))
        raw += f"{paragraph}\n\n"
    draft = draft_document(replace(capture(raw, "seeds/page.html", tuple(marks)), clues=(clue,)), House())
    assert ("The ships are here." not in draft.text) is known


def test_every_removed_line_is_in_one_edit_with_its_line_break_and_a_reason() -> None:
    draft = draft_of(f"Share on Facebook\nAdvertisement\n{TEXT}\n\nSubscribe\n")
    removed = {draft.capture.raw[e.start : e.end]: (e.kind, e.rule) for e in draft.edits if e.kind == "furniture"}
    assert removed["Share on Facebook\n"] == ("furniture", "share buttons")
    assert removed["Advertisement\n"] == ("furniture", "advertisement")
    assert draft.text == TEXT
    assert all(edit.rule in rule_reasons() for edit in draft.edits)


def test_edits_taken_back_stay_undone() -> None:
    raw = f"{TEXT}\n\nSubscribe\n\nShare this article\n"
    edit = next(edit for edit in draft_of(raw).edits if edit.rule == "newsletter")
    house = House(taken_back=frozenset({(edit.rule, raw[edit.start : edit.end])}))
    text = draft_of(raw, house).text
    assert "Subscribe" in text
    assert "Share this" not in text


def test_of_several_lines_that_one_rule_removed_only_the_one_taken_back_returns() -> None:
    raw = f"Share on Facebook\n\n{TEXT}\n\nShare this article\n"
    assert draft_of(raw).text == TEXT
    text = draft_of(raw, House(taken_back=frozenset({("share buttons", "Share on Facebook\n")}))).text
    assert text == f"Share on Facebook\n\n{TEXT}"
    assert draft_of(raw, House(taken_back=frozenset({("newsletter", "Share this article\n")}))).text == TEXT


@pytest.mark.parametrize(
    ("rule", "printed", "repaired"), [("lost space", "hadopened", "had opened"), ("mojibake", "Ã¼", "ü")]
)
def test_a_repair_taken_back_stays_undone(rule: str, printed: str, repaired: str) -> None:
    raw = TEXT.replace("They are", f"They {printed} early, and are")
    assert f"They {repaired} early" in draft_of(raw).text
    taken_back = House(taken_back=frozenset({(rule, printed)}))
    assert f"They {printed} early" in draft_of(raw, taken_back).text


def test_an_outlets_own_furniture_is_removed() -> None:
    outlet = Outlet(OutletId("sound-post"), "Sound Post", furniture=("The voice of the seven islands since 1891",))
    raw = f"The voice of the seven islands since 1891\n\n{TEXT}"
    assert draft_of(raw, House(outlets=(outlet,))).text == TEXT


def test_an_outlets_furniture_may_be_a_pattern() -> None:
    outlet = Outlet(OutletId("sound-post"), "Sound Post", furniture=("Edition of *, printed in *",))
    raw = f"Edition of 3 May, printed in Portville\n\n{TEXT}"
    assert draft_of(raw, House(outlets=(outlet,))).text == TEXT
    other = f"{TEXT}\n\nThe edition of Monday, printed in haste, sold out."
    assert draft_of(other, House(outlets=(outlet,))).text == other


def test_lines_that_recur_in_different_captures_are_removed_but_reprints_are_not_mistaken_for_furniture() -> None:
    line = "Sound Post mobile edition"
    others = [
        capture(f"The {word} council met on Monday and talked for hours about the {word} harbour wall.\n{line}\n")
        for word in ("northern", "southern", "eastern", "western")
    ]
    house = know_house((), others)
    assert line not in draft_of(f"{TEXT}\n\n{line}", house).text
    reprints = [capture(TEXT + "\n" * count, f"seeds/{count}.txt") for count in range(4)]
    assert draft_of(TEXT, know_house((), reprints)).text == TEXT
    assert know_house((), others) == know_house((), others[::-1])


def test_structure_known_from_markup_is_kept() -> None:
    raw = "The new ships\n\nThey burn half as much oil on each trip, the yard said.\n\nthe first one\n\nthe second one"
    item = raw.index("the first one")
    marks = (
        Mark(0, 13, "heading", "2"),
        Mark(item, item + 13, "item", "1."),
        Mark(item + 15, len(raw), "item", "2."),
        Mark(raw.index("half"), raw.index(" as much"), "emphasis"),
    )
    draft = draft_document(capture(raw, marks=marks), House())
    assert [(block.kind, block.value) for block in draft.blocks][-2:] == [("item", "1."), ("item", "2.")]
    (mark,) = (mark for mark in draft.marks if mark.kind == "emphasis")
    assert draft.text[mark.start : mark.end] == "half"


def test_of_a_turn_the_speakers_label_is_marked() -> None:
    raw = """HOST: Welcome. The ferry sails again from May, and we ask its captain what changes.

VINTER: Not much changes. We sail at noon and at six, as we did before the ice came.

HOST: And what did the crew do in the meantime?

VINTER: They painted it.
"""
    draft = draft_of(raw)
    assert {block.kind for block in draft.blocks} == {"turn"}
    labels = [draft.text[mark.start : mark.end] for mark in draft.marks if mark.kind == "label"]
    assert labels == ["HOST:", "VINTER:"] * 2


def test_a_doubtful_line_stays_and_is_reported_and_what_goes_is_no_doubt() -> None:
    """A menu's word that heads a section."""
    raw = f"{TEXT}\n\nWeather\n\nForecasters expect more snow than last year, the council said.\n\nSubscribe\n"
    draft = draft_of(raw)
    assert "\n\nWeather\n\nForecasters" in draft.text
    assert "Subscribe" not in draft.text
    assert [raw[doubt.start : doubt.end] for doubt in draft.doubts] == ["Weather"]


@pytest.mark.parametrize("raw", ["", "\n", " \r\t", "\ufeff", "Hello", "* * *", "Share", "日本語の文。", "a\n" * 50])
def test_odd_captures_are_cleaned_without_complaint(raw: str) -> None:
    draft = draft_of(raw)
    assert draft.fields["title"].value
    assert isinstance(draft.blocks, tuple)


def test_verse_and_lists_lose_no_line() -> None:
    lines = ["The boats go out", "The boats come home", "The nets are full of stars", "And some of us are lost", "Lost"]
    assert draft_of("\n".join(lines)).text.split("\n\n") == lines


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 400_000,
        "(Related: " * 30_000,
        "By " * 100_000,
        "word-\n" * 60_000,
        "\n".join(["Yes."] * 60_000),
        "â€™" * 60_000,
        "» " * 100_000,
        "Photo: " * 50_000,
    ],
    ids=lambda text: text[:10].strip(),
)
def test_hostile_captures_take_linear_time(hostile: str) -> None:
    started = process_time()
    clean(capture(hostile))
    assert process_time() - started < 20


def test_block_offsets_tile_the_text() -> None:
    draft = draft_of(f"Ferries\n\n{TEXT}\n\nAdvertisement\n\n* * *\n\n{TEXT[:40]} again, it was said.\n")
    assert "\n\n".join(draft.text[b.start : b.end] for b in draft.blocks) == draft.text
    assert all(isinstance(block, Block) for block in draft.blocks)
