"""Bodies: text and structure to Markdown and back, and nothing of a text becomes markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.commonmark import in_mark_order, is_safe_target
from sitegen.drafts import Block, BlockKind, Mark
from sitegen.intake.markdown import format_body
from sitegen.model import Passage, join_passages
from sitegen.records.body import parse_body

Part = tuple[BlockKind, str, str, list[Mark]]
"""A block to be: kind, text, value, marks with offsets from the block's start."""


def draft(parts: list[Part]) -> tuple[str, list[Block], list[Mark]]:
    """Put blocks together as intake does, a blank line between them."""
    text = ""
    blocks: list[Block] = []
    marks: list[Mark] = []
    for kind, words, value, own in parts:
        text += "\n\n" if blocks else ""
        start = len(text)
        text += words
        blocks.append(Block(start, len(text), kind, value))
        marks += [Mark(start + mark.start, start + mark.end, mark.kind, mark.value) for mark in own]
    return text, blocks, marks


def printed(words: str, kind: BlockKind = "paragraph", marks: list[Mark] | None = None, value: str = "") -> str:
    return format_body(*draft([(kind, words, value, marks or [])])).removesuffix("\n")


# --- what is escaped, and what is not ---------------------------------------------------------------------------------

AS_IT_IS = [
    "3.5 million people",
    "He said [the] talks were over.",
    "It cost 5 * 3 = 15 euros.",
    "#freedom was trending",
    "snake_case and file_name_1.txt",
    "Marks & Spencer, AT&T; Q&A",
    "a < b > c, 1 <2",
    "It's “fine” — really… (yes!) 50% $10 ~5",
    "-5 degrees; +7 (495) 123",
    "He wrote: C:\\Users",
    "O`Brien",
    "http://example.org/a_b_c?x=1",
    "He said 2024. That was it.",
    "Wait!",
    "{{ title }} {% if %}",
]

ESCAPED = [
    ("# 3 in the charts", "\\# 3 in the charts"),
    ("2024. A year of elections", "2024\\. A year of elections"),
    ("7) Seven", "7\\) Seven"),
    ("2024.", "2024\\."),
    ("- No, he said.", "\\- No, he said."),
    ("* * *", "\\* * \\*"),
    ("---", "\\---"),
    ("> forwarded", "\\> forwarded"),
    ("+ plus", "\\+ plus"),
    ("one\n===", "one\\\n\\==="),
    ("    four spaces", "&#32;   four spaces"),
    ("```sh", "\\`\\`\\`sh"),
    ("~~~", "\\~\\~\\~"),
    (":::", "\\:::"),
    ("::: caption", "\\::: caption"),
    ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
    ("&amp; &lt;", "\\&amp; \\&lt;"),
    ("[x](y)", "[x]\\(y)"),
    ("![x](y)", "\\![x]\\(y)"),
    ("[1]: https://example.org", "\\[1]: https://example.org"),
    ("*sic* and _sic_", "\\*sic\\* and \\_sic\\_"),
    ("a\\*b", "a\\\\\\*b"),
    ("<https://example.org>", "\\<https://example.org>"),
    ("a | b\n|---|---|", "a | b\\\n\\|---|---|"),
    ("**Bold:** text", "\\*\\*Bold:\\*\\* text"),
]


@pytest.mark.parametrize("words", AS_IT_IS)
def test_harmless_signs_stay_unescaped(words: str) -> None:
    assert printed(words) == words
    assert join_passages(parse_body(words)) == words


@pytest.mark.parametrize(("words", "markdown"), ESCAPED)
def test_signs_that_would_be_markup_are_escaped(words: str, markdown: str) -> None:
    assert printed(words) == markdown
    (passage,) = parse_body(markdown)
    assert (passage.kind, passage.marks, passage.text) == ("paragraph", (), words)


# --- blocks -----------------------------------------------------------------------------------------------------------


