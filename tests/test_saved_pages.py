"""What saved pages do: furniture of every make gone, text of every make kept, and the clues that they give."""

from __future__ import annotations

import json
import time

import pytest
from saved_page import CLOSE, LEAD, REPLY, STORY, article

from sitegen.intake.extract import extract_html
from sitegen.intake.page_blocks import read_blocks
from sitegen.intake.page_tree import parse_page

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
    "a report that the article links to": (
        f"<p>{LEAD}</p><p><a href=/files/harbour.pdf>The harbour office's report on the repairs</a></p><p>{REPLY}</p>"
        f"<p>{CLOSE}</p>",
        "The harbour office's report on the repairs",
    ),
    "links that a sentence announces": (
        f"<p>{LEAD}</p><p>These are the letters that passengers wrote to the harbour office over the winter:</p>"
        f"<p><a href=/letters/1>The first letter of the passengers</a></p><p>{REPLY}</p><p>{CLOSE}</p>",
        "The first letter of the passengers",
    ),
    "so many links that they are the matter": (
        f"<p>{LEAD}</p><p>{REPLY}</p><p><a href=/letters/1>The first letter of the passengers</a></p>"
        f"<p>{REPLY[:-1]}, twice.</p><p><a href=/letters/2>The second letter of the passengers</a></p><p>{CLOSE}</p>",
        "The second letter of the passengers",
    ),
    "the lines of a list that ends the text": (
        f"<p>{LEAD}</p><p>{REPLY}</p><p>{CLOSE}</p><h2>On the boat</h2><ul><li>Crew of nine<li>Forty cars</ul>",
        "Forty cars",
    ),
    "a correction under the text": (
        f"<div class=body>{STORY}</div><div class=correction><p>An earlier version gave another day.</p></div>",
        "An earlier version gave another day.",
    ),
    "a notice that only its wording tells": (
        f"<div class=body>{STORY}</div><div class=x7><p>Disclosure: the writer's brother is a ferryman.</p></div>",
        "Disclosure: the writer's brother is a ferryman.",
    ),
    "a notice in another language": (
        f"<div class=body>{STORY}</div><div class=x7><p>Korrektur: Die Fähre fährt erst am Dienstag wieder.</p></div>",
        "Korrektur: Die Fähre fährt erst am Dienstag wieder.",
    ),
    "a text of its own under the text": (
        f"<div class=body>{STORY * 3}</div><div class=more><p>{LEAD[:-1]} again.</p><p>{REPLY[:-1]} too.</p>"
        f"<p>{CLOSE[:-1]} now.</p></div>",
        f"{CLOSE[:-1]} now.",
    ),
    "masthead and imprint in cells of their own": (
        f"<table><tr><td>BAY HERALD</td></tr><tr><td>{STORY}</td></tr><tr><td>Pier press, 1998</td></tr></table>",
        "BAY HERALD",
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
    "links to other articles between the paragraphs": f"<p>{LEAD}</p><p><a href=/n/1>Why nobody ever answered</a></p>"
    f"<p>{REPLY}</p><p>Read also: <a href=/n/2>The town where nobody ever answered</a></p><p>{CLOSE}</p>",
    "links to other articles under the text, with their label": STORY + "<h2>Nobody ever answered this, too</h2>"
    "<p><a href=/n/1>Why nobody ever answered!</a></p><p><a href=/n/2>Where nobody ever answered?</a></p>",
    "more lines of what is read most than of text": STORY
    + "<div id=most_read>"
    + "".join(f"<h3>Nobody ever answered: bus {n}</h3><ul><li>Bo Reed<li>{n} comments</ul>" for n in range(20))
    + "</div>",
    "teasers of other articles": STORY
    + "</article></main>"
    + "".join(
        f"<div><h3><a href=/n/{n}>The bus number {n}</a></h3><p>It was said to come on time, but nobody ever answered "
        "those who asked when it would come, nor where, for all of the winter and the spring.</p></div>"
        for n in range(3)
    )
    + "<main><article>",
    "a label over nothing": STORY + "<p>Here nobody ever answered:</p>",
    "a line in another part of the page": STORY + "</article></main><div><div id=weather><p>Nobody ever answered ..."
    "</p></div></div><main><article>",
    "the way to the page": "<p><a href=/>Home</a> > <a href=/n>Nobody ever answered</a> > Ferries</p>" + STORY,
    "words for screen readers": STORY.replace(
        "</p>", "<span class=element-invisible>(nobody ever answered)</span></p>"
    ),
    "a form to report mistakes, named as such": STORY
    + "<div class='article__report'><p>Select the words to which nobody "
    "ever answered and press Ctrl+Enter, so that our editors can have a look at them as soon as they can.</p></div>",
    "boxes under the text whose names say nothing": f"<div class=c7>{STORY}</div>"
    "<div class=c13><p>Bo Reed writes about boats. Nobody ever answered him.</p></div>"
    "<div class=k><b>Two replies</b><div class=k1>Pete<br>Nobody ever answered one of mine.</div></div>"
    "<div class=c15><h2>Go on reading</h2><ul><li>Free, as nobody ever answered</li></ul></div>",
    "what a figure without a picture sets apart": STORY.replace(
        "</p><p>",
        "</p><figure class=x1><aside><p>Nobody ever answered? Our letter does, on Fridays.</p></aside></figure><p>",
        1,
    ),
    "a line of links to other pages in the text": STORY.replace(
        "</p><p>",
        "</p><p><b>See also</b><br><a href=/1>Nobody ever answered</a><br><a href=/2>The old boat</a></p><p>",
        1,
    ),
    "a link whose label a dash ends": STORY.replace(
        "</p><p>", "</p><p>Also read - <a href=/1>The town where nobody ever answered</a></p><p>", 1
    ),
    "the label of a box of links": STORY.replace(
        "</p><p>", "</p><div class=bx><p>Nobody ever answered</p><ul><li><a href=/1>The bus</a></ul></div><p>", 1
    ),
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


def test_a_headline_beside_buttons_is_a_line_of_its_own() -> None:
    buttons = "".join(f"<td><a href=/{name}>{name}</a></td>" for name in ("PDF", "Print"))
    tree = parse_page(f"<table><tr><td>Ferry runs again</td>{buttons}</tr><tr><td>Cars</td><td>40</td></tr></table>")
    assert tree is not None
    assert [block.text for block in read_blocks(tree)] == ["Ferry runs again", "PDF", "Print", "Cars | 40"]


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


AUTHORS = {
    "a link to the author": '<p>By <a rel="author" href="/ada">Ada Marsh</a></p>',
    "a line named so": '<div class="Post__meta byline">By Ada Marsh</div>',
    "the name of an author": '<span itemprop="author" itemscope><b itemprop="name">Ada Marsh</b></span>',
    "of a text and of a reader's post": "<i class=author>Ada Marsh</i>"
    "<div class=comments><i class=author>Bo Reed</i></div>",
    "of a text and of a review": '<i class=author-name>Ada Marsh</i><div itemscope itemtype="https://schema.org/Review">'
    "<b itemprop=author>Bo Reed</b></div>",
}


@pytest.mark.parametrize("name", AUTHORS)
def test_who_the_page_marks_as_its_author_is_its_author(name: str) -> None:
    assert set(clues_of(article(AUTHORS[name] + STORY), "byline")) == {"Ada Marsh"}


@pytest.mark.parametrize("line", ["Ada Marsh, Updated 5 May", "written by our readers", "Ada, on the pier", "@ada"])
def test_what_is_no_name_alone_names_no_author(line: str) -> None:
    assert clues_of(article(f"<p class=byline>{line}</p>" + STORY), "byline") == []


def test_authors_of_a_list_of_articles_are_none_of_the_page() -> None:
    listed = "".join(
        f"<b rel=author><a rel=author href=/{n}>{n} Marsh</a></b>" for n in ("Ada", "Bo", "Cy", "Di", "Ed")
    )
    assert clues_of(article(STORY + listed), "byline") == []


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


# --- makes of pages ---------------------------------------------------------------------------------------------------


def stating(**stated: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **stated})}</script>"


