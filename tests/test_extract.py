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

from sitegen.drafts import Block, BlockKind, Mark
from sitegen.intake.alignment import align_blocks, letters
from sitegen.intake.decoding import decode
from sitegen.intake.extract import Extracted, extract_html, extract_markdown
from sitegen.intake.markdown import format_body
from sitegen.intake.web_address import absolute
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


# --- what saved pages do ----------------------------------------------------------------------------------------------

LEAD = "The ferry across the bay will run again from Monday, the harbour office said after two months of repairs."
REPLY = "Passengers had complained for weeks that the replacement buses were late, crowded and left out two stops."
CLOSE = "Tickets cost what they did before the winter, and the first boat leaves the north pier at half past five."
STORY = f"<p>{LEAD}</p><p>{REPLY}</p><p>{CLOSE}</p>"


def article(inside: str, head: str = "<title>Ferry runs again - The Bay Herald</title>") -> str:
    headline = "<h1>Ferry runs again</h1>"
    return f"<html><head>{head}</head><body><main><article>{headline}{inside}</article></main></body></html>"


KEPT = {
    "text between line breaks": (
        f"<div class=post>{LEAD}<br><br>{REPLY}<br><br><div>{CLOSE}</div><br>"
        "The old boat stays in the dock as a spare, and will be sold in autumn.</div>",
        "The old boat stays in the dock as a spare, and will be sold in autumn.",
    ),
    "a subheading whose anchor is named like a menu": (
        f'<p>{LEAD}</p><h3 id="nav_boat">A new boat</h3><p>{REPLY}</p><p>{CLOSE}</p>',
        "A new boat",
    ),
    "a short closing line in Chinese over a list of links": (
        "<p>海港办公室星期一表示，经过两个月的维修，跨越海湾的渡轮将于下周恢复运行，票价保持不变，首班船清晨从北码头出发。</p>"
        "<p>乘客数周来一直抱怨替代巴士晚点、拥挤，并且漏停两个站点，市议会为此召开了三次会议，仍未找到解决办法。</p>"
        "<p>旧船将留在船坞备用，秋天出售，收入归港口博物馆。</p><div><a href=/1>分享</a></div>",
        "旧船将留在船坞备用，秋天出售，收入归港口博物馆。",
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_text_that_other_extractors_lose_is_kept(name: str) -> None:
    inside, sentence = KEPT[name]
    assert sentence in extract_html(article(inside)).raw.split("\n\n")


GONE = {
    "longer comments than text": STORY
    + "".join(
        f"<div class=comment-text><p>My neighbour waited for {n} hours and nobody from the office ever answered him, "
        "which tells you all you need to know about how this town is run.</p></div>"
        for n in range(20)
    ),
    "a headline in a box beside": STORY.replace(
        "</p><p>", "</p><aside class=rich><div><h2>Why nobody ever answered the bus riders</h2></div></aside><p>", 1
    ),
    "a sign-up form": STORY
    + "<form><p>Nobody ever answered? Our letter of the week brings you the answers, every Friday, free of charge.</p>"
    "<p>Thank you! Check that your address is right; if nobody ever answered, look into your unwanted mail.</p></form>",
    "a prompt that is hidden above the text": "<div style='display:none'><p>If nobody ever answered you, log in again."
    "</p></div>" + STORY,
}


@pytest.mark.parametrize("name", GONE)
def test_what_stands_beside_an_article_is_no_part_of_it(name: str) -> None:
    raw = extract_html(article(GONE[name])).raw
    assert all(sentence in raw for sentence in (LEAD, REPLY, CLOSE))
    assert "nobody ever answered" not in raw.lower()


def test_a_text_that_breaks_off_before_a_paywall_goes_on_as_the_page_states_it() -> None:
    body = f"{LEAD}\n{REPLY}\n{CLOSE}\nThe <b>old</b> boat will be sold &amp; scrapped."
    stated = json.dumps({"@type": "NewsArticle", "headline": "Ferry runs again", "articleBody": body})
    page = article(f"<p>{LEAD}</p>", f"<script type='application/ld+json'>{stated}</script>")
    assert extract_html(page).raw == (
        f"Ferry runs again\n\n{LEAD}\n\n{REPLY}\n\n{CLOSE}\n\nThe old boat will be sold & scrapped."
    )


def test_a_headline_far_above_its_text_is_found_by_the_title_of_the_page() -> None:
    top = "<header><h1>Ferry runs again</h1></header>" + "<div>Pier, boats, weather</div>" * 20
    page = f"<html><head><title>Ferry runs again | Herald</title></head><body>{top}<div>{STORY}</div></body></html>"
    assert extract_html(page).raw.startswith(f"Ferry runs again\n\n{LEAD}")


def test_a_button_in_the_text_does_not_cost_a_page_its_structure() -> None:
    extracted = extract_html(
        article(f"<h2>On the pier</h2>{STORY}<p><button>Send us a correction of this</button></p>")
    )
    assert ("On the pier", "heading") in {(extracted.raw[m.start : m.end], m.kind) for m in extracted.marks}


def clues_of(page: str, name: str) -> list[str]:
    return [clue.value for clue in extract_html(page).clues if clue.name == name]


def test_names_behind_references_are_found_and_addresses_are_none() -> None:
    person = "https://bay-herald.example/#/schema/person/7f3a"
    graph = [
        {"@type": "Article", "author": {"@id": person}, "publisher": {"@id": "#unknown"}},
        {"@type": "Person", "@id": person, "name": "Ada Marsh"},
    ]
    stated = json.dumps({"@graph": graph})
    head = f"<script type='application/ld+json'>{stated}</script><meta name=author content='https://x.example/u/1'>"
    page = article(STORY, head)
    assert clues_of(page, "byline") == ["Ada Marsh"]
    assert clues_of(article(STORY, "<meta name=author content=Administrator>"), "byline") == []
    assert "#unknown" not in clues_of(page, "outlet")


def test_of_several_articles_the_one_with_the_title_of_the_page_is_its_own() -> None:
    other = {"@type": "NewsArticle", "headline": "Bus drivers strike", "datePublished": "2019-01-01"}
    own = {"@type": "NewsArticle", "headline": "Ferry runs again", "datePublished": "2021-03-05"}
    stated = f"<script type='application/ld+json'>{json.dumps([other, own])}</script>"
    page = article(STORY, f"<title>Ferry runs again | Herald</title>{stated}")
    assert clues_of(page, "date") == ["2021-03-05"]


@pytest.mark.parametrize(
    ("page", "line"),
    [
        (
            article("<div class=content>Submitted on Mon, 2019-01-21 13:49</div>" + STORY),
            "Submitted on Mon, 2019-01-21 13:49",
        ),
        (article(STORY + "<div>Posted by Ada Marsh on 5 March 2021</div>"), "Posted by Ada Marsh on 5 March 2021"),
        (
            "<html><head><title>Ferry runs again</title></head><body><h1>Bay Herald</h1><p>Monday, 8 March 2021</p>"
            "<ul><li><a href=/>Home</a><li><a href=/b>Boats</a><li><a href=/c>Buses</a></ul><div class=post>"
            f"<h2>Friday, 5 March 2021</h2><h3>Ferry runs again</h3><div>{STORY}</div></div></body></html>",
            "Friday, 5 March 2021",
        ),
        (
            "<div class=posted-on>5 March 2021</div><ul>" + "<li><a href=/m>Menu</a>" * 20 + "</ul>" + article(STORY),
            "5 March 2021",
        ),
    ],
)
def test_dated_lines_by_the_text_are_clues(page: str, line: str) -> None:
    assert clues_of(page, "date")[:1] == [line]


def test_posts_and_articles_of_others_do_not_date_a_page() -> None:
    post = "<blockquote><p>Look!</p><time datetime=2018-03-12>Mar 12, 2018</time></blockquote>"
    listed = "<ul><li><a href=/x>Buses late</a> <time datetime=2018-03-13>13 March 2018</time></li></ul>"
    assert clues_of(article(post + STORY + listed), "date") == []


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
    started = time.perf_counter()
    extracted = extract_html(page)
    assert time.perf_counter() - started < seconds
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
        assert parse_body(as_markdown(extracted))[1] == extracted.raw


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