def test_each_kind_of_block_has_its_markdown() -> None:
    text, blocks, marks = draft(
        [
            ("standfirst", "What the ministers agreed on", "", []),
            ("caption", "The harbour at noon. Photo: J. Doe", "", []),
            ("paragraph", "The talks ended on Friday.", "", [Mark(4, 9, "emphasis")]),
            ("heading", "What comes next", "2", []),
            ("item", "a treaty", "*", []),
            ("item", "a summit", "*", []),
            ("item", "first", "1.", []),
            ("quotation", "We came, we talked,\nwe left.", "", []),
            ("separator", "* * *", "", []),
            ("turn", "Minister: No comment.", "", [Mark(0, 9, "label")]),
        ]
    )
    assert format_body(text, blocks, marks) == (
        "::: standfirst\nWhat the ministers agreed on\n:::\n\n"
        "::: caption\nThe harbour at noon. Photo: J. Doe\n:::\n\n"
        "The *talks* ended on Friday.\n\n"
        "## What comes next\n\n"
        "* a treaty\n* a summit\n\n"
        "1. first\n\n"
        "> We came, we talked,\\\n> we left.\n\n"
        "* * *\n\n"
        "**Minister:** No comment.\n"
    )


def test_passages_carry_number_offset_and_line() -> None:
    markdown = "## Talks\n\nFirst.\n\n::: caption\nA photo.\n:::\n\n* one\n* two\n\n> Said so.\n\n```\ncode()\n```\n"
    passages = parse_body(markdown, first_line=10)
    text = join_passages(passages)
    assert [(p.kind, p.number, p.line) for p in passages] == [
        ("heading", None, 10),
        ("paragraph", 1, 12),
        ("caption", None, 15),
        ("item", 2, 18),
        ("item", 3, 19),
        ("quotation", 4, 21),
        ("code", 5, 23),
    ]
    assert all(text[p.offset : p.offset + len(p.text)] == p.text for p in passages)
    assert text == "Talks\n\nFirst.\n\nA photo.\n\none\n\ntwo\n\nSaid so.\n\ncode()"


@pytest.mark.parametrize(
    ("markdown", "kind", "marks"),
    [
        ("**Vladimir Putin:** Good day.", "turn", (Mark(0, 15, "label"),)),
        ("**Question**: Will you go?", "turn", (Mark(0, 8, "label"),)),
        ("**No** colon here.", "paragraph", (Mark(0, 2, "strong"),)),
        ("__Note:__ not a speaker.", "paragraph", (Mark(0, 5, "strong"),)),
        ("He said **this:** no.", "paragraph", (Mark(8, 13, "strong"),)),
        ("> **Putin:** within a quotation", "quotation", (Mark(0, 6, "strong"),)),
        ("::: turn\nNo label.\n:::", "turn", ()),
    ],
)
def test_a_paragraph_that_opens_with_a_label_is_a_turn(markdown: str, kind: str, marks: tuple[Mark, ...]) -> None:
    (passage,) = parse_body(markdown)
    assert (passage.kind, passage.marks) == (kind, marks)


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("mailto:desk@example.org", True),
        ("other.html#p7", True),
        ("../notes/a:b.html", True),
        ("#p7", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//example.org/", False),
        ("\\\\host\\share", False),
        ("", False),
    ],
)
def test_links_keep_only_safe_targets(target: str, safe: bool) -> None:
    assert is_safe_target(target) is safe
    assert printed("here", marks=[Mark(0, 4, "link", target)]) != "here" or not safe


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:x", "data:text/html,x"]
)
def test_an_unsafe_link_of_an_editor_loses_its_target_and_keeps_its_words(target: str) -> None:
    (passage,) = parse_body(f"See [the report]({target}).")
    assert (passage.text, passage.marks) == ("See the report.", ())