ARABIC = (
    "أعلن مكتب الميناء يوم الاثنين أن العبّارة ستعود إلى العمل بعد شهرين من أعمال الإصلاح، وأن السعر لن يتغير.",
    "وكان الركاب قد اشتكوا من تأخر الحافلات البديلة وازدحامها طوال الشتاء، من دون أن يجيبهم أحد.",
)
ROW = "<tr><td><p>{}</p></td><td><div>{}</div></td></tr>"
MAKES = {
    "a table of results, its cells wrapped": (
        article(f"<p>{LEAD}</p><table>{ROW.format('North', '120')}{ROW.format('South', '95')}</table><p>{REPLY}</p>"),
        f"Ferry runs again\n\n{LEAD}\n\nNorth | 120\n\nSouth | 95\n\n{REPLY}",
    ),
    "a table that lays out the page": (
        f"<html><body><table><tr><td><p>{LEAD}</p><p>{REPLY}</p></td><td><p>{CLOSE}</p></td></tr></table></body></html>",
        f"{LEAD}\n\n{REPLY}\n\n{CLOSE}",
    ),
    "a list of terms": (
        article(f"<p>{LEAD}</p><dl><dt>The old boat</dt><dd>stays in the dock.</dd></dl><p>{REPLY}</p><p>{CLOSE}</p>"),
        f"Ferry runs again\n\n{LEAD}\n\nThe old boat\n\nstays in the dock.\n\n{REPLY}\n\n{CLOSE}",
    ),
    "questions and answers": (
        article(f"<p><b>When does it run?</b></p><p>{LEAD}</p><p><b>Why so late?</b></p><p>{REPLY}</p><p>{CLOSE}</p>"),
        f"Ferry runs again\n\nWhen does it run?\n\n{LEAD}\n\nWhy so late?\n\n{REPLY}\n\n{CLOSE}",
    ),
    "a live report": (
        article(
            f"<section class=post><time>10:12</time><h2>First boat</h2><p>{LEAD}</p></section>"
            f"<section class=post><time>10:40</time><h2>Last bus</h2><p>{REPLY}</p><p>{CLOSE}</p></section>"
        ),
        f"Ferry runs again\n\nFirst boat\n\n{LEAD}\n\nLast bus\n\n{REPLY}\n\n{CLOSE}",
    ),
    "a shadow root": (
        "<html><head><title>Ferry runs again</title></head><body><h1>Ferry runs again</h1>"
        f"<x-story><template shadowrootmode=open>{STORY}</template></x-story></body></html>",
        f"Ferry runs again\n\n{LEAD}\n\n{REPLY}\n\n{CLOSE}",
    ),
    "a template that is not on show": (
        article(f"{STORY}<template><p>Nobody sees this sentence, for it waits for a script to come.</p></template>"),
        f"Ferry runs again\n\n{LEAD}\n\n{REPLY}\n\n{CLOSE}",
    ),
    "a frame around the article, as SingleFile saves it": (
        f"<html><body><p>The Bay Herald</p><iframe srcdoc='{article(STORY)}'></iframe></body></html>",
        f"Ferry runs again\n\n{LEAD}\n\n{REPLY}\n\n{CLOSE}",
    ),
    "a frame of somebody else in the article": (
        article(f"{STORY}<iframe srcdoc='{article(STORY).replace('ferry', 'balloon')}'></iframe>"),
        f"Ferry runs again\n\n{LEAD}\n\n{REPLY}\n\n{CLOSE}",
    ),
    "a picture that a script loads, with the caption under it": (
        article(
            f"<p>{LEAD}</p><figure><img data-src=a.jpg class=lazyload><noscript><img src=a.jpg alt=pier></noscript>"
            f"<figcaption>The north pier in spring</figcaption></figure><p>{REPLY}</p><p>{CLOSE}</p>"
        ),
        f"Ferry runs again\n\n{LEAD}\n\nThe north pier in spring\n\n{REPLY}\n\n{CLOSE}",
    ),
    "a page without its script, whose article stands in its data": (
        f"<html><head>{stating(articleBody=f'{LEAD} {REPLY}{chr(10)}{CLOSE}')}</head><body>Loading</body></html>",
        f"{LEAD} {REPLY}\n\n{CLOSE}",
    ),
    "a right-to-left page": (
        f"<article dir=rtl><h1>عودة العبّارة</h1><p>{ARABIC[0]}</p><p>{ARABIC[1]}</p></article>",
        f"عودة العبّارة\n\n{ARABIC[0]}\n\n{ARABIC[1]}",
    ),
}


