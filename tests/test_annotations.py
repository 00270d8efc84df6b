"""Annotations: words that stand where they stood, elsewhere or nowhere; links in notes; tags; Web Annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from time import process_time
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_archive, make_document, make_links
from planned_site import plan_site

from sitegen.model import Address, Annotation, Archive, Document, DocumentId, Permalink
from sitegen.records.anchors import anchor_annotations, anchor_key, find_anchors
from sitegen.records.paragraph_record import NO_RECORD, format_paragraphs, number_paragraphs, read_paragraphs
from sitegen.records.paragraphs import fold
from sitegen.records.permalinks import plan_ledger
from sitegen.records.tags import tag_id
from sitegen.site.annotations import check_annotations, resolve_reference

FERRY = """\
The ferry stopped at noon.

Nobody was left standing on the quay, the mayor said.

The night boats will go on until the fourth of May.
"""


def built(body: str, note: Annotation, *, before: Document | None = None) -> Document:
    """A document as it is read after a build, with the record that an earlier version left."""
    record = read_paragraphs(format_paragraphs(before), "a.tsv")[0] if before else NO_RECORD
    return number_paragraphs(make_document("ferry", "The ferry", body, annotations=(note,)), record)


def state(document: Document) -> tuple[str, int | None]:
    (note,) = anchor_annotations(document)
    return note.state, note.paragraph


# --- where a note stands ----------------------------------------------------------------------------------------------

QUAY = Annotation("left standing on the quay", "She said it twice.")


def test_a_note_goes_with_its_paragraph() -> None:
    first = built(FERRY, QUAY)
    assert state(first) == ("exact", 2)
    paragraphs = FERRY.strip().split("\n\n")
    moved = ["Yesterday all was well.", *reversed(paragraphs)]
    assert state(built("\n\n".join(moved), QUAY, before=first)) == ("exact", 2)


def test_words_that_stand_in_another_paragraph_have_moved_until_an_editor_says_that_they_are_meant() -> None:
    first = built(FERRY, QUAY)
    other = FERRY.replace("Nobody was left standing on the quay, the mayor said.\n\n", "") + (
        "\nIn the storm of 1911 eleven men were left standing on the quay.\n"
    )
    second = built(other, QUAY, before=first)
    third = built(other, QUAY, before=second)
    assert state(second) == state(third) == ("moved", 4)
    meant = replace(QUAY, prefix="eleven men were")
    assert state(built(other, meant, before=third)) == ("exact", 4)


def test_a_lost_note_comes_back_with_its_words() -> None:
    first = built(FERRY, QUAY)
    second = built("The ferry stopped at noon.\n", QUAY, before=first)
    assert state(second) == ("orphan", None)
    assert state(built(FERRY, QUAY, before=second)) == ("exact", 2)


def test_the_same_words_elsewhere_do_not_shake_a_note_off_its_paragraph() -> None:
    first = built(FERRY, QUAY)
    twice = FERRY + "\nThe captain was left standing on the quay.\n"
    assert state(built(twice, QUAY, before=first)) == ("exact", 2)
    assert state(built(twice, QUAY)) == ("orphan", None)


def test_white_space_is_as_yaml_folds_it() -> None:
    document = built(
        "He said  *that*\nthe boats\n\nwould go on.\n", Annotation("that the boats would", "Over a break.")
    )
    assert state(document) == ("exact", 1)


SENTENCES = ("One boat left. ", "Two boats came. ", "One boat left again. ", "No boat came. ")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=5),
             min_size=1, max_size=4),
    st.sampled_from(("boat left", "One boat", "Two boats came. No", "came")),
)  # fmt: skip
def test_no_note_ever_lands_on_words_that_it_does_not_quote(versions: list[list[list[str]]], quote: str) -> None:
    note, document = Annotation(quote, "…"), None
    for version in versions:
        document = built("\n\n".join("".join(sentences).strip() for sentences in version), note, before=document)
        (anchored,) = anchor_annotations(document)
        if anchored.start is None:
            assert anchored.state == "orphan"
        else:
            assert fold(document.text[anchored.start : anchored.end]) == quote
            first = document.annotations[0].stood_in
            assert anchored.state == ("exact" if anchored.paragraph == first else "moved")


# --- links in notes ---------------------------------------------------------------------------------------------------


def archive_with(*documents: Document) -> Archive:
    whole = make_archive()
    return replace(whole, documents=MappingProxyType({document.id: document for document in documents}))


QUOTING = make_document("quoting", "It quotes", FERRY)
OTHER = make_document("other-paper", "Another", FERRY, aliases=("its-old-name",), addresses=(Address(7, False, "…"),))
GONE = make_document("gone", "Gone", FERRY, status="withdrawn", withdrawn_because="Asked for.")
LINKED = archive_with(QUOTING, OTHER, GONE)


@pytest.mark.parametrize(
    ("written", "target", "problem"),
    [
        ("other-paper", "articles/other-paper.html", ""),
        ("other-paper#p3", "articles/other-paper.html#p3", ""),
        ("other-paper.md#p3", "articles/other-paper.html#p3", ""),
        ("../articles/other-paper.html", "articles/other-paper.html", ""),
        ("its-old-name#p1", "articles/other-paper.html#p1", ""),
        ("#p2", "articles/quoting.html#p2", ""),
        ("people/tomas-varga", "people/tomas-varga.html", ""),
        ("https://court.example/?a#b", "https://court.example/?a#b", ""),
        ("other-paper#p4", "articles/other-paper.html", "names 'p4', which is no paragraph of that document"),
        ("other-paper#p7", "articles/other-paper.html#p7", "leads to a paragraph that was removed"),
        ("gone#p1", "articles/gone.html", "leads to a document that was withdrawn"),
        ("nowhere#p1", "", "names 'nowhere', which is no document"),
        ("people/nobody", "", "names no page of this archive"),
        ("../../etc/passwd", "", "names no page of this archive"),
    ],
)
def test_links_lead_where_an_editor_means(written: str, target: str, problem: str) -> None:
    found = resolve_reference(LINKED, QUOTING, written)
    assert (found.target, found.problem) == (target, problem)


def test_a_broken_link_is_found_and_its_words_stay() -> None:
    note = Annotation("at noon", "As in [the log](no-such-log#p2).")
    document = make_document("quoting", "It quotes", FERRY, annotations=(note,))
    archive = archive_with(document)
    assert [finding.code for finding in check_annotations(archive, document)] == ["note-link"]
    page = planned(archive)["articles/quoting.html"].decode()
    assert "As in <a>the log</a>." in page


# --- tags -------------------------------------------------------------------------------------------------------------


def planned(archive: Archive) -> dict[str, bytes]:
    links = replace(make_links(make_archive()), attributions=MappingProxyType({}), related=MappingProxyType({}))
    return {file.path: file.content for file in plan_site(archive, links)}


def test_a_tag_has_a_page_that_lists_its_notes_with_passage_document_and_date() -> None:
    site = {file.path: file.content.decode() for file in plan_site(make_archive(), make_links(make_archive()))
            if file.path.endswith(".html")}  # fmt: skip
    page = site["tags/claim.html"]
    assert '<mark class="noted">three per cent</mark>' in page and "demand was <strong>four</strong>" in page
    assert '<time datetime="2031-03-11">11 March 2031</time>' in page
    address = page.partition('href="../articles/no-wages-before-spring.html#')[2].partition('"')[0]
    assert f'id="{address}"' in site["articles/no-wages-before-spring.html"]
    assert (
        '<a href="tags/claim.html">claim</a>' in site["tags.html"]
        and "Said again at the briefing." in site["tags.html"]
    )


def test_a_tags_page_is_in_the_ledger_and_stays_when_its_last_note_goes() -> None:
    archive = make_archive()
    added, _ = plan_ledger(archive, "2031-05-01")
    assert Permalink("tags/claim.html", "tag", "claim", "live", "", "2031-05-01") in added
    bare = {id: replace(one, annotations=()) for id, one in archive.documents.items()}
    later = replace(archive, documents=MappingProxyType(bare), ledger=(*archive.ledger, *added))
    assert plan_ledger(later, "2031-06-01") == ((), [])
    assert "No note bears this tag now." in planned(later)["tags/claim.html"].decode()


@pytest.mark.parametrize(
    ("tags", "ids"),
    [
        (("Open question", "open question"), {"open-question"}),
        (("вежа",), {"vezha"}),
        (("?", "!"), {"tag-8a8de823", "tag-bb7208bc"}),
    ],
)
def test_tags_have_ids_that_are_addresses(tags: Iterable[str], ids: set[str]) -> None:
    assert {tag_id(tag) for tag in tags} == ids


# --- W3C Web Annotation -----------------------------------------------------------------------------------------------


def exported(**settings: str) -> tuple[dict[str, Any], str]:
    archive = make_archive(**settings)
    site = {file.path: file.content for file in plan_site(archive, make_links(archive))}
    stem = "articles/no-wages-before-spring"
    assert "articles/fifth-meeting.annotations.jsonld" not in site, "it has no notes"
    return json.loads(site[f"{stem}.annotations.jsonld"]), site[f"{stem}.txt"].decode()


def test_notes_are_exported_as_web_annotations_that_find_their_words() -> None:
    collection, plain = exported()
    assert (collection["@context"], collection["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    items = collection["first"]["items"]
    assert (collection["total"], len(items)) == (3, 3)
    money, wages, lost = items
    assert wages["body"] == [
        {"type": "TextualBody", "value": "The union’s *written* demand was **four**; see "
         "[the letter](https://union.example/letter).", "format": "text/markdown", "purpose": "commenting"},
        {"type": "TextualBody", "value": "claim", "purpose": "tagging"},
    ]  # fmt: skip
    assert (wages["motivation"], wages["creator"]) == (["commenting", "tagging"], {"name": "AB"})
    for note, words in ((money, "no money in a closed harbour"), (wages, "three per cent")):
        page, text = note["target"]
        quote, position = page["selector"], text["selector"]
        assert quote["exact"] == plain[position["start"] : position["end"]] == words
        assert plain[: position["start"]].endswith(quote["prefix"])
        assert plain[position["end"] :].startswith(quote["suffix"])
        assert note["id"].startswith(page["source"] + "#note-")
    assert [target["selector"]["exact"] for target in lost["target"]] == ["words that are not in the text"]
    assert money["target"][0]["source"] == "https://archive.example/merrow/articles/no-wages-before-spring.html"


def test_without_a_public_address_web_annotations_point_beside_themselves() -> None:
    collection, _ = exported(base_url="")
    assert collection["id"] == "no-wages-before-spring.annotations.jsonld"
    assert collection["first"]["items"][0]["target"][0]["source"] == "no-wages-before-spring.html"


def test_withdrawn_documents_give_away_no_note() -> None:
    note = Annotation("at noon", "A private remark.", tags=("private",))
    document = make_document("gone", "Gone", FERRY, status="withdrawn", withdrawn_because="…", annotations=(note,))
    site = planned(archive_with(document, QUOTING))
    assert not [path for path, content in site.items() if b"private remark" in content or path.startswith("tags/")]
    assert DocumentId("gone") in archive_with(document).documents


words = st.lists(st.sampled_from(["a", "aa", " ", "  ", "\n\n", "\u00a0", "\t ", "b."]), max_size=12).map("".join)


@given(words, words, words, words)
def test_notes_stand_where_a_pattern_of_their_words_would_find_them(
    text: str, quote: str, before: str, after: str
) -> None:
    note = Annotation(quote, "See.", prefix=before, suffix=after)
    one, left, right = (r"\s+".join(map(re.escape, part.split())) for part in anchor_key(note))
    pattern = "(?=" + (left and left + r"\s*") + f"({one})" + (right and r"\s*" + right) + ")"
    found = [match.span(1) for match in re.finditer(pattern, text)] if one else []
    assert find_anchors(text, note) == found


def test_two_thousand_notes_on_one_text_take_no_minutes() -> None:
    paragraphs = [f"Item {number}: the council of the river town heard the engineers again." for number in range(2000)]
    notes = tuple(Annotation(f"Item {number}:", "See the minutes.") for number in reversed(range(2000)))
    began = process_time()
    placed = anchor_annotations(make_document("minutes", "Minutes", "\n\n".join(paragraphs), annotations=notes))
    assert process_time() - began < 5
    assert [(one.number, one.state, one.paragraph) for one in placed] == [(n, "exact", n) for n in range(1, 2001)]
