"""Pages and Markdown to text: structure kept, furniture gone, clues found, hostile markup harmless.

A case is a folder in cases/html: `source.html` as saved, `expected.md` (the text as Markdown; `# ` is the headline) and
`clues.tsv` (name, value, where) with clues that must be found. Add a folder to add a case.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saved_page import CLOSE, LEAD, REPLY, STORY, article

from sitegen.drafts import Block, BlockKind, Mark
from sitegen.intake.alignment import align_blocks, letters
from sitegen.intake.decoding import decode
from sitegen.intake.extract import Extracted, extract_html, extract_markdown
from sitegen.intake.markdown import format_body
from sitegen.intake.web_address import absolute
from sitegen.model import join_passages
from sitegen.records.body import parse_body

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases" / "html").glob("*/source.html"))
ROLES: dict[str, BlockKind] = {
    "heading": "heading",
    "item": "item",
    "quotation": "quotation",
    "caption": "caption",
    "separator": "separator",
}


def page_of(case: Path) -> str:
    decoded = decode((case / "source.html").read_bytes(), is_html=True)
    assert decoded is not None
    return decoded.text


def as_markdown(extracted: Extracted) -> str:
    """The extracted text in Markdown, its headline as `# `."""
    roles = {(mark.start, mark.end): mark for mark in extracted.marks if mark.kind in ROLES}
    blocks = []
    position = 0
    headlines = []
    for part in extracted.raw.split("\n\n"):
        end = position + len(part)
        role = roles.get((position, end), Mark(position, end, "paragraph"))
        blocks.append(Block(position, end, ROLES.get(role.kind, "paragraph"), role.value))
        headlines += [part] if (role.kind, role.value) == ("heading", "1") else []
        position = end + 2
    markdown = format_body(extracted.raw, blocks, extracted.marks)
    for headline in headlines:
        markdown = markdown.replace(f"## {headline}\n", f"# {headline}\n", 1)
    return markdown


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_saved_pages_give_their_article(case: Path) -> None:
    extracted = extract_html(page_of(case))
    assert as_markdown(extracted) == (case / "expected.md").read_text("utf-8")
    assert not extracted.problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_saved_pages_give_their_clues(case: Path) -> None:
    found = {(clue.name, clue.value, clue.where) for clue in extract_html(page_of(case)).clues}
    wanted = {tuple(line.split("\t")) for line in (case / "clues.tsv").read_text("utf-8").splitlines()}
    assert wanted - found == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_marks_lie_within_the_text_and_on_words(case: Path) -> None:
    extracted = extract_html(page_of(case))
    for mark in extracted.marks:
        words = extracted.raw[mark.start : mark.end]
        assert words == words.strip() != ""


def test_an_address_from_outside_makes_relative_links_whole() -> None:
    page = (
        "<html><body><article><p>"
        + "The council met again on Monday. " * 5
        + '<a href="/notes">Notes</a></p></article>'
    )
    extracted = extract_html(page, "https://example.org/news/1")
    assert [mark.value for mark in extracted.marks if mark.kind == "link"] == ["https://example.org/notes"]
    assert not [mark for mark in extract_html(page).marks if mark.kind == "link"]


@pytest.mark.parametrize(
    ("target", "whole"),
    [
        ("/a?b#c", "https://example.org/a?b#c"),
        ("next.html", "https://example.org/news/next.html"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://web.archive.org/web/20200102030405/https://example.net/x", "https://example.net/x"),
        ("/web/2020im_/http://example.net/x", "http://example.net/x"),
        ("#top", ""),
        ("", ""),
        ("ftp://example.org/x", ""),
        ("file:///etc/passwd", ""),
        ("http://[broken", ""),
    ],
)
def test_link_targets_are_made_whole_or_dropped(target: str, whole: str) -> None:
    assert absolute(target, "https://example.org/news/1.html") == whole


def test_verse_and_print_views_keep_their_lines() -> None:
    song = "Row, row, the river is long,\nand nobody comes to the shore.\n\nRow, row, it is late,\nand nobody sings."
    extracted = extract_html(
        f"<html><body><article><p>{TEXT}</p><pre>{song}</pre><p>{TEXT}</p></article></body></html>"
    )
    assert song in extracted.raw


def test_a_text_that_stands_in_scripts_only_is_found() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": TEXT * 3})
    page = f"<html><body><div id=app></div><script type='application/ld+json'>{data}</script></body></html>"
    assert TEXT.strip() in extract_html(page).raw


# --- Markdown ---------------------------------------------------------------------------------------------------------


def test_markdown_gives_text_and_marks() -> None:
    extracted = extract_markdown(
        "# Report\n\nThe *talks* ended.\nAll went home.\n\n## Next\n\n1. rest\n2. work\n\n> So it goes.\n\n---\n\n"
        "<b>x</b> &amp; `y`\n"
    )
    assert (
        extracted.raw
        == "Report\n\nThe talks ended. All went home.\n\nNext\n\nrest\n\nwork\n\nSo it goes.\n\n* * *\n\n<b>x</b> & y"
    )
    kinds = [(extracted.raw[m.start : m.end], m.kind, m.value) for m in extracted.marks]
    assert kinds == [
        ("Report", "heading", "1"),
        ("talks", "emphasis", ""),
        ("Next", "heading", "2"),
        ("rest", "item", "1."),
        ("work", "item", "2."),
        ("So it goes.", "quotation", ""),
        ("* * *", "separator", ""),
        ("y", "code", ""),
    ]


# --- hostile pages ----------------------------------------------------------------------------------------------------

TEXT = "The harbour talks ended on Friday without a deal, and the ministers went home. " * 6

HOSTILE = {
    "script": f"<p>{TEXT}</p><script>alert('pwned')</script>",
    "handler": f'<p onclick="alert(1)" style="x:expression(alert(1))">{TEXT}</p>',
    "svg": f"<p>{TEXT}</p><svg><script>alert('pwned')</script><foreignObject><p>pwned</p></foreignObject></svg>",
    "mxss": f"<p>{TEXT}</p><noscript><p title=\"</noscript><img src=x onerror=alert('pwned')>\"></noscript>",
    "comment": f"<!-- pwned --><p>{TEXT}</p><!--><p>",
    "cdata": f"<p>{TEXT}</p><![CDATA[pwned]]>",
    "template": f"<p>{TEXT}</p><template><p>pwned</p></template>",
    "frames": f'<p>{TEXT}</p><iframe srcdoc="<p>pwned</p>">pwned</iframe><object data="x">pwned</object>',
    "form": f"<form action='https://evil.example'><textarea>pwned</textarea><option>pwned</option></form><p>{TEXT}</p>",
    "unclosed": f"<p>{TEXT}<b><i><a href='x",
    "no end": f"<p>{TEXT}</p><script>while(1){{pwned}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_leaves_only_its_text(name: str) -> None:
    extracted = extract_html(f"<html><body><article>{HOSTILE[name]}</article></body></html>")
    assert TEXT.strip() in extracted.raw
    assert "pwned" not in extracted.raw
    assert not [mark for mark in extracted.marks if mark.kind == "link"]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "//[x"]
)
def test_links_to_unsafe_targets_are_no_links(target: str) -> None:
    page = f'<html><body><article><p>{TEXT}<a href="{target}">here</a></p></article></body></html>'
    extracted = extract_html(page, "https://example.org/")
    assert "here" in extracted.raw
    assert all(mark.value.startswith("https://") for mark in extracted.marks if mark.kind == "link")


def timed(page: str, seconds: float) -> Extracted:
    started = time.process_time()
    extracted = extract_html(page)
    assert time.process_time() - started < seconds
    return extracted


ADVERSARIAL = {
    "deep": "<div>" * 100_000 + "{}" + "</div>" * 100_000 + "<p>the end</p>",
    "deep inline": "<b>" * 100_000 + "{}" + "<p>the end</p>",
    "huge attribute": "<p>{}</p><img src='data:" + "A" * 12_000_000 + "'><p>the end of the text</p>",
    "many attributes": "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">{}</p>",
    "many links": "<p>{}</p>" + "<a href=x>b</a>" * 100_000,
    "many paragraphs": "<p>{}</p>" + "<p>Something happened, he said, and went on.</p>" * 20_000,
    "unclosed comments": "<p>{}</p>" + "<!--" * 200_000,
    "unclosed tags": "<p>{}</p>" + "<a " * 200_000,
    "numbers": "<p>{}</p>&#" + "9" * 100_000 + ";",
    "long word": "<p>{}</p><p>" + "x" * 5_000_000 + "</p>",
    "json bomb": '<script type="application/ld+json">' + "[" * 500_000 + "</script><p>{}</p>",
    "json number": '<script type="application/ld+json">{{"a":' + "9" * 500_000 + "}}</script><p>{}</p>",
    "long title": "<head><title>" + "t" * 1_000_000 + "</title></head><p>{}</p>",
    "nested tables": "<table><tr><td>" * 200 + "{}",
    "unclosed scripts": "<p>{}</p>" + "<script " * 200_000,
    "twenty megabytes": "<p>{}</p><script>" + "for(i=0;i<n.length;i++)a='<b c=d';" * 600_000 + "</script>",
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_adversarial_pages_neither_hang_nor_lose_the_text(name: str) -> None:
    page = "<html><body>" + ADVERSARIAL[name].replace("{}", TEXT) + "</body></html>"
    extracted = timed(page, 20)
    assert TEXT.strip() in extracted.raw
    assert all(len(clue.value) <= 500 for clue in extracted.clues)


def test_a_page_too_deep_for_a_tree_keeps_all_its_text_and_says_so() -> None:
    extracted = extract_html(
        "<p>before</p>" + "<div>" * 5000 + TEXT + "</div>" * 5000 + "<p>after &amp; on</p><script>no</script>"
    )
    assert extracted.raw == f"before\n\n{TEXT.strip()}\n\nafter & on"
    assert [code for code, *_ in extracted.problems] == ["capture-bare"]


def test_scripts_full_of_comparisons_do_not_cost_a_page_its_structure() -> None:
    script = "<script>" + "if(i<n.length&&a[i]>0||b[i]<m.size&&c in d){e=f}" * 3_000 + "</script><!-- <script> -->"
    extracted = extract_html(article(script + f"<h2>On the pier</h2>{STORY}"))
    assert not extracted.problems
    assert extracted.raw == f"Ferry runs again\n\nOn the pier\n\n{LEAD}\n\n{REPLY}\n\n{CLOSE}"


ODD = {
    "a root that is closed where it opens": f"<html xmlns='http://www.w3.org/1999/xhtml' />\n<head/><body />{STORY}",
    "no root and no body": STORY,
    "XHTML": f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>{STORY}<br/></body></html>",
    "a frameset with its text for others": f"<html><frameset><frame></frameset><noframes>{STORY}</noframes></html>",
    "two bodies": f"<html><body><p>Home</p></body><body>{STORY}</body></html>",
    "tags that close nothing": f"</div></p></body>{STORY}</article></html></html>",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_pages_keep_their_text(name: str) -> None:
    raw = extract_html(ODD[name]).raw
    assert all(sentence in raw for sentence in (LEAD, REPLY, CLOSE))


def test_an_empty_page_is_a_problem_and_no_crash() -> None:
    for page in ("<html></html>", "<html><body><script>x()</script></body></html>", "<", "<!doctype html>", "\x01"):
        extracted = extract_html(page)
        assert extracted.raw == "" or not re.search("script|x\\(", extracted.raw)


SOUP = (
    *"<p> </p> <div> </div> <li> <ul> </ul> <ol> <br> <b> </b> <a•href=/x> </a> <table><tr><td> <td> </table>".split(),
    *"<h1> <h2> </h2> <pre> </pre> text мир &amp; &nbsp; <blockquote> <figure> <hr> <!-- --> ]]> <svg> <td".split(),
    *(" ", "\n\n", "two words "),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=40))
def test_any_tag_soup_gives_marks_that_fit_and_a_body_that_comes_back(soup: list[str]) -> None:
    extracted = extract_html(
        "<html><body>" + "".join(soup).replace("•", " ") + "</body></html>", "https://example.org/"
    )
    for mark in extracted.marks:
        assert extracted.raw[mark.start : mark.end].strip()
    if extracted.raw:
        assert join_passages(parse_body(as_markdown(extracted))) == extracted.raw


# --- alignment --------------------------------------------------------------------------------------------------------


def test_repeated_lines_are_taken_once_where_they_fit_the_order() -> None:
    blocks = [
        "Politics",
        "A storm hits the northern coast tonight",
        "Politics",
        "Rain fell for three days without a pause.",
    ]
    assert align_blocks(blocks, blocks[1:])[0] == {1, 2, 3}


def test_a_block_of_which_a_part_was_left_out_is_found() -> None:
    blocks = ["Home", "The storm hit the coast on Monday night. Advertisement: buy boats! It left by morning."]
    found, explained = align_blocks(blocks, ["The storm hit the coast on Monday night."])
    assert (found, explained) == ({1}, 1.0)


@given(st.lists(st.text(alphabet="abc де", min_size=1, max_size=30), max_size=12))
def test_a_text_is_explained_by_its_own_lines(lines: list[str]) -> None:
    found, explained = align_blocks(lines, lines)
    assert explained == pytest.approx(1.0)
    assert found == {index for index, line in enumerate(lines) if letters(line)}
