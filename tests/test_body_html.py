"""Spans over text: properly nested whatever they are, and never a character more or less."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from invented import make_document
from markupsafe import Markup

from sitegen.links import Attribution
from sitegen.model import Annotation, PersonId
from sitegen.records.anchors import anchor_annotations
from sitegen.site.body_html import Span, render_body, render_spans

TEXTS = st.text(alphabet="ab <>&\"' é–", max_size=30)
RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6)


def span(start: int, end: int, tag: str = "i") -> Span:
    return Span(start, end, Markup(f"<{tag}>"), Markup(f"</{tag}>"), Markup())


@given(TEXTS, RANGES)
def test_any_spans_give_well_formed_elements_around_the_same_text(text: str, ranges: list[tuple[int, int]]) -> None:
    spans = [span(min(one), min(max(one), len(text)), f"t{n}") for n, one in enumerate(ranges)]
    tree = ElementTree.fromstring(f"<p>{render_spans(text, spans)}</p>")
    assert "".join(tree.itertext()) == text
    for n, one in enumerate(spans):
        covered = "".join("".join(element.itertext()) for element in tree.iter(f"t{n}"))
        assert covered == (text[one.start : one.end] if one.start < one.end else "")


def test_overlapping_spans_are_closed_and_opened_again() -> None:
    assert render_spans("one two three", [span(0, 7, "b"), span(4, 13, "i")]) == ("<b>one <i>two</i></b><i> three</i>")


def test_links_go_only_where_a_reader_can_be_sent() -> None:
    body = "[good](https://example.org/?a=1&b=2) and [bad](javascript:alert(1))\n"
    document = make_document("links", "Links", body)
    html = render_body(document, (), ())[0].html
    assert '<a rel="external" href="https://example.org/?a=1&amp;b=2">good</a>' in html
    assert html.count("<a ") == 1


def test_a_quotation_over_two_paragraphs_is_marked_in_both_and_named_once() -> None:
    document = make_document("two", "Two", "She said: “First\n\nand second.”\n\nNothing more.\n")
    start, end = document.text.index("“"), document.text.index("”") + 1
    said = Attribution(((start, end),), None, None, "She", PersonId("she"), "direct", "high", "test")
    first, second, third = render_body(document, (said,), ())
    assert first.html == 'She said: <span class="said">“First</span>'
    assert second.html == '<span class="said">and second.”</span>'
    assert third.html == "Nothing more."
    assert (first.said, second.said, third.said) == ((said,), (), ())


def test_an_annotation_anchors_by_exact_words_in_one_place_or_not_at_all() -> None:
    def note(quote: str, prefix: str = "", suffix: str = "") -> Annotation:
        return Annotation(quote, "…", prefix=prefix, suffix=suffix)

    notes = (note("gone"), note("rose"), note("rose", suffix=" is red"), note("a "), note(""))
    document = make_document("roses", "Roses", "The rose is red, a rose is a rose.\n", annotations=notes)
    anchored = anchor_annotations(document)
    assert [(one.number, one.start, one.annotation.quote) for one in anchored if one.start is not None] == [
        (1, 4, "rose")
    ]
    assert len(anchored) == len(notes)


def test_marks_and_notes_are_escaped_like_all_text() -> None:
    words = "<b>&amp;</b>"
    document = make_document("escape", "E", f"`{words}` stands here.\n", annotations=(Annotation("stands", "n"),))
    block = render_body(document, (), anchor_annotations(document))[0]
    assert block.html.startswith(f'<code>{escape(words)}</code> <mark class="noted">stands</mark><a ')
    assert [note.number for note in block.notes] == [1]