def test_a_container_without_its_end_holds_one_block() -> None:
    passages = parse_body("::: caption\nA photo.\n\nThe talks ended.\n\n> Yes.\n")
    assert [(p.kind, p.text) for p in passages] == [
        ("caption", "A photo."),
        ("paragraph", "The talks ended."),
        ("quotation", "Yes."),
    ]


def test_html_images_and_definitions_of_an_editor_are_text() -> None:
    markdown = (
        "<b onclick=x>bold</b>\n\n<div>\n\n![](https://example.org/x.png)\n\n[a]: https://example.org\n\n    indented"
    )
    passages = parse_body(markdown)
    assert [p.text for p in passages] == [
        "<b onclick=x>bold</b>",
        "<div>",
        "!",
        "[a]: https://example.org",
        "indented",
    ]


def test_marks_that_cross_are_split_and_lose_no_letter() -> None:
    marks = [Mark(0, 7, "strong"), Mark(4, 11, "emphasis")]
    markdown = printed("one two three", marks=marks)
    (passage,) = parse_body(markdown)
    assert passage.text == "one two three"
    assert passage.marks == (Mark(0, 7, "strong"), Mark(4, 7, "emphasis"), Mark(8, 11, "emphasis"))


# --- properties -------------------------------------------------------------------------------------------------------

SIGNS = st.sampled_from(
    [*"#*_-+=>`~|:<>[]()!&;.\\/\"'1239aбя \t\u00a0\u2003«é漢", "&amp;", "\n", "http://x", "::: ", "<b>"]
)
WORDS = st.lists(SIGNS, min_size=1, max_size=14).map("".join).map(str.strip).filter(bool)
ANY_WORDS = st.one_of(
    WORDS,
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x0b\x1c\x1d\x1e\x1f\x85\u2028\u2029"),
        min_size=1,
        max_size=20,
    ),
)
VALUES: dict[str, st.SearchStrategy[str]] = {
    "heading": st.sampled_from(["2", "3", "4", "5", "6"]),
    "item": st.sampled_from(["*", "-", "+", "1.", "2.", "7)", "1984."]),
}
KINDS: st.SearchStrategy[BlockKind] = st.sampled_from(
    ["paragraph", "heading", "standfirst", "caption", "item", "quotation", "turn", "separator"]
)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    kind = draw(KINDS)
    return kind, draw(ANY_WORDS), draw(VALUES.get(kind, st.just(""))), []


@st.composite
def marked_parts(draw: st.DrawFn) -> Part:
    kind, words, value, _ = draw(parts())
    spans = st.tuples(st.integers(0, len(words)), st.integers(0, len(words))).map(sorted)
    kinds = st.sampled_from([("emphasis", ""), ("strong", ""), ("code", ""), ("link", "https://x.org/(a)_b*")])
    found = draw(st.lists(st.tuples(spans, kinds), max_size=4))
    return kind, words, value, [Mark(s, e, *k) for (s, e), k in found if s < e]


def shown(passages: tuple[Passage, ...]) -> list[tuple[str, str, str]]:
    return [(passage.kind, passage.text, passage.value) for passage in passages]


@settings(max_examples=400, deadline=None)
@given(st.lists(parts(), max_size=5))
def test_text_kinds_and_values_come_back(content: list[Part]) -> None:
    text, blocks, marks = draft(content)
    passages = parse_body(format_body(text, blocks, marks))
    read = join_passages(passages)
    assert shown(passages) == [(kind, words, value) for kind, words, value, _ in content]
    assert read == text
    assert all(not passage.marks for passage in passages)


@settings(max_examples=400, deadline=None)
@given(st.lists(marked_parts(), min_size=1, max_size=3))
def test_marks_never_cost_a_letter_and_printing_again_changes_nothing(content: list[Part]) -> None:
    text, blocks, marks = draft(content)
    markdown = format_body(text, blocks, marks)
    passages = parse_body(markdown)
    read = join_passages(passages)
    assert read == text
    assert [passage.kind for passage in passages] == [kind for kind, *_ in content]
    again = [(p.kind, p.text, p.value, list(p.marks)) for p in passages]
    assert format_body(*draft(again)) == markdown