@pytest.mark.parametrize("name", MAKES)
def test_pages_of_every_make_give_their_text(name: str) -> None:
    page, text = MAKES[name]
    assert extract_html(page).raw == text


def test_rows_of_thousands_of_cells_take_no_time_of_their_own() -> None:
    cells = "<td>1" * 8000
    started = time.process_time()
    extract_html(article(f"{STORY}<table><tr>{cells}</tr></table>"))
    assert time.process_time() - started < 5


# --- what an editor is told -------------------------------------------------------------------------------------------


PROBLEMS = {
    "a text that breaks off": (article(f"<p>{LEAD}</p>", stating(wordCount=640)), ["capture-incomplete"]),
    "a text for subscribers, its opening": (
        article(f"<p>{LEAD}</p>", stating(isAccessibleForFree=False)),
        ["capture-incomplete"],
    ),
    "a text for subscribers, whole": (article(STORY * 3, stating(isAccessibleForFree="False")), []),
    "a whole text": (article(STORY, stating(wordCount="60", isAccessibleForFree=True)), []),
    "the page of a section": (
        "".join(
            f"<article><h2><a href=/{sentence[:4]}>{sentence[:30]}</a></h2><p>{sentence}</p></article>"
            for sentence in (LEAD, REPLY, CLOSE)
        ),
        ["capture-several"],
    ),
    "a live report with links to its posts": (
        "".join(
            f"<article><h2><a href=#{sentence[:4]}>{sentence[:30]}</a></h2><p>{sentence}</p></article>"
            for sentence in (LEAD, REPLY, CLOSE)
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_seems_wrong_with_a_page_is_told(name: str) -> None:
    page, codes = PROBLEMS[name]
    extracted = extract_html(page)
    assert LEAD in extracted.raw
    assert [code for code, *_ in extracted.problems] == codes


@pytest.mark.parametrize(
    ("head", "heads", "title"),
    [
        (
            "Ferry runs again from Monday | Bay Herald",
            "<div>Ferry runs again from Monday</div>",
            "line in the title element",
        ),
        (
            "Bay Herald: Ferry runs again from Monday",
            "<h1>Ferry runs again from Monday</h1>",
            "line in the title element",
        ),
        ("Bay Herald | Ferry runs", "<h1>Ferry runs</h1>", "h1"),
        ("Ferry runs again from Monday", "<h1>Ferry runs again from Monday</h1>", "h1"),
    ],
)
def test_a_line_that_is_most_of_the_page_s_title_is_its_headline(head: str, heads: str, title: str) -> None:
    page = f"<html><head><title>{head}</title></head><body>{heads}{STORY}</body></html>"
    clues = [clue for clue in extract_html(page).clues if clue.name == "title"]
    assert clues[0].value.startswith("Ferry runs")
    assert "Bay Herald" not in clues[0].value
    assert clues[0].where == title


def test_the_site_s_name_is_no_headline_though_it_is_the_first_heading() -> None:
    heads = "<h1>Bay Herald</h1><h2>Ferry runs again from Monday</h2>"
    page = (
        f"<html><head><title>Ferry runs again from Monday | Bay Herald</title></head><body>{heads}{STORY}</body></html>"
    )
    clues = [clue for clue in extract_html(page).clues if clue.name == "title" and clue.where != "title element"]
    assert [clue.value for clue in clues] == ["Ferry runs again from Monday"]