PLAIN_WORDS = st.lists(
    st.sampled_from(["peace", "talks", "3.5", "“yes”", "мир", "(a)", "it's", "don_t", "C*"]), min_size=4, max_size=9
)


@settings(max_examples=300, deadline=None)
@given(PLAIN_WORDS, st.data())
def test_marks_over_whole_words_come_back(words: list[str], data: st.DataObject) -> None:
    """Emphasis, strong, code and links over words, nested or apart: the usual case, which must hold exactly."""
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:index]) for index in range(len(words))]
    first, second, third = sorted(data.draw(st.tuples(*[st.integers(0, len(words) - 1)] * 3)))
    kinds = data.draw(st.permutations([("emphasis", ""), ("strong", ""), ("link", "https://example.org/a_(b)")]))
    marks = [
        Mark(starts[first], starts[third] + len(words[third]), *kinds[0]),
        Mark(starts[second], starts[second] + len(words[second]), *kinds[1]),
    ]
    (passage,) = parse_body(printed(text, marks=marks))
    assert passage.text == text
    assert passage.kind == "paragraph"
    assert passage.marks == in_mark_order(marks)


@settings(max_examples=200, deadline=None)
@given(WORDS.filter(lambda words: "\n" not in words), ANY_WORDS)
def test_a_label_comes_back(name: str, said: str) -> None:
    text = f"{name}: {said.strip() or 'x'}"
    (passage,) = parse_body(printed(text, "turn", [Mark(0, len(name) + 1, "label")]))
    assert (passage.kind, passage.text) == ("turn", text)
    assert passage.marks == (Mark(0, len(name) + 1, "label"),)


@settings(deadline=None)
@given(st.text())
def test_any_markdown_is_read_without_failing(markdown: str) -> None:
    passages = parse_body(markdown)
    text = join_passages(passages)
    assert "\n\n".join(passage.text for passage in passages) == text


@pytest.mark.parametrize(
    "sign", ["[", "*a ", "_a ", "`", "`a``", "> ", "* ", "<", "](", "![", "&", "\\", "**", "* a\n", ":::\n"]
)
def test_adversarial_lengths_are_read_and_printed(sign: str) -> None:
    words = (sign * 3000).strip()
    assert join_passages(parse_body(printed(words))) == words
    parse_body(words)


def test_a_carriage_return_ends_a_line_as_it_does_for_the_parser() -> None:
    """Found by fuzzing: lines were counted otherwise than the parser counts them, and there was none of that number."""
    read = parse_body("One\rtwo\r\rthree\n\n***\r\n::: caption\rThe pier.\r:::\rAfter it.\n")
    text = join_passages(read)
    assert [(passage.kind, passage.line) for passage in read] == [
        ("paragraph", 1), ("paragraph", 4), ("separator", 6), ("caption", 8), ("paragraph", 10),
    ]  # fmt: skip
    assert text == "One two\n\nthree\n\n***\n\nThe pier.\n\nAfter it."


LINES = st.text('ab1.-*_#>`~:|=\\[]()&;"“ \t\u00a0\x0c', max_size=8) | st.sampled_from(
    [
        "The ferry",
        "## Words",
        "* item",
        "1. item",
        "2024 was",
        "**Ann:** words",
        "> words",
        "---",
        "    deep",
        "",
        "a #",
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(LINES, max_size=9))
def test_lines_that_are_read_without_the_parser_are_read_as_it_would(lines: list[str]) -> None:
    body = "\n".join(lines)
    wholly_parsed = parse_body(f"{body}\n\n:::")  # a fence anywhere: nothing is read without the parser
    if not any(sign in body for sign in (":::", "```", "~~~")):
        assert (*parse_body(body), wholly_parsed[-1]) == wholly_parsed
